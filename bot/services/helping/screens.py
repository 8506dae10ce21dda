"""What a question back and a hand-over look like: before they leave, and in the asker's chat."""

from collections.abc import Sequence

from bot.domain.access import Role
from bot.domain.contact import Contact
from bot.domain.enquiry import Enquiry, Status
from bot.domain.letter import Letter
from bot.domain.message import Button, Message, Rows, Text, Value, button, text
from bot.domain.note import UseFor
from bot.domain.town import Town
from bot.domain.words import shorten
from bot.services.helping.letters import signed
from bot.services.helping.moments import checks_at, last_day
from bot.services.helping.parties import Parties, Party, ways
from bot.services.ports import Unit
from bot.services.wording import named, titled

PAGE = 5
"""Names on one page, with a number each: they are too long for buttons."""

STANDING = 300
"""UTF-16 units of what we asked that the screen of a question repeats."""


class HelpingScreens:
    """The screens of letters, in the words of one town."""

    def __init__(self, town: Town, parties: Parties) -> None:
        self._town = town
        self._parties = parties

    def ask_preview(self, unit: Unit, enquiry: Enquiry, letter: Letter) -> Message:
        """Show the question back as it will reach the asker."""
        shown = text(
            "help.ask_preview",
            name=named(unit.contacts.get(enquiry.asker_id)),
            number=enquiry.number,
            words=letter.text,
            until=self._until(letter),
        )
        rows = (
            (button("help.send", "help.ask_send", enquiry.id, letter.id),),
            (
                button("help.reword", "help.reword", enquiry.id, letter.id),
                button("help.drop", "queue.show", enquiry.id),
            ),
        )
        return Message(_going_along(letter, shown), rows)

    @staticmethod
    def ask_rows(enquiry: Enquiry) -> Rows:
        """Return what there is besides typing a question back: a text of before, or none at all."""
        canned = button("canned.button", "canned.list", enquiry.id, 0, UseFor.ASK_BACK)
        return ((canned, button("back", "queue.show", enquiry.id)),)

    @staticmethod
    def file_ahead(enquiry: Enquiry, letter: Letter) -> tuple[Message, ...]:
        """Return the file of the letter as it goes ahead: a place on the map carries no words, a caption too few."""
        if letter.attachment is None:
            return ()
        return (Message(text("help.file", number=enquiry.number), attachment=letter.attachment),)

    def asked(self, unit: Unit, enquiry: Enquiry, letter: Letter) -> Message:
        """Ask the asker; whatever they write to it is their answer."""
        shown = text(
            "help.asked",
            who=self.who(unit.contacts.get(letter.author_id)),
            number=enquiry.number,
            title=titled(enquiry),
            words=letter.text,
            until=self._until(letter),
        )
        return Message(shown, self._answer_rows(enquiry))

    def reminder(self, unit: Unit, enquiry: Enquiry, letter: Letter) -> Message:
        """Remind the asker, once."""
        who = self.who(unit.contacts.get(letter.author_id))
        shown = text("help.reminder", who=who, number=enquiry.number, words=letter.text, until=self._until(letter))
        return Message(shown, self._answer_rows(enquiry))

    def lapsed(self, enquiry: Enquiry) -> Message:
        """Tell the asker what happens now that they did not answer."""
        shown = text(
            "help.lapsed",
            number=enquiry.number,
            title=titled(enquiry),
            promised=enquiry.promised_on or enquiry.changed_at,
        )
        return Message(shown, self._answer_rows(enquiry))

    def parties(self, enquiry: Enquiry, ranked: Sequence[tuple[str, Party]], offset: int) -> Message:
        """List those who may help instead, each with a number to tap."""
        start = min(max(0, offset), max(0, len(ranked) - 1)) // PAGE * PAGE
        page = ranked[start : start + PAGE]
        lines = tuple(text("help.party", place=place, name=one.name) for place, (_, one) in enumerate(page, 1))
        picks = tuple(
            button("help.pick", "help.pick", enquiry.id, key, place=place) for place, (key, _) in enumerate(page, 1)
        )
        turning: list[Button] = []
        if start:
            turning.append(button("page.back", "help.parties", enquiry.id, start - PAGE))
        if start + PAGE < len(ranked):
            turning.append(button("page.on", "help.parties", enquiry.id, start + PAGE))
        shown = text("help.parties", number=enquiry.number, title=titled(enquiry), lines=lines)
        rows = (picks, *((tuple(turning),) if turning else ()), (button("back", "queue.show", enquiry.id),))
        return Message(shown, tuple(row for row in rows if row))

    def over_preview(self, unit: Unit, enquiry: Enquiry, letter: Letter, party: Party) -> Message:
        """Show what the asker will get, and ask for words to go with it."""
        shown = text(
            "help.over_preview",
            name=named(unit.contacts.get(enquiry.asker_id)),
            lines=self._party_lines(letter, party),
        )
        rows = (
            (button("help.send", "help.hand_over", enquiry.id, letter.id),),
            (button("help.other_party", "help.parties", enquiry.id, 0), button("help.drop", "queue.show", enquiry.id)),
            (button("canned.button", "canned.list", enquiry.id, 0, UseFor.HAND_OVER),),
        )
        return Message(_going_along(letter, shown), rows)

    def handed_over(self, enquiry: Enquiry, letter: Letter, party: Party) -> Message:
        """Tell the asker who helps instead, and that we come back to it."""
        shown = text(
            "help.handed_over",
            number=enquiry.number,
            title=titled(enquiry),
            lines=self._party_lines(letter, party),
            check=self._town.calendar.local_date(checks_at(self._town, letter.sent_at or letter.drafted_at)),
        )
        return Message(shown, ((button("help.still_you", "mine.reopen", enquiry.id),),))

    def check(self, enquiry: Enquiry, letter: Letter) -> Message:
        """Ask whether they were helped there."""
        party = self._parties.get(letter.party)
        name = party.name if party is not None else text("help.somebody_else")
        shown = text("help.check", number=enquiry.number, title=titled(enquiry), name=name)
        rows = ((button("help.yes", "mine.checked", enquiry.id, 1), button("help.no", "mine.checked", enquiry.id, 0)),)
        return Message(shown, rows)

    def unheard(self, enquiry: Enquiry) -> Message:
        """Tell that the question is closed because nobody said otherwise, and how it opens again."""
        shown = text("help.unheard", number=enquiry.number, title=titled(enquiry))
        return Message(shown, ((button("mine.reopen", "mine.reopen", enquiry.id),),))

    def standing(self, unit: Unit, enquiry: Enquiry) -> tuple[Text, ...]:
        """Return what its asker reads of a letter that still counts: what we asked, or who helps instead."""
        if enquiry.status is Status.ASKED and (asked := unit.letters.latest(enquiry.id, UseFor.ASK_BACK)):
            who = self.who(unit.contacts.get(asked.author_id))
            words = shorten(asked.text, STANDING)
            return (text("mine.asks_you", who=who, words=words, until=self._until(asked)),)
        if enquiry.status is Status.ELSEWHERE and (over := unit.letters.latest(enquiry.id, UseFor.HAND_OVER)):
            party = self._parties.get(over.party)
            return (text("mine.helps", name=party.name), *ways(party)) if party is not None else ()
        return ()

    def who(self, author: Contact | None) -> Value:
        """Return how the asker knows whoever asks: by name, a colleague with the department too."""
        name = signed(self._town, author)
        department = self._town.departments.get(author.department) if author is not None else None
        if author is None or author.role is not Role.STAFF or department is None:
            return name
        return text("help.colleague", name=name, department=department.name)

    def _until(self, letter: Letter) -> Value:
        return last_day(self._town, letter.sent_at or letter.drafted_at)

    @staticmethod
    def _answer_rows(enquiry: Enquiry) -> tuple[tuple[Button, ...], ...]:
        return ((button("help.reply", "mine.add", enquiry.id), button("ask.view", "mine.show", enquiry.id)),)

    @staticmethod
    def _party_lines(letter: Letter, party: Party) -> tuple[Text, ...]:
        return (
            text("help.who_helps", name=party.name, when=party.when),
            *((text("help.words", words=letter.text),) if letter.text else ()),
            *ways(party),
        )


def _going_along(letter: Letter, preview: Text) -> Text:
    """Return the preview of a letter, with its file where it has one: that itself stands above, in its own message."""
    if letter.attachment is None:
        return preview
    return text("help.with_file", preview=preview, file=text(f"attachment.{letter.attachment.kind}", count=1))
