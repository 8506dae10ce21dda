"""What most messages of the clock have in common: they heed no switch, are said to one person, and can come later."""

from bot.domain.contact import Matter
from bot.domain.due import Cast, DueRow
from bot.services.ports import Unit


class Unhurried:
    """The part of an ``Occasion`` that is the same for all of them; whether it still applies its message tells."""

    matter: Matter | None = None

    def helps(self, unit: Unit, due: DueRow) -> bool:
        """Return True: where it does not apply any more there is no message."""
        del unit, due
        return True

    def urgent(self, unit: Unit, due: DueRow) -> bool:
        """Return False: it comes at its moment, or when people are awake."""
        del unit, due
        return False

    def begun(self, unit: Unit, cast: Cast) -> None:
        """Note nothing: it is never sent to many."""
        del unit, cast
