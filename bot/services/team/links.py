"""The message that carries an invitation's link and code. Both are made as it leaves, and stand in no database."""

from dataclasses import replace

from bot.domain.message import Message, Rows, button, text
from bot.domain.staff import Invite
from bot.domain.town import Town
from bot.services.ports import Unit
from bot.services.team.invitations import INVITE_PREFIX
from bot.services.team.naming import role_named
from bot.services.team.passes import new_pass
from bot.services.visit import Reply

_SUBJECT = "invite:"


def linked(town: Town, invite: Invite) -> Reply:
    """Return the message that will carry the link. What is stored of it only says how to get another one."""
    role = role_named(town, invite.role, invite.department)
    subject = f"{_SUBJECT}{invite.id}"
    # The key to merge by lets the sender ask for the message as it leaves, which is when ``Links`` puts the link in.
    return Reply(Message(text("team.link_gone", role=role), _rows(invite)), subject=subject, merge_key=subject)


class Links:
    """Makes the link and the code in the moment in which their message leaves; ``bot_name`` is ours at Telegram."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self.bot_name = ""

    def as_it_leaves(self, unit: Unit, subject: str) -> Message | None:
        """Return the message with a link and a code that were never shown before; None when it carries none."""
        number = subject.removeprefix(_SUBJECT)
        invite = unit.staff.invite(int(number)) if number != subject and number.isdigit() else None
        if invite is None:
            return None
        opens = new_pass()
        if not unit.staff.rehash(replace(invite, token_hash=opens.secret_hash, code_hash=opens.code_hash)):
            return None
        link = f"https://t.me/{self.bot_name}?start={INVITE_PREFIX}{opens.secret}"
        role = role_named(self._town, invite.role, invite.department)
        said = text("team.invited", role=role, at=invite.expires_at, link=link, code=opens.code)
        return Message(said, _rows(invite))


def _rows(invite: Invite) -> Rows:
    return (
        (button("team.link", "team.link", invite.id), button("team.end", "team.end", invite.id)),
        (button("team.open", "team.show", 0),),
    )
