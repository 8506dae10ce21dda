from datetime import timedelta

import pytest
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.transport.failures import Flood, Kind, NotSent, Uncertain, classify, refusal


@pytest.mark.parametrize(
    ("status", "description", "kind", "error"),
    [
        (401, "Unauthorized", Kind.REVOKED, "revoked"),
        (404, "Not Found", Kind.REVOKED, "revoked"),
        (409, "Conflict: terminated by other getUpdates request", Kind.CONFLICT, "conflict"),
        (403, "Forbidden: bot was blocked by the user", Kind.BLOCKED, "bot_was_blocked_by_the_user"),
        (403, "Forbidden: user is deactivated", Kind.BLOCKED, "user_is_deactivated"),
        (400, "Bad Request: chat not found", Kind.CHAT_GONE, "chat_not_found"),
        (400, "Bad Request: message is not modified: specified new", Kind.UNCHANGED, "message_is_not_modified"),
        (400, "Bad Request: message to edit not found", Kind.GONE, "message_to_edit_not_found"),
        (400, "Bad Request: message can't be edited", Kind.GONE, "message_cant_be_edited"),
        (400, "Bad Request: query is too old and response timeout", Kind.EXPIRED, None),
        (400, "Bad Request: can't parse entities: Unsupported <b", Kind.UNPARSED, "cant_parse_entities"),
        (400, "Bad Request: BUTTON_DATA_INVALID", Kind.REFUSED, "button_data_invalid"),
        (413, "Request Entity Too Large", Kind.REFUSED, "request_entity_too_large"),
    ],
)
def test_each_answer_of_telegram_has_one_meaning(status: int, description: str, kind: Kind, error: str | None) -> None:
    verdict = classify(refusal(status, {"ok": False, "description": description}))
    assert verdict.kind is kind
    assert error in (None, verdict.error)


def test_a_short_name_holds_nobodys_words() -> None:
    assert classify(BadRequest('Unexpected "Jan Peeters" in it')).error == "unexpected"
    assert classify(BadRequest("123: 456")).error == "refused"


def test_flood_tells_how_long_whichever_way_it_came() -> None:
    answer = {"description": "Too Many Requests: retry after 7", "parameters": {"retry_after": 7}}
    assert classify(refusal(429, answer)).retry_after == 7
    assert classify(refusal(429, {"description": "Too Many Requests"})).retry_after == 1
    assert classify(Flood(timedelta(seconds=0.5))).retry_after == 0.5
    with pytest.warns(DeprecationWarning, match="retry_after"):
        of_the_library = RetryAfter(9)
    assert classify(of_the_library).retry_after == 9
    assert classify(of_the_library).kind is Kind.FLOOD


def test_a_migrated_group_tells_its_new_id() -> None:
    answer = {"description": "Bad Request: group chat was upgraded", "parameters": {"migrate_to_chat_id": -1001}}
    verdict = classify(refusal(400, answer))
    assert (verdict.kind, verdict.chat_id) == (Kind.MIGRATED, -1001)


@pytest.mark.parametrize("answer", [None, [], {"error": "portal"}, "no"])
def test_an_answer_that_is_not_telegrams_blames_nobody(answer: object) -> None:
    assert classify(refusal(403, answer)).kind is Kind.SAFE
    assert classify(refusal(302, answer)).kind is Kind.SAFE


@pytest.mark.parametrize("status", [200, 500, 502, 504])
def test_a_lost_answer_is_uncertain(status: int) -> None:
    assert classify(refusal(status, None)).kind is Kind.UNCERTAIN


def test_exceptions_of_the_library_are_understood_as_well() -> None:
    kinds = {
        Kind.SAFE: NotSent("x"),
        Kind.UNCERTAIN: Uncertain("x"),
        Kind.REVOKED: InvalidToken(),
        Kind.CONFLICT: Conflict("x"),
        Kind.BLOCKED: Forbidden("x"),
    }
    assert {kind: classify(error).kind for kind, error in kinds.items()} == {kind: kind for kind in kinds}
    assert {classify(error).kind for error in (TimedOut(), NetworkError("x"), TelegramError("x"))} == {Kind.UNCERTAIN}


def test_a_fault_of_our_own_is_named_after_its_class() -> None:
    verdict = classify(KeyError("secret"))
    assert (verdict.kind, verdict.error) == (Kind.REFUSED, "KeyError")
