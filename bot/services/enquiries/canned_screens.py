"""The screens of the canned texts: the list for a question, one proposal, one that is kept."""

from collections.abc import Callable, Mapping, Sequence

from bot.domain.contact import Contact
from bot.domain.enquiry import Enquiry
from bot.domain.message import Button, Message, Rows, Text, button, text
from bot.domain.note import Canned, UseFor
from bot.domain.town import Town
from bot.domain.words import shorten
from bot.services.ports import Unit

PAGE = 5
"""Texts on one page."""

TITLE = 28
"""UTF-16 units of a title, so that no button cuts it off."""

SHOWN = 3000
"""UTF-16 units of a text on one screen."""

_NONE = {
    UseFor.ANSWER: "canned.none",
    UseFor.ASK_BACK: "canned.none_ask_back",
    UseFor.HAND_OVER: "canned.none_hand_over",
}
"""What is said where there is no text yet, with the way to make one."""

_FOUND_AT = {UseFor.ASK_BACK: "canned.at_ask_back", UseFor.HAND_OVER: "canned.at_hand_over"}
"""How a text is spoken of that is for no answer."""

_BACK: Mapping[UseFor, Callable[[int], Button]] = {
    UseFor.ASK_BACK: lambda enquiry_id: button("back", "help.ask", enquiry_id),
    UseFor.HAND_OVER: lambda enquiry_id: button("back", "help.again", enquiry_id),
}
"""The way back to where the words are asked for, where that is not the question itself."""


class CannedScreens:
    """The screens, in the words of one town."""

    def __init__(self, town: Town) -> None:
        self._town = town

    def list(
        self, unit: Unit, actor: Contact, enquiry: Enquiry, use: UseFor, offset: int, *, tidying: bool = False
    ) -> Message:
        """Offer the texts of that use that fit the question, the most used first; a tap shows what the asker would get.

        With ``tidying`` a tap shows the text itself, to end it.
        """
        found = unit.canned.for_topic(enquiry.topic, actor.department, use, PAGE + 1, offset)
        page = found[:PAGE]
        topic = self._town.title(enquiry.topic)
        back = (_back(use, enquiry.id),)
        if not page and not offset:
            return Message(Text(_NONE[use], {"topic": topic}), (back,))
        lines = tuple(text("canned.line", title=one.title, words=one.text) for one in page)
        if tidying:
            looks = tuple((button("canned.title", "canned.look", one.id, enquiry.id, title=one.title),) for one in page)
            which = text("canned.tidy_which", number=enquiry.number, topic=topic, lines=lines)
            return Message(which, (*looks, (button("back", "canned.list", enquiry.id, offset, use),)))
        uses = tuple((button("canned.title", "canned.use", enquiry.id, one.id, title=one.title),) for one in page)
        turning = _turning(enquiry, use, offset, more=len(found) > PAGE)
        last: tuple[Button, ...] = (button("canned.tidy", "canned.tidy", enquiry.id, offset, use), *back)
        rows: Rows = (*uses, *((turning,) if turning else ()), last)
        return Message(text("canned.list", number=enquiry.number, topic=topic, lines=lines), rows)

    @staticmethod
    def proposal(enquiry: Enquiry, words: str, saving: Sequence[Button]) -> Message:
        """Show what would be kept, and ask for which questions."""
        rows = (*((one,) for one in saving), (button("back", "queue.show", enquiry.id),))
        return Message(text("canned.proposal", words=shorten(words, SHOWN)), rows)

    def kept(self, canned: Canned, enquiry_id: int = 0) -> Message:
        """Say that a text is kept, under which title."""
        shown = text("canned.kept", title=canned.title, about=self._about(canned))
        changing = (
            button("canned.rename", "canned.rename", canned.id),
            button("canned.remove", "canned.look", canned.id, enquiry_id),
        )
        way_back = ((button("back", "queue.show", enquiry_id),),) if enquiry_id else ()
        return Message(shown, (changing, *way_back))

    def one(self, canned: Canned, enquiry_id: int) -> Message:
        """Show a whole text, to rename or to end."""
        shown = text("canned.one", title=canned.title, about=self._about(canned), words=shorten(canned.text, SHOWN))
        end = (button("canned.end", "canned.end", canned.id, enquiry_id),)
        rename = (button("canned.rename", "canned.rename", canned.id),)
        return Message(shown, (end, rename, *_to_list(canned, enquiry_id)))

    @staticmethod
    def ask_title(canned: Canned) -> Message:
        """Ask for another title."""
        return Message(text("canned.ask_title", title=canned.title), ((button("back", "canned.look", canned.id, 0),),))

    @staticmethod
    def ended(canned: Canned, enquiry_id: int) -> Message:
        """Say that a text is offered no more."""
        return Message(text("canned.gone", title=canned.title), _to_list(canned, enquiry_id))

    def _about(self, canned: Canned) -> Text:
        about = text("canned.about_all")
        if canned.topic:
            about = text("canned.about_topic", topic=self._town.title(canned.topic))
        where = _FOUND_AT.get(canned.use_for)
        return Text(where, {"about": about}) if where else about


def _back(use: UseFor, enquiry_id: int) -> Button:
    back = _BACK.get(use)
    return back(enquiry_id) if back else button("back", "queue.show", enquiry_id)


def _to_list(canned: Canned, enquiry_id: int) -> Rows:
    return ((button("back", "canned.list", enquiry_id, 0, canned.use_for),),) if enquiry_id else ()


def _turning(enquiry: Enquiry, use: UseFor, offset: int, *, more: bool) -> tuple[Button, ...]:
    back = (button("page.back", "canned.list", enquiry.id, max(0, offset - PAGE), use),) if offset else ()
    return (*back, *((button("page.on", "canned.list", enquiry.id, offset + PAGE, use),) if more else ()))
