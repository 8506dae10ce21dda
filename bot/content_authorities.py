"""What the file of those outside the town's desk looks like: who they are, and what people ask about their matters."""

from typing import Self

from pydantic import model_validator

from bot.content_problems import refusal
from bot.content_schema import Table
from bot.content_values import Key, Phone, Questions, Url, Words, described
from bot.domain.elsewhere import Authority
from bot.domain.message import Localized


class AuthorityTable(Table):
    """Somebody outside the desk, or, without a name, a kind of message that asks the town nothing."""

    key: Key
    family: Key
    name: Words = described("words in every language", default=Localized())
    when: Words = described("words in every language", default=Localized())
    url: Url = ""
    phone: Phone = ""
    examples: Questions = described("at least 3 sentences", min_length=3)
    examples_fr: Questions = described("sentences in French", default=[])
    examples_en: Questions = described("sentences in English", default=[])
    asked: Questions = described("questions as they came in, in any language", default=[])

    @model_validator(mode="after")
    def _sends_people_somewhere(self) -> Self:
        given = [name for name in ("name", "when", "url", "phone") if getattr(self, name)]
        if given and not (self.name and self.when):
            raise refusal("both name and when, or nobody to send people to", f"only {', '.join(given)}")
        return self

    def authority(self) -> Authority:
        """Return it as the town knows it."""
        return Authority(
            key=self.key,
            family=self.family,
            name=self.name,
            when=self.when,
            examples=(*self.examples, *self.examples_fr, *self.examples_en),
            asked=tuple(self.asked),
            url=self.url,
            phone=self.phone,
        )


class AuthoritiesFile(Table):
    """elsewhere.toml, which a town may do without."""

    authorities: list[AuthorityTable] = described("tables with key, family and examples", default=[])
