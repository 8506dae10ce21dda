"""Polls: sending and stopping; people vote through the control interface."""

from bot.simulator.bots import Ballot
from bot.simulator.calls import Call, find_message, open_chat
from bot.simulator.entities import formatted
from bot.simulator.markup import check_markup
from bot.simulator.outbound import send
from bot.simulator.wire import JsonObject, bad_request, without_none

_MAX_OPTIONS = 12


def send_poll(call: Call) -> object:
    """Answer sendPoll."""
    poll = _poll(call)
    data = send(call, {"poll": poll})
    call.bot.ballots[poll["id"]] = Ballot(data["chat"]["id"], data["message_id"])
    return data


def stop_poll(call: Call) -> object:
    """Answer stopPoll: returns the closed Poll."""
    chat = open_chat(call)
    message = find_message(call, chat, "message with poll to stop not found")
    poll = message.data.get("poll")
    if poll is None:
        raise bad_request("message is not a poll")
    if poll["is_closed"] or not message.by_bot:
        raise bad_request("poll has already been closed" if poll["is_closed"] else "poll can't be stopped")
    closed = {**poll, "is_closed": True}
    kept = {key: value for key, value in message.data.items() if key != "reply_markup"}
    message.data = without_none({**kept, "poll": closed, "reply_markup": check_markup(call.params.get("reply_markup"))})
    call.state.touched(chat)
    return closed


def counted(poll: JsonObject, votes: dict[int, list[int]]) -> JsonObject:
    """Return the poll with the numbers that follow from the votes."""
    options = [
        {**option, "voter_count": sum(index in chosen for chosen in votes.values())}
        for index, option in enumerate(poll["options"])
    ]
    return {**poll, "options": options, "total_voter_count": sum(bool(chosen) for chosen in votes.values())}


def _poll(call: Call) -> JsonObject:
    params = call.params
    question, entities = _words(call, params, "question")
    if not question:
        raise bad_request("poll question must be non-empty")
    options = params["options"]
    if not 1 <= len(options) <= _MAX_OPTIONS:
        raise bad_request("poll must have at least 1 option" if not options else "poll can't have more than 12 options")
    several = bool(params.get("allows_multiple_answers"))
    poll = {
        "id": call.state.new_poll_id(),
        "question": question,
        "question_entities": entities or None,
        "options": [_option(call, number, option) for number, option in enumerate(options)],
        "total_voter_count": 0,
        "is_closed": bool(params.get("is_closed")),
        "is_anonymous": params.get("is_anonymous", True),
        "type": params.get("type", "regular"),
        "allows_multiple_answers": several,
        "allows_revoting": params.get("allows_revoting", params.get("type") != "quiz"),
        "members_only": bool(params.get("members_only")),
        "open_period": params.get("open_period"),
        "close_date": params.get("close_date"),
        "correct_option_ids": params.get("correct_option_ids"),
        "explanation": params.get("explanation"),
        "description": params.get("description"),
    }
    return without_none(poll)


def _option(call: Call, number: int, option: JsonObject) -> JsonObject:
    text, entities = _words(call, option, "text")
    if not text:
        raise bad_request("poll options must be non-empty")
    shown = {"persistent_id": str(number), "text": text, "text_entities": entities or None, "voter_count": 0}
    return without_none(shown)


def _words(call: Call, params: JsonObject, key: str) -> tuple[str, list[JsonObject]]:
    people = call.state.people.user_of
    return formatted(params, people, text=key, entities=f"{key}_entities", mode=f"{key}_parse_mode")
