"""The people of the town: who works here, invitations and codes, leaving, being away."""

from collections.abc import Mapping

from telegram import Update

from bot.domain.access import Permission
from bot.services.desk import Desk
from bot.services.guard import Tap
from handlers.context import Context, allows


def taps(desk: Desk) -> Mapping[str, Tap]:
    """Return what the buttons of these screens do."""
    return {**_team(desk), **_own(desk)}


def _team(desk: Desk) -> Mapping[str, Tap]:
    roster, inviting, claiming, leaving = desk.team.roster, desk.team.inviting, desk.team.claiming, desk.team.leaving
    run = Permission.RUN_TEAM
    return {
        "team.show": Tap(run, roster.show, (int,)),
        "team.group": Tap(run, roster.group, (str, int)),
        "team.member": Tap(run, roster.member, (int,)),
        "team.new": Tap(run, inviting.begin),
        "team.departments": Tap(run, inviting.departments),
        "team.make": Tap(run, inviting.make, (str, int)),
        "team.invites": Tap(run, inviting.list),
        "team.invite": Tap(run, inviting.show, (int,)),
        "team.link": Tap(run, inviting.renew, (int,)),
        "team.end": Tap(run, inviting.end, (int,)),
        "team.confirm": Tap(run, claiming.confirm, (int,)),
        "team.turn_away": Tap(run, claiming.turn_away, (int,)),
        "team.ask_revoke": Tap(run, leaving.ask_revoke, (int,)),
        "team.revoke": Tap(run, leaving.revoke, (int,)),
    }


def _own(desk: Desk) -> Mapping[str, Tap]:
    claiming, leaving, absence, own = desk.team.claiming, desk.team.leaving, desk.team.absence, Permission.BE_AWAY
    return {
        "code.drop": Tap(Permission.BE_GREETED, claiming.drop_code),
        "team.leave": Tap(own, leaving.leave),
        "team.stay": Tap(own, leaving.stay),
        "away.begin": Tap(own, absence.begin),
        "away.drop": Tap(own, absence.drop),
        "away.until": Tap(own, absence.until, (str, int)),
        "away.set": Tap(own, absence.set, (str, int)),
        "away.back": Tap(own, absence.back),
    }


@allows(Permission.RUN_TEAM)
async def show(update: Update, context: Context) -> None:
    """/team, /equipe."""
    await context.run(update, context.desk.team.roster.show)


@allows(Permission.BE_GREETED)
async def code(update: Update, context: Context) -> None:
    """/code, with the code of an invitation or without."""
    await context.run(update, context.desk.team.claiming.by_code, " ".join(context.args or ()))


@allows(Permission.BE_AWAY)
async def leave(update: Update, context: Context) -> None:
    """/afmelden, /quitter, /leave."""
    await context.run(update, context.desk.team.leaving.ask)


@allows(Permission.BE_AWAY)
async def away(update: Update, context: Context) -> None:
    """/afwezig, /absent, /away."""
    await context.run(update, context.desk.team.absence.show)
