"""Gathers the French texts of the screens, district by district, and their English, and compiles what Django reads.

Each district keeps its own catalogue (`<district>/locale/en/LC_MESSAGES/django.po`), sorted by text; the command line
has one too. A text that a district already translated is taken over by another one that says it too.
The French catalogue of a district holds only the texts that count, for the French rule of plurals.
Texts without a translation are listed: fill them in the file, then run this again.
Another language is a folder (`languages/<code>`) of one catalogue, which holds the texts that someone translated; what
it does not hold is shown in French.

    .venv/bin/python tools/build_messages.py
"""

import ast
import builtins
import io
import re
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, cast

import polars as pl
import yaml
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "autan"
COMMAND_LINE = PACKAGE / "instance" / "cli"
LANGUAGES = PACKAGE / "languages"
WITHOUT_WORDS = (
    *(PACKAGE / "instance" / room for room in ("library", "project")),
    PACKAGE / "ground" / "errors.py",
    PACKAGE / "ground" / "wordings.py",
)
"""Rooms and files whose words are for analysts and for who installs the site, or are content."""
TELLING = frozenset(
    {
        "refuse",
        "warn",
        "ClaimError",
        "MarkError",
        "blame",
        "fault",
        "_fault",
        "_faults_at",
        "_refuse",
        "_refuse_twice",
        "_one_value",
        "word",
    }
)
"""What takes a sentence about a file."""
TOLD_AS = frozenset({"expected", "problem"})
"""Names of arguments that are sentences."""
OF_PROGRAMS = frozenset(
    {
        "NoContourError",
        "OAuth2Error",
        "SettingError",
        "TooManyDotsError",
        "TotalOnChoroplethError",
        "UnknownLinkError",
        "ValidationError",
    }
)
"""Errors whose words have a language already, or are read by who installs the site."""
WORDS = re.compile(r"[^\W\d_] \S|’\w|{\w+}.*[^\s{}]")
FIELD = re.compile(r"{[^}]*}")
LETTERS = re.compile(r"[^\W\d_]|«")
_COMMAND_WORDS = {"command", "callback", "Option", "Argument"}
LINE_WIDTH = 110
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "gettext_noop": None,
}
MARKS = re.compile(rf"\b(?:{'|'.join(KEYWORDS)})\(")


@cache
def syntax(path: Path) -> ast.Module:
    """Return a file of Python, parsed once for all that is looked for in it."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


@cache
def _nodes_by_kind(path: Path) -> dict[type, list[ast.AST]]:
    """Return the nodes of a file by their kind, in the order of `ast.walk`, which takes twice as long."""
    kinds: dict[type, list[ast.AST]] = {}
    waiting: list[ast.AST] = [syntax(path)]
    for node in waiting:  # grows as it is read
        kinds.setdefault(type(node), []).append(node)
        for name in node._fields:
            value = getattr(node, name, None)
            if isinstance(value, list):
                waiting += [item for item in value if isinstance(item, ast.AST)]
            elif isinstance(value, ast.AST):
                waiting.append(value)
    return kinds


def forget_files() -> None:
    """Let go of the files that were read."""
    syntax.cache_clear()
    _nodes_by_kind.cache_clear()


def nodes[Node: ast.AST](path: Path, kind: type[Node]) -> list[Node]:
    """Return the nodes of one kind in a file of Python, which is walked once for all that is looked for in it."""
    return cast("list[Node]", _nodes_by_kind(path).get(kind, []))


def _as_python(path: Path) -> bytes:
    """Return a file as something whose calls can be read as Python; a template loses all but its marked texts."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        text = "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines())
    return text.encode() if MARKS.search(text) else b""


def _messages_of(path: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    for _line, texts, _comments, context in extract("python", io.BytesIO(_as_python(path)), KEYWORDS, (), {}):
        yield texts, context


def _help_of(path: Path) -> Iterator[str]:
    """Give the texts of help of a file of the command line: those of its options, and of its commands themselves."""
    for node in (*nodes(path, ast.keyword), *nodes(path, ast.Assign), *nodes(path, ast.FunctionDef)):
        match node:
            case ast.keyword(arg="help", value=ast.Constant(value=str(text))):
                yield text
            case ast.Assign(targets=[ast.Name(id="COMMANDS")], value=ast.Dict(values=summaries)):
                yield from (str(ast.literal_eval(summary)) for summary in summaries)
            case ast.FunctionDef() if _is_command(node):
                yield ast.get_docstring(node) or ""


def _listed_of(path: Path) -> Iterator[str]:
    """Give the headings of the lists of a file of the command line, and what is said of an empty one."""
    told: list[ast.expr] = []
    for node in (*nodes(path, ast.keyword), *nodes(path, ast.Assign), *nodes(path, ast.Call)):
        match node:
            case ast.keyword(arg="empty", value=value) | ast.Assign(targets=[ast.Name(id="empty")], value=value):
                told.append(value)
            case ast.Assign(targets=[ast.Name(id="headings" | "_HEADINGS")], value=value):
                told.append(value)
            case ast.Assign(targets=[ast.Tuple(elts=[ast.Name(id="headings"), *_])], value=ast.Tuple(elts=[value, *_])):
                told.append(value)
            case ast.Call(func=ast.Name(id="show_rows" | "listing_table"), args=[value, *_]):
                told.append(value)
    parts = (part for value in told for part in (value.elts if isinstance(value, ast.Tuple) else [value]))
    for part in parts:
        match part:
            case ast.Constant(value=str(text)) if LETTERS.search(text):
                yield text


def _sentences_of(path: Path, given: Callable[[ast.Call], Iterator[ast.expr]]) -> Iterator[str]:
    """Give the French sentences of a file that are no marked texts: those of refusals and of faults.

    They are what `Sentence` is made of, what an error or a fault is given, and what a name that is given holds.
    """
    texts: dict[str, list[str]] = {}
    assignments: list[ast.Assign | ast.AnnAssign] = [*nodes(path, ast.Assign), *nodes(path, ast.AnnAssign)]
    for node in assignments:
        if node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for name in (target.id for target in targets if isinstance(target, ast.Name)):
                texts.setdefault(name, []).extend(_worded(node.value))
                if name.endswith("REFUSAL") and given is given_sentences:
                    yield from texts[name]
    for call in nodes(path, ast.Call):
        for value in given(call):
            yield from _worded(value)
            yield from texts.get(value.id, ()) if isinstance(value, ast.Name) else ()
        match call:
            case ast.Call(func=ast.Name(id="Sentence"), args=[ast.Constant(value=str(text)), *_]):
                # a word is enough where it is said to be a sentence
                yield from [text] if LETTERS.search(FIELD.sub("", text)) else []


def given_sentences(call: ast.Call) -> Iterator[ast.expr]:
    """Give what a call takes that is a sentence."""
    yield from _given_of_files(call)
    match call.func:
        case ast.Name(id="known") | ast.Attribute(attr="__init__"):
            yield from call.args
        case ast.Name(id=name) if _is_error(name):
            yield from call.args
    yield from (keyword.value for keyword in call.keywords if keyword.arg == "refusal")
    tables = (keyword.value for keyword in call.keywords if keyword.arg in {"refusals", "needs"})
    yield from (value for table in tables if isinstance(table, ast.Dict) for value in table.values)


def _given_of_files(call: ast.Call) -> Iterator[ast.expr]:
    """Give what a call takes that is said of a file, or may be."""
    match call.func:
        case ast.Name(id="Sentence"):
            yield from call.args[:1]
        case ast.Name(id=name) | ast.Attribute(attr=name) if name in TELLING:
            yield from call.args
    yield from (keyword.value for keyword in call.keywords if keyword.arg in TOLD_AS)


def _is_error(name: str) -> bool:
    return name.endswith("Error") and not hasattr(builtins, name) and name not in OF_PROGRAMS


def _worded(value: ast.expr) -> Iterator[str]:
    """Give the texts of several words that a value is, or may be."""
    match value:
        case ast.Constant(value=str(text)) if WORDS.search(text):
            yield text
        case ast.IfExp(body=one, orelse=other):
            yield from (*_worded(one), *_worded(other))
        case ast.BoolOp(values=values) | ast.Tuple(elts=values):
            for each in values:
                yield from _worded(each)


def _is_command(node: ast.FunctionDef) -> bool:
    """True for a function that is decorated as a command, or takes an option or an argument, shared by name or not."""
    told = (*node.decorator_list, *node.args.defaults)
    calls = (call.func for call in told if isinstance(call, ast.Call))
    has_word = any(isinstance(func, ast.Attribute) and func.attr in _COMMAND_WORDS for func in calls)
    shared = (default.id for default in node.args.defaults if isinstance(default, ast.Name))
    return has_word or any(name.startswith("_") or not name.isupper() for name in shared)


def _sentences(path: Path) -> Iterator[str]:
    return _sentences_of(path, given_sentences) if path.suffix == ".py" else iter(())


def sentences_of_files(district: Path) -> frozenset[str]:
    """Return the sentences of a district that are said of files, in a terminal first: their spaces are plain."""
    return frozenset(text for path in files_of(district, ".py") for text in _sentences_of(path, _given_of_files))


def districts() -> list[Path]:
    """Return the districts, which may all mark texts, and the command line."""
    return [*sorted(folder.parent for folder in PACKAGE.glob("*/__init__.py")), COMMAND_LINE]


@cache
def files_of(district: Path, suffix: str) -> list[Path]:
    """Return the files whose texts are in the catalogue of a district."""
    apart = {folder for folder in (*WITHOUT_WORDS, COMMAND_LINE) if folder != district}
    return sorted(path for path in district.rglob(f"*{suffix}") if apart.isdisjoint((path, *path.parents)))


def catalogue_path(district: Path, language: str = "en") -> Path:
    """Return where a district keeps its catalogue."""
    return district / "locale" / language / "LC_MESSAGES" / "django.po"


def gather_messages(district: Path) -> Catalog:
    """Return the texts that the code and the templates of a district mark, without translation."""
    if not settings.configured:
        settings.configure()
    catalogue = Catalog(locale="en", project="autan", fuzzy=False)
    for path in [*files_of(district, ".py"), *files_of(district, ".html")]:
        for texts, context in _messages_of(path):
            catalogue.add(texts, context=context)
        own = (*_help_of(path), *_listed_of(path)) if district == COMMAND_LINE else ()
        for text in (*own, *_sentences(path)):
            catalogue.add(text)
    for text in words_of_series() if district.name == "opendata" else ():
        if len(text) > 1:
            catalogue.add(text)
    return catalogue


def _read_yaml(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506


def words_of_series() -> Iterator[str]:
    """Give the titles and units of yearly series and the names of their parts, shown as their files have them."""
    room = PACKAGE / "opendata"
    for card in sorted((room / "sources" / "definitions" / "sources").glob("indicator-*.yaml")):
        content = _read_yaml(card)
        yield from (str(content["title"]), str(content["indicator"]["unit"]))
    forms = _read_yaml(room / "producers" / "definitions" / "series.yaml")
    for form in (form for forms_of_source in forms.values() for form in forms_of_source):
        yield from filter(None, [*form.get("values", {}), *form.get("yearly", {}), *form.get("parts", {}).values()])
    for table in sorted((room / "sources" / "tables").glob("indicator-*.parquet")):
        yield from sorted(filter(None, pl.read_parquet(table, columns=["category"])["category"].unique()))


def read_catalogue(district: Path) -> Catalog:
    """Return the English catalogue of a district as it is kept; empty when there is none yet."""
    path = catalogue_path(district)
    if not path.exists():
        return Catalog(locale="en", project="autan", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale="en")


def read_language(folder: Path) -> Catalog:
    """Return the one catalogue of a folder of a language."""
    with (folder / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale=folder.name)


def is_translated(message: Message) -> bool:
    """True when every form of the text has its English."""
    forms = message.string if isinstance(message.string, list | tuple) else (message.string,)
    return bool(forms) and all(forms) and not message.fuzzy


def compiled(catalogue: Catalog) -> bytes:
    """Return the catalogue as Django reads it."""
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def french_plurals(gathered: Catalog) -> Catalog:
    """Return the texts that count, as they are: French holds zero for a singular, which only a catalogue can say."""
    catalogue = Catalog(locale="fr", project="autan", fuzzy=False, creation_date=gathered.creation_date)
    for message in gathered:
        if message.id and message.pluralizable:
            catalogue.add(message.id, string=message.id, context=message.context)
    return catalogue


def build() -> list[str]:
    """Rewrite the catalogues and their compiled forms; return the texts that still lack their English."""
    kept = {district: read_catalogue(district) for district in districts()}
    return [text for district in kept for text in _build_district(district, kept)]


def _build_district(district: Path, kept: dict[Path, Catalog]) -> list[str]:
    gathered = gather_messages(district)
    for message in gathered:
        for catalogue in (kept[district], *kept.values()):
            before = catalogue.get(message.id, message.context) if message.id else None
            if before is not None and is_translated(before):
                message.string = before.string
                break
    gathered.creation_date = kept[district].creation_date
    gathered.header_comment = "# English words of the screens of a district; the French ones are the keys."
    path = catalogue_path(district)
    if not [message for message in gathered if message.id]:
        return []
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, gathered, width=LINE_WIDTH, omit_header=False, no_location=True, sort_output=True)
    path.with_suffix(".mo").write_bytes(compiled(gathered))
    plurals = french_plurals(gathered)
    if [message for message in plurals if message.id]:
        french = catalogue_path(district, "fr").with_suffix(".mo")
        french.parent.mkdir(parents=True, exist_ok=True)
        french.write_bytes(compiled(plurals))
    return [f"{district.name}: {message.id}" for message in gathered if message.id and not is_translated(message)]


def build_language(folder: Path) -> int:
    """Compile the catalogue of a language; return how many texts it holds.

    Some are wordings of data in two languages (`Text`), which no catalogue of a district has: none is taken out.
    """
    translations = read_language(folder)
    path = folder / "LC_MESSAGES" / "django.po"
    with path.open("wb") as file:
        write_po(file, translations, width=LINE_WIDTH, no_location=True, sort_output=True)
    path.with_suffix(".mo").write_bytes(compiled(translations))
    return len(translations)


if __name__ == "__main__":
    missing = build()
    print(f"{len(missing)} text(s) without English")
    for text in missing:
        print(f"  {text}")
    for folder in sorted(LANGUAGES.glob("[a-z]*")):
        print(f"{folder.name}: {build_language(folder)} text(s); the others are shown in French")
    sys.exit(1 if missing else 0)
