"""One round of an interview in memory: a town, the people who were asked, what they answered, and nothing else."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any, cast

from bot.content import load_town, packaged_content
from bot.domain.access import Role
from bot.domain.audience import Audience
from bot.domain.contact import Contact, Proactive, Welcome
from bot.domain.conversation import Conversation, Given, Stage
from bot.domain.due import Due, DueRow, DueState
from bot.domain.interview import Campaign
from bot.services.ports import Unit

NOW = datetime(2026, 11, 24, 9, 12, tzinfo=UTC)
TOWN = load_town(packaged_content())
CAMPAIGN = Campaign(1, "kern", "all", 2001, NOW, date(2026, 12, 4), date(2026, 12, 12), sent_at=NOW)
AMIRA = Contact(2001, "Amira", "nl", NOW, role=Role.MANAGER)


def contact(person_id: int, trade: str = "", zone: str = "") -> Contact:
    """Return an entrepreneur who was greeted."""
    return Contact(
        person_id, f"Zaak {person_id}", "nl", NOW, welcome=Welcome.DONE, proactive=Proactive.ALL, trade=trade, zone=zone
    )


def answered(person_id: int, *given: Given, stage: Stage = Stage.DONE, step: str = "levendig") -> Conversation:
    """Return what somebody answered in the round."""
    answers = {one.step: one for one in given}
    return Conversation(person_id, "interview", person_id, NOW, NOW, 1, step, stage, answers=answers)


class Round:
    """Implements as much of a unit as the room of interviews asks for."""

    def __init__(self, *people: Contact, campaign: Campaign | None = CAMPAIGN) -> None:
        self.now = NOW
        self.people = {one.id: one for one in people}
        self.campaigns = {campaign.id: campaign} if campaign else {}
        self.conversations: list[Conversation] = []
        self.dues = [
            DueRow(number, Due.INTERVIEW_INVITATION, 1, 0, one.id, NOW, state=DueState.DELIVERED)
            for number, one in enumerate(people, 1)
        ]

    @property
    def unit(self) -> Unit:
        """Return it as a use case sees it."""
        world: Any = SimpleNamespace(
            now=self.now,
            contacts=SimpleNamespace(get=self.people.get, in_audience=self._in_audience),
            staff=SimpleNamespace(with_role=lambda _role: [AMIRA]),
            conversations=SimpleNamespace(of_subject=lambda _form, _subject: self.conversations, latest=self._latest),
            campaigns=SimpleNamespace(
                get=self.campaigns.get,
                save=lambda one: self.campaigns.update({one.id: one}),
                add=self._add,
                newest=lambda _limit: [*self.campaigns.values()],
            ),
            dues=SimpleNamespace(about=self._about, find=self._find, plan=self.dues.extend, void=self._void),
        )
        return cast("Unit", world)

    def _in_audience(self, audience: Audience) -> Sequence[Contact]:
        return [one for one in self.people.values() if audience.includes(one)]

    def _latest(self, person_id: int, _form: str, _subject: int) -> Conversation | None:
        return next((one for one in reversed(self.conversations) if one.person_id == person_id), None)

    def _add(self, campaign: Campaign) -> Campaign:
        stored = replace(campaign, id=len(self.campaigns) + 1)
        self.campaigns[stored.id] = stored
        return stored

    def _about(self, what: Due, subject_id: int) -> Sequence[DueRow]:
        return [row for row in self.dues if (row.what, row.subject_id) == (what, subject_id)]

    def _find(self, what: Due, subject_id: int, version: int, person_id: int) -> DueRow | None:
        key = (what, subject_id, version, person_id)
        return next((r for r in self.dues if (r.what, r.subject_id, r.version, r.person_id) == key), None)

    def _void(self, what: Sequence[Due], subject_id: int, _at: datetime) -> int:
        waiting = [row for row in self.dues if row.what in what and row.subject_id == subject_id]
        self.dues[:] = [row for row in self.dues if row not in waiting]
        return len(waiting)
