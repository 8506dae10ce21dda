"""What the use cases need of the words: how long a label is, and how people here write dates."""

from typing import Protocol

from bot.domain.message import Language, Text
from bot.domain.reading import DateNames


class Speech(Protocol):
    """The catalogues, as far as a use case may look into them."""

    def label(self, text: Text, language: Language) -> str:
        """Return the text in that language as plain words."""
        ...

    def date_names(self, language: Language) -> DateNames:
        """Return how people type months, weekdays and the days near today in that language."""
        ...
