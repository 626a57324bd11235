"""What a command shows: a table for a person, full lines for a pipe, JSON for a program; in any terminal's letters."""

import codecs
import json
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import typer
from rich.console import Console
from rich.table import Table

from autan.instance.cli.help_language import terminal_sentence
from autan.instance.cli.help_language import terminal_words as _

AsJson = typer.Option(False, "--json", help="Répondre en JSON, pour un autre programme.")
Force = typer.Option(False, "--force", help="Remplacer le fichier s’il existe.")
_PLAIN = str.maketrans(
    {"’": "'", "«": '"', "»": '"', "–": "-", "—": "-", "œ": "oe", "≥": ">=", "≤": "<=", "✓": "v", "✗": "x"}
)
_WHEN_PIPED = 10_000  # columns: no line is cut or folded when nobody looks at it


def make_console(*, stderr: bool = False) -> Console:
    """Return a console that folds lines on a terminal, and never in a pipe or a file."""
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else _WHEN_PIPED
    return Console(stderr=stderr, highlight=False, width=width, soft_wrap=width is not None)


def _nearest(error: UnicodeError) -> tuple[str, int]:
    """The nearest signs that any terminal has for those that one lacks; `?` where there is none."""
    assert isinstance(error, UnicodeEncodeError)  # noqa: S101 - the only one that an output raises
    apart = unicodedata.normalize("NFKD", error.object[error.start : error.end].translate(_PLAIN))
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign))  # a letter without its accent
    return plain.encode("ascii", "replace").decode(), error.end


def accept_any_encoding() -> None:
    """Let a terminal of another alphabet (Latin-1, ASCII) show what it can, instead of stopping the command."""
    codecs.register_error("nearest", _nearest)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure") and (stream.encoding or "").lower().replace("-", "") != "utf8":
            stream.reconfigure(errors="nearest")


def show_rows(
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    as_objects: Iterable[Mapping[str, Any]] | None = None,
    as_json: bool = False,
    numbers: Iterable[int] = (),
    title: str = "",
    empty: str = "",
) -> None:
    """Show a list.

    `as_objects`: the same list for another program, written instead when `as_json`.
    `numbers`: positions of the columns set to the right.
    `title`: words above the table; on standard error where the lines go to a pipe.
    `headings`, `empty`: in French; what is said of a list without a line.
    """
    if as_json:
        print_json([dict(item) for item in as_objects or ()])
        return
    lines = [tuple(row) for row in rows]
    if not lines and empty:
        typer.echo(_(empty))
        return
    if not sys.stdout.isatty():
        if title:
            typer.echo(title, err=True)
        for line in lines:
            typer.echo("\t".join(" ".join(cell.split()) for cell in line))
        return
    make_console().print(listing_table(headings, lines, numbers, title))


def listing_table(
    headings: Sequence[str], rows: Iterable[Sequence[str]], numbers: Iterable[int] = (), title: str = ""
) -> Table:
    """A quiet table that folds its cells; the columns of `numbers` are set to the right."""
    table = Table(title=title or None, title_justify="left", box=None, pad_edge=False, header_style="dim")
    on_the_right = set(numbers)
    for position, heading in enumerate(headings):
        table.add_column(_(heading), overflow="fold", justify="right" if position in on_the_right else "left")
    for row in rows:
        table.add_row(*(cell.replace("[", r"\[") for cell in row))
    return table


def show_record(title: str, rows: Mapping[str, str], *, as_object: Mapping[str, Any], as_json: bool) -> None:
    """Show one thing: a title, then a line for each of its fields; or the object, in JSON."""
    if as_json:
        print_json(dict(as_object))
        return
    typer.echo(title)
    for name, value in rows.items():
        typer.echo(f"  {name} : {value}")


def require_choice(word: str, known: Iterable[str], *, option: str) -> None:
    """Refuse a word that an option does not know; none at all is left out. Raises BadParameter."""
    choices = list(known)
    if word and word not in choices:
        message = _("« {word} » n’est pas connu ; choix : {known}")
        raise typer.BadParameter(message.format(word=word, known=", ".join(choices)), param_hint=f"'{option}'")


def print_done(words: str, result: Mapping[str, Any], *, as_json: bool) -> None:
    """Say what was done, in words; or as an object, in JSON."""
    if as_json:
        print_json(dict(result))
    else:
        typer.echo(words)


def say_sentence(sentence: str) -> None:
    """Say a sentence of a room in the language of the terminal."""
    typer.echo(terminal_sentence(sentence))


def print_json(content: Any) -> None:
    """Write JSON on standard output, accents kept, days and moments in ISO form."""
    typer.echo(json.dumps(content, ensure_ascii=False, indent=2, default=lambda day: day.isoformat()))


def attributes_of(record: object, names: str) -> dict[str, Any]:
    """Return some attributes of an object for JSON; `names` are those of the attributes, with blanks between."""
    return {name: getattr(record, name) for name in names.split()}


def is_agreed(question: str) -> bool:
    """Ask a question of yes or no, in French or in English; what is neither, or nothing, is no."""
    answer: str = typer.prompt(f"{question} {_('[o/N]')}", default="n", show_default=False)
    return answer.strip().lower() in {"o", "oui", "y", "yes"}
