"""Rounds of an interview as every use case looks at them: who was asked, who came how far, and how they are named."""

from collections.abc import Mapping

from bot.domain.audience import EVERYONE, Audience, Group, audience_of
from bot.domain.contact import Contact
from bot.domain.conversation import Conversation
from bot.domain.due import Due, DueState
from bot.domain.errors import NotFound, Refused
from bot.domain.interview import Campaign, Interview, Progress, progress
from bot.domain.message import Text, text
from bot.domain.town import Town
from bot.services.ports import Unit
from bot.services.wording import named

FORM = "interview"
"""The form that an invited person fills in; its subject is the round."""

INVITED = (DueState.WAITING, DueState.OWED, DueState.DELIVERED, DueState.UNCERTAIN)
"""The states of an invitation that reached somebody, or still may."""


def round_of(unit: Unit, campaign_id: int) -> Campaign:
    """Return the round with that id; raise ``NotFound`` when there is none."""
    campaign = unit.campaigns.get(campaign_id)
    if campaign is None:
        raise NotFound
    return campaign


def interview_of(town: Town, campaign: Campaign) -> Interview:
    """Return the questions of that round; raise ``Refused`` when their file is gone."""
    interview = town.interviews.get(campaign.interview)
    if interview is None:
        raise Refused("interview.gone")
    return interview


def is_over(town: Town, unit: Unit, campaign: Campaign) -> bool:
    """Tell whether the last day for answers has passed."""
    return campaign.is_over(town.calendar.local_date(unit.now))


def asked(unit: Unit, campaign: Campaign) -> frozenset[int]:
    """Return who was invited to that round."""
    rows = unit.dues.about(Due.INTERVIEW_INVITATION, campaign.id)
    return frozenset(row.person_id for row in rows if row.state in INVITED)


def was_asked(unit: Unit, campaign: Campaign, person: Contact) -> bool:
    """Tell whether this person was invited to that round."""
    return unit.dues.find(Due.INTERVIEW_INVITATION, campaign.id, 0, person.id) is not None


def latest_of_all(unit: Unit, campaign: Campaign) -> Mapping[int, Conversation]:
    """Return the newest conversation of everybody who began, or said no, by person."""
    return {one.person_id: one for one in unit.conversations.of_subject(FORM, campaign.id)}


def progress_of(unit: Unit, campaign: Campaign, person: Contact) -> Progress:
    """Return how far this person came in that round."""
    return progress(unit.conversations.latest(person.id, FORM, campaign.id))


def contacts_by_id(unit: Unit) -> Mapping[int, Contact]:
    """Return all askers by id."""
    return {contact.id: contact for contact in unit.contacts.in_audience(EVERYONE)}


def audience_text(town: Town, unit: Unit, audience: Audience) -> Text:
    """Return how an audience is named; a trade or zone that is gone, or a person, reads as its key or their name."""
    match audience.group:
        case Group.TRADE if audience.key in town.trades:
            return text("interview.for_trade", trade=town.trades[audience.key].name)
        case Group.ZONE if audience.key in town.zones:
            return text("interview.for_zone", zone=town.zones[audience.key].name)
        case Group.PERSON:
            return text("interview.for_person", name=named(unit.contacts.get(int(audience.key))))
        case _:
            return text("interview.for_everyone")


def written_audience(town: Town, unit: Unit, campaign: Campaign) -> Text:
    """Return how the audience of that round is named."""
    return audience_text(town, unit, audience_of(campaign.audience))
