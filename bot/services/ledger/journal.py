"""/logboek: what was done that somebody may have to account for, in plain words, without the names of entrepreneurs."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.domain.access import Role
from bot.domain.audit import Entry
from bot.domain.contact import Contact
from bot.domain.message import Message, Text, Value, button, text
from bot.domain.town import Town
from bot.services.ports import Unit
from bot.services.visit import Reply
from bot.services.wording import named

PAGE = 6
"""Entries on one page, so that no screen is longer than eight lines."""

NOBODY = 0
"""The actor of what was done on the console."""

REFUSED = "refused:"

ABOUT = "person:"

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "team.invited": "journal.invited",
        "team.invite_ended": "journal.invite_ended",
        "team.claimed": "journal.claimed",
        "team.claim_refused": "journal.claim_refused",
        "team.appointed": "journal.appointed",
        "team.revoked": "journal.revoked",
        "team.left": "journal.left",
        "team.away": "journal.away",
        "team.back": "journal.back",
        "export": "journal.exported",
    }
)
"""The key of the words for each act that is kept; whatever is not here is named as it was kept."""

WORDS_REFUSED: Mapping[str, str] = MappingProxyType(
    {
        "error.not_allowed": "journal.not_allowed",
        "error.not_found": "journal.not_found",
        "unknown": "journal.unknown_button",
    }
)
"""The same for what was refused, by how it ended."""


class Journal:
    """Shows the audit to whoever runs the team."""

    def __init__(self, town: Town) -> None:
        self._town = town

    def list(self, unit: Unit, actor: Contact, offset: int = 0) -> Reply:
        """Show a page of entries, the newest first."""
        del actor
        found = unit.audit.newest(PAGE + 1, offset)
        if not found:
            return Reply(Message(text("journal.none")))
        lines = tuple(self._line(unit, entry) for entry in found[:PAGE])
        newer = (button("page.newer", "journal.list", max(0, offset - PAGE)),) if offset else ()
        older = (button("page.older", "journal.list", offset + PAGE),) if len(found) > PAGE else ()
        turning = (*newer, *older)
        return Reply(Message(text("journal.list", lines=lines), (turning,) if turning else ()))

    def _line(self, unit: Unit, entry: Entry) -> Text:
        return text("journal.line", at=entry.at, who=_who(unit, entry), what=_what(unit, entry))


def _who(unit: Unit, entry: Entry) -> Value:
    if entry.actor_id == NOBODY:
        return text("journal.console")
    person = unit.contacts.get(entry.actor_id)
    # Who left, or gave a role up, is no entrepreneur in that entry.
    of_the_town = person is not None and (person.role is not Role.ASKER or _person_in(entry.subject) == person.id)
    return named(person) if of_the_town else text("journal.entrepreneur")


def _what(unit: Unit, entry: Entry) -> Text:
    if entry.action.startswith(REFUSED):
        return text(WORDS_REFUSED.get(entry.outcome, "journal.refused"))
    key = WORDS.get(entry.action)
    if key is None:
        return text("journal.other", act=entry.action)
    about = _person_in(entry.subject)
    return text(key, whom=named(unit.contacts.get(about)) if about else text("journal.somebody"))


def _person_in(subject: str) -> int:
    kind, _, number = subject.partition(":")
    return int(number) if f"{kind}:" == ABOUT and number.isascii() and number.isdigit() else NOBODY
