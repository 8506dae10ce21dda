"""Sentences that stand twice in a content folder: the bot would learn from one what the other takes back."""

from collections.abc import Iterator, Mapping

from bot.content_authorities import AuthoritiesFile, AuthorityTable
from bot.content_problems import Problem, show
from bot.content_topics import TopicFile

Placed = tuple[str, str, str]
"""A sentence's file, its key there, and the sentence."""

_LISTS = ("examples", "examples_fr", "examples_en", "asked")


def doubles(topics: Mapping[str, TopicFile], elsewhere: str, authorities: AuthoritiesFile) -> Iterator[Problem]:
    """Yield a problem for each two places that share sentences; capitals, spaces and punctuation make no difference.

    A place is a topic's file or an authority. ``topics`` are by the names of their files, ``elsewhere`` is the name of
    the authorities' file.
    """
    first: dict[str, tuple[str, Placed]] = {}
    shared: dict[tuple[str, str], list[tuple[Placed, Placed]]] = {}
    for place, placed in (*_of_topics(topics), *_of_authorities(elsewhere, authorities)):
        bare = "".join(filter(str.isalnum, placed[2].casefold()))
        if bare and bare in first:
            earlier, other = first[bare]
            shared.setdefault((earlier, place), []).append((other, placed))
        elif bare:
            first[bare] = (place, placed)
    for pairs in shared.values():
        (other_file, other_key, _), (file, key, sentence) = pairs[0]
        more = f" (and {len(pairs) - 1} more)" if len(pairs) > 1 else ""
        where = other_key if other_file == file else f"{other_file}: {other_key}"
        yield Problem(file, key, "a sentence that stands nowhere else", f"{show(sentence)} also at {where}{more}")


def _of_topics(files: Mapping[str, TopicFile]) -> Iterator[tuple[str, Placed]]:
    for name, file in files.items():
        for key, sentence in _sentences(file):
            yield name, (name, key, sentence)
        for number, known in enumerate(file.known, 1):
            yield name, (name, f"known.{number}.question", known.question["nl"])
            for at, sentence in enumerate(known.also, 1):
                yield name, (name, f"known.{number}.also.{at}", sentence)


def _of_authorities(name: str, file: AuthoritiesFile) -> Iterator[tuple[str, Placed]]:
    for number, authority in enumerate(file.authorities, 1):
        for key, sentence in _sentences(authority):
            yield authority.key, (name, f"authorities.{number}.{key}", sentence)


def _sentences(table: TopicFile | AuthorityTable) -> Iterator[tuple[str, str]]:
    for key in _LISTS:
        for number, sentence in enumerate(getattr(table, key), 1):
            yield f"{key}.{number}", sentence
