"""All use cases of the house, put together once for one town."""

from dataclasses import dataclass

from bot.domain.access import Role
from bot.domain.contact import Contact
from bot.domain.town import Town
from bot.routing.router import Router
from bot.services.additions import Additions
from bot.services.answering import Answering
from bot.services.asking import Asking
from bot.services.deliveries import Deliveries
from bot.services.door import Door
from bot.services.enquiry_screens import EnquiryScreens
from bot.services.following import Following
from bot.services.notices import Notices
from bot.services.nudges import Nudges
from bot.services.ports import Unit
from bot.services.queue import Queue
from bot.services.queue_screens import QueueScreens
from bot.services.staff import Appointments
from bot.services.visit import Reply, Said
from bot.services.welcome import Welcoming
from bot.services.welcome_screens import WelcomeScreens


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that people can do here, by what it is about."""

    door: Door
    welcoming: Welcoming
    asking: Asking
    additions: Additions
    following: Following
    queue: Queue
    answering: Answering
    appointments: Appointments
    deliveries: Deliveries
    nudges: Nudges

    def edit(self, unit: Unit, actor: Contact, said: Said) -> Reply:
        """Take over what somebody changed in a message that they sent before."""
        edits = self.answering.edit if actor.role is Role.MANAGER else self.additions.edit
        return edits(unit, actor, said)

    def show_number(self, unit: Unit, actor: Contact, number: int) -> Reply:
        """Show the question with that number, as its asker or as the manager sees it."""
        shows = self.queue.show_number if actor.role is Role.MANAGER else self.following.show_number
        return shows(unit, actor, number)


def build_desk(town: Town) -> Desk:
    """Return the use cases for that town."""
    enquiry_screens, queue_screens = EnquiryScreens(town, Router(town.topics.values())), QueueScreens(town)
    notices = Notices(queue_screens)
    asking = Asking(town, enquiry_screens, WelcomeScreens(town), notices)
    queue = Queue(town, queue_screens)
    appointments = Appointments()
    return Desk(
        door=Door(town),
        welcoming=Welcoming(town, asking, queue, appointments),
        asking=asking,
        additions=Additions(asking, notices),
        following=Following(enquiry_screens, notices),
        queue=queue,
        answering=Answering(town, queue_screens, enquiry_screens),
        appointments=appointments,
        deliveries=Deliveries(notices),
        nudges=Nudges(asking),
    )
