"""The settings: from the environment, each checked, none of the secret ones ever shown."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.config import TELEGRAM, Settings, SettingsError, read_settings

SECRET = "123456:" + "s" * 35


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def test_everything_has_a_default() -> None:
    settings = read_settings()
    assert settings.telegram_api_url == TELEGRAM
    assert settings.database_url == "sqlite:///kernpunt.sqlite3"
    assert settings.telegram_token.get_secret_value() == ""
    assert (settings.content_dir, settings.public_url, settings.port, settings.log_level) == (None, "", 8080, "INFO")


def test_the_environment_says_otherwise(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    wanted = {
        "TELEGRAM_TOKEN": SECRET,
        "TELEGRAM_API_URL": "http://127.0.0.1:8081",
        "DATABASE_URL": "postgresql://here/db",
        "CONTENT_DIR": str(tmp_path),
        "PUBLIC_URL": "https://bot.example",
        "WEBHOOK_SECRET": "hush",
        "PORT": "9000",
        "LOG_LEVEL": "debug",
    }
    for name, value in wanted.items():
        monkeypatch.setenv(name, value)
    settings = read_settings()
    assert settings.telegram_token.get_secret_value() == SECRET
    assert settings.content_dir == tmp_path
    assert (settings.port, settings.log_level) == (9000, "DEBUG")


def test_secrets_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", SECRET)
    monkeypatch.setenv("WEBHOOK_SECRET", "hush-hush")
    shown = f"{read_settings()!r} {read_settings()}"
    assert SECRET not in shown
    assert "hush-hush" not in shown


def test_they_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        setattr(read_settings(), "port", 1)  # noqa: B010 - said so that mypy lets it be tried


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("PORT", "-1"),
        ("PORT", "65536"),
        ("LOG_LEVEL", "loud"),
        ("TELEGRAM_API_URL", "api.telegram.org"),
        ("TELEGRAM_API_URL", ""),
        ("PUBLIC_URL", "bot.example"),
    ],
)
def test_a_wrong_one_is_named_without_its_value(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=name) as error:
        read_settings()
    assert not value or value not in str(error.value)


def test_what_it_does_not_know_is_not_its_business(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KROKETTEN", "yes")
    assert read_settings().port == 8080
