"""A small bot for the page's tests: plain HTTP to the simulator, no Telegram library, one line a behaviour."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from html import escape
from typing import Any

import aiohttp

TOKEN = "7700000001:" + "p" * 35
MANAGER = 2001
RICH = (
    "<b>vet</b> <i>schuin</i> <u>onder</u> <s>weg</s> <code>code</code> <b><i>beide</i></b> "
    '<tg-spoiler>geheim</tg-spoiler> <a href="https://molenbeke.example/terras">reglement</a> '
    "/help 😀 <b>na emoji</b>\n"
    "<blockquote expandable>een\ntwee\ndrie\nvier\nvijf</blockquote>\n<pre>blok</pre>"
)
ICS = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"
Json = dict[str, Any]
SHOWN: dict[str, Json] = {"toast": {"text": "Genoteerd"}, "alert": {"text": "Let op", "show_alert": True}}
OPTIONS = [{"text": "ja"}, {"text": "nee"}]


def keyboard(*rows: tuple[tuple[str, str], ...]) -> Json:
    """Rows of (label, callback data or address)."""
    return {
        "inline_keyboard": [
            [{"text": label, ("url" if "://" in data else "callback_data"): data} for label, data in row]
            for row in rows
        ]
    }


class ScriptedBot:
    """Polls, and answers each text and each tap as its table says."""

    token = TOKEN

    def __init__(self, url: str) -> None:
        self._base = f"{url}/bot{TOKEN}/"
        self._session: aiohttp.ClientSession | None = None
        self._task: asyncio.Task[None] | None = None
        self.release = asyncio.Event()
        self._cards = 0
        self._texts: dict[str, Callable[[int], Awaitable[Any]]] = {
            "rich": lambda chat: self.say(chat, RICH),
            "keys": self._keys,
            "menu": self._menu,
            "file": self._file,
            "pin": self._pin,
            "quiet": lambda chat: self.say(chat, "sst", disable_notification=True),
            "typing": lambda chat: self.call("sendChatAction", chat_id=chat, action="typing"),
            "poll": lambda chat: self.call("sendPoll", chat_id=chat, question="Welke?", options=OPTIONS),
            "place": lambda chat: self.call(
                "sendVenue", chat_id=chat, latitude=51, longitude=4, title="De Molen", address="Kerkplein 3"
            ),
        }

    async def start(self) -> None:
        self._session = aiohttp.ClientSession()
        await self.call("getMe")
        await self.call("setMyName", name="Ondernemerslijn Molenbeke")
        await self.call("setMyDescription", description="Heb je een zaak? <b>Vraag</b> het hier.\nTik op START.")
        commands = [{"command": "vraag", "description": "Stel een vraag"}, {"command": "help", "description": "Hulp"}]
        await self.call("setMyCommands", commands=commands)
        self._task = asyncio.create_task(self._poll())

    async def stop(self) -> None:
        if self._task:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError, aiohttp.ClientError):
                await self._task
        if self._session:
            await self._session.close()

    async def call(self, method: str, **params: object) -> Any:  # noqa: ANN401 - JSON
        assert self._session
        async with self._session.post(self._base + method, json=params) as response:
            return (await response.json()).get("result")

    async def say(self, chat: int, text: str, markup: Json | None = None, **more: object) -> Any:  # noqa: ANN401 - JSON
        extra = {"reply_markup": markup} if markup else {}
        return await self.call("sendMessage", chat_id=chat, text=text, parse_mode="HTML", **extra, **more)

    async def _poll(self) -> None:
        offset = 0
        while True:
            for update in await self.call("getUpdates", offset=offset, timeout=20) or []:
                offset = update["update_id"] + 1
                if "callback_query" in update:
                    await self._tapped(update["callback_query"])
                elif "message" in update:
                    await self._said(update["message"])

    async def _said(self, message: Json) -> None:
        chat, text = message["chat"]["id"], message.get("text", "")
        known = self._texts.get(text)
        if known:
            await known(chat)
        elif text == "/start":
            if chat == MANAGER:
                only = [{"command": "werklijst", "description": "Toon de werklijst"}]
                await self.call("setMyCommands", commands=only, scope={"type": "chat", "chat_id": MANAGER})
            await self.say(chat, f"Dag {escape(message['from']['first_name'])}!", keyboard(self._languages()))
            if chat == MANAGER and self._cards:
                await self._show_card()
        elif chat == MANAGER and "reply_to_message" in message:
            await self.say(1001, f"💬 Antwoord: {escape(text)}", keyboard((("Ja, dank je", "1|mine.helped|41"),)))
        elif text.endswith("?"):
            topics = (("Terras of stoep", "1|ask.submit|7|terras"), ("Iets anders", "1|ask.submit|7|anders"))
            await self.say(chat, f"Ik stuur dit: “{escape(text)}”", keyboard(topics))
        else:
            await self.say(chat, f"echo: {escape(text)}", reply_parameters={"message_id": message["message_id"]})

    @staticmethod
    def _languages() -> tuple[tuple[str, str], ...]:
        return (("Nederlands", "1|welcome.language|nl"), ("Français", "1|welcome.language|fr"))

    async def _tapped(self, query: Json) -> None:
        action = query["data"].split("|")[1]
        chat, message_id = query["message"]["chat"]["id"], query["message"]["message_id"]
        shown: Json = SHOWN.get(action, {})
        if action == "wait":
            await self.release.wait()
        await self.call("answerCallbackQuery", callback_query_id=query["id"], **shown)
        if action in {"welcome.language", "edit"}:
            await self.call("editMessageText", chat_id=chat, message_id=message_id, text="Klaar!")
        elif action == "delete":
            await self.call("deleteMessage", chat_id=chat, message_id=message_id)
        elif action == "ask.submit":
            await self.say(chat, "✅ Verstuurd. Dit is vraag 041.")
            self._cards += 1
            await self._show_card()

    async def _show_card(self) -> None:
        """Reaches the manager only once they have started the bot, as at Telegram."""
        card = keyboard((("✍️ Antwoord", "1|queue.answer|41"), ("➡️ Naar dienst", "1|queue.topics|41")))
        await self.say(MANAGER, "041 · NIEUW · terras", card)

    async def _keys(self, chat: int) -> None:
        long = "Een knop met een label dat nooit in een halve rij past, hoe je het ook probeert"
        rows = (
            (("Toast", "1|toast"), ("Alert", "1|alert")),
            (("Bewerk", "1|edit"), ("Wis", "1|delete"), ("Wacht", "1|wait")),
            ((long, "1|toast|2"), ("Kort", "1|toast|3")),
            (("Reglement", "https://molenbeke.example/"),),
        )
        await self.say(chat, "Kies", keyboard(*rows))

    async def _menu(self, chat: int) -> None:
        keys = [[{"text": "Mijn vragen"}, {"text": "Agenda"}], [{"text": "Plaats", "request_location": True}]]
        markup = {"keyboard": keys, "resize_keyboard": True, "input_field_placeholder": "Typ hier je vraag…"}
        await self.say(chat, "Menu", markup)

    async def _file(self, chat: int) -> None:
        assert self._session
        form = aiohttp.FormData({"chat_id": str(chat), "caption": "Agenda"})
        form.add_field("document", ICS, filename="overleg.ics", content_type="text/calendar")
        async with self._session.post(self._base + "sendDocument", data=form) as response:
            assert response.ok

    async def _pin(self, chat: int) -> None:
        sent = await self.say(chat, "Overleg: di 8 december")
        await self.call("pinChatMessage", chat_id=chat, message_id=sent["message_id"])
