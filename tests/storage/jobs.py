"""Examples of the three jobs to store: a meeting, a decision, a round of an interview, what comes due of them."""

from datetime import date, time, timedelta

from bot.domain.contact import Matter
from bot.domain.conversation import Conversation, Given
from bot.domain.decision import Decision, Link, LinkKind, Outcome
from bot.domain.due import Cast, Due, DueRow
from bot.domain.interview import Campaign
from bot.domain.meeting import Item, ItemKind, Meeting, MeetingKind, Rung
from tests.storage.examples import ANNA, BRAM, NOW

LATE = NOW + timedelta(days=3)
TALK = Conversation(0, "interview", ANNA.id, NOW, NOW, subject=5, step="soc1")
GIVEN = Given("soc1", value="yes", words="ja, soms")
ITEMS = (
    Item(ItemKind.LOOK_BACK, "Vorige keer", 10, "Sofie"),
    Item(ItemKind.DECISION, "Vlaggen", 30),
    Item(ItemKind.LOOK_AHEAD, "Volgende keer", 5, "Bram"),
)
MEETING = Meeting(
    id=0,
    kind=MeetingKind.BOARD,
    title="Centrumoverleg",
    day=date(2026, 12, 3),
    start=time(19, 30),
    starts_at=LATE,
    minutes=90,
    place="Stadhuis",
    decided="het budget",
    open="de kleur",
    rung=Rung.ADVISE,
    created_by=BRAM.id,
    items=ITEMS,
)
DECISION = Decision(
    0, "Vlaggen", Outcome.YES, "Het mag.", BRAM.id, NOW, links=(Link(LinkKind.ENQUIRY, 41), Link(LinkKind.ITEM, 2))
)
CAMPAIGN = Campaign(0, "centrum", "trade:horeca", BRAM.id, NOW, date(2026, 12, 1), date(2026, 12, 15))
CAST = Cast(0, Due.DECISION, 7, 0, BRAM.id, NOW, NOW + timedelta(minutes=1))


def due(
    person_id: int = ANNA.id,
    *,
    what: Due = Due.MEETING_DAY,
    subject_id: int = 5,
    version: int = 0,
    after: timedelta = timedelta(),
    matter: Matter | None = Matter.MEETING,
    cast_id: int = 0,
) -> DueRow:
    """Return a row that comes due so long after now."""
    return DueRow(0, what, subject_id, version, person_id, NOW + after, matter, "zone", cast_id)
