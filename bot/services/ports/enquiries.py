"""What the use cases need of the enquiries: to keep them, find them, and keep all that is said in them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.enquiry import Answer, Enquiry, Event, Part, Standing


class Enquiries(Protocol):
    """The enquiries with all that was said in them and happened to them."""

    def add(self, enquiry: Enquiry) -> Enquiry:
        """Store a new enquiry and return it with its id."""
        ...

    def save(self, enquiry: Enquiry) -> None:
        """Store the changed enquiry."""
        ...

    def get(self, enquiry_id: int) -> Enquiry | None:
        """Return the enquiry with that id."""
        ...

    def by_number(self, number: int) -> Enquiry | None:
        """Return the enquiry with the number that people use."""
        ...

    def next_number(self) -> int:
        """Return the next number; each is given once, in order, also when two ask at the same moment."""
        ...

    def draft_of(self, asker_id: int) -> Enquiry | None:
        """Return the asker's question that was not sent yet; there is at most one."""
        ...

    def forgotten_drafts(self, before: datetime, limit: int) -> Sequence[Enquiry]:
        """Return drafts that nobody touched since that moment and whose asker was not reminded of them."""
        ...

    def mark_nudged(self, enquiry_id: int, at: datetime) -> None:
        """Note that the asker was reminded of the draft."""
        ...

    def latest_sent_of(self, asker_id: int) -> Enquiry | None:
        """Return the enquiry that this asker sent last."""
        ...

    def of_asker(self, asker_id: int, limit: int, offset: int = 0) -> Sequence[Enquiry]:
        """Return the asker's sent enquiries: open ones first, then the newest first."""
        ...

    def count_of_asker(self, asker_id: int) -> tuple[int, int]:
        """Return how many sent enquiries of the asker are open, and how many there are."""
        ...

    def recent(self, since: datetime, limit: int) -> Sequence[Enquiry]:
        """Return sent enquiries that were asked after that moment, the newest first."""
        ...

    def adopt(self, owner_id: int) -> None:
        """Give every open enquiry without an owner that one."""
        ...

    def pass_on(self, owner_id: int, heir_id: int) -> int:
        """Give every open enquiry of that owner to the heir, and return how many those were."""
        ...

    def queue(self, limit: int, offset: int = 0) -> Sequence[Enquiry]:
        """Return open enquiries: those that wait for the town first, by promised day, then by number."""
        ...

    def count_open(self, today: str) -> tuple[int, int]:
        """Return how many enquiries are open, and how many wait past their promised day (ISO date)."""
        ...

    def standing(self, today: str) -> Sequence[Standing]:
        """Return how many open enquiries are in each state with each department, and how many of those are late."""
        ...

    def add_part(self, part: Part) -> None:
        """Append what somebody said; the same message id and version a second time changes nothing."""
        ...

    def parts(self, enquiry_id: int) -> Sequence[Part]:
        """Return what was said, in order, each message in its newest version."""
        ...

    def versions(self, enquiry_id: int) -> Sequence[Part]:
        """Return everything that was said, in order, each message in all its versions."""
        ...

    def newest_version(self, author_id: int, message_id: int) -> Part | None:
        """Return the newest version of the message that this author sent with that id."""
        ...

    def of_album(self, author_id: int, album: str) -> Enquiry | None:
        """Return the enquiry that other pictures of the same album went to."""
        ...

    def take_parts(self, enquiry_id: int) -> Sequence[Part]:
        """Remove all that was said in a draft, and return it, each message in its newest version."""
        ...

    def remove_unsent(self, asker_id: int) -> None:
        """Remove every trace of what this asker wrote but never sent."""
        ...

    def append(self, event: Event) -> None:
        """Append a line to an enquiry's history."""
        ...

    def history(self, enquiry_id: int) -> Sequence[Event]:
        """Return the enquiry's history, oldest first."""
        ...

    def add_answer(self, answer: Answer) -> Answer:
        """Store an answer that is being prepared and return it with its id."""
        ...

    def answer(self, answer_id: int) -> Answer | None:
        """Return the answer with that id."""
        ...

    def latest_answer(self, enquiry_id: int) -> Answer | None:
        """Return the answer that was sent last."""
        ...

    def unsent_answer(self, enquiry_id: int, author_id: int) -> Answer | None:
        """Return the answer that this author prepared last for the enquiry and did not send."""
        ...

    def answer_typed_as(self, author_id: int, message_id: int) -> Answer | None:
        """Return the answer that this author typed in that message."""
        ...

    def save_answer(self, answer: Answer) -> None:
        """Store the changed answer."""
        ...
