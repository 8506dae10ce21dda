"""How access ends: revoked, by oneself; what somebody had goes back to those who are still there."""

from bot.domain.access import Role
from bot.domain.assignment import Held
from bot.domain.enquiry import Status, Step
from tests.dialogue import Dialogue, Person
from tests.handlers.scenes import asks
from tests.handlers.team_scenes import acts, appointed, invites, role_of


async def gives(talk: Dialogue, amira: Person, jan: Person, department: str = "mobiliteit") -> None:
    """Let the manager offer the newest question to a department, and a colleague take it."""
    await amira.taps("hand.choose")
    await amira.taps("hand.ask", department)
    await amira.taps("hand.offer")
    await jan.taps("hold.take")
    await jan.looks_away()
    await amira.looks_away()


async def revokes(amira: Person, jan: Person) -> None:
    """Let the manager end somebody's access."""
    await amira.says("/team")
    await amira.taps_data(f"1|team.member|{jan.id}")
    await amira.taps("team.ask_revoke")
    await amira.taps("team.revoke")


async def test_everybody_is_found_in_the_team(talk: Dialogue, amira: Person) -> None:
    jan = await appointed(talk, "Jan")
    await amira.says("/team")
    (team,) = await amira.sees("team.all")
    assert team.value("count") == 2
    await amira.taps("team.group", "mobiliteit", 0)
    await amira.taps("team.member", jan.id)
    group, member = await amira.sees("team.group", "team.member")
    assert "team.member" in group.actions
    assert "team.ask_revoke" in member.actions


async def test_access_ends_at_once(talk: Dialogue, amira: Person, sofie: Person) -> None:
    jan = await appointed(talk, "Jan")
    await jan.says("/werklijst")
    await jan.looks_away()
    await revokes(amira, jan)
    await jan.sees("team.you_are_out")
    assert await role_of(jan) is Role.ASKER
    assert await acts(talk) == ["team.revoked"]
    await jan.says("/werklijst")
    await jan.sees("error.not_allowed")


async def test_a_revoked_colleagues_old_buttons_change_nothing(talk: Dialogue, amira: Person, sofie: Person) -> None:
    jan = await appointed(talk, "Jan")
    await asks(sofie)
    await amira.taps("hand.choose")
    await amira.taps("hand.ask", "mobiliteit")
    await amira.taps("hand.offer")
    await talk.settle()
    message_id, take = await jan.button("hold.take")
    await revokes(amira, jan)
    await jan.looks_away()
    before = await talk.enquiry(1)
    await jan.taps_data(take, message_id)
    await jan.sees("error.not_allowed")
    assert await talk.enquiry(1) == before
    refused = await talk.rows("SELECT actor_id, outcome FROM audit WHERE action LIKE 'refused: %'")
    assert (refused[-1]["actor_id"], refused[-1]["outcome"]) == (jan.id, "error.not_allowed")


async def test_what_they_took_goes_back_to_who_offered_it(talk: Dialogue, amira: Person, sofie: Person) -> None:
    jan = await appointed(talk, "Jan")
    await asks(sofie)
    await gives(talk, amira, jan)
    assert (await talk.enquiry(1)).owner_id == jan.id
    await revokes(amira, jan)
    enquiry = await talk.enquiry(1)
    assert (enquiry.status, enquiry.owner_id) == (Status.NEW, amira.id)
    (assignment,) = await talk.unit(lambda unit: unit.assignments.of_enquiry(enquiry.id))
    assert assignment.state is Held.RECALLED
    history = await talk.unit(lambda unit: unit.enquiries.history(enquiry.id))
    assert history[-1].step is Step.RELEASE
    assert "card" in [one.key for one in await amira.news()]


async def test_a_second_tap_on_revoke_says_that_it_is_done(talk: Dialogue, amira: Person) -> None:
    jan = await appointed(talk, "Jan")
    await revokes(amira, jan)
    assert await amira.taps_data(f"1|team.revoke|{jan.id}") == talk.words("team.settled_before")
    assert (await acts(talk)).count("team.revoked") == 1


async def test_what_a_manager_owns_goes_to_another(talk: Dialogue, amira: Person, sofie: Person) -> None:
    await asks(sofie)
    els = await appointed(talk, "Els", Role.MANAGER)
    assert (await talk.enquiry(1)).owner_id == amira.id
    await revokes(els, amira)
    assert (await talk.enquiry(1)).owner_id == els.id


async def test_there_is_always_a_manager(talk: Dialogue, amira: Person) -> None:
    root = await appointed(talk, "Root", Role.ADMINISTRATOR)
    await amira.says("/afmelden")
    await amira.sees("team.last_manager")
    await amira.taps_data("1|team.leave")
    await amira.sees("team.last_manager")
    await root.says("/team")
    await root.taps_data(f"1|team.revoke|{amira.id}")
    await root.sees("team.all", "team.last_manager")
    assert await role_of(amira) is Role.MANAGER


async def test_somebody_leaves(talk: Dialogue, amira: Person) -> None:
    jan = await appointed(talk, "Jan")
    await jan.says("/afmelden")
    await jan.taps("team.leave")
    await jan.sees("team.leave_sure_free", "team.you_left")
    await amira.sees("team.is_out_free")
    assert await role_of(jan) is Role.ASKER
    await jan.taps_data("1|team.leave")
    await jan.sees("error.not_allowed")


async def test_somebody_thinks_again(talk: Dialogue) -> None:
    jan = await appointed(talk, "Jan")
    await jan.says("/afmelden")
    await jan.taps("team.stay")
    await jan.sees("team.leave_sure_free", "team.stayed")
    assert await role_of(jan) is Role.STAFF


async def test_invitations_end_with_the_access_of_who_gave_them(talk: Dialogue, amira: Person) -> None:
    els, jan, piet = await appointed(talk, "Els", Role.MANAGER), talk.person("staff"), await talk.somebody(name="Piet")
    waiting, unused = await invites(talk, els, "mobiliteit"), await invites(talk, els, "mobiliteit")
    await jan.starts(f"in-{waiting.secret}")
    await revokes(amira, els)
    await jan.sees("team.wait", "team.turned_away")
    await piet.starts(f"in-{unused.secret}")
    await piet.sees("staff.invite_invalid")


async def test_what_we_asked_a_colleague_is_no_question_to_who_left(talk: Dialogue, amira: Person) -> None:
    jan = await appointed(talk, "Jan")
    await jan.says("/afwezig")
    await revokes(amira, jan)
    contact = await jan.contact()
    assert contact is not None
    assert contact.expects is None


async def test_a_manager_cannot_revoke_an_administrator_or_themselves(talk: Dialogue, amira: Person) -> None:
    root = await appointed(talk, "Root", Role.ADMINISTRATOR)
    await amira.says("/team")
    await amira.looks_away()
    for person_id in (root.id, amira.id, 999):
        await amira.taps_data(f"1|team.revoke|{person_id}")
        await amira.sees("error.not_found")
    await amira.taps_data(f"1|team.member|{root.id}")
    (member,) = await amira.sees("team.member")
    assert member.actions == ["team.group"]
    assert await role_of(root) is Role.ADMINISTRATOR
