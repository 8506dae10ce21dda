"""What dialogues about interviews begin with: entrepreneurs who want to hear from us, and a round that left."""

from dataclasses import replace

from bot.domain.contact import Contact, Proactive, Welcome
from bot.services.ports import Unit
from tests.dialogue import Dialogue, Person

QUESTIONS = 16


async def knows(talk: Dialogue, person: Person, language: str = "nl", **more: object) -> None:
    """Let somebody be an entrepreneur who was greeted and wants to hear everything."""
    telegram = talk.simulator.state.people.get(person.id)
    assert telegram is not None
    talk.simulator.state.default_bot().private_chat(telegram).started = True

    def store(unit: Unit) -> None:
        known = Contact(person.id, telegram.name, language, unit.now, welcome=Welcome.DONE, proactive=Proactive.ALL)
        # mypy cannot see which fields are meant.
        unit.contacts.save(replace(known, **more))  # type: ignore[arg-type]

    await talk.unit(store)


async def prepares(amira: Person, whom: str = "iedereen", closes: str = "4 december", results: str = "12/12") -> None:
    """Let the manager fill in the form of a round, until the preview."""
    await amira.says("/bevragingen")
    await amira.taps("round.new")
    await amira.says(whom)
    await amira.says(closes)
    await amira.says(results)
    await amira.taps("form.finish")


async def invites(talk: Dialogue, amira: Person, whom: str = "iedereen", **days: str) -> int:
    """Let the manager make and send a round, and look away; return its number."""
    await prepares(amira, whom, **days)
    await amira.taps("cast.send")
    talk.passes(seconds=60)
    await talk.comes_due()
    await amira.looks_away()
    (campaign,) = await talk.unit(lambda unit: unit.campaigns.newest(1))
    return campaign.id
