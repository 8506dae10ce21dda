"""Everything about the people of the town, put together once."""

from dataclasses import dataclass

from bot.domain.town import Town
from bot.services.enquiries.moves import Moves
from bot.services.handing.telling import Telling
from bot.services.ports import Speech
from bot.services.team.absence import Absence
from bot.services.team.claiming import Claiming
from bot.services.team.inviting import Inviting
from bot.services.team.lapse import InviteLapse
from bot.services.team.leaving import Leaving
from bot.services.team.links import Links
from bot.services.team.roster import Roster


@dataclass(frozen=True, slots=True)
class Team:
    """The use cases about people of the town, by what they are about."""

    roster: Roster
    inviting: Inviting
    claiming: Claiming
    leaving: Leaving
    absence: Absence
    links: Links
    lapse: InviteLapse


def build_team(town: Town, speech: Speech, moves: Moves, telling: Telling) -> Team:
    """Return them for that town."""
    inviting, leaving = Inviting(town), Leaving(town, moves, telling)
    return Team(
        roster=Roster(town),
        inviting=inviting,
        claiming=Claiming(town, inviting, leaving),
        leaving=leaving,
        absence=Absence(town, speech),
        links=Links(town),
        lapse=InviteLapse(town, leaving),
    )
