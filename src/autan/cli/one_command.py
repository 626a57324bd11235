"""Which command does a line name? Only its own file is loaded: what the others need takes longer than most commands."""

from collections.abc import Sequence
from importlib import import_module

import typer

GROUPS = {
    "answers": "autan.cli.answers",
    "campaign": "autan.cli.campaign",
    "data": "autan.cli.data",
    "network": "autan.cli.network",
    "person": "autan.cli.person",
    "questionnaire": "autan.cli.questionnaire",
    "territory": "autan.cli.territory",
}


def command_for(words: Sequence[str]) -> typer.Typer:
    """Return a command line that knows the group that a line begins with; every command when it begins otherwise."""
    module = GROUPS.get(words[0]) if words else None
    if module is None:
        from autan.cli.commands import app

        return app
    alone = typer.Typer(name="autan", no_args_is_help=True, pretty_exceptions_enable=False)
    alone.callback()(lambda: None)
    alone.add_typer(import_module(module).app, name=words[0])
    return alone
