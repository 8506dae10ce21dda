"""The engine of conversations alone: one kind of form, a database in memory that forgets nothing, no bot around it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, cast

from bot.app import build_catalogues
from bot.content import load_town, packaged_content
from bot.domain.access import Role
from bot.domain.contact import Contact, Welcome
from bot.domain.conversation import Conversation
from bot.domain.message import Message
from bot.services.enquiries.asking import Asking
from bot.services.enquiries.moves import Moves
from bot.services.enquiries.notices import Notices
from bot.services.enquiries.queue_screens import QueueScreens
from bot.services.enquiries.screens import EnquiryScreens
from bot.services.enquiries.thinking import Thinking
from bot.services.forms.conversing import Conversing
from bot.services.learning.guide import Guide
from bot.services.learning.lessons import Teaching
from bot.services.learning.reasons import Reasons
from bot.services.people.welcome_screens import WelcomeScreens
from bot.services.ports import Unit
from bot.services.visit import Reply, Said
from tests.dialogue import TUESDAY
from tests.screen_rules import broken_rules
from tests.services.forms.sample_form import SampleForm

TOWN = load_town(packaged_content())
CATALOGUES = build_catalogues(packaged_content(), TOWN)
GUIDE = Guide(TOWN)
SOFIE, LUC, AMIRA, BRAM = 1001, 1002, 2001, 2002


class Kept:
    """Implements as much of ``Conversations`` as the engine asks for."""

    def __init__(self) -> None:
        self.rows: dict[int, Conversation] = {}

    def add(self, conversation: Conversation) -> Conversation:
        stored = replace(conversation, id=len(self.rows) + 1)
        self.rows[stored.id] = stored
        return stored

    def save(self, conversation: Conversation) -> None:
        assert conversation.id in self.rows
        self.rows[conversation.id] = conversation

    def get(self, conversation_id: int) -> Conversation | None:
        return self.rows.get(conversation_id)

    def latest(self, person_id: int, form: str, subject: int) -> Conversation | None:
        found = [c for c in self.rows.values() if (c.person_id, c.form, c.subject) == (person_id, form, subject)]
        return found[-1] if found else None

    def unfinished(self, person_id: int) -> Sequence[Conversation]:
        return [c for c in self.rows.values() if c.person_id == person_id and not c.ended]

    def of_form(self, form: str) -> Sequence[Conversation]:
        return [c for c in self.rows.values() if c.form == form and not c.ended]


class People:
    """Implements as much of ``Contacts`` as the engine asks for."""

    def __init__(self) -> None:
        self.rows: dict[int, Contact] = {}

    def get(self, person_id: int) -> Contact | None:
        return self.rows.get(person_id)

    def save(self, contact: Contact) -> None:
        self.rows[contact.id] = contact


class Post:
    """Implements as much of ``Outbox`` as the engine asks for; every message is about the sample form."""

    def __init__(self) -> None:
        self.said: list[Message] = []
        self.subjects: dict[int, str] = {}

    def put(self, to: Contact, message: Message, **more: object) -> None:
        self.said.append(message)

    def subject_of(self, chat_id: int, message_id: int) -> str:
        return self.subjects.get(message_id, "")


class Nothing:
    """Implements as much of ``Lessons`` as asking where a question goes needs: nobody ever taught anything."""

    def revision(self) -> tuple[int, int]:
        return 0, 0


class FormHall:
    """People before forms; every screen that they get is measured."""

    def __init__(self, kind: SampleForm | None = None) -> None:
        self.kind = kind or SampleForm()
        self.now = TUESDAY
        self.kept, self.people, self.post = Kept(), People(), Post()
        for person, role in ((SOFIE, Role.ASKER), (LUC, Role.ASKER), (AMIRA, Role.MANAGER), (BRAM, Role.MANAGER)):
            contact = Contact(person, f"Person {person}", "nl", self.now, welcome=Welcome.DONE, role=role)
            self.people.save(contact)
        self.restart()

    def restart(self) -> None:
        """Forget everything that is not in the database."""
        notices = Notices(QueueScreens(TOWN, Reasons(TOWN, GUIDE)))
        thinking = Thinking(TOWN, GUIDE)
        teaching = Teaching(TOWN)
        asking = Asking(TOWN, EnquiryScreens(TOWN), WelcomeScreens(TOWN), notices, thinking, teaching, Moves())
        self.conversing = Conversing(TOWN, [self.kind], asking, CATALOGUES)

    @property
    def unit(self) -> Unit:
        world: Any = SimpleNamespace(
            now=self.now, conversations=self.kept, contacts=self.people, outbox=self.post, lessons=Nothing()
        )
        return cast("Unit", world)

    def begins(self, person: int = SOFIE, **more: Any) -> Reply:  # noqa: ANN401 - what ``begin`` takes
        return self._seen(self.conversing.begin(self.unit, self._actor(person), self.kind.key, **more))

    def says(self, words: str, person: int = SOFIE, **more: Any) -> Reply:  # noqa: ANN401 - what ``Said`` takes
        reply = self.conversing.receive(self.unit, self._actor(person), Said(words, 7, **more))
        assert reply is not None, words
        return self._seen(reply)

    def ignores(self, words: str, person: int = SOFIE, **more: Any) -> bool:  # noqa: ANN401 - what ``Said`` takes
        return self.conversing.receive(self.unit, self._actor(person), Said(words, 7, **more)) is None

    def taps(self, action: str, *values: int | str, person: int = SOFIE, id_: int = 1) -> Reply:
        """Tap ``form.<action>`` of that conversation."""
        conversing = self.conversing
        where = next(room for room in (conversing, conversing.taps, conversing.words) if hasattr(room, action))
        return self._seen(getattr(where, action)(self.unit, self._actor(person), id_, *values))

    def passes(self, **time: float) -> None:
        self.now += timedelta(**time)

    def at(self, id_: int = 1) -> str:
        return self.kept.rows[id_].step

    def walks(self, *answers: str) -> None:
        for answer in answers:
            self.says(answer)

    def _actor(self, person: int) -> Contact:
        return self.people.rows[person]

    def _seen(self, reply: Reply) -> Reply:
        for message in (*self.post.said, *((reply.screen,) if reply.screen is not None else ())):
            assert not [*broken_rules(message, CATALOGUES, TOWN.languages)], message
        return reply


def keys(reply: Reply) -> list[str]:
    """Return what the screen says, key by key."""
    assert reply.screen is not None
    lines = reply.screen.text.values.get("lines", ())
    return [reply.screen.key, *(line.key for line in lines)] if isinstance(lines, tuple) else [reply.screen.key]


def actions(reply: Reply) -> list[str]:
    """Return what can be tapped."""
    return [button.action for row in reply.screen.rows for button in row] if reply.screen is not None else []


def rendered(reply: Reply, language: str = "nl") -> str:
    """Return the screen as somebody reads it, buttons below."""
    assert reply.screen is not None
    rows = [" ".join(f"[{CATALOGUES.label(b.label, language)}]" for b in row) for row in reply.screen.rows]
    return "\n".join([CATALOGUES.render(reply.screen.text, language), *rows])
