"""Asking a question (screens B2): a draft gathers words and files, one tap sends it, a receipt gives the date."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.domain.access import Role
from bot.domain.contact import Contact, Expectation, Expects, Welcome
from bot.domain.enquiry import Author, Enquiry, Part, Status, Step
from bot.domain.errors import NotFound, Refused
from bot.domain.message import Message, text
from bot.domain.town import ANDERS, Town
from bot.domain.words import shorten
from bot.services.enquiries.archive import index
from bot.services.enquiries.draft_screens import DraftScreens, Thought
from bot.services.enquiries.moves import Moves
from bot.services.enquiries.notices import Notices
from bot.services.enquiries.screens import WHOLE_TEXT, EnquiryScreens
from bot.services.enquiries.thinking import Thinking
from bot.services.learning.lessons import Teaching
from bot.services.ledger.kinds import Ended, taken_as
from bot.services.people.welcome_screens import WelcomeScreens
from bot.services.ports import Unit
from bot.services.visit import NOTHING, Reply, Said
from bot.services.wording import menu_rows, one_line, summary_of, words_of

BELONGS_WITHIN = timedelta(days=14)
"""How old the asker's last question may be for new words to be offered as part of it."""


MOST_PARTS = 40
"""Messages that one draft holds; whoever goes on is asked to send it first."""

ALBUM_GATHERS = 0.6
"""Seconds that the screen of an album's first picture waits for the others, which come as messages of their own."""


class Asking:
    """Turns what an entrepreneur types into one enquiry with a number, an owner and a promised day."""

    def __init__(
        self,
        town: Town,
        screens: EnquiryScreens,
        welcome: WelcomeScreens,
        notices: Notices,
        thinking: Thinking,
        teaching: Teaching,
        moves: Moves,
    ) -> None:
        self._town = town
        self._thinking = thinking
        self._teaching = teaching
        self._moves = moves
        self._screens = screens
        self._drafts = DraftScreens(town)
        self._welcome = welcome
        self._notices = notices

    def recognises(self, unit: Unit, actor: Contact, words: str) -> bool:
        """Tell whether the words are probably about something that the town answers questions on."""
        return self._thinking.recognises(unit, actor, words)

    def ask_for_question(self, unit: Unit, actor: Contact, topic: str = "") -> Reply:
        """Ask what the person wants to know; a scanned topic is kept for it."""
        known = self._town.topics.get(topic)
        unit.contacts.save(actor.expecting(Expectation(Expects.QUESTION, unit.now, topic=known.key if known else "")))
        if known:
            return Reply(Message(text("ask.invite_topic", topic=known.title)), fresh=True)
        return Reply(Message(text("ask.invite", manager=self._town.manager)), fresh=True)

    def take_question(self, unit: Unit, actor: Contact, said: Said) -> Reply:
        """Take the words that came with the command as a question; ask for them when there are none."""
        if not said.text:
            return self.ask_for_question(unit, actor)
        return taken_as(Ended.QUESTION, self.begin(unit, actor, said))

    def begin(self, unit: Unit, actor: Contact, said: Said, topic: str = "") -> Reply:
        """Keep the words as a draft, or add them to the one that waits, and show what will be sent and to whom."""
        return self.gather(unit, actor, said, unit.enquiries.draft_of(actor.id), topic)

    def gather(self, unit: Unit, actor: Contact, said: Said, draft: Enquiry | None, topic: str = "") -> Reply:
        """Do the same for the draft that waits, None when there is none."""
        parts: list[Part] = []
        if draft is None:
            if actor.welcome is Welcome.LANGUAGE:
                unit.outbox.put(actor, self._welcome.short_hello(actor))
            summary = one_line(said.text)
            new = Enquiry(0, actor.id, Status.DRAFT, actor.language, summary, unit.now, unit.now, topic=topic)
            draft = unit.enquiries.add(new)
        else:
            parts.extend(unit.enquiries.parts(draft.id))
            if len(parts) >= MOST_PARTS:
                raise Refused("ask.too_much", count=MOST_PARTS)
        parts.append(part_of(draft, actor, said, unit))
        unit.enquiries.add_part(parts[-1])
        return self._show(unit, actor, draft, parts, quietly=bool(said.album))

    def show_draft(self, unit: Unit, actor: Contact, draft: Enquiry, thought: Thought | None = None) -> Reply:
        """Show the draft as it is now, with what is thought of it or with this thought."""
        return self._show(unit, actor, draft, unit.enquiries.parts(draft.id), thought)

    def thought(self, unit: Unit, actor: Contact, draft: Enquiry) -> Thought:
        """Return what is thought of the draft now."""
        return self._thinking.about(unit, actor, draft, unit.enquiries.parts(draft.id))

    def choose(self, unit: Unit, actor: Contact, draft_id: int) -> Reply:
        """Show the draft with all topics that it may be about, where the one that was proposed is not it."""
        draft = own(unit, actor, draft_id)
        if draft.status is not Status.DRAFT:
            return already_sent(draft)
        return self.show_draft(unit, actor, draft, replace(self.thought(unit, actor, draft), choosing=True))

    def _show(
        self,
        unit: Unit,
        actor: Contact,
        draft: Enquiry,
        parts: Sequence[Part],
        thought: Thought | None = None,
        *,
        quietly: bool = False,
    ) -> Reply:
        current = replace(draft, summary=summary_of(parts), changed_at=unit.now)
        if current.summary != draft.summary:
            unit.enquiries.save(current)
        thought = thought or self._thinking.about(unit, actor, current, parts)
        self._teaching.shown(unit, draft, thought.ranking)
        screen = self._drafts.draft(current, parts, self._earlier(unit, actor), thought)
        subject = f"draft:{draft.id}"
        if quietly and len(parts) > 1 and (shown := unit.outbox.message_of(subject, actor.id)):
            unit.outbox.put(actor, screen, edits=shown, subject=subject, merge_key=subject)
            return NOTHING
        hold = ALBUM_GATHERS if quietly else 0.0
        return Reply(screen, subject=subject, merge_key=subject, hold=hold, actor=actor)

    def reword(self, unit: Unit, actor: Contact, draft_id: int) -> Reply:
        """Ask for other words for the draft, and show the present ones to copy."""
        draft = own(unit, actor, draft_id)
        if draft.status is not Status.DRAFT:
            return already_sent(draft)
        unit.contacts.save(actor.expecting(Expectation(Expects.REPLACEMENT, unit.now, subject=draft.id)))
        words = words_of(unit.enquiries.parts(draft.id))
        return Reply(Message(text("ask.reword_how", words=shorten(words, WHOLE_TEXT))), fresh=True)

    def replace_words(self, unit: Unit, actor: Contact, draft_id: int, said: Said) -> Reply:
        """Put these words in the place of the draft's, keeping its files; one that left meanwhile stays as it is."""
        draft = own(unit, actor, draft_id)
        if draft.status is not Status.DRAFT:
            return self.begin(unit, actor, said)
        files = [part for part in unit.enquiries.take_parts(draft.id) if part.attachment is not None]
        for part in (part_of(draft, actor, said, unit), *(replace(file, text="", version=1) for file in files)):
            unit.enquiries.add_part(part)
        return self.show_draft(unit, actor, draft)

    def discard(self, unit: Unit, actor: Contact, draft_id: int) -> Reply:
        """Throw the draft away, as its asker wants; nobody read it."""
        draft = own(unit, actor, draft_id)
        if draft.status is not Status.DRAFT:
            return already_sent(draft)
        self.drop(unit, draft)
        if actor.expects is not None:
            unit.contacts.save(actor.expecting(None))
        return Reply(Message(text("ask.discarded"), menu_rows()))

    @staticmethod
    def drop(unit: Unit, draft: Enquiry) -> tuple[Part, ...]:
        """End a draft without sending it, and return what was said in it."""
        said = tuple(unit.enquiries.take_parts(draft.id))
        unit.enquiries.save(replace(draft.after(Step.DISCARD, unit.now), summary=""))
        return said

    def submit(self, unit: Unit, actor: Contact, draft_id: int, topic: str) -> Reply:
        """Send the draft: a number, a promised day, an owner; the asker gets the receipt, the managers the card.

        A second tap changes nothing and says so.
        """
        draft = own(unit, actor, draft_id)
        if draft.status is not Status.DRAFT:
            return already_sent(draft)
        managers = unit.staff.with_role(Role.MANAGER)
        known = self._town.topics.get(topic)
        sent = replace(
            draft.after(Step.SUBMIT, unit.now),
            number=unit.enquiries.next_number(),
            topic=known.key if known else ANDERS,
            department=known.department if known else "",
            owner_id=managers[0].id if managers else 0,
            asked_at=unit.now,
        ).promising(self._town.promised(topic, unit.now))
        self._moves.keep(unit, draft, sent, Step.SUBMIT, actor.id, sent.topic)
        index(unit, sent.id)
        self._teaching.sent(unit, actor, sent)
        unit.outbox.put(actor, self._screens.receipt(sent, unit.now), subject=f"receipt:{sent.id}")
        self._ask_opt_in_once(unit, actor)
        self._notices.question_arrived(unit, sent, managers)
        shown = self._screens.sent_off if known or topic == ANDERS else self._screens.sent_without_topic
        return Reply(shown(sent), toast=text("ask.toast", number=sent.number))

    def _ask_opt_in_once(self, unit: Unit, actor: Contact) -> None:
        # Whoever asked first was greeted in two lines and never tapped START: the opt-in is all that is left to ask.
        met = actor.welcome is not Welcome.LANGUAGE
        if met and actor.expects is None:
            return
        current = actor.expecting(None) if met else replace(actor, welcome=Welcome.OPT_IN, expects=None)
        unit.contacts.save(current)
        if not met:
            unit.outbox.put(current, self._welcome.opt_in())

    def _earlier(self, unit: Unit, actor: Contact) -> Enquiry | None:
        latest = unit.enquiries.latest_sent_of(actor.id)
        if latest is None or unit.now - latest.changed_at > BELONGS_WITHIN:
            return None
        return latest


def own(unit: Unit, actor: Contact, enquiry_id: int) -> Enquiry:
    """Return the actor's own enquiry; raise ``NotFound`` for somebody else's just as for none."""
    enquiry = unit.enquiries.get(enquiry_id)
    if enquiry is None or enquiry.asker_id != actor.id:
        raise NotFound
    return enquiry


def part_of(enquiry: Enquiry, actor: Contact, said: Said, unit: Unit) -> Part:
    """Return what an asker said as a part of that enquiry."""
    return Part(enquiry.id, Author.ASKER, actor.id, said.text, unit.now, said.attachment, said.message_id, said.album)


def already_sent(enquiry: Enquiry) -> Reply:
    """Say what became of a draft whose button is tapped again."""
    if enquiry.status is Status.DISCARDED:
        return Reply(Message(text("ask.was_discarded"), menu_rows()), toast=text("ask.was_discarded"))
    return Reply(EnquiryScreens.sent_off(enquiry), toast=text("ask.was_sent", number=enquiry.number))
