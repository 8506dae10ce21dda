"""What the domain refuses, as exceptions that carry a catalogue key, so that whoever asked hears why."""

from bot.domain.message import Text, Value, text


class Refused(Exception):  # noqa: N818 - it names what happened to the asker, as the screens do; it is no program error
    """A step that may not be taken; ``reason`` says why, in the words of the catalogue."""

    def __init__(self, key: str, **values: Value) -> None:
        super().__init__(key)
        self.reason: Text = text(key, **values)


class NotFound(Refused):
    """There is nothing there, or it is somebody else's: the two answer alike, so that nobody learns what exists."""

    def __init__(self) -> None:
        super().__init__("error.not_found")


class NotAllowed(Refused):
    """This person's role may not do that."""

    def __init__(self) -> None:
        super().__init__("error.not_allowed")
