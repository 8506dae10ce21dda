"""What the environment says about how to run: one frozen object, read once, by whoever starts the program."""

from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, StringConstraints, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

TELEGRAM = "https://api.telegram.org"

_Address = Annotated[str, StringConstraints(pattern=r"^https?://[^\s/]+")]


class SettingsError(ValueError):
    """A setting is missing or wrong; the sentence names it and says what was expected."""


class Settings(BaseSettings):
    """The settings, each from the environment variable of the same name in capitals, or from ``.env``.

    ``telegram_token`` and ``webhook_secret`` never show in a log or an error. ``content_dir`` None means the example
    town that comes with the program. ``host`` and ``port`` are where the webhook, health and metrics are served.
    """

    model_config = SettingsConfigDict(env_file=".env", frozen=True, extra="ignore", hide_input_in_errors=True)

    telegram_token: SecretStr = SecretStr("")
    telegram_api_url: _Address = TELEGRAM
    database_url: str = "sqlite:///kernpunt.sqlite3"
    content_dir: Path | None = None
    public_url: Annotated[str, StringConstraints(pattern=r"^(https?://\S+)?$")] = ""
    webhook_secret: SecretStr = SecretStr("")
    host: str = "0.0.0.0"  # noqa: S104 - behind the proxy that PUBLIC_URL names; the secret keeps others out
    port: Annotated[int, Field(ge=0, le=65535)] = 8080
    log_level: Annotated[str, StringConstraints(to_upper=True, pattern=r"(?i)^(debug|info|warning|error)$")] = "INFO"


def read_settings() -> Settings:
    """Return the settings; raise ``SettingsError`` that names the first wrong one, never its value."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = str(first["loc"][0]).upper() if first["loc"] else "?"
        raise SettingsError(f"{name}: {first['msg']}") from None
