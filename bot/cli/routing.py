"""The command that shows what the router makes of a question, and how good it is on a file of them."""

import asyncio
import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from time import perf_counter

import click

from bot.app import content_folder
from bot.cli.ends import EX_USAGE, stop
from bot.clock import SystemClock
from bot.config import Settings, read_settings
from bot.content import load_town
from bot.domain.rule import Circumstances, Rule
from bot.domain.town import Town
from bot.routing.evaluation import Evaluation, evaluate
from bot.routing.ranking import Band, Ranking
from bot.routing.router import Router
from bot.services.learning.guide import MOST_LESSONS
from bot.storage.connect import connect
from bot.storage.unit import StorageUnit

COLUMNS = ("text", "topic")
_MOST_CONFUSIONS = 10
_BANDS = {
    Band.ONE: "propose the first topic alone",
    Band.THREE: "show these topics and something else",
    Band.NONE: "straight to a person",
}


@click.command()
@click.argument("text", required=False)
@click.option("--language", default="", help="The asker's language, for rules that name one.")
@click.option("--zone", default="", help="The asker's part of town, for rules that name one.")
@click.option("--learnt", is_flag=True, help="Know what people taught as well, and the rules of staff (DATABASE_URL).")
@click.option("--evaluate", "file", type=click.Path(path_type=Path), help="A CSV file with the columns text,topic.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def route(*, text: str | None, language: str, zone: str, learnt: bool, file: Path | None, as_json: bool) -> None:
    """Show where a question with this TEXT goes and why; or with --evaluate how good the router is."""
    if (text is None) == (file is None):
        raise click.UsageError("Give the text of one question, or --evaluate FILE.csv.")
    rows = _read(file) if file is not None else []
    settings = read_settings()
    town = load_town(content_folder(settings))
    taught, rules = asyncio.run(_learnt(settings)) if learnt else ((), ())
    router = Router(town.topics.values(), town.authorities, (*rules, *town.rules), taught, town.small_talk)
    router.calibrate()
    if text is None:
        quality = evaluate(rows, town.topics, router.rank, perf_counter)
        click.echo(json.dumps(asdict(quality), indent=1) if as_json else "\n".join(_report(quality)))
        return
    _known(town, language, zone)
    ranking = router.rank(text, Circumstances(zone, language, SystemClock().now().astimezone(town.zone)))
    words = {one.topic: router.why(text, one.topic) for one in ranking.candidates}
    if as_json:
        click.echo(json.dumps(asdict(ranking) | {"words": words}, indent=1, ensure_ascii=False))
    else:
        click.echo("\n".join(_explained(town, ranking, words)))


async def _learnt(settings: Settings) -> tuple[Sequence[tuple[str, str]], Sequence[Rule]]:
    """Return the lessons that stand in the database, and the rules that staff made."""
    database = connect(settings.database_url)
    await database.open()
    try:
        return await database.run(lambda tx: _recalled(StorageUnit(tx, SystemClock().now())))
    finally:
        await database.close()


def _recalled(unit: StorageUnit) -> tuple[Sequence[tuple[str, str]], Sequence[Rule]]:
    lessons = unit.lessons.standing(MOST_LESSONS)
    return [(lesson.text, lesson.topic) for lesson in lessons], unit.staff_rules.all()


def _known(town: Town, language: str, zone: str) -> None:
    for value, choices, name in ((language, town.languages, "language"), (zone, town.zones, "zone")):
        if value and value not in choices:
            stop(f"The town has no {name} {value!r}. It has: {', '.join(choices)}.", EX_USAGE)


def _explained(town: Town, ranking: Ranking, words: dict[str, tuple[str, ...]]) -> Iterable[str]:
    yield f"{ranking.band.value}: {_BANDS[ranking.band]}"
    for one in ranking.candidates:
        because = f"  because: {', '.join(words[one.topic])}" if words[one.topic] else ""
        yield f"{one.score:6.1%}  {one.topic:10}  {town.short(one.topic)['nl']}{because}"
    yield f"{ranking.outside:6.1%}  not for the town{f' (probably: {ranking.authority})' if ranking.authority else ''}"
    yield f"rules that held: {', '.join(ranking.fired) or 'none'}"


def _report(quality: Evaluation) -> Iterable[str]:
    yield f"{quality.questions} questions, {quality.outside} of them about no topic"
    yield f"{_percent(quality.first)}  right at once (top-1)"
    yield f"{_percent(quality.among_three)}  right among three (top-3)"
    yield f"{_percent(quality.proposed)}  proposed alone, right: {_percent(quality.proposed_right).strip()}"
    yield f"{_percent(quality.caught)}  of what is about no topic left to a person"
    yield f"{quality.microseconds or 0.0:6.0f}  microseconds a question"
    yield f"\n{'topic':12} precision  recall  questions"
    for one in quality.topics:
        yield f"{one.topic:12} {_percent(one.precision):>9}  {_percent(one.recall)}  {one.questions:9}"
    if quality.confusions:
        yield "\ntimes  about → thought to be about"
    for wrong in quality.confusions[:_MOST_CONFUSIONS]:
        yield f"{wrong.times:5}  {wrong.right} → {wrong.thought}"


def _percent(share: float | None) -> str:
    return "     -" if share is None else f"{share:6.1%}"


def _read(file: Path) -> list[tuple[str, str]]:
    """Return the questions of the file with their topics; ends the command with one sentence when it cannot be read."""
    try:
        lines = file.read_text("utf-8-sig").splitlines(keepends=True)
        # Spreadsheets of this country part the columns with semicolons.
        delimiter = ";" if lines and ";" in lines[0] and "," not in lines[0] else ","
        reader = csv.DictReader(lines, delimiter=delimiter, strict=True)
        missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
        rows = [(row["text"] or "", row["topic"] or "") for row in reader] if not missing else []
    except UnicodeDecodeError:
        stop(f"{file} is not UTF-8. Save it as CSV in UTF-8.", EX_USAGE)
    except OSError as error:
        stop(f"{file} cannot be read ({error.strerror}).", EX_USAGE)
    except csv.Error as error:
        stop(f"{file} is not a proper CSV file ({error}).", EX_USAGE)
    if missing:
        stop(f"{file} has no column {' and no column '.join(missing)}. Its first line must name: text,topic.", EX_USAGE)
    if not rows:
        stop(f"{file} has no questions below its first line.", EX_USAGE)
    return rows
