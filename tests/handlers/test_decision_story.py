"""One decision from the form to a reaction, as it reads aloud (B8)."""

from tests.dialogue import Dialogue, Person
from tests.handlers.golden import Tape
from tests.handlers.scenes import asks
from tests.handlers.test_decisions import SUNDAYS, knows, leaves


async def test_a_no_from_form_to_reaction(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    await asks(sofie, SUNDAYS, "anders")
    await talk.has_learnt()
    tape = Tape(talk, amira, sofie)
    await tape.says(amira, "/beslissingen")
    await tape.taps(amira, "decision.new")
    await tape.says(amira, "Koopzondag blijft vier keer per jaar")
    await tape.says(amira, "nee")
    await tape.says(amira, "61 % van de winkels vindt geen personeel voor de zondag. Dat bleek uit onze rondvraag.")
    await tape.says(amira, "1 september 2027")
    await tape.taps(amira, "form.skip")
    await tape.taps(amira, "form.skip")
    await tape.says(amira, "informatief")
    await tape.taps(amira, "form.toggle")
    await tape.taps(amira, "form.done")
    await tape.says(amira, "niemand anders")
    await tape.taps(amira, "form.finish")
    await tape.taps(amira, "cast.test")
    await tape.taps(amira, "cast.send")
    await leaves(talk)
    await tape.roll()
    await tape.taps(sofie, "decision.react")
    await tape.says(sofie, "Jammer. Kan het dan ten minste op kerstavond?")
    await tape.taps(sofie, "ask.submit", "evenement")
    await tape.says(sofie, "/beslissingen")
    await tape.taps(sofie, "decision.show")
    await tape.assert_reads_as("decision")
