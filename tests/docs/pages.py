"""The documents of the repository, as the tests read them."""

import re
from functools import cache
from pathlib import Path

from tests.repo.tree import REPOSITORY, kept_files, text_of

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^(#+)\s+(.*)$", re.MULTILINE)
SHELL = {"sh", "bash", "shell", "console"}


def documents() -> list[Path]:
    """Every Markdown page that is kept."""
    return [path for path in kept_files() if path.suffix == ".md"]


def shell_lines(text: str) -> list[str]:
    """Commands shown in the shell blocks of a page, comments apart."""
    lines = [line for language, body in _FENCE.findall(text) if language in SHELL for line in body.splitlines()]
    commands = [line.partition(" #")[0].removeprefix("$ ").strip() for line in lines]
    return [command for command in commands if command and not command.startswith("#")]


def links(text: str) -> list[str]:
    """Targets of the links and images of a page, code apart."""
    return _LINK.findall(re.sub(r"`[^`\n]*`", "", _FENCE.sub("", text)))


@cache
def anchors(page: Path) -> frozenset[str]:
    """Anchors of the headings of a page, as its readers' sites make them."""
    return frozenset(
        re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-")
        for _level, title in _HEADING.findall(_FENCE.sub("", text_of(page)))
    )


def sections(text: str) -> dict[str, str]:
    """Each heading of a page and the text under it, up to the next heading of any level."""
    pieces = re.split(_HEADING, _FENCE.sub(lambda block: block[0].replace("\n#", "\n\\#"), text))
    return {pieces[index + 1].strip(): pieces[index + 2] for index in range(1, len(pieces) - 2, 3)}


def read(name: str) -> str:
    """The text of a page, named from the top of the repository."""
    return (REPOSITORY / name).read_text()
