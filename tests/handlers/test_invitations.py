"""Invitations in the chat: made, shown once, claimed by link or code, confirmed by whoever made them."""

import logging

import pytest

from bot.domain.access import Role
from bot.domain.enquiry import Status
from tests.dialogue import Dialogue, Person
from tests.handlers.scenes import asks
from tests.handlers.team_scenes import (
    acts,
    appointed,
    button_for,
    comes_in,
    invites,
    on_the_console,
    role_of,
    shown_pass,
)


async def test_a_colleague_comes_in_once_they_are_confirmed(talk: Dialogue, amira: Person) -> None:
    jan = talk.person("staff")
    opens = await invites(talk, amira, "mobiliteit")
    await jan.starts(f"in-{opens.secret}")
    await jan.sees("team.wait")
    assert await role_of(jan) is Role.ASKER
    (asked,) = await amira.sees("team.wants_in")
    assert asked.actions == ["team.confirm", "team.turn_away"]
    await amira.taps("team.confirm")
    await amira.sees("team.is_in")
    (welcome,) = await jan.sees("staff.welcome.staff")
    assert welcome.actions == ["hold.list"]
    contact = await jan.contact()
    assert contact is not None
    assert (contact.role, contact.department) == (Role.STAFF, "mobiliteit")
    await jan.says("/werklijst")
    assert "error.not_allowed" not in [one.key for one in await jan.news()]
    assert await acts(talk) == ["team.invited", "team.claimed", "team.appointed"]


async def test_a_second_tap_on_yes_changes_nothing(talk: Dialogue, amira: Person) -> None:
    jan = talk.person("staff")
    await comes_in(talk, amira, jan)
    assert await amira.taps("team.show") is None
    await amira.looks_away()
    (invite,) = await talk.rows("SELECT id FROM invites")
    assert await amira.taps_data(f"1|team.confirm|{invite['id']}") == talk.words("team.settled_before")
    await amira.taps_data(f"1|team.turn_away|{invite['id']}")
    assert await role_of(jan) is Role.STAFF
    assert (await acts(talk)).count("team.appointed") == 1


async def test_whoever_is_turned_away_hears_it(talk: Dialogue, amira: Person) -> None:
    jan = talk.person("staff")
    opens = await invites(talk, amira, "@manager")
    await jan.starts(f"in-{opens.secret}")
    await amira.sees("team.wants_in")
    await amira.taps("team.turn_away")
    await amira.sees("team.stays_out")
    await jan.sees("team.wait", "team.turned_away")
    assert await role_of(jan) is Role.ASKER
    await jan.starts(f"in-{opens.secret}")
    await jan.sees("staff.invite_invalid")


async def test_nobody_who_confirms_for_a_day_is_a_no(talk: Dialogue, amira: Person) -> None:
    jan = talk.person("staff")
    opens = await invites(talk, amira, "mobiliteit")
    talk.passes(hours=23)
    await jan.starts(f"in-{opens.secret}")
    await jan.sees("team.wait")
    await amira.looks_away()
    talk.passes(hours=23)
    await talk.comes_due()
    await amira.says("/team")
    await amira.taps("team.invites")
    assert [one.key for one in await amira.news()] == ["team.all", "team.your_invites"]
    talk.passes(hours=1, seconds=1)
    await talk.comes_due()
    await jan.sees("team.not_confirmed")
    assert "team.lapsed" in [one.key for one in await amira.news()]
    await amira.taps_data("1|team.confirm|1")
    assert await role_of(jan) is Role.ASKER


async def test_a_code_is_typed_when_it_is_asked(talk: Dialogue, amira: Person) -> None:
    jan = talk.person("staff")
    opens = await invites(talk, amira, "mobiliteit")
    await jan.says("/code")
    (asked,) = await jan.sees("team.which_code")
    assert asked.actions == ["code.drop"]
    await jan.says("AAAA-BBBB-CCCC")
    await jan.says(opens.code.lower().replace("-", " "))
    await jan.sees("team.code_wrong", "team.wait")


async def test_whoever_has_no_code_goes_back(talk: Dialogue) -> None:
    jan = talk.person("staff")
    await jan.says("/code")
    await jan.taps("code.drop")
    await jan.sees("team.which_code", "team.no_code")
    contact = await jan.contact()
    assert contact is not None
    assert contact.expects is None


async def test_codes_are_not_tried_out(talk: Dialogue, amira: Person) -> None:
    jan = talk.person("staff")
    opens = await invites(talk, amira, "mobiliteit")
    for _ in range(5):
        await jan.says("/code 2222-3333-4444")
    await jan.sees(*["team.code_wrong"] * 5)
    await jan.says(f"/code {opens.code}")
    await jan.sees("team.too_many_tries")
    talk.passes(hours=1, seconds=1)
    await jan.says(f"/code {opens.code}")
    await jan.sees("team.wait")


async def test_the_link_stands_in_no_database_and_no_log(
    talk: Dialogue, amira: Person, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    jan = talk.person("staff")
    opens = await invites(talk, amira, "mobiliteit")
    for table in ("invites", "outbox", "audit", "inbox"):
        everything = str(await talk.rows(f"SELECT * FROM {table}"))
        assert opens.secret not in everything
        assert opens.code not in everything
    await jan.says(f"/code {opens.code}")
    await jan.sees("team.wait")
    assert opens.code not in str(await talk.rows("SELECT * FROM inbox"))
    assert opens.code not in caplog.text
    assert opens.secret not in caplog.text


async def test_a_new_link_ends_the_old_one(talk: Dialogue, amira: Person) -> None:
    jan = talk.person("staff")
    first = await invites(talk, amira, "mobiliteit")
    await amira.taps("team.link")
    await amira.looks_away()
    second = await shown_pass(amira)
    assert second.secret != first.secret
    await jan.starts(f"in-{first.secret}")
    await jan.sees("staff.invite_invalid")
    await jan.starts(f"in-{second.secret}")
    await jan.sees("team.wait")


async def test_an_invitation_is_withdrawn(talk: Dialogue, amira: Person) -> None:
    jan = talk.person("staff")
    opens = await invites(talk, amira, "mobiliteit")
    await amira.taps("team.show")
    await amira.taps("team.invites")
    await amira.taps("team.invite")
    await amira.taps("team.end")
    assert (await amira.news())[-1].key == "team.ended"
    await jan.starts(f"in-{opens.secret}")
    await jan.sees("staff.invite_invalid")
    await amira.taps_data("1|team.link|1")
    await amira.sees("team.invite_over")


async def test_a_double_tap_makes_one_invitation(talk: Dialogue, amira: Person) -> None:
    await amira.says("/team")
    await amira.taps("team.new")
    message_id, data = await button_for(amira, "@manager")
    await amira.taps_data(data, message_id)
    await amira.taps_data(data, message_id)
    assert [one.key for one in await amira.news()][-2:] == ["team.link_gone", "team.your_invites"]
    assert len(await talk.rows("SELECT * FROM invites")) == 1


async def test_there_is_an_end_to_open_invitations(talk: Dialogue, amira: Person) -> None:
    for _ in range(5):
        await invites(talk, amira, "mobiliteit")
    await amira.says("/team")
    await amira.taps("team.new")
    message_id, data = await button_for(amira, "@manager")
    await amira.taps_data(data, message_id)
    assert (await amira.news())[-1].key == "team.too_many_invites"
    await amira.taps_data("1|team.invites")
    await amira.sees("team.your_invites")


async def test_ones_own_invitation_stays_good(talk: Dialogue, amira: Person) -> None:
    jan = talk.person("staff")
    opens = await invites(talk, amira, "@manager")
    await amira.starts(f"in-{opens.secret}")
    await amira.sees("team.own_invite")
    await jan.starts(f"in-{opens.secret}")
    await jan.sees("team.wait")


async def test_a_manager_invites_no_administrator(talk: Dialogue, amira: Person) -> None:
    await amira.says("/team")
    await amira.taps("team.new")
    with pytest.raises(AssertionError):
        await button_for(amira, "@administrator")
    await amira.looks_away()
    await amira.taps_data("1|team.make|@administrator|0")
    await amira.sees("error.not_found")
    await amira.taps_data("1|team.make|nowhere|0")
    await amira.sees("error.not_found")
    assert await talk.rows("SELECT * FROM invites") == []


async def test_an_administrator_invites_anybody(talk: Dialogue) -> None:
    root, jan = await appointed(talk, "Root", Role.ADMINISTRATOR), talk.person("staff")
    await root.starts()
    await root.sees("team.all")
    await comes_in(talk, root, jan, "@administrator")
    assert await role_of(jan) is Role.ADMINISTRATOR


async def test_another_role_takes_the_place_of_the_first(talk: Dialogue, amira: Person) -> None:
    jan = await appointed(talk, "Jan")
    opens = await invites(talk, amira, "mobiliteit")
    await jan.starts(f"in-{opens.secret}")
    await jan.sees("team.already_in")
    await comes_in(talk, amira, jan, "@manager")
    assert await role_of(jan) is Role.MANAGER


async def test_the_last_manager_takes_no_other_role(talk: Dialogue, amira: Person) -> None:
    root = await appointed(talk, "Root", Role.ADMINISTRATOR)
    opens = await invites(talk, root, "mobiliteit")
    await amira.starts(f"in-{opens.secret}")
    await amira.sees("team.last_manager")
    assert await role_of(amira) is Role.MANAGER
    assert (await talk.rows("SELECT claimed_by FROM invites"))[0]["claimed_by"] is None


async def test_somebody_elses_invitation_cannot_be_touched(talk: Dialogue, amira: Person) -> None:
    other, jan = await appointed(talk, "Els", Role.MANAGER), talk.person("staff")
    opens = await invites(talk, amira, "mobiliteit")
    await jan.starts(f"in-{opens.secret}")
    await other.says("/team")
    await other.sees("team.all")
    for act in ("confirm", "turn_away", "end", "link", "invite"):
        await other.taps_data(f"1|team.{act}|1")
    assert {one.key for one in await other.news()} == {"error.not_found"}
    assert await role_of(jan) is Role.ASKER


async def test_nobody_else_runs_the_team(talk: Dialogue, amira: Person, sofie: Person) -> None:
    jan = await appointed(talk, "Jan")
    await on_the_console(talk)
    for person in (jan, sofie):
        await person.says("/team")
        await person.sees("error.not_allowed")
        for act in ("confirm|1", "revoke|2001", "make|@manager|0", "show|0", "new", "invites"):
            await person.taps_data(f"1|team.{act}")
        assert {one.key for one in await person.news()} == {"error.not_allowed"}
    assert await role_of(amira) is Role.MANAGER


async def test_an_invitation_of_somebody_who_lost_their_role_opens_nothing(talk: Dialogue, amira: Person) -> None:
    els, jan = await appointed(talk, "Els", Role.MANAGER), talk.person("staff")
    opens = await invites(talk, els, "mobiliteit")
    await talk.unit(lambda unit: unit.staff.revoke(els.id, unit.now))
    await jan.starts(f"in-{opens.secret}")
    await jan.sees("staff.invite_invalid")
    assert await role_of(jan) is Role.ASKER


async def test_a_link_that_was_never_shown_can_be_asked_again(talk: Dialogue, amira: Person) -> None:
    await invites(talk, amira, "mobiliteit")
    await talk.change("UPDATE outbox SET state = 'pending', merge_key = '' WHERE subject LIKE 'invite:%'")
    await talk.restart()
    await talk.settle()
    assert "?start=" not in (await amira.messages())[-1]["text"]
    await amira.taps("team.link")
    await shown_pass(amira)
    await amira.looks_away()


async def test_somebody_who_changed_departments_brings_no_questions_along(
    talk: Dialogue, amira: Person, sofie: Person
) -> None:
    jan = await appointed(talk, "Jan")
    await asks(sofie)
    await amira.taps("hand.choose")
    await amira.taps("hand.ask", "mobiliteit")
    await amira.taps("hand.offer")
    await jan.taps("hold.take")
    await comes_in(talk, amira, jan, "financien")
    enquiry = await talk.enquiry(1)
    assert (enquiry.status, enquiry.owner_id) == (Status.NEW, amira.id)
