"""What a manager cannot do in a town without lists of questions."""

from dataclasses import replace
from types import MappingProxyType
from typing import Any, cast

import pytest

from bot.app import build_catalogues
from bot.content import packaged_content
from bot.domain.errors import Refused
from bot.services.interviews.interviews import Interviews
from tests.services.interviews.campaign_town import AMIRA, TOWN, Round

CATALOGUES = build_catalogues(packaged_content(), TOWN)


def test_a_town_without_questions_makes_no_round() -> None:
    nothing: Any = cast("Any", None)
    interviews = Interviews(replace(TOWN, interviews=MappingProxyType({})), nothing, nothing, CATALOGUES)
    with pytest.raises(Refused) as refused:
        interviews.new(Round().unit, AMIRA)
    assert refused.value.reason.key == "interview.no_files"
