"""One bot: who it is, what it set, its chats and its updates."""

from dataclasses import dataclass, field
from itertools import count

from bot.simulator.callbacks import Presses
from bot.simulator.chats import Chat
from bot.simulator.flood import FloodGuard
from bot.simulator.people import Person
from bot.simulator.updates import UpdateQueue
from bot.simulator.webhook import Courier
from bot.simulator.wire import JsonObject

ScopeKey = tuple[str, int, int]


@dataclass(slots=True)
class Ballot:
    """Where a poll stands and what each person chose."""

    chat_id: int
    message_id: int
    votes: dict[int, list[int]] = field(default_factory=dict)


@dataclass(slots=True)
class Profile:
    """Texts, commands and menu buttons, each by language or scope; "" is the language for everybody else."""

    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[tuple[ScopeKey, str], list[JsonObject]] = field(default_factory=dict)
    menu_buttons: dict[int | None, JsonObject] = field(default_factory=dict)


@dataclass(slots=True)
class Bot:
    """One bot; its token is nowhere but in the state's table of tokens."""

    id: int
    updates: UpdateQueue
    webhook: Courier
    flood: FloodGuard
    presses: Presses
    profile: Profile = field(default_factory=Profile)
    chats: dict[int, Chat] = field(default_factory=dict)
    ballots: dict[str, Ballot] = field(default_factory=dict)
    first_number: int = 1

    @property
    def username(self) -> str:
        """The bot's user name, made from its id."""
        return f"sim{self.id}_bot"

    @property
    def name(self) -> str:
        """The name for people without a language of their own."""
        return self.profile.names.get("") or self.username

    def user(self) -> JsonObject:
        """Return the User object that stands in the bot's messages."""
        return {"id": self.id, "is_bot": True, "first_name": self.name, "username": self.username}

    def me(self) -> JsonObject:
        """Return the User object of getMe; privacy mode is off, so the bot reads all of its groups."""
        return {
            **self.user(),
            "can_join_groups": True,
            "can_read_all_group_messages": True,
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
            "has_topics_enabled": False,
            "allows_users_to_create_topics": False,
        }

    def private_chat(self, person: Person) -> Chat:
        """Return this person's chat with the bot."""
        chat = self.chats.get(person.id)
        if chat is None:
            chat = self.chats[person.id] = Chat(person.id, "private", person=person, numbers=count(self.first_number))
        chat.person = person
        return chat
