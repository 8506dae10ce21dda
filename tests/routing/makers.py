"""Small towns for tests of the router."""

from bot.domain.elsewhere import Authority
from bot.domain.message import Localized
from bot.domain.topic import Topic


def topic(key: str, *keywords: str, examples: tuple[str, ...] = (), asked: tuple[str, ...] = ()) -> Topic:
    """Return a topic with these words."""
    return Topic(key, Localized(nl=key), Localized(nl=key), "economie", keywords, examples, (), (), 3, (), asked)


def authority(key: str, family: str, *examples: str, asked: tuple[str, ...] = ()) -> Authority:
    """Return somebody else with these matters."""
    return Authority(key, family, Localized(nl=key), Localized(nl=key), examples, asked)
