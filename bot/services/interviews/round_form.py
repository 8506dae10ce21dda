"""The manager's form for a round of an interview: which, for whom, until when, and when the results are told."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from zlib import crc32

from bot.domain.access import Permission
from bot.domain.audience import EVERYONE, Audience, Group, audience_of
from bot.domain.contact import Contact
from bot.domain.conversation import Condition, Conversation, Form, Given, Kind, Option, Step
from bot.domain.due import Due
from bot.domain.errors import Refused
from bot.domain.interview import Campaign
from bot.domain.message import Text, text
from bot.domain.town import Town
from bot.domain.words import shorten
from bot.services.clock.casting import Casting
from bot.services.forms.usual import UsualScreens
from bot.services.interviews.rounds import audience_text, contacts_by_id
from bot.services.ports import Unit
from bot.services.visit import Reply

FORM = "campaign"

MOST_MATCHES = 8
"""People who are offered for one typed name."""

_WHICH, _WHOM, _NAME, _CLOSES, _RESULTS = "which", "whom", "name", "closes", "results"
_ONE = "person"
_NAME_UNITS = 28
_RUNS, _TELLS = (7, 14, 28), (7, 14)
"""Days that are offered: how long it runs, and how long after that the results come."""

_RECENT = 50


class RoundForm(UsualScreens):
    """Asks a manager for all that a round needs, keeps the round, and shows what would be sent."""

    key = FORM
    permission = Permission.PLAN

    def __init__(self, town: Town, casting: Casting) -> None:
        self._town = town
        self._casting = casting

    def form(self, unit: Unit, conversation: Conversation) -> Form:
        """Return the steps; people and days that are offered depend on what was answered."""
        today = self._town.calendar.local_date(unit.now)
        closes = _date(conversation.value(_CLOSES)) or today
        name = conversation.words(_NAME)
        one = Condition(_WHOM, frozenset({_ONE}))
        whom, typed, who = text("interview.whom_short"), text("interview.name_short"), text("interview.who_short")
        until, told = text("interview.closes_short"), text("interview.results_short")
        steps = (
            *self._which(),
            _needed(_WHOM, Kind.PEOPLE, text("interview.whom"), whom, self._groups()),
            _needed(_NAME, Kind.TEXT, text("interview.name"), typed, when=one),
            _needed(who_step(name), Kind.PEOPLE, text("interview.who"), who, self._matches(unit, name), one),
            _needed(_CLOSES, Kind.DATE, text("interview.closes"), until, _days(today, _RUNS)),
            _needed(_RESULTS, Kind.DATE, text("interview.results"), told, _days(closes, _TELLS)),
        )
        return Form(FORM, text("interview.round_form"), steps)

    def check(self, unit: Unit, conversation: Conversation, step: Step, given: Given) -> None:
        """Refuse nobody, a name that is nobody's, and days in the wrong order."""
        match step.key:
            case "whom" if given.value != _ONE:
                self._check_people(unit, audience_of(given.value))
            case "name":
                self._check_name(unit, given.words.strip())
            case "closes":
                self._check_days(unit, _date(given.value), None)
            case "results":
                self._check_days(unit, _date(conversation.value(_CLOSES)), _date(given.value))

    def finish(self, unit: Unit, actor: Contact, conversation: Conversation) -> Reply:
        """Keep the round, or change it as long as it was not sent, and show what would be sent to whom."""
        closes, results = _date(conversation.value(_CLOSES)), _date(conversation.value(_RESULTS))
        self._check_days(unit, closes, results)
        whom = conversation.value(_WHOM)
        whom = conversation.value(who_step(conversation.words(_NAME))) if whom == _ONE else whom
        self._check_people(unit, audience_of(whom))
        if closes is None or results is None:
            raise Refused("form.not_complete")
        campaign = Campaign(
            id=0,
            interview=conversation.value(_WHICH) or next(iter(self._town.interviews)),
            audience=whom,
            created_by=actor.id,
            created_at=conversation.started_at,
            closes_on=closes,
            results_on=results,
        )
        kept = self._kept(unit, campaign)
        return self._casting.preview(unit, actor, Due.INTERVIEW_INVITATION, kept.id, 0)

    @staticmethod
    def _kept(unit: Unit, campaign: Campaign) -> Campaign:
        # One form makes one round: who goes back to a finished form changes what it made.
        made = (campaign.created_by, campaign.created_at)
        before = next((one for one in unit.campaigns.newest(_RECENT) if (one.created_by, one.created_at) == made), None)
        if before is None:
            return unit.campaigns.add(campaign)
        if before.sent_at is not None:
            raise Refused("interview.was_sent")
        changed = replace(campaign, id=before.id)
        unit.campaigns.save(changed)
        return changed

    def _which(self) -> Iterator[Step]:
        interviews = self._town.interviews.values()
        if len(interviews) > 1:
            options = tuple(
                Option(one.key, text("interview.words", words=one.title), text("interview.words", words=one.title))
                for one in interviews
            )
            yield Step(_WHICH, Kind.CHOICE, text("interview.which"), options, required=True)

    def _groups(self) -> tuple[Option, ...]:
        trades = [
            Option(str(Audience(Group.TRADE, trade.key)), text("interview.words", words=trade.name))
            for trade in self._town.trades.values()
        ]
        zones = [
            Option(str(Audience(Group.ZONE, zone.key)), text("interview.words", words=zone.name))
            for zone in self._town.zones.values()
        ]
        everyone, one = text("interview.everyone"), text("interview.one_person")
        return (Option(str(EVERYONE), everyone), *trades, *zones, Option(_ONE, one))

    @staticmethod
    def _matches(unit: Unit, name: str) -> tuple[Option, ...]:
        if not name:
            return ()
        return tuple(
            Option(
                str(Audience(Group.PERSON, str(one.id))), text("interview.words", words=shorten(one.name, _NAME_UNITS))
            )
            for one in _named(unit, name)[:MOST_MATCHES]
        )

    @staticmethod
    def _check_name(unit: Unit, name: str) -> None:
        found = _named(unit, name) if name else []
        if not found:
            raise Refused("interview.nobody_named", name=shorten(name, _NAME_UNITS))
        if len(found) > MOST_MATCHES:
            raise Refused("interview.too_many_named", name=shorten(name, _NAME_UNITS), found=len(found))

    def _check_people(self, unit: Unit, audience: Audience) -> None:
        if not unit.contacts.in_audience(audience):
            raise Refused("interview.nobody_in", audience=audience_text(self._town, unit, audience))

    def _check_days(self, unit: Unit, closes: date | None, results: date | None) -> None:
        if closes is not None and closes <= self._town.calendar.local_date(unit.now):
            raise Refused("interview.closes_past")
        if closes is not None and results is not None and results <= closes:
            raise Refused("interview.results_before", closes=closes)


def who_step(name: str) -> str:
    """Return the key of the step that asks who of that name is meant: another name is another step, asked anew."""
    return f"who{crc32(name.casefold().encode()):08x}"


def _needed(
    key: str, kind: Kind, ask: Text, title: Text, options: tuple[Option, ...] = (), when: Condition | None = None
) -> Step:
    return Step(key, kind, ask, options, required=True, when=when, title=title)


def _named(unit: Unit, name: str) -> list[Contact]:
    wanted = name.casefold()
    return [contact for contact in contacts_by_id(unit).values() if wanted in contact.name.casefold()]


def _days(start: date, after: tuple[int, ...]) -> tuple[Option, ...]:
    days = [start + timedelta(days=number) for number in after]
    return tuple(Option(day.isoformat(), text("interview.day", day=day)) for day in days)


def _date(written: str) -> date | None:
    return date.fromisoformat(written) if written else None
