"""What the tests of the transport share."""

from collections.abc import AsyncIterator

import pytest

from bot.transport.api import BotApi
from bot.transport.request import AiohttpRequest
from tests.transport.stub import TOKEN, Stub


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
async def stub() -> AsyncIterator[Stub]:
    async with Stub() as server:
        yield server


@pytest.fixture
async def request_() -> AsyncIterator[AiohttpRequest]:
    async with AiohttpRequest() as opened:
        yield opened


@pytest.fixture
def api(stub: Stub, request_: AiohttpRequest) -> BotApi:
    return BotApi(request_, stub.url, TOKEN)
