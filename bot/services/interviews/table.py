"""The results of a round as a table for a spreadsheet: a row a person without a name, a column a question."""

from bot.domain.contact import Contact
from bot.domain.conversation import Answered, Conversation, Given
from bot.domain.interview import Question, progress
from bot.domain.message import Attachment, AttachmentKind, Language, Localized, Text, text
from bot.domain.town import Town
from bot.services.interviews.results import Results
from bot.services.ports import Speech
from bot.services.tables import Cell, csv_table


class Table:
    """Writes results in one language."""

    def __init__(self, town: Town, speech: Speech, language: Language) -> None:
        self._town = town
        self._speech = speech
        self._language = language

    def file(self, results: Results, name: str) -> Attachment:
        """Return the file: semicolons, a header, and a number instead of each name."""
        questions = results.interview.questions
        head = [text(f"interview.column.{name}") for name in ("number", "trade", "zone", "language", "progress")]
        rows: list[list[Cell]] = [[*map(self._say, head), *(self._in(one.asks) for one in questions)]]
        for number, (person, conversation) in enumerate(results.heard(), 1):
            cells = [
                *self._about(results.people.get(person)),
                self._say(text(f"interview.progress.{progress(conversation)}")),
            ]
            answers = [self._answer(conversation, question) for question in questions]
            rows.append([number, *cells, *answers])
        return Attachment(AttachmentKind.DOCUMENT, name=name, content=csv_table(rows))

    def _about(self, person: Contact | None) -> tuple[str, str, str]:
        if person is None:
            return "", "", ""
        trade, zone = self._town.trades.get(person.trade), self._town.zones.get(person.zone)
        return (self._in(trade.name) if trade else "", self._in(zone.name) if zone else "", person.language)

    def _answer(self, conversation: Conversation, question: Question) -> str:
        given = conversation.answers.get(question.key)
        if given is None or given.how is Answered.SKIPPED:
            return ""
        if given.how is Answered.UNSURE:
            return self._say(text("interview.unsure"))
        return " ".join(part for part in (self._chosen(question, given), given.words, self._file(given)) if part)

    def _chosen(self, question: Question, given: Given) -> str:
        labels = {choice.key: self._in(choice.label) for choice in question.choices}
        return ", ".join(labels.get(key, key) for key in given.value.split(",") if key)

    def _file(self, given: Given) -> str:
        return (
            "" if given.attachment is None else f"[{self._say(text(f'attachment.{given.attachment.kind}', count=1))}]"
        )

    def _say(self, words: Text) -> str:
        return self._speech.label(words, self._language)

    def _in(self, words: Localized) -> str:
        return words.in_language(self._language)
