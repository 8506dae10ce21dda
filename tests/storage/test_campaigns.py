from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.interview import Campaign
from bot.storage.database import Database
from tests.storage.anything import DAYS, IDS, MOMENTS, ROUND_TRIPS, WORDS
from tests.storage.examples import within
from tests.storage.jobs import CAMPAIGN


async def stored(database: Database, campaign: Campaign = CAMPAIGN) -> Campaign:
    return await within(database, lambda unit: unit.campaigns.add(campaign))


async def test_a_round_gets_an_id_and_comes_back_as_stored(database: Database) -> None:
    campaign = await stored(database)
    assert campaign == replace(CAMPAIGN, id=campaign.id)
    assert await within(database, lambda unit: unit.campaigns.get(campaign.id)) == campaign
    assert await within(database, lambda unit: unit.campaigns.get(campaign.id + 1)) is None


async def test_the_newest_come_first_by_page(database: Database) -> None:
    first, second, third = [await stored(database) for _ in range(3)]
    assert await within(database, lambda unit: unit.campaigns.newest(9)) == [third, second, first]
    assert await within(database, lambda unit: unit.campaigns.newest(1, 1)) == [second]


campaigns = st.builds(
    Campaign,
    id=st.just(0),
    interview=WORDS,
    audience=WORDS,
    created_by=IDS,
    created_at=MOMENTS,
    closes_on=DAYS,
    results_on=DAYS,
    sent_at=st.none() | MOMENTS,
    feedback=WORDS,
    feedback_at=st.none() | MOMENTS,
)


@ROUND_TRIPS
@given(campaigns, campaigns)
async def test_any_round_comes_back_as_it_was(database: Database, campaign: Campaign, changed: Campaign) -> None:
    kept = await stored(database, campaign)
    assert await within(database, lambda unit: unit.campaigns.get(kept.id)) == kept
    later = replace(changed, id=kept.id)
    await within(database, lambda unit: unit.campaigns.save(later))
    assert await within(database, lambda unit: unit.campaigns.get(kept.id)) == later
