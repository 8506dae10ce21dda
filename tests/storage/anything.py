"""Whatever may have to be stored, for tests that ask whether it comes back as it was."""

from datetime import UTC, datetime

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from bot.domain.message import Attachment, AttachmentKind

WORDS = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=30)
"""What people write; PostgreSQL keeps every character but the one that Telegram does not let through."""

KEYS = st.text("abc.1", max_size=5)
IDS = st.integers(0, 2**52)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - Hypothesis wants bounds without a zone
DAYS = st.dates()
ATTACHMENTS = st.builds(Attachment, st.sampled_from(AttachmentKind), WORDS, WORDS, st.integers(0, 2**40))

ROUND_TRIPS = settings(
    max_examples=30,
    deadline=None,  # how long an example takes says nothing here, on a machine that others use
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # one database for all examples of a test is meant
)
