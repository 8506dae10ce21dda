import pytest

from bot.simulator.coerce import coerce_params
from bot.simulator.facts import Field, Limit, load_facts, parse_field
from bot.simulator.methods import METHODS
from bot.simulator.verify import verify_result, verify_update
from bot.simulator.wire import ApiError, ViolationError

USER = {"id": 1, "is_bot": False, "first_name": "A"}
MESSAGE = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}}


def test_every_method_is_in_the_facts_and_every_fact_is_answered() -> None:
    assert {name for name, _ in METHODS.values()} == set(load_facts().methods)


def test_every_named_type_is_known() -> None:
    facts = load_facts()
    known = {"Integer", "Float", "String", "Boolean", *facts.types, *facts.unions}
    fields = [field for owner in (*facts.methods.values(), *facts.types.values()) for field in owner.values()]
    named = {name.rsplit("Array of ", 1)[-1] for field in fields for name in field.types}
    assert named <= known
    assert {part for union in facts.unions.values() for part in union} <= known


def test_a_field_reads_as_it_is_written() -> None:
    assert parse_field("Integer|String!") == Field(("Integer", "String"), required=True, limit=None)
    assert parse_field("String 1..64 bytes") == Field(("String",), required=False, limit=Limit(1, 64, "bytes"))


def test_subtypes_are_told_apart_by_their_tag() -> None:
    facts = load_facts()
    tags = facts.tags(facts.unions["ChatMember"])
    assert tags is not None
    assert tags[0] == "status"
    assert tags[1]["creator"] == "ChatMemberOwner"
    assert tags[1]["kicked"] == "ChatMemberBanned"
    scopes = facts.tags(facts.unions["BotCommandScope"])
    assert scopes is not None
    assert scopes[1]["all_private_chats"] == "BotCommandScopeAllPrivateChats"


@pytest.mark.parametrize(
    ("raw", "typed"),
    [
        ({"chat_id": "12", "text": "x"}, {"chat_id": 12, "text": "x"}),
        (
            {"chat_id": -5, "text": "x", "disable_notification": "true"},
            {"chat_id": -5, "text": "x", "disable_notification": True},
        ),
        (
            {"chat_id": "@town", "text": "x", "protect_content": 0},
            {"chat_id": "@town", "text": "x", "protect_content": False},
        ),
        (
            {"chat_id": 1, "text": "x", "reply_markup": '{"inline_keyboard":[[{"text":"a","callback_data":"b"}]]}'},
            {"chat_id": 1, "text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]}},
        ),
        (
            {"chat_id": 1, "text": "x", "reply_markup": {"remove_keyboard": True}},
            {"chat_id": 1, "text": "x", "reply_markup": {"remove_keyboard": True}},
        ),
    ],
)
def test_parameters_become_typed(raw: dict[str, object], typed: dict[str, object]) -> None:
    assert coerce_params("sendMessage", raw) == typed


@pytest.mark.parametrize(
    ("method", "raw", "says"),
    [
        (
            "sendMessage",
            {"chat_id": 1, "text": "x", "disable_web_page_previews": True},
            'no parameter "disable_web_page_previews"',
        ),
        ("sendMessage", {"chat_id": 1}, "message text is empty"),
        ("sendMessage", {"text": "x"}, "chat_id is empty"),
        ("sendMessage", {"chat_id": 1.5, "text": "x"}, "String expected"),
        ("sendMessage", {"chat_id": 1, "text": 5}, "String expected"),
        ("sendMessage", {"chat_id": 1, "text": "x", "disable_notification": "maybe"}, "Boolean expected"),
        ("sendMessage", {"chat_id": 1, "text": "x", "reply_markup": None}, "object expected as reply markup"),
        ("sendMessage", {"chat_id": 1, "text": "x", "reply_markup": "{"}, "can't parse JSON object"),
        (
            "sendMessage",
            {"chat_id": 1, "text": "x", "reply_markup": {"inline_keybord": []}},
            "can't parse reply markup",
        ),
        (
            "sendMessage",
            {"chat_id": 1, "text": "x", "reply_markup": {"inline_keyboard": [{"text": "a"}]}},
            "Array expected",
        ),
        (
            "sendMessage",
            {
                "chat_id": 1,
                "text": "x",
                "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "é" * 33}]]},
            },
            "Bad Request: BUTTON_DATA_INVALID",
        ),
        (
            "sendMessage",
            {"chat_id": 1, "text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a", "calback": "b"}]]}},
            'InlineKeyboardButton has no field "calback"',
        ),
        (
            "sendMessage",
            {"chat_id": 1, "text": "x", "reply_parameters": {}},
            'field "message_id" of ReplyParameters is required',
        ),
        ("sendLocation", {"chat_id": 1, "latitude": "north", "longitude": 4}, "Number expected"),
        ("sendLocation", {"chat_id": 1, "latitude": "nan", "longitude": 4}, "Number expected"),
        ("getUpdates", {"offset": str(-(2**63) - 1)}, "Integer expected"),
        ("getUpdates", {"offset": 2**63}, "Integer expected"),
        ("getUpdates", {"limit": 101}, "1 to 100 value allowed"),
        ("getUpdates", {"allowed_updates": "message"}, "can't parse JSON object"),
        ("answerCallbackQuery", {"callback_query_id": "1", "text": "x" * 201}, "MESSAGE_TOO_LONG"),
        ("setMyCommands", {"commands": [{"command": "a", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ("setMyCommands", {"commands": [], "scope": {"type": "nobody"}}, 'type "nobody" is unsupported'),
        ("sendMediaGroup", {"chat_id": 1, "media": [{"type": "gif", "media": "x"}]}, 'type "gif" is unsupported'),
        ("sendPhoto", {"chat_id": 1}, "there is no photo in the request"),
        ("setWebhook", {"url": "http://127.0.0.1/x", "certificate": "x"}, "File expected"),
        ("getChatMember", {"chat_id": 1}, 'parameter "user_id" is required'),
    ],
)
def test_what_does_not_fit_is_refused_with_a_reason(method: str, raw: dict[str, object], says: str) -> None:
    with pytest.raises(ApiError) as caught:
        coerce_params(method, raw)
    assert caught.value.code == 400
    assert says in caught.value.description


def test_formatted_text_is_measured_later() -> None:
    assert coerce_params("sendMessage", {"chat_id": 1, "text": "x" * 9000})["text"] == "x" * 9000


def test_right_answers_pass() -> None:
    verify_result("sendMessage", MESSAGE)
    verify_result("getMe", USER)
    verify_result("deleteMessage", True)
    verify_result("getChatMember", {"status": "member", "user": USER})
    verify_update({"update_id": 1, "message": MESSAGE})
    verify_update(
        {
            "update_id": 1,
            "callback_query": {"id": "1", "from": USER, "chat_instance": "1", "message": {**MESSAGE, "date": 0}},
        }
    )


@pytest.mark.parametrize(
    ("method", "result", "says"),
    [
        ("getMe", {"id": 1, "is_bot": True}, "lacks ['first_name']"),
        ("getMe", {**USER, "nickname": "A"}, "getMe.nickname: User has no such field"),
        ("getMe", {**USER, "id": "1"}, "getMe.id: Integer expected"),
        ("getMe", [], "User expected"),
        ("deleteMessage", 1, "Boolean expected"),
        ("sendMessage", {**MESSAGE, "chat": {"id": 1}}, "sendMessage.chat: Chat lacks ['type']"),
        ("sendMessage", {**MESSAGE, "entities": {}}, "Array expected"),
        ("getChatMember", {"status": "friend", "user": USER}, "none of"),
        ("editMessageText", "edited", "Message|Boolean expected"),
    ],
)
def test_wrong_answers_are_caught(method: str, result: object, says: str) -> None:
    with pytest.raises(ViolationError) as caught:
        verify_result(method, result)
    assert says in str(caught.value)
