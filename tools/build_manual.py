"""Write the manual pages of every command (`man autan-edition-list`), from the help that the commands give."""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from autan import __version__
from autan.instance.cli.commands import COMMANDS, load_command


def plain(text: str) -> str:
    """A text as troff takes it: no sign of it is read as a request."""
    words = re.sub(r"\s+", " ", text).strip().replace("\\", r"\e").replace("-", r"\-")
    return rf"\&{words}" if words.startswith((".", "'")) else words


def page(path: str, command: Any) -> str:
    """The manual page of one command, or of a group."""
    name = path.replace(" ", "-")
    summary, _, more = (command.help or "").strip().partition("\n")
    lines = [f'.TH "{name.upper()}" 1 "" "Autan {__version__}" "Autan"', ".SH NOM", rf"{name} \- {plain(summary)}"]
    arguments = [item for item in command.params if item.param_type_name == "argument"]
    options = [item for item in command.params if item.param_type_name == "option"]
    words = " ".join(item.name.upper() for item in arguments)
    lines += [".SH SYNOPSIS", rf".B {plain(path)}", rf"[OPTIONS] {plain(words)}"]
    if more.strip():
        lines += [".SH DESCRIPTION", plain(more)]
    for title, items in (("ARGUMENTS", arguments), ("OPTIONS", options)):
        lines += [f".SH {title}"] if items else []
        for item in items:
            named = item.name.upper() if title == "ARGUMENTS" else ", ".join([*item.opts, *item.secondary_opts])
            lines += [".TP", rf".B {plain(named)}", plain(item.help or "") or r"\&"]
    children = getattr(command, "commands", {})
    lines += [".SH COMMANDES"] if children else []
    for child, one in children.items():
        lines += [".TP", rf".B {plain(f'{name}-{child}')}(1)", plain((one.help or "").partition("\n")[0])]
    return "\n".join([*lines, ".SH VOIR AUSSI", r".BR autan\-doctor (1)"]) + "\n"


def pages(path: str, command: Any) -> Iterator[tuple[str, str]]:
    """Name and text of the page of a command, and of those that it holds."""
    yield f"{path.replace(' ', '-')}.1", page(path, command)
    for name, child in getattr(command, "commands", {}).items():
        yield from pages(f"{path} {name}", child)


def write_pages(folder: Path) -> None:
    """Write every page in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in COMMANDS:
        for file, text in pages(f"autan {name}", load_command(name)):
            (folder / file).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "autan.instance.project.settings")
    write_pages(Path(sys.argv[1]))
