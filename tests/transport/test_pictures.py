"""Numbers become a picture."""

from io import BytesIO

import pytest
from PIL import Image

from bot.transport import pictures
from bot.transport.pictures import WIDTH, make

PNG = b"\x89PNG\r\n\x1a\n"


def size(made: bytes) -> tuple[int, int]:
    with Image.open(BytesIO(made)) as image:
        return image.size


def test_each_number_makes_it_higher() -> None:
    one, two = make("Vragen\nTerras\t3"), make("Vragen\nTerras\t3\nAfval\t0")
    assert one.startswith(PNG)
    assert size(one)[0] == size(two)[0] == WIDTH
    assert size(two)[1] > size(one)[1]


@pytest.mark.parametrize("table", ["Vragen", "Vragen\nTerras\t0", f"Vragen\n{'lang ' * 40}\t999999999", "V\n\t1"])
def test_it_can_always_be_drawn(table: str) -> None:
    assert make(table).startswith(PNG)


def test_without_letters_with_accents_it_is_drawn_without_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "_name", lambda: "")
    assert pictures._legible("Événement") == "Evenement"
    assert make("Événement\nÉvénement\t1").startswith(PNG)
