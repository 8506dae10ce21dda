from bot.domain.elsewhere import Authority
from bot.domain.message import Localized


def test_an_authority_without_more_is_asked_nothing_and_has_no_address() -> None:
    authority = Authority("praatje", "talk", Localized(), Localized(), ("ik verveel mij",))
    assert (authority.asked, authority.url, authority.phone, dict(authority.name)) == ((), "", "", {})
