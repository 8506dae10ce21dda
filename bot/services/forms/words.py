"""Words, voice and pictures sent while a form is asked: the answer, a question to the town, or not to be read."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.access import Role
from bot.domain.contact import Contact, Expects
from bot.domain.conversation import ASIDE, Answered, Conversation, Given, Kind, Step, put_aside
from bot.domain.enquiry import Status
from bot.domain.errors import Refused
from bot.domain.message import Message, Text, button, text
from bot.domain.reading import Hints, read, takes_words
from bot.domain.town import Town
from bot.services.enquiries.asking import Asking, own
from bot.services.forms.steps import SUBJECT, FormSteps, Opened
from bot.services.ports import Speech, Unit
from bot.services.visit import NOTHING, Reply, Said
from bot.services.wording import one_line

FEW_WORDS = 4
"""From this many words on, something that fits no button may be a question even without its mark."""

STILL_IN_MIND = timedelta(days=14)
"""How long after the last act on a form loose words may still be meant for it."""

ALBUM_GATHERS = 0.6
"""Seconds in which the further pictures of an album get one word together."""

ALBUM_ARRIVES = timedelta(seconds=10)
"""Within this time after an answer another picture belongs to the same album."""


class FormWords:
    """Takes what people send at a step; what it is not sure of is kept, and asked about."""

    def __init__(self, town: Town, steps: FormSteps, asking: Asking, speech: Speech) -> None:
        self._town = town
        self._steps = steps
        self._asking = asking
        self._speech = speech

    def receive(self, unit: Unit, actor: Contact, said: Said) -> Reply | None:
        """Take a message as the answer to what was asked; None when it is meant for something else."""
        conversation = self._meant(unit, actor, said)
        if conversation is None or not self._steps.asks(unit, actor, conversation):
            return None

        def move(opened: Opened) -> Reply:
            if said.album and _has_file(opened, unit):
                one_file = Message(text("form.one_file"))
                return Reply(one_file, merge_key=f"album:{said.album}", hold=ALBUM_GATHERS)
            step = opened.step
            return self._taken(unit, actor, opened, step, said) if step is not None else NOTHING

        return self._steps.act(unit, actor, conversation.id, move)

    def again(self, unit: Unit, actor: Contact, why: Text) -> Reply | None:
        """Show the step that is asked now once more, under that sentence; None when none is."""
        conversation = self._expected(unit, actor)
        if conversation is None or not self._steps.asks(unit, actor, conversation):
            return None
        return self._steps.act(
            unit, actor, conversation.id, lambda opened: self._steps.shown(unit, actor, opened, why=why)
        )

    def mine(self, unit: Unit, actor: Contact, conversation_id: int) -> Reply:
        """Take the words that were put aside as the answer after all."""

        def move(opened: Opened) -> Reply:
            aside, step = opened.conversation.answers.get(ASIDE), opened.step
            if aside is None or step is None:
                return self._steps.not_now(unit, actor, opened)
            return self._steps.given(unit, actor, opened, self._read(unit, actor, step, aside))

        return self._steps.act(unit, actor, conversation_id, move)

    def question(self, unit: Unit, actor: Contact, conversation_id: int) -> Reply:
        """Make a question to the town of the words that were put aside; the form waits, one tap away."""

        def move(opened: Opened) -> Reply:
            aside = opened.conversation.answers.get(ASIDE)
            if aside is None:
                return self._steps.not_now(unit, actor, opened)
            kept = self._steps.kept(unit, opened, put_aside(opened.conversation, None, unit.now))
            asker = self._steps.expect_nothing(unit, actor, conversation_id)
            drafted = self._asking.begin(unit, asker, Said(aside.words, int(aside.value), aside.attachment))
            if drafted.screen is not None:
                unit.outbox.put(asker, drafted.screen, subject=drafted.subject, merge_key=drafted.merge_key)
            return Reply(self._steps.screens.waits(kept.form, kept.conversation), actor=asker)

        return self._steps.act(unit, actor, conversation_id, move)

    def offer(self, unit: Unit, actor: Contact, drafted: Reply) -> Reply:
        """Return the screen of a new draft with a way to make it the answer in a form that waits, if one does."""
        name, _, draft_id = drafted.subject.partition(":")
        if drafted.screen is None or name != "draft" or (waiting := self._waiting(unit, actor)) is None:
            return drafted
        row = (button("form.use", "form.use", waiting.id, int(draft_id)),)
        return replace(drafted, screen=replace(drafted.screen, rows=(*drafted.screen.rows, row)))

    def use(self, unit: Unit, actor: Contact, conversation_id: int, draft_id: int) -> Reply:
        """Take the words of a draft as the answer to the present step; where they do not fit the draft stays."""

        def move(opened: Opened) -> Reply:
            draft, step = own(unit, actor, draft_id), opened.step
            if draft.status is not Status.DRAFT:
                return self._steps.not_now(unit, actor, opened)
            if step is None:
                return self._steps.shown(unit, actor, opened, fresh=True)
            parts = unit.enquiries.parts(draft.id)
            file = next((part.attachment for part in parts if part.attachment is not None), None)
            said = Given(step.key, words="\n".join(part.text for part in parts if part.text), attachment=file)
            given = self._read(unit, actor, step, said)
            opened.kind.check(unit, opened.conversation, step, given)
            self._asking.drop(unit, draft)
            return self._steps.given(unit, actor, opened, given)

        return self._steps.act(unit, actor, conversation_id, move)

    def _waiting(self, unit: Unit, actor: Contact) -> Conversation | None:
        """Return the form of this person in which loose words may be an answer; none where one only taps."""
        for one in unit.conversations.unfinished(actor.id):
            if unit.now - one.changed_at <= STILL_IN_MIND and self._steps.asks(unit, actor, one, in_words=True):
                return one
        return None

    def _meant(self, unit: Unit, actor: Contact, said: Said) -> Conversation | None:
        if not said.reply_to:
            return self._expected(unit, actor)
        name, _, found = unit.outbox.subject_of(actor.id, said.reply_to).partition(":")
        return unit.conversations.get(int(found)) if f"{name}:" == SUBJECT else None

    @staticmethod
    def _expected(unit: Unit, actor: Contact) -> Conversation | None:
        expectation = actor.expectation(unit.now)
        if expectation is None or expectation.kind is not Expects.FORM:
            return None
        return unit.conversations.get(expectation.subject)

    def _taken(self, unit: Unit, actor: Contact, opened: Opened, step: Step, said: Said) -> Reply:
        words = Given(step.key, value=str(said.message_id), words=said.text, attachment=said.attachment)
        asks = actor.role is Role.ASKER
        try:
            given = self._read(unit, actor, step, words)
        except Refused:
            if asks and not takes_words(step) and self._may_ask(unit, actor, said.text, surely=False):
                return self._put_aside(unit, opened, words, fits=False)
            raise
        if asks and given.words and self._may_ask(unit, actor, said.text, surely=True):
            return self._put_aside(unit, opened, words, fits=True)
        return self._steps.given(unit, actor, opened, _beside_what_was_chosen(opened, step, given))

    def _may_ask(self, unit: Unit, actor: Contact, words: str, *, surely: bool) -> bool:
        """Tell whether words may be a question to the town; ``surely`` where they could be an answer just as well."""
        marked = words.rstrip().endswith("?")
        if surely:
            return marked and self._asking.recognises(unit, actor, words)
        return marked or (len(words.split()) >= FEW_WORDS and self._asking.recognises(unit, actor, words))

    def _put_aside(self, unit: Unit, opened: Opened, words: Given, *, fits: bool) -> Reply:
        kept = self._steps.kept(unit, opened, put_aside(opened.conversation, words, unit.now))
        return Reply(self._steps.screens.what_for(kept.conversation, one_line(words.words), fits=fits))

    def _read(self, unit: Unit, actor: Contact, step: Step, said: Given) -> Given:
        language = actor.language
        today = unit.now.astimezone(self._town.zone).date()
        hints = Hints(today, self._speech.date_names(language), lambda label: self._speech.label(label, language))
        return read(step, said.words, said.attachment, hints)


def _has_file(opened: Opened, unit: Unit) -> bool:
    """Tell whether the last answer, a moment ago, was a picture."""
    last = next(reversed([*opened.conversation.answers.values()]), None)
    recent = unit.now - opened.conversation.changed_at < ALBUM_ARRIVES
    return recent and last is not None and last.attachment is not None


def _beside_what_was_chosen(opened: Opened, step: Step, given: Given) -> Given:
    """Return the answer with what was ticked before, where words come beside it."""
    had = opened.conversation.answers.get(step.key)
    if step.kind is not Kind.CHOICES or had is None or given.value or had.how is not Answered.GIVEN:
        return given
    return replace(given, value=had.value)
