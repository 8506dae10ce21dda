"""What the manager sees of interviews: the rounds, one round with who was heard, one question with its answers."""

from collections.abc import Mapping, Sequence

from bot.domain.conversation import Kind
from bot.domain.interview import Campaign, Progress, Question, Tally
from bot.domain.message import Attachment, AttachmentKind, Button, Localized, Message, Text, Value, button, text
from bot.domain.town import Town
from bot.domain.words import shorten, split
from bot.services.interviews.results import HEARD, Entry, Results, Share
from bot.services.interviews.rounds import is_over, written_audience
from bot.services.ports import Unit
from bot.services.wording import named, pairs

PAGE, ANSWERS = 5, 3
"""Rounds on one screen, and answers below one question, so that no screen is longer than eight lines."""

ANSWER_UNITS = 180
"""UTF-16 units of one answer in the list; what is longer can be opened."""

WHOLE = 3000
"""UTF-16 units of an answer in one message."""


class RoundScreens:
    """The screens of one town."""

    def __init__(self, town: Town) -> None:
        self._town = town

    def list(self, unit: Unit, offset: int) -> Message:
        """Show a page of rounds, the newest first, and the way to a new one."""
        offset = max(0, offset)
        found = unit.campaigns.newest(PAGE + 1, offset)
        shown, following = found[:PAGE], len(found) > PAGE
        new = (button("interview.new", "round.new"),)
        if not shown:
            return Message(text("interview.none"), (new,))
        lines = tuple(self._line(unit, campaign) for campaign in shown)
        rows = pairs([button("interview.round", "round.show", one.id, number=one.id) for one in shown])
        turning = (
            *((button("page.newer", "round.list", max(0, offset - PAGE)),) if offset else ()),
            *((button("page.older", "round.list", offset + PAGE),) if following else ()),
        )
        return Message(text("interview.list", lines=lines), (*rows, *((turning,) if turning else ()), new))

    def card(self, unit: Unit, campaign: Campaign, results: Results) -> Message:
        """Show one round: whom it asks, how far everybody is, who was heard, and what is still to be done."""
        lines = [
            text("interview.card.head", number=campaign.id, title=results.interview.title),
            text(
                "interview.card.when",
                audience=written_audience(self._town, unit, campaign),
                closes=campaign.closes_on,
                results=campaign.results_on,
            ),
        ]
        back = (button("interview.to_list", "round.list", 0),)
        if campaign.sent_at is None:
            over = is_over(self._town, unit, campaign)
            lines.append(text("interview.card.too_late" if over else "interview.card.unsent"))
            sending = () if over else ((button("interview.preview", "round.preview", campaign.id),),)
            return Message(text("interview.card", lines=tuple(lines)), (*sending, back))
        lines += self._progress(results)
        told = campaign.feedback_at
        lines.append(text("interview.card.told", at=told) if told else text("interview.card.untold"))
        tell = () if told else ((button("interview.tell", "round.tell", campaign.id),),)
        reading = (
            button("interview.answers", "round.page", campaign.id, 1, 0),
            button("interview.table", "round.table", campaign.id),
        )
        return Message(text("interview.card", lines=tuple(lines)), (reading, *tell, back))

    def question(self, campaign: Campaign, results: Results, at: int, offset: int) -> Message:
        """Show how question number ``at`` was answered: counts, and a page of what people said."""
        question = results.interview.questions[at - 1]
        found, entries = results.tally(question), results.entries(question)
        offset = max(0, min(offset, len(entries) - 1)) // ANSWERS * ANSWERS
        page = entries[offset : offset + ANSWERS]
        lines = (
            text(
                "interview.question.head",
                at=at,
                of=len(results.interview.questions),
                part=results.interview.parts[question.part],
            ),
            text("interview.question.asks", question=question.asks),
            text("interview.question.given", given=found.given, skipped=found.skipped, unsure=found.unsure),
            *_counted(question, found),
            *(_said(place, entry) for place, entry in enumerate(page, offset + 1)),
        )
        opening = tuple(
            _opening(campaign, at, place, entry) for place, entry in enumerate(page, offset + 1) if _is_long(entry)
        )
        turning = [
            *((button("page.back", "round.page", campaign.id, at, offset - ANSWERS),) if offset else ()),
            *(
                (button("page.on", "round.page", campaign.id, at, offset + ANSWERS),)
                if offset + ANSWERS < len(entries)
                else ()
            ),
        ]
        rows = (
            *((opening,) if opening else ()),
            *((tuple(turning),) if turning else ()),
            _beside(campaign, at, len(results.interview.questions)),
            (button("interview.to_round", "round.show", campaign.id),),
        )
        return Message(text("interview.question", lines=lines), rows)

    def whole(self, entry: Entry, at: int) -> Sequence[Message]:
        """Return one answer in full, its file included, in as many messages as it takes."""
        said: list[Message] = []
        if entry.given.attachment is not None:
            caption = text("interview.file_of", name=named(entry.person), at=at)
            said.append(Message(caption, attachment=entry.given.attachment))
        pieces = split(entry.given.words, WHOLE)
        said += [Message(text("interview.words_of", name=named(entry.person), at=at, words=piece)) for piece in pieces]
        return said

    def table(self, results: Results, file: Attachment) -> Message:
        """Show the file with what is in it."""
        people = results.count(*HEARD)
        return Message(text("interview.table_is", title=results.interview.title, people=people), attachment=file)

    def _line(self, unit: Unit, campaign: Campaign) -> Text:
        if campaign.sent_at is None:
            state = "unsent"
        elif campaign.feedback_at is not None:
            state = "told"
        else:
            state = "untold" if is_over(self._town, unit, campaign) else "open"
        interview = self._town.interviews.get(campaign.interview)
        return text(
            "interview.line",
            number=campaign.id,
            title=interview.title if interview else campaign.interview,
            audience=written_audience(self._town, unit, campaign),
            state=text(f"interview.state.{state}", closes=campaign.closes_on),
        )

    def _progress(self, results: Results) -> Sequence[Text]:
        trades = {trade.key: trade.name for trade in self._town.trades.values()}
        zones = {zone.key: zone.name for zone in self._town.zones.values()}
        return (
            text(
                "interview.card.progress",
                asked=len(results.asked),
                begun=results.count(*HEARD),
                finished=results.count(Progress.FINISHED),
                declined=results.count(Progress.DECLINED),
            ),
            text("interview.card.trades", heard=_shares(results.by_trade([*trades]), trades)),
            text("interview.card.zones", heard=_shares(results.by_zone([*zones]), zones)),
        )


def _shares(shares: Sequence[Share], names: Mapping[str, Localized]) -> Value:
    if not shares:
        return text("interview.nobody_yet")
    unknown = text("interview.unknown_group")
    return tuple(
        text("interview.share", name=names.get(one.key, unknown), heard=one.heard, asked=one.asked) for one in shares
    )


def _counted(question: Question, found: Tally) -> Sequence[Text]:
    if question.kind in {Kind.CHOICE, Kind.CHOICES}:
        counts = tuple(
            text("interview.question.choice", choice=one.label, times=found.counts.get(one.key, 0))
            for one in question.choices
        )
        return (text("interview.question.choices", counts=counts),)
    if found.average is None:
        return ()
    spread = tuple(
        text("interview.question.number", number=number, times=times)
        for number, times in sorted(found.counts.items(), key=lambda pair: int(pair[0]))
    )
    return (text("interview.question.average", average=round(found.average, 1), spread=spread),)


def _said(place: int, entry: Entry) -> Text:
    file = entry.given.attachment
    words = shorten(" ".join(entry.given.words.split()), ANSWER_UNITS)
    what: Value = words or (text(f"attachment.{file.kind}", count=1) if file else "")
    key = "interview.said" if words else "interview.sent"
    return text(key, place=place, name=named(entry.person), what=what)


def _is_long(entry: Entry) -> bool:
    return entry.given.attachment is not None or len(entry.given.words) > ANSWER_UNITS


def _opening(campaign: Campaign, at: int, place: int, entry: Entry) -> Button:
    file = entry.given.attachment
    sound = file is not None and file.kind in {AttachmentKind.VOICE, AttachmentKind.AUDIO}
    key = "interview.read" if file is None else "interview.listen" if sound else "interview.look"
    return button(key, "round.open", campaign.id, at, entry.conversation.id, place=place)


def _beside(campaign: Campaign, at: int, of: int) -> tuple[Button, ...]:
    there = [number for number in (at - 1, at + 1) if 1 <= number <= of]
    return tuple(button("interview.to_question", "round.page", campaign.id, number, 0, at=number) for number in there)
