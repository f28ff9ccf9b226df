"""
The one program of the command line: ``haicap``.

Exit codes: 0 done, 1 something was found or went wrong, 2 badly asked.
"""

import os
import sys
from importlib import import_module

import click

# name → module:attribute; imported only when asked for, so that each starts fast.
COMMANDS: dict[str, tuple[str, str]] = {
    "run": ("haicap.cli.run:run", "Set up and serve."),
    "setup": (
        "haicap.cli.run:setup",
        "Create or update the database, load the bundled data.",
    ),
    "demo": (
        "haicap.cli.demo:demo",
        "Make demonstration accounts and simulated traffic.",
    ),
    "unit": ("haicap.cli.units:unit", "Show a unit or an agency by its code, on a day."),
    "successors": ("haicap.cli.units:successors", "Show what a former unit became."),
    "find": ("haicap.cli.units:find", "Find units by name, code or old address."),
    "classify": (
        "haicap.cli.standards:classify",
        "Classify a unit: points, criteria, rules, what is missing.",
    ),
    "standards": (
        "haicap.cli.standards:standards",
        "Say whether a unit meets the standards of its kind.",
    ),
    "unit-value": (
        "haicap.cli.unit_values:unit_value",
        "Enter, list and withdraw the figures that units are judged by.",
    ),
    "village": (
        "haicap.cli.villages:village",
        "Load, list and arrange villages and residential groups.",
    ),
    "reorganise": (
        "haicap.cli.reorganise:reorganise",
        "Reorganise units by a plan, as one event.",
    ),
    "due": ("haicap.cli.due:due", "Compute a due date, day by day."),
    "journal": ("haicap.cli.journal:journal", "Show, seal and verify the journal."),
    "follow": ("haicap.cli.journal:follow", "Do what follows the facts (the worker)."),
    "account": ("haicap.cli.accounts:account", "Open, list and close accounts."),
    "appoint": ("haicap.cli.accounts:appoint", "Give a person a post at an agency."),
    "token": ("haicap.cli.accounts:token", "Issue a key for a person's programs."),
    "law": ("haicap.cli.law:law", "A legal document, its clauses and relations."),
    "catalogue": (
        "haicap.cli.catalogue:catalogue",
        "Check, load, search and compare catalogue files.",
    ),
    "who-decides": (
        "haicap.cli.competence:who_decides",
        "Say who decides, where, when, and why.",
    ),
    "lake": ("haicap.cli.lake:lake", "Show, verify, compact and rebuild the lake."),
    "measure": ("haicap.cli.measure:measure", "Compute a measure, with its definition."),
    "observe": (
        "haicap.cli.observe:observe",
        "List declared figures, declare one, show what is derived.",
    ),
    "index": (
        "haicap.cli.index:index",
        "The service index of a unit, criterion by criterion.",
    ),
    "distance": (
        "haicap.cli.distance:distance",
        "How far people are from their centre; where more points would help.",
    ),
    "drill": (
        "haicap.cli.drill:drill",
        "Simulate a nation's traffic, at any scale.",
    ),
    "report": ("haicap.cli.report:report", "The weekly report: write, show, verify it."),
    "verify": ("haicap.cli.verify:verify", "Say what a PDF is, and who signed it."),
    "check": ("haicap.cli.check:check", "Run the integrity checks."),
}


class Lazy(click.Group):
    """A group that imports a command when it is named."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command; None when there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="haicap")
def haicap() -> None:
    """Haicap: runs a two-level local government."""


def setup_django() -> None:
    """Make the models usable; starts the embedded PostgreSQL when no server is named."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "haicap.config.settings")
    import django

    django.setup()


def main() -> None:
    """Run; a refusal becomes a sentence on standard error and exit code 1 or 2."""
    try:
        # Without its stand-alone mode click gives back the code of `ctx.exit`.
        code = haicap(standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.exceptions.Exit as ended:
        sys.exit(ended.exit_code)
    except click.ClickException as wrong:
        wrong.show()
        sys.exit(wrong.exit_code)
    except Exception as error:
        # Late: Django's translations are not needed to run `haicap due`.
        from haicap.common.errors import Refused

        if not isinstance(error, Refused):
            raise
        click.echo(f"haicap: {error}", err=True)
        sys.exit(2 if error.status in (404, 422) else 1)
