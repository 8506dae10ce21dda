"""A form with one step of every kind, for the tests of the engine; its words are those of the catalogue's own."""

from dataclasses import dataclass, field
from datetime import date

from bot.domain.access import Permission
from bot.domain.contact import Contact
from bot.domain.conversation import (
    YES,
    Condition,
    Conversation,
    Form,
    Given,
    Kind,
    Option,
    Repeat,
    Step,
)
from bot.domain.errors import Refused
from bot.domain.message import Message, Text, text
from bot.services.guard import Thing
from bot.services.ports import Unit
from bot.services.visit import Reply


def words(said: str) -> Text:
    return text("form.words", words=said)


def option(key: str, *, says: bool = False) -> Option:
    return Option(key, words(key), words(f"de hele zin over {key}") if says else None)


STEPS = (
    Step("what", Kind.TEXT, words("Hoe heet het?"), required=True, most=60),
    Step(
        "kind", Kind.CHOICE, words("Wat is het?"), (option("plein", says=True), option("straat", says=True)), open=True
    ),
    Step("themes", Kind.CHOICES, words("Waarover?"), (option("groen"), option("verkeer"), option("licht"))),
    Step("places", Kind.NUMBER, words("Hoeveel plaatsen?"), least=1, most=500),
    Step("likes", Kind.SCALE, words("Hoe graag?"), least=1, most=5, unsure=True),
    Step("day", Kind.DATE, words("Welke dag?"), required=True),
    Step("at", Kind.TIME, words("Hoe laat?")),
    Step("where", Kind.PLACE, words("Waar?")),
    Step("who", Kind.PEOPLE, words("Voor wie?"), (option("all"), option("trade:horeca")), required=True),
    Step("sure", Kind.CONFIRM, words("Is er een vergunning?")),
    Step("permit", Kind.TEXT, words("Welke?"), when=Condition("sure", frozenset({YES}))),
    Repeat(
        "item",
        (
            Step("title", Kind.TEXT, words("Welk punt?"), required=True, title=words("Punt")),
            Step("minutes", Kind.NUMBER, words("Hoeveel minuten?"), least=1),
        ),
        words("Nog een punt?"),
        most=3,
    ),
)

ANSWERS = (
    "Feest",
    "plein",
    "1, 3",
    "20",
    "4",
    "8/12",
    "19u30",
    "Zaal De Molen",
    "all",
    "ja",
    "V-12",
    "Welkom",
    "5",
    "nee",
)
"""What somebody types at each step of the whole path, one round of items."""

TODAY = date(2026, 11, 24)


@dataclass
class SampleForm:
    """Keeps what was handed over; a date that has passed it refuses."""

    key: str = "sample"
    permission: Permission = Permission.TAKE_PART
    thing: Thing = Thing.NOTHING
    counted: bool = True
    steps: tuple[Step | Repeat, ...] = STEPS
    finished: list[Conversation] = field(default_factory=list)

    def form(self, unit: Unit, conversation: Conversation) -> Form:
        return Form(self.key, words("Feestje"), self.steps, counted=self.counted)

    def check(self, unit: Unit, conversation: Conversation, step: Step, given: Given) -> None:
        if step.key == "day" and date.fromisoformat(given.value) < TODAY:
            raise Refused("form.no_date")

    def screen(self, unit: Unit, actor: Contact, conversation: Conversation, step: Step) -> Message | None:
        return None

    def summary(self, unit: Unit, actor: Contact, conversation: Conversation) -> Message | None:
        return None

    def finish(self, unit: Unit, actor: Contact, conversation: Conversation) -> Reply:
        if conversation.words("what") == "weiger":
            raise Refused("form.not_complete")
        self.finished.append(conversation)
        return Reply(Message(words("Dank je")), fresh=True)

    def paused(self, unit: Unit, actor: Contact, conversation: Conversation) -> Reply | None:
        return None

    def left(self, unit: Unit, actor: Contact, conversation: Conversation) -> Reply | None:
        return None
