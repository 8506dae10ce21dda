"""The commands that look at a town's content folder."""

from pathlib import Path

import click

from bot.app import build_catalogues, content_folder
from bot.cli.ends import EX_PROBLEM
from bot.clock import SystemClock
from bot.config import read_settings
from bot.content import ContentError, load_town
from bot.domain.topic import stale


@click.group(no_args_is_help=True)
def content() -> None:
    """Look at the content folder."""


@content.command()
@click.argument("folder", type=click.Path(path_type=Path), required=False)
def check(folder: Path | None) -> None:
    """Check a town's FOLDER (CONTENT_DIR without it): every file, every key, every text in every language.

    Known answers past their review date are told as well; they are no mistake.
    """
    folder = folder or content_folder(read_settings())
    try:
        town = load_town(folder)
    except ContentError as error:
        for problem in error.problems:
            click.echo(str(problem), err=True)
        raise SystemExit(EX_PROBLEM) from None
    problems = build_catalogues(folder, town).check()
    for line in problems:
        click.echo(line, err=True)
    if problems:
        raise SystemExit(EX_PROBLEM)
    for topic, known in stale(town.topics.values(), SystemClock().now().astimezone(town.zone).date()):
        click.echo(f"Notice: topics/{topic.key}.toml: {known.key} is past its review date {known.review}, not offered.")
    counts = f"{len(town.topics)} topics, {len(town.departments)} departments, interviews: {len(town.interviews)}"
    click.echo(f"{town.name}: {counts}, all texts complete.")
