"""Every command of the command line explains itself."""

from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from haicap.cli import COMMANDS, haicap


def below(group: click.Group, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """A command and every command below it, by the words one types."""
    yield path
    context = click.Context(group)
    command = group.get_command(context, path[-1])
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            yield from ((*path, *rest) for rest in below(command, (name,)))


@pytest.mark.parametrize("name", COMMANDS)
def test_help_tells_what_a_command_does(name: str) -> None:
    for words in below(haicap, (name,)):
        told = CliRunner().invoke(haicap, [*words, "--help"])

        assert told.exit_code == 0, told.output
        assert told.output.startswith(f"Usage: haicap {' '.join(words)}")
        assert len(told.output.splitlines()[2].strip()) > 10, told.output


def test_the_list_of_commands_has_a_sentence_for_each() -> None:
    told = CliRunner().invoke(haicap, ["--help"]).output

    for name, (_, sentence) in COMMANDS.items():
        assert name in told
        assert sentence.endswith(".")
