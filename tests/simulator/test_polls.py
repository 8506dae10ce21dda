import pytest

from tests.simulator.client import AMIRA, SOFIE, World

ASK = {"question": "Wanneer?", "options": [{"text": "ma"}, {"text": "di"}, {"text": "wo"}]}


async def test_votes_reach_the_bot(started: World) -> None:
    sent = await started.api("sendPoll", chat_id=SOFIE, is_anonymous=False, allows_multiple_answers=True, **ASK)
    assert [option["voter_count"] for option in sent["poll"]["options"]] == [0, 0, 0]
    assert (await started.people.post("/sim/tap", from_=SOFIE, label="wo"))["voted"] == [2]
    assert (await started.people.post("/sim/tap", from_=SOFIE, message_id=sent["message_id"], option=0))["voted"] == [
        0,
        2,
    ]
    assert (await started.people.post("/sim/tap", from_=SOFIE, label="wo"))["voted"] == [0]
    updates = await started.api.updates()
    answers = [update["poll_answer"] for update in updates if "poll_answer" in update]
    assert [answer["option_ids"] for answer in answers] == [[2], [0, 2], [0]]
    assert answers[-1]["option_persistent_ids"] == [sent["poll"]["options"][0]["persistent_id"]]
    assert answers[-1]["user"]["id"] == SOFIE
    assert [u["poll"]["total_voter_count"] for u in updates if "poll" in u] == [1, 1, 1]


async def test_an_anonymous_vote_only_counts(started: World) -> None:
    await started.api("sendPoll", chat_id=SOFIE, **ASK)
    for label in ("ma", "di"):
        await started.people.post("/sim/tap", from_=SOFIE, label=label)
    updates = await started.api.updates()
    assert [sorted(update)[0] for update in updates] == ["poll", "poll"]
    assert [option["voter_count"] for option in updates[-1]["poll"]["options"]] == [0, 1, 0]


async def test_a_poll_is_stopped_once(started: World) -> None:
    sent = await started.api("sendPoll", chat_id=SOFIE, **ASK)
    mine = {"chat_id": SOFIE, "message_id": sent["message_id"]}
    assert (await started.api("stopPoll", **mine))["is_closed"]
    assert (await started.api.refused("stopPoll", **mine)).description == "Bad Request: poll has already been closed"
    assert await started.people.fails("/sim/tap", from_=SOFIE, label="ma") == (400, "this poll is closed")
    text = await started.api("sendMessage", chat_id=SOFIE, text="x")
    refusal = await started.api.refused("stopPoll", chat_id=SOFIE, message_id=text["message_id"])
    assert refusal.description == "Bad Request: message is not a poll"
    none = await started.api.refused("stopPoll", chat_id=SOFIE, message_id=99)
    assert none.description == "Bad Request: message with poll to stop not found"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"question": " "}, "poll question must be non-empty"),
        ({"question": "x" * 301}, "poll question length must not exceed 300"),
        ({"options": []}, "poll must have at least 1 option"),
        ({"options": [{"text": "a"}] * 13}, "poll can't have more than 12 options"),
        ({"options": [{"text": "x" * 101}]}, "poll options length must not exceed 100"),
        ({"options": [{"text": " "}]}, "poll options must be non-empty"),
    ],
)
async def test_polls_that_are_refused(started: World, change: dict[str, object], says: str) -> None:
    refusal = await started.api.refused("sendPoll", chat_id=AMIRA, **{**ASK, **change})
    assert refusal.description == f"Bad Request: {says}"


async def test_votes_for_what_is_not_there(started: World) -> None:
    sent = await started.api("sendPoll", chat_id=SOFIE, **ASK)
    text = await started.api("sendMessage", chat_id=SOFIE, text="x")
    for number, option in ((sent["message_id"], 3), (text["message_id"], 0)):
        assert (await started.people.fails("/sim/tap", from_=SOFIE, message_id=number, option=option))[0] == 404
