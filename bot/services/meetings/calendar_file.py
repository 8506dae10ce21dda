"""A meeting as a file that people's own calendar reads; one with the same name and a higher sequence replaces it."""

import re
import unicodedata
from datetime import datetime
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

from bot.domain.meeting import Meeting, MeetingStatus
from bot.domain.message import Attachment, AttachmentKind
from bot.domain.town import Town

_BETWEEN = re.compile(r"[^a-z0-9]+")


def calendar_file(town: Town, meeting: Meeting, now: datetime) -> Attachment:
    """Return the calendar file of the meeting as it stands at that moment, with all times in UTC."""
    slug = _slug(town.name)
    file = _library().Calendar()
    file.add("prodid", f"-//Kernpunt//{slug}//")
    file.add("version", "2.0")
    file.add("method", "CANCEL" if meeting.status is MeetingStatus.CANCELLED else "PUBLISH")
    file.add_component(_event(town, meeting, slug, now))
    return Attachment(AttachmentKind.DOCUMENT, name=f"{slug}-{meeting.id}.ics", content=file.to_ical().decode())


@cache
def _library() -> ModuleType:
    # Two megabytes that no question needs: loaded with the first meeting.
    return import_module("icalendar")


def _event(town: Town, meeting: Meeting, slug: str, now: datetime) -> Any:  # noqa: ANN401 - the library's own
    event = _library().Event()
    event.add("uid", f"kernpunt-meeting-{meeting.id}@{slug}")
    event.add("sequence", meeting.version)
    event.add("dtstamp", now)
    event.add("dtstart", meeting.starts_at)
    event.add("dtend", meeting.ends_at)
    event.add("summary", meeting.title)
    event.add("location", meeting.place)
    event.add("description", "\n".join(f"{at}. {item.title}" for at, item in enumerate(meeting.items, 1)))
    event.add("status", "CANCELLED" if meeting.status is MeetingStatus.CANCELLED else "CONFIRMED")
    organizer = _library().vCalAddress(f"mailto:{town.counter.email}")
    organizer.params["CN"] = town.name
    event.add("organizer", organizer)
    return event


def _slug(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return _BETWEEN.sub("-", letters).strip("-")
