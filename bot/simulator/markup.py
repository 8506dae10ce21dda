"""Keyboards: the checks that the facts alone do not make."""

from urllib.parse import urlsplit

from bot.simulator.wire import JsonObject, bad_request

MAX_BUTTONS = 100
_ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
_SCHEMES = frozenset({"http", "https", "tg", "ton", ""})


def check_markup(markup: JsonObject | None) -> JsonObject | None:
    """Return the reply markup without empty rows, or None when nothing of it is left.

    Raises:
        ApiError: a button without text, without or with several actions, or with a broken address.
    """
    if markup is None:
        return None
    kind = "inline_keyboard" if "inline_keyboard" in markup else "keyboard"
    if kind not in markup:
        return markup
    rows = [row for row in markup[kind] if row]
    if sum(len(row) for row in rows) > MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    for button in (button for row in rows for button in row):
        _check_text(button)
        if kind == "inline_keyboard":
            _check_action(button)
    return {**markup, kind: rows} if rows else None


def _check_text(button: JsonObject) -> None:
    if not button["text"].strip():
        raise bad_request('can\'t parse keyboard button: field "text" must be non-empty')


def _check_action(button: JsonObject) -> None:
    actions = [action for action in _ACTIONS if action in button]
    if not actions:
        raise bad_request("can't parse inline keyboard button: text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad_request(f"can't parse inline keyboard button: only one of {' and '.join(actions)} is allowed")
    if actions == ["url"]:
        _check_url(button["url"])
    if actions == ["web_app"] and not button["web_app"]["url"].startswith("https://"):
        raise bad_request("inline keyboard button Web App URL is invalid: only HTTPS links are allowed")


def _check_url(url: str) -> None:
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = None
    if parts is None or parts.scheme not in _SCHEMES or not (parts.netloc or "." in parts.path) or " " in url:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: wrong HTTP URL")
