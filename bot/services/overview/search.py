"""Finding a question: by its number, by words that were said in it, by its asker's name."""

import re

from bot.domain.access import Belongs, Permission, Role, authorize
from bot.domain.contact import Contact, Expectation, Expects
from bot.domain.enquiry import Enquiry
from bot.domain.errors import NotFound
from bot.domain.message import Button, Message, Rows, Text, button, text
from bot.domain.naming import beginning
from bot.domain.town import Town
from bot.routing.searching import stem, terms
from bot.services.enquiries.queue import Queue
from bot.services.enquiries.queue_list import PAGE, QueueList
from bot.services.ports import Unit
from bot.services.visit import Reply, Said

BATCH = 100
"""People whose names are noted in one transaction."""

_NUMBER = re.compile(r"[/#]?\s*(\d{1,9})")


class Search:
    """Searches what the one who asks may read: everything for a manager, its own for a department."""

    def __init__(self, town: Town, queue: Queue) -> None:
        self._queue = queue
        self._list = QueueList(town)

    def ask(self, unit: Unit, actor: Contact) -> Reply:
        """Ask what is sought."""
        unit.contacts.save(actor.expecting(Expectation(Expects.SEARCH, unit.now)))
        return Reply(Message(text("search.how"), ((_listed(actor, "back"),),)), fresh=True)

    def take(self, unit: Unit, actor: Contact, said: Said, _subject: int) -> Reply:
        """Search what was typed after that."""
        return self.find(unit, actor, said)

    def find(self, unit: Unit, actor: Contact, said: Said) -> Reply:
        """Show the question with that number, or those that are found by these words; without words, ask for them."""
        if not said.text:
            return self.ask(unit, actor)
        numbered = _NUMBER.fullmatch(said.text)
        found = unit.enquiries.by_number(int(numbered[1])) if numbered else None
        if found is not None and _may_read(unit, actor, found):
            return self._queue.show(unit, actor, found.id)
        return Reply(self._page(unit, actor, " ".join(terms(said.text)), 0))

    def page(self, unit: Unit, actor: Contact, sought: str, offset: int) -> Reply:
        """Show another page of what was found by these words."""
        return Reply(self._page(unit, actor, sought, offset))

    def _page(self, unit: Unit, actor: Contact, sought: str, offset: int) -> Message:
        wanted = [(stem(term), beginning(term)) for term in terms(sought)]
        found, total = unit.browsing.search(wanted, _department(actor), PAGE, offset)
        if not found:
            rows = (button("search.again", "search.ask"), _listed(actor))
            return Message(text("search.none"), (rows,))
        shown: Text = text("search.found", count=total, lines=self._list.lines(unit, found))
        return Message(shown, (*self._list.buttons(found), *_turning(actor, sought, offset, total)))


def index_names(unit: Unit) -> bool:
    """Make the questions of some people findable whose names were not noted yet; return whether there may be more."""
    return unit.browsing.index_names(BATCH)


def _listed(actor: Contact, label: str = "queue.open") -> Button:
    """Return the way to the list of what is theirs to do."""
    return button(label, "hold.list", 0) if actor.role is Role.STAFF else button(label, "queue.list", 0)


def _turning(actor: Contact, sought: str, offset: int, total: int) -> Rows:
    turning = (
        *((button("page.newer", "search.page", sought, max(0, offset - PAGE)),) if offset else ()),
        *((button("page.older", "search.page", sought, offset + PAGE),) if offset + PAGE < total else ()),
    )
    ways = (button("search.again", "search.ask"), _listed(actor))
    return (*((turning,) if turning else ()), ways)


def _may_read(unit: Unit, actor: Contact, enquiry: Enquiry) -> bool:
    try:
        authorize(actor, Permission.READ, Belongs(enquiry.asker_id, unit.assignments.departments(enquiry.id)))
    except NotFound:
        return False
    return True


def _department(actor: Contact) -> str:
    """Return whose questions somebody searches, "" for all; who has a department sees nothing outside it."""
    if actor.role is Role.MANAGER:
        return ""
    if not actor.department:
        raise NotFound
    return actor.department
