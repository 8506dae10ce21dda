"""What an asker sees before a question leaves (screens B2): the draft, its topics, and what may help already."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.elsewhere import Authority
from bot.domain.enquiry import Enquiry, Part
from bot.domain.message import Button, Message, Rows, Text, button, text
from bot.domain.town import ANDERS, Town
from bot.routing.known import Known
from bot.routing.ranking import Band, Ranking
from bot.services.wording import attached, pairs, words_of

LOOSE_WORDS = 3
"""Up to this many words, about no topic and without a question mark, we ask whether it is a question at all."""

SURELY_OUTSIDE = 0.4
"""The probability that it is not for the town from which somebody else is named."""

BIG_FILE = 20 * 1024 * 1024
"""Bytes above which Telegram lets no bot open a file; it can only be passed on as it is."""


@dataclass(frozen=True, slots=True)
class Thought:
    """What is thought of a draft: where it goes, and a known answer that may help already.

    ``choosing`` shows several topics where one would be proposed, ``expired`` says that an answer is no longer shown.
    """

    ranking: Ranking
    known: Known | None = None
    choosing: bool = False
    expired: bool = False


class DraftScreens:
    """The screens of a question that was not sent yet; the first button of a draft always sends it."""

    def __init__(self, town: Town) -> None:
        self._town = town

    def draft(self, draft: Enquiry, parts: Sequence[Part], earlier: Enquiry | None, thought: Thought) -> Message:
        """Show what will be sent, with the topics it can be about; ``earlier`` is a question that it may belong to."""
        known, offered = thought.known, self.offered(draft, thought)
        helper = None if offered else self._helper(thought.ranking)
        lines = (
            *_content(parts),
            *((text("ask.known_expired"),) if thought.expired else ()),
            *((text("ask.known", question=known.answer.question),) if known else ()),
            *(_reached(helper) if helper else ()),
        )
        if offered:
            key = "ask.one" if self._is_sure(draft, thought) else "ask.topic"
        else:
            key = "ask.elsewhere" if helper else "ask.loose" if _is_loose(parts) else "ask.unsure"
        shown = text(
            key, manager=self._town.manager, lines=lines, topic=self._town.title(offered[0] if offered else "")
        )
        rows = (
            *self._choices(draft, thought, key, offered),
            *(((button("ask.known_read", "known.show", draft.id),),) if known else ()),
            *_draft_rows(draft, earlier),
        )
        return Message(shown, rows)

    def offered(self, draft: Enquiry, thought: Thought) -> tuple[str, ...]:
        """Return the topics on the draft's buttons, the most probable first: the one that was scanned, or the best."""
        if draft.topic in self._town.topics:
            return (draft.topic,)
        if thought.ranking.band is Band.NONE:
            return ()
        best = tuple(found.topic for found in thought.ranking.candidates)
        return best[:1] if self._is_sure(draft, thought) else best

    def known(self, draft: Enquiry, known: Known) -> Message:
        """Show a known answer for what it is: true in general, from a source, on a day; not the town's own answer."""
        answer = known.answer
        shown = text(
            "known.answer", question=answer.question, answer=answer.answer, source=answer.source, dated=answer.dated
        )
        rows = ((button("known.helped", "known.helped", draft.id), button("known.ask", "known.ask", draft.id)),)
        return Message(shown, (*rows, *(((Button(text("known.read"), url=answer.url),),) if answer.url else ())))

    def _choices(self, draft: Enquiry, thought: Thought, key: str, offered: Sequence[str]) -> Rows:
        if key == "ask.one":
            yes = button("ask.yes", "ask.submit", draft.id, offered[0])
            return ((yes, button("ask.other", "ask.choose", draft.id)),)
        if key == "ask.topic":
            topics = [button("topic.button", "ask.submit", draft.id, t, topic=self._town.short(t)) for t in offered]
            return pairs([*topics, button("ask.other", "ask.submit", draft.id, ANDERS)])
        if key == "ask.elsewhere":
            return ((button("ask.send_still", "ask.submit", draft.id, ANDERS, manager=self._town.manager),),)
        return ((button("ask.send", "ask.submit", draft.id, ANDERS),),)

    def _is_sure(self, draft: Enquiry, thought: Thought) -> bool:
        return thought.ranking.band is Band.ONE and not thought.choosing and draft.topic not in self._town.topics

    def _helper(self, ranking: Ranking) -> Authority | None:
        """Return who helps with what is surely not the town's, None where there is nobody to send people to."""
        if ranking.outside < SURELY_OUTSIDE:
            return None
        return next((one for one in self._town.authorities if one.key == ranking.authority and one.name), None)


def _content(parts: Sequence[Part]) -> tuple[Text, ...]:
    words, files = words_of(parts), attached(parts)
    big = any(part.attachment and part.attachment.size > BIG_FILE for part in parts)
    return (
        *((text("ask.quote", words=words),) if words else ()),
        *((text("ask.files", files=files),) if files else ()),
        *((text("ask.big_file"),) if big else ()),
    )


def _reached(helper: Authority) -> tuple[Text, ...]:
    ways = (
        *((text("ask.helper_phone", phone=helper.phone),) if helper.phone else ()),
        *((text("ask.helper_url", url=helper.url),) if helper.url else ()),
    )
    who = text("ask.helper", name=helper.name, when=helper.when)
    return (who, text("ask.helper_ways", ways=ways)) if ways else (who,)


def _draft_rows(draft: Enquiry, earlier: Enquiry | None) -> Rows:
    belongs = (button("ask.belongs", "ask.attach", draft.id, earlier.id, number=earlier.number),) if earlier else ()
    return (
        *((belongs,) if belongs else ()),
        (button("ask.reword", "ask.reword", draft.id), button("ask.discard", "ask.discard", draft.id)),
    )


def _is_loose(parts: Sequence[Part]) -> bool:
    words = words_of(parts)
    return "?" not in words and len(words.split()) <= LOOSE_WORDS and not attached(parts)
