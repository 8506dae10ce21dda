"""What dialogues about meetings begin with: people who may be invited, a meeting that is planned or announced."""

from bot.domain.contact import Contact, Proactive, Welcome
from bot.domain.meeting import Meeting
from bot.services.ports import Unit
from tests.dialogue import Dialogue, Person

TITLE = "Overleg handelaars"
PLACE = "Zaal De Molen, Kerkplein 3"


async def knows(talk: Dialogue, person: Person, language: str = "nl", trade: str = "horeca") -> None:
    """Let somebody be welcomed, with all our messages switched on."""
    telegram = talk.simulator.state.people.get(person.id)
    assert telegram is not None
    talk.simulator.state.default_bot().private_chat(telegram).started = True
    name = telegram.name
    known = Contact(
        person.id,
        name,
        language,
        talk.clock.now(),
        language_chosen=True,
        welcome=Welcome.DONE,
        proactive=Proactive.ALL,
        trade=trade,
    )

    def store(unit: Unit) -> None:
        unit.contacts.save(known)

    await talk.unit(store)


async def fills_in(manager: Person, day: str = "8 december", start: str = "19.30", place: str = PLACE) -> None:
    """Let the manager answer the form up to its first item."""
    await manager.says("/agenda")
    await manager.taps("meeting.new")
    await manager.taps("form.pick", "consultation")
    for words in (TITLE, day, start, "90", place, "De data van de kerstmarkt", "De uren en de laadzone"):
        await manager.says(words)
    await manager.taps("form.pick", "advise")


async def adds_item(manager: Person, kind: str, title: str, minutes: str, owner: str = "") -> None:
    """Let the manager add one item, up to the question whether there is another."""
    await manager.taps("form.pick", kind)
    await manager.says(title)
    await manager.says(minutes)
    if owner:
        await manager.says(owner)
    else:
        await manager.taps("form.skip")


async def plans(manager: Person, day: str = "8 december", start: str = "19.30") -> None:
    """Let the manager plan a meeting with two items for everybody, up to the preview of its agenda."""
    await fills_in(manager, day, start)
    await adds_item(manager, "discussion", "Laadzone Kerkstraat", "40", "Tom Peeters")
    await manager.taps("form.pick", "yes")
    await adds_item(manager, "decision", "Uren van de kerstmarkt", "20")
    await manager.taps("form.pick", "no")
    await manager.taps("form.pick", "all")
    await manager.taps("form.finish")


async def announces(talk: Dialogue, manager: Person, day: str = "8 december", start: str = "19.30") -> Meeting:
    """Let the manager plan a meeting, send its agenda, and a minute pass."""
    await plans(manager, day, start)
    await manager.taps("cast.send")
    talk.passes(seconds=61)
    await talk.comes_due()
    await manager.looks_away()
    return await meeting(talk)


async def meeting(talk: Dialogue) -> Meeting:
    """Return the meeting that was planned last."""
    return await talk.unit(lambda unit: max(unit.meetings.newest(5), key=lambda one: one.id))
