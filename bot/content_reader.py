"""The files of a content folder, read and validated one by one while everything that is wrong is remembered."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from bot.content_authorities import AuthoritiesFile
from bot.content_interview import InterviewFile
from bot.content_problems import Problem, problems_of, show
from bot.content_rules import RulesFile, strangers
from bot.content_schema import DepartmentsFile, MunicipalityFile, SmallTalkFile, Table
from bot.content_sentences import doubles
from bot.content_topics import TopicFile
from bot.domain.town import ANDERS

_MUNICIPALITY = "municipality.toml"
_DEPARTMENTS = "departments.toml"
_SMALL_TALK = "small_talk.toml"
_ELSEWHERE = "elsewhere.toml"
_RULES = "rules.toml"
_DEFAULT_LANGUAGES = ("nl", "fr", "en")

File = TypeVar("File", bound=Table)


@dataclass(frozen=True, slots=True)
class Files:
    """All files of a folder, each of them as it should be."""

    municipality: MunicipalityFile
    departments: DepartmentsFile
    small_talk: SmallTalkFile
    topics: tuple[TopicFile, ...]
    interviews: tuple[InterviewFile, ...]
    elsewhere: AuthoritiesFile
    rules: RulesFile


class Reader:
    """Reads the files one by one and remembers what is wrong."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.languages: tuple[str, ...] = _DEFAULT_LANGUAGES

    def read(self) -> Files | None:
        """Return the files, or None when ``problems`` holds what is wrong with them."""
        if not self.folder.is_dir():
            self._wrong(str(self.folder), "", "a content folder", "nothing")
            return None
        municipality = self._municipality()
        departments = self._departments()
        small_talk = self._file(_SMALL_TALK, SmallTalkFile)
        topics = self._topics(departments)
        interviews = self._interviews()
        elsewhere = self._elsewhere()
        rules = self._rules(municipality)
        if municipality:
            self.problems += doubles(topics, _ELSEWHERE, elsewhere)
        if self.problems or not (municipality and departments and small_talk):
            return None
        return Files(municipality, departments, small_talk, (*topics.values(),), interviews, elsewhere, rules)

    def _departments(self) -> DepartmentsFile | None:
        departments = self._file(_DEPARTMENTS, DepartmentsFile)
        if departments:
            self._distinct(_DEPARTMENTS, "departments", (entry.key for entry in departments.departments))
        return departments

    def _municipality(self) -> MunicipalityFile | None:
        table = self._toml(_MUNICIPALITY)
        if table is None:
            return None
        languages = table.get("languages")
        if isinstance(languages, list) and languages and all(isinstance(language, str) for language in languages):
            self.languages = tuple(languages)
        municipality = self._validated(_MUNICIPALITY, MunicipalityFile, table)
        if municipality:
            self._distinct(_MUNICIPALITY, "zones", (entry.key for entry in municipality.zones))
            self._distinct(_MUNICIPALITY, "trades", (entry.key for entry in municipality.trades))
            self._distinct(_MUNICIPALITY, "themes", (entry.key for entry in municipality.themes))
        return municipality

    def _topics(self, departments: DepartmentsFile | None) -> dict[str, TopicFile]:
        names = self._named("topics")
        if not names:
            self._wrong("topics", "", "at least one file <key>.toml", "none")
        files = {name: self._file(name, TopicFile) for name in names}
        topics = {name: topic for name, topic in files.items() if topic}
        for name, topic in topics.items():
            self._topic_key(name, topic.key)
            if departments and topic.department not in {entry.key for entry in departments.departments}:
                self._wrong(name, "department", f"a key of {_DEPARTMENTS}", show(topic.department))
            self._distinct(name, "known", (known.key for known in topic.known))
        self._distinct("topics", "key", (topic.key for topic in topics.values()))
        return topics

    def _elsewhere(self) -> AuthoritiesFile:
        """Return who else helps; a town without the file names nobody."""
        file = self._file(_ELSEWHERE, AuthoritiesFile) if self._has(_ELSEWHERE) else None
        if file:
            self._distinct(_ELSEWHERE, "authorities", (authority.key for authority in file.authorities))
        return file or AuthoritiesFile()

    def _rules(self, municipality: MunicipalityFile | None) -> RulesFile:
        """Return the town's rules; a town without the file has none."""
        file = self._file(_RULES, RulesFile) if self._has(_RULES) else None
        if file:
            self._distinct(_RULES, "rules", (rule.key for rule in file.rules))
        topics = [Path(name).stem for name in self._named("topics")]
        if file and municipality and topics:
            zones = [zone.key for zone in municipality.zones]
            self.problems += strangers(_RULES, file, topics, zones, self.languages)
        return file or RulesFile()

    def _named(self, kind: str) -> list[str]:
        """Return the names of the files in the folder of that kind, in alphabetical order."""
        return [f"{kind}/{path.name}" for path in sorted((self.folder / kind).glob("*.toml"))]

    def _has(self, name: str) -> bool:
        return (self.folder / name).exists()

    def _interviews(self) -> tuple[InterviewFile, ...]:
        """Return the interviews; a town without any has none."""
        files = {name: self._file(name, InterviewFile) for name in self._named("interviews")}
        interviews = {name: interview for name, interview in files.items() if interview}
        for name, interview in interviews.items():
            self._file_key(name, interview.key)
            self._distinct(name, "questions", (question.key for question in interview.questions))
            for number, question in enumerate(interview.questions, 1):
                if question.part not in interview.parts:
                    self._wrong(name, f"questions.{number}.part", "a key of parts", show(question.part))
        return tuple(interviews.values())

    def _topic_key(self, name: str, key: str) -> None:
        if key == ANDERS:
            self._wrong(name, "key", f"another key than {ANDERS}, which is kept for what fits no topic", show(key))
        else:
            self._file_key(name, key)

    def _file_key(self, name: str, key: str) -> None:
        if key != Path(name).stem:
            self._wrong(name, "key", f'the name of the file, "{Path(name).stem}"', show(key))

    def _distinct(self, file: str, key: str, keys: Iterable[str]) -> None:
        counts = Counter(keys)
        for double in (key for key, times in counts.items() if times > 1):
            self._wrong(file, key, "every key once", f"{show(double)} more than once")

    def _wrong(self, file: str, key: str, expected: str, found: str) -> None:
        self.problems.append(Problem(file, key, expected, found))

    def _file(self, name: str, model: type[File]) -> File | None:
        table = self._toml(name)
        return None if table is None else self._validated(name, model, table)

    def _validated(self, name: str, model: type[File], table: Mapping[str, Any]) -> File | None:
        try:
            return model.model_validate(table, context={"languages": self.languages})
        except ValidationError as error:
            self.problems += problems_of(name, model, error)
            return None

    def _toml(self, name: str) -> dict[str, Any] | None:
        try:
            return tomllib.loads((self.folder / name).read_text("utf-8"))
        except FileNotFoundError:
            self._wrong(name, "", "this file", "nothing")
        except UnicodeDecodeError as error:
            self._wrong(name, "", "text in UTF-8", f"byte {error.object[error.start]:#x} at {error.start}")
        except tomllib.TOMLDecodeError as error:
            self._wrong(name, "", "TOML", str(error))
        except OSError as error:
            self._wrong(name, "", "a readable file", str(error.strerror))
        return None
