"""What the town's content teaches: its sentences as examples of topics, and of what is for somebody else."""

from collections.abc import Iterable, Iterator

from bot.domain.elsewhere import Authority
from bot.domain.topic import Topic
from bot.routing.classifier import Example

_OUTSIDE = "elsewhere:"


def outside(authority: Authority) -> str:
    """Return the label of what is for that authority; those of one family share it."""
    return _OUTSIDE + authority.family


def examples(topics: Iterable[Topic], authorities: Iterable[Authority]) -> Iterator[Example]:
    """Return all that the content says, each with its topic or, for what is not the town's, with ``outside``."""
    for topic in topics:
        known = (words for one in topic.known for words in (*one.question.values(), *one.also))
        titles = sorted({words for localized in (topic.title, topic.short) for words in localized.values()})
        sentences = (*topic.examples, *topic.examples_fr, *topic.examples_en, *topic.asked)
        yield from (Example(text, topic.key) for text in (*sentences, *known, *topic.keywords, *titles))
    for one in authorities:
        yield from (Example(text, outside(one)) for text in (*one.examples, *one.asked))


def questions(topics: Iterable[Topic], authorities: Iterable[Authority]) -> Iterator[Example]:
    """Return those of the examples that are questions as they come in, as often as they do."""
    for topic in topics:
        yield from (Example(text, topic.key) for text in topic.asked)
    for one in authorities:
        yield from (Example(text, outside(one)) for text in one.asked)
