from io import BytesIO

import aiohttp
import pytest

from bot.simulator.files import FileStore, grey_jpeg
from tests.simulator.client import AMIRA, SOFIE, World

MB = 1024 * 1024


def upload(chat: int, field: str, data: bytes, name: str, **more: str) -> aiohttp.FormData:
    form = aiohttp.FormData({"chat_id": str(chat), **more})
    form.add_field(field, BytesIO(data), filename=name)
    return form


async def file_id_of(world: World, **said: object) -> str:
    await world.people.post("/sim/message", from_=SOFIE, **said)
    return str((await world.people.get(f"/sim/chats/{SOFIE}"))[-1]["media"]["file_id"])


async def test_a_photo_goes_up_and_comes_down(started: World) -> None:
    status, answer = await started.api.form(
        "sendPhoto", upload(SOFIE, "photo", b"jpeg", "a.jpg", caption="<b>x</b>", parse_mode="HTML")
    )
    assert status == 200
    sizes = answer["result"]["photo"]
    assert [size["width"] for size in sizes] == sorted(size["width"] for size in sizes)
    assert answer["result"]["caption_entities"][0]["type"] == "bold"
    for size in sizes:
        file = await started.api("getFile", file_id=size["file_id"])
        async with started.api.session.get(f"{started.api.url}/file/bot{started.api.token}/{file['file_path']}") as got:
            assert await got.read() == b"jpeg"


@pytest.mark.parametrize(
    ("method", "field", "has"),
    [
        ("sendDocument", "document", {"file_name": "a.pdf", "mime_type": "application/pdf", "file_size": 4}),
        ("sendVoice", "voice", {"mime_type": "audio/ogg", "duration": 7}),
        ("sendAudio", "audio", {"mime_type": "audio/mpeg", "duration": 7}),
        ("sendVideo", "video", {"mime_type": "video/mp4", "duration": 7}),
        ("sendAnimation", "animation", {"duration": 7}),
        ("sendVideoNote", "video_note", {"duration": 7}),
        ("sendSticker", "sticker", {"type": "regular"}),
    ],
)
async def test_every_kind_of_file(started: World, method: str, field: str, has: dict[str, object]) -> None:
    more = {} if field in {"document", "sticker"} else {"duration": "7"}
    name = "a.pdf" if field == "document" else "a"
    status, answer = await started.api.form(method, upload(SOFIE, field, b"data", name, **more))
    assert status == 200, answer
    assert has.items() <= answer["result"][field].items()
    again = await started.api(method, chat_id=AMIRA, **{field: answer["result"][field]["file_id"]})
    assert again[field]["file_unique_id"] == answer["result"][field]["file_unique_id"]


async def test_files_that_are_refused(started: World) -> None:
    async def says(method: str, **params: object) -> str:
        return (await started.api.refused(method, chat_id=SOFIE, **params)).description

    document = await file_id_of(started, document=True)
    assert await says("sendPhoto", photo="made-up") == "Bad Request: wrong file identifier/HTTP URL specified"
    assert await says("sendPhoto", photo="https://example.org/a.jpg") == "Bad Request: failed to get HTTP URL content"
    assert await says("sendPhoto", photo=document) == "Bad Request: can't use file of type Document as Photo"
    assert await says("sendPhoto", photo="attach://nothing") == "Bad Request: can't parse InputMedia: media not found"
    assert "too long" in await says("sendDocument", document=document, caption="x" * 1025)
    status, answer = await started.api.form("sendDocument", upload(SOFIE, "document", b"", "a"))
    assert (status, answer["description"]) == (400, "Bad Request: file must be non-empty")
    refusal = await started.api.refused("getFile", file_id="made-up")
    assert refusal.description == "Bad Request: wrong file_id or the file is temporarily unavailable"


async def test_a_photo_over_10_mb(started: World) -> None:
    status, answer = await started.api.form("sendPhoto", upload(SOFIE, "photo", bytes(10 * MB + 1), "a.jpg"))
    assert status == 400
    assert "too big for a photo" in answer["description"]


async def test_an_upload_over_50_mb(started: World) -> None:
    status, answer = await started.api.form("sendDocument", upload(SOFIE, "document", bytes(50 * MB + 1), "a.bin"))
    assert (status, answer["error_code"], answer["description"]) == (413, 413, "Request Entity Too Large")
    status, answer = await started.api.form("sendDocument", upload(SOFIE, "document", bytes(52 * MB), "a.bin"))
    assert (status, answer["error_code"]) == (413, 413)


async def test_a_file_of_which_only_the_size_is_told(started: World) -> None:
    big = await file_id_of(started, document={"name": "plan.pdf", "size": 25 * MB})
    assert (await started.api.refused("getFile", file_id=big)).description == "Bad Request: file is too big"
    small = await file_id_of(started, document={"name": "plan.pdf", "size": 5000})
    path = (await started.api("getFile", file_id=small))["file_path"]
    async with started.api.session.get(f"{started.api.url}/file/bot{started.api.token}/{path}") as got:
        assert await got.read() == bytes(5000)


async def test_an_album(started: World) -> None:
    form = aiohttp.FormData({"chat_id": str(SOFIE)})
    form.add_field(
        "media",
        '[{"type":"photo","media":"attach://one","caption":"<i>a</i>","parse_mode":"HTML"},{"type":"video","media":"attach://two"}]',
    )
    form.add_field("one", b"1", filename="1.jpg")
    form.add_field("two", b"2", filename="2.mp4")
    status, answer = await started.api.form("sendMediaGroup", form)
    assert status == 200, answer
    first, second = answer["result"]
    assert first["media_group_id"] == second["media_group_id"]
    assert (first["caption"], second["video"]["file_name"]) == ("a", "2.mp4")


@pytest.mark.parametrize(
    ("kinds", "says"),
    [
        ([], "there are no messages to send"),
        (["photo"] * 11, "too many messages to send as an album"),
        (["photo", "document"], "document can't be mixed with other media types"),
        (["video", "audio"], "audio can't be mixed with other media types"),
    ],
)
async def test_albums_that_are_refused(started: World, kinds: list[str], says: str) -> None:
    media = [{"type": kind, "media": "x"} for kind in kinds]
    assert (
        await started.api.refused("sendMediaGroup", chat_id=SOFIE, media=media)
    ).description == f"Bad Request: {says}"


async def test_one_item_is_no_album(started: World) -> None:
    photo = await file_id_of(started, photo=True)
    (only,) = await started.api(
        "sendMediaGroup", chat_id=SOFIE, media=[{"type": "photo", "media": photo, "has_spoiler": True}]
    )
    assert "media_group_id" not in only
    assert only["has_media_spoiler"]


async def test_a_file_that_nobody_refers_to_is_an_unknown_parameter(started: World) -> None:
    status, answer = await started.api.form("sendMessage", upload(SOFIE, "stray", b"x", "a", text="x"))
    assert (status, answer["description"]) == (400, 'Bad Request: method sendMessage has no parameter "stray"')


async def test_file_addresses(started: World) -> None:
    for path, status in (("photos/none.jpg", 404), ("../secret", 404)):
        async with started.api.session.get(f"{started.api.url}/file/bot{started.api.token}/{path}") as got:
            assert got.status == status
    async with started.api.session.get(f"{started.api.url}/file/botnonsense/x") as got:
        assert got.status == 404


async def test_the_page_sees_pictures_and_saves_the_rest(started: World) -> None:
    await started.people.post("/sim/message", from_=SOFIE, photo=True)
    await started.people.post("/sim/message", from_=SOFIE, document={"name": "a.html", "data": "PHNjcmlwdD4="})
    photo, page = (row["media"]["url"] for row in (await started.people.get(f"/sim/chats/{SOFIE}"))[-2:])
    async with started.api.session.get(started.api.url + photo) as got:
        assert got.content_type == "image/jpeg"
        assert await got.read() == grey_jpeg()
    async with started.api.session.get(started.api.url + page) as got:
        assert got.content_type == "application/octet-stream"
        assert got.headers["Content-Disposition"] == "attachment"
        assert await got.read() == b"<script>"
    assert (await started.people.call("GET", "/sim/files/none"))[0] == 404


def test_names_of_files_do_not_leak_into_paths() -> None:
    files = FileStore()
    assert files.add("document", b"x", name="../../etc/pass.wd/x").path.startswith("documents/file_")
    assert files.add("document", b"x", name="a.pdf").path.endswith(".pdf")


def test_the_sample_picture_is_a_whole_jpeg() -> None:
    picture = grey_jpeg(9, 9)
    assert picture[:2] == b"\xff\xd8"
    assert picture[-2:] == b"\xff\xd9"
