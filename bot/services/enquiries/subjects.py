"""What messages to staff about a question are called in the outbox: by that a reply finds it, and a card its place."""

CARD = "card:"
"""The card of a question. It is edited in place when the question changes, so what is no card is called otherwise."""

ABOUT = "about:"
"""What else is said about a question: the preview of an answer, that it arrived, that it helped."""


def question_of(subject: str) -> int:
    """Return the id of the question that such a message is about, 0 for any other subject."""
    for prefix in (CARD, ABOUT):
        number = subject.removeprefix(prefix)
        if number != subject and number.isdecimal():
            return int(number)
    return 0
