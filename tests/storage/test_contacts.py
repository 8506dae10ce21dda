from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.access import Role
from bot.domain.audience import EVERYONE, NOBODY, Audience, Group, audience_of
from bot.domain.contact import Contact, Engagement, Expectation, Expects, Matter, Proactive, Welcome
from bot.domain.meeting import Attendance, Input
from bot.storage.database import Database, StorageError
from bot.storage.unit import StorageUnit
from tests.storage.anything import KEYS, ROUND_TRIPS
from tests.storage.examples import ANNA, BRAM, DRAFT, LATER, NOW, known, within
from tests.storage.jobs import GIVEN, MEETING, TALK, due


async def test_nobody_is_known_at_first(database: Database) -> None:
    assert await within(database, lambda unit: unit.contacts.get(ANNA.id)) is None


async def test_a_new_contact_comes_back_as_stored(database: Database) -> None:
    await within(database, lambda unit: unit.contacts.save(ANNA))
    assert await within(database, lambda unit: unit.contacts.get(ANNA.id)) == ANNA


async def test_every_field_can_change(database: Database) -> None:
    changed = replace(
        ANNA,
        name="Änna 🧁 'x' %s :name",
        language="en",
        language_chosen=True,
        welcome=Welcome.DONE,
        proactive=Proactive.OWN,
        trade="horeca",
        zone="markt",
        engagement=Engagement.HELP,
        themes=frozenset({"groen", "terras"}),
        muted=frozenset(Matter),
        paused_until=LATER,
        expects=Expectation(Expects.REASON, LATER, subject=41, topic="terras"),
        unreachable_since=LATER,
    )
    await within(database, lambda unit: unit.contacts.save(ANNA))
    await within(database, lambda unit: unit.contacts.save(changed))
    assert await within(database, lambda unit: unit.contacts.get(ANNA.id)) == changed
    await within(database, lambda unit: unit.contacts.save(ANNA))
    assert await within(database, lambda unit: unit.contacts.get(ANNA.id)) == ANNA


async def test_the_role_is_read_from_the_staff_and_not_stored_with_the_contact(database: Database) -> None:
    await within(database, lambda unit: unit.contacts.save(replace(ANNA, role=Role.ADMINISTRATOR)))
    assert await within(database, lambda unit: unit.contacts.get(ANNA.id)) == ANNA
    await within(database, lambda unit: unit.staff.appoint(ANNA.id, Role.MANAGER, "ruimte", NOW))
    found = await within(database, lambda unit: unit.contacts.get(ANNA.id))
    assert found == replace(ANNA, role=Role.MANAGER, department="ruimte")


async def test_a_revoked_role_is_no_role(database: Database) -> None:
    await within(database, known)
    await within(database, lambda unit: unit.staff.appoint(ANNA.id, Role.MANAGER, "ruimte", NOW))
    await database.run(lambda tx: tx.execute("UPDATE staff SET revoked_at = :at", {"at": "2026-11-23"}))
    assert await within(database, lambda unit: unit.contacts.get(ANNA.id)) == ANNA


async def test_a_contact_is_forgotten_and_the_others_stay(database: Database) -> None:
    await within(database, known)
    await within(database, lambda unit: unit.contacts.forget(ANNA.id))
    await within(database, lambda unit: unit.contacts.forget(ANNA.id))
    assert await within(database, lambda unit: unit.contacts.get(ANNA.id)) is None
    assert await within(database, lambda unit: unit.contacts.get(BRAM.id)) == BRAM


async def test_whoever_has_an_enquiry_is_not_forgotten_this_way(database: Database) -> None:
    await within(database, known)
    await within(database, lambda unit: unit.enquiries.add(DRAFT))
    with pytest.raises(StorageError):
        await within(database, lambda unit: unit.contacts.forget(ANNA.id))
    assert await within(database, lambda unit: unit.contacts.get(ANNA.id)) == ANNA


async def test_with_a_contact_go_what_they_began_and_what_was_planned_for_them(database: Database) -> None:
    def store(unit: StorageUnit) -> None:
        known(unit)
        meeting = unit.meetings.add(MEETING)
        for person in (ANNA.id, BRAM.id):
            unit.conversations.add(replace(TALK, person_id=person, answers={GIVEN.step: GIVEN}))
            unit.meetings.invite(Attendance(meeting.id, person, None, NOW))
            unit.dues.plan([due(person)])
        unit.contacts.forget(ANNA.id)

    await within(database, store)
    assert await within(database, lambda unit: unit.contacts.get(ANNA.id)) is None
    assert [one.person_id for one in await within(database, lambda unit: unit.dues.planned(9))] == [BRAM.id]
    [talk] = await within(database, lambda unit: unit.conversations.of_form(TALK.form))
    assert (talk.person_id, talk.value(GIVEN.step)) == (BRAM.id, GIVEN.value)


async def test_whoever_gave_something_along_is_not_forgotten_this_way(database: Database) -> None:
    def store(unit: StorageUnit) -> None:
        known(unit)
        unit.meetings.add_input(Input(0, unit.meetings.add(MEETING).id, ANNA.id, "fietsen", NOW))

    await within(database, store)
    await within(database, lambda unit: unit.dues.plan([due()]))
    with pytest.raises(StorageError):
        await within(database, lambda unit: unit.contacts.forget(ANNA.id))
    assert len(await within(database, lambda unit: unit.dues.planned(9))) == 1


PEOPLE = [
    Contact(
        1, "Anna", "nl", NOW, welcome=Welcome.DONE, trade="horeca", zone="markt", themes=frozenset({"groen", "a_b"})
    ),
    Contact(2, "Bram", "fr", NOW, welcome=Welcome.OPT_IN, trade="mode", zone="markt", themes=frozenset({"axb"})),
    Contact(3, "Cis", "nl", NOW, welcome=Welcome.TRADE, trade="horeca", unreachable_since=NOW, muted=frozenset(Matter)),
    Contact(4, "Dora", "nl", NOW, welcome=Welcome.LANGUAGE, trade="horeca", zone="markt", themes=frozenset({"groen"})),
    Contact(5, "Emma", "nl", NOW, welcome=Welcome.NOTICE, trade="horeca", zone="markt", themes=frozenset({"groen"})),
    Contact(6, "Fien", "nl", NOW, welcome=Welcome.DONE, trade="horeca", zone="markt", themes=frozenset({"groen"})),
]


def town(unit: StorageUnit) -> None:
    """Make these people known, the last one as a member of staff."""
    for person in reversed(PEOPLE):
        unit.contacts.save(person)
    unit.staff.appoint(6, Role.STAFF, "ruimte", NOW)


@pytest.mark.parametrize(
    ("audience", "ids"),
    [
        ("all", [1, 2, 3]),
        ("trade:horeca", [1, 3]),
        ("trade:h", []),
        ("zone:markt", [1, 2]),
        ("theme:a_b", [1]),
        ("theme:groen", [1]),
        ("theme:gro", []),
        ("theme:groen,a_b", []),
        ("person:2", [2]),
        ("person:6", []),
        ("person:99", []),
        ("person:02", []),
        ("person:²", []),
        ("person:anna", []),
        (f"person:{10**30}", []),
        ("none", []),
    ],
)
async def test_an_audience_is_of_askers_who_were_greeted(database: Database, audience: str, ids: list[int]) -> None:
    await within(database, town)
    found = await within(database, lambda unit: unit.contacts.in_audience(audience_of(audience)))
    assert found == [person for person in PEOPLE if person.id in ids]


async def test_who_was_staff_is_an_asker_again(database: Database) -> None:
    await within(database, town)
    await database.run(lambda tx: tx.execute("UPDATE staff SET revoked_at = '2026-11-23T10:00:00.000000Z'"))
    found = await within(database, lambda unit: unit.contacts.in_audience(Audience(Group.PERSON, "6")))
    assert found == [PEOPLE[5]]


@ROUND_TRIPS
@given(
    st.lists(
        st.builds(
            replace,
            st.just(ANNA),
            welcome=st.sampled_from(Welcome),
            trade=KEYS,
            zone=KEYS,
            themes=st.frozensets(KEYS.filter(bool), max_size=3),
            muted=st.frozensets(st.sampled_from(Matter)),
            engagement=st.none() | st.sampled_from(Engagement),
        ),
        max_size=5,
    ),
    st.builds(Audience, st.sampled_from([Group.TRADE, Group.ZONE, Group.THEME]), KEYS.filter(bool))
    | st.sampled_from([EVERYONE, NOBODY]),
)
async def test_the_database_finds_whom_the_domain_includes(
    database: Database, drawn: list[Contact], audience: Audience
) -> None:
    people = [replace(person, id=number) for number, person in enumerate(drawn, start=1)]

    def find(unit: StorageUnit) -> object:
        for number in range(1, 6):
            unit.contacts.forget(number)
        for person in people:
            unit.contacts.save(person)
        return unit.contacts.in_audience(audience)

    greeted = [one for one in people if one.welcome not in {Welcome.LANGUAGE, Welcome.NOTICE}]
    assert await within(database, find) == [one for one in greeted if audience.includes(one)]
