"""Whatever people write and tap, in whatever order, on buttons however old, their own or somebody else's."""

import re

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from bot.domain.words import utf16_length
from bot.services.ledger.kinds import Ended, ended_as
from tests.screen_rules import broken_rules
from tests.services.town_hall import CATALOGUES, MANAGER, SCREENS, TOWN, TownHall

ASKERS = (1001, 1002)
PEOPLE = st.sampled_from([*ASKERS, MANAGER])
ANY = st.integers(0, 10_000)
WORDS = st.sampled_from(
    [
        "mag mijn terras blijven staan?",
        "waar kan ik parkeren",
        "qwertz",
        "bedankt",
        "ja",
        "nee",
        "👍",
        "",
        "terras of stoep",
        "<b>&amp;</b>",
        "lang " * 700,
    ]
)
LIMIT = 4096


class AnyOrder(RuleBasedStateMachine):
    """Two entrepreneurs and a manager who do anything."""

    def __init__(self) -> None:
        super().__init__()
        self.hall = TownHall()
        self.checked = dict.fromkeys((*ASKERS, MANAGER), 0)

    def teardown(self) -> None:
        self.hall.close()

    @rule(person=PEOPLE, words=WORDS)
    def says(self, person: int, words: str) -> None:
        # Each asker's words bear a mark, by which they are known again wherever they show.
        marked = f"{words} mark{person}" if person in ASKERS and len(words) > 20 else words
        self.hall.says(person, marked)

    @rule(person=st.sampled_from(ASKERS))
    def sends_a_question(self, person: int) -> None:
        self.says(person, "mag mijn terras blijven staan?")
        self._taps_the_newest(person, "ask.submit")

    @rule(closes=st.integers(0, 1), which=ANY)
    def answers_one(self, closes: int, which: int) -> None:
        chat = self.hall.chats.get(MANAGER)
        cards = [message_id for message_id, row in chat.got if row.message.key == "card"] if chat else []
        if cards:
            self.hall.says(MANAGER, "Ja, dat mag.", reply_to=cards[-1 - which % len(cards)])
            self._taps_the_newest(MANAGER, f"answer.send.*{closes}$")

    @rule(person=st.sampled_from(ASKERS), action=st.sampled_from(["mine.helped", "mine.not_helped", "mine.add"]))
    def judges(self, person: int, action: str) -> None:
        self._taps_the_newest(person, action)

    def _taps_the_newest(self, person: int, pattern: str) -> None:
        chat = self.hall.chats.get(person)
        for message_id, data in reversed(chat.buttons if chat else ()):
            if re.match(rf"1.{pattern}", data):
                self.hall.taps(person, message_id, data)
                return

    @rule(person=PEOPLE, words=WORDS, which=ANY)
    def replies(self, person: int, words: str, which: int) -> None:
        got = self.hall.chats[person].got if person in self.hall.chats else []
        if got:
            self.hall.says(person, words, reply_to=got[which % len(got)][0])

    @rule(person=PEOPLE, words=WORDS, which=ANY)
    def edits(self, person: int, words: str, which: int) -> None:
        wrote = self.hall.chats[person].wrote if person in self.hall.chats else []
        if wrote:
            self.hall.edits(person, wrote[which % len(wrote)], words)

    @rule(person=PEOPLE, which=ANY)
    def taps_any_button_of_theirs(self, person: int, which: int) -> None:
        buttons = self.hall.chats[person].buttons if person in self.hall.chats else []
        if buttons:
            self.hall.taps(person, *buttons[-1 - which % len(buttons)])

    @rule(person=PEOPLE)
    def taps_the_newest_button(self, person: int) -> None:
        self.taps_any_button_of_theirs(person, 0)

    @rule(person=st.sampled_from(ASKERS), which=ANY)
    def taps_somebody_elses_button(self, person: int, which: int) -> None:
        others = [button for other, chat in self.hall.chats.items() if other != person for button in chat.buttons]
        if others:
            self.hall.taps(person, *others[which % len(others)])

    @rule(minutes=st.sampled_from([1, 3, 61, 3 * 24 * 60]))
    def time_passes(self, minutes: int) -> None:
        self.hall.passes(minutes)

    @invariant()
    def every_screen_can_be_shown(self) -> None:
        for person, chat in self.hall.chats.items():
            for _, row in chat.got[self.checked[person] :]:
                for language in TOWN.languages:
                    words = CATALOGUES.render(row.message.text, language)
                    plain = re.sub(r"<[^>]+>", "", words)
                    assert utf16_length(plain) <= LIMIT, row.message.key
                SCREENS.render(row)
                assert [*broken_rules(row.message, CATALOGUES, TOWN.languages)] == []

    @invariant()
    def nobody_sees_anothers_words(self) -> None:
        for person in ASKERS:
            other = f"mark{ASKERS[1 - ASKERS.index(person)]}"
            chat = self.hall.chats.get(person)
            for _, row in chat.got[self.checked[person] :] if chat else ():
                assert other not in CATALOGUES.render(row.message.text, "nl"), row.message.key
        for person, chat in self.hall.chats.items():
            self.checked[person] = len(chat.got)

    @invariant()
    def every_number_is_given_once_and_has_one_receipt(self) -> None:
        numbers = [
            row["number"] for row in self.hall.rows("SELECT number FROM enquiries WHERE number > 0 ORDER BY number")
        ]
        assert numbers == list(range(1, len(numbers) + 1))
        receipts = [
            row.message.text.values["number"]
            for chat in self.hall.chats.values()
            for _, row in chat.got
            if row.message.key in {"ask.receipt", "ask.receipt_closed"}
        ]
        assert sorted(map(int, map(str, receipts))) == numbers

    @invariant()
    def a_draft_is_the_only_one(self) -> None:
        drafts = self.hall.rows("SELECT asker_id FROM enquiries WHERE status = 'draft'")
        assert len({row["asker_id"] for row in drafts}) == len(drafts)

    @invariant()
    def every_update_ended(self) -> None:
        assert self.hall.rows("SELECT * FROM inbox WHERE state <> 'handled'") == []

    @invariant()
    def every_update_ended_as_something(self) -> None:
        kept = [row["outcome"] for row in self.hall.rows("SELECT DISTINCT outcome FROM inbox")]
        assert [one for one in kept if ended_as(one) in {None, Ended.WORDS}] == []


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(
    max_examples=40,
    stateful_step_count=25,
    deadline=None,  # how long a step takes says nothing here, on a machine that others use
    suppress_health_check=[HealthCheck.too_slow],
)
