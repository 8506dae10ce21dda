"""What most dialogues begin with."""

from tests.dialogue import Person

TERRACE = "mag mijn terras blijven staan tijdens de kerstmarkt?"
ANSWER = "Ja, als je anderhalve meter vrijlaat."


async def asks(person: Person, words: str = TERRACE, topic: str = "terras") -> None:
    """Let somebody send a question, and look away from what came back."""
    await person.says(words)
    await person.taps("ask.submit", topic)
    await person.looks_away()


async def answers(manager: Person, words: str = ANSWER, *, closes: bool = True) -> None:
    """Let the manager answer the newest card."""
    await manager.says_by_reply("card", words)
    await manager.taps("answer.send", int(closes))
    await manager.looks_away()
