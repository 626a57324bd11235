"""What a description says of a field is heard: a word that no page, file, search or table reads is named here."""

import ast
import dataclasses
import importlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from autan.evidence.figures.core.units import get_unit
from autan.ground.descriptions.core.documents import Rows, descriptions_of
from autan.ground.descriptions.core.fields import choice, long_text, number, person, rows, text
from autan.ground.descriptions.core.kinds import Described, Lines, LongText, Number, PersonName, ShortText
from autan.ground.extension_points import PublishedTable
from autan.ground.registry import registered
from autan.ground.texts.core.labelled import Labelled
from autan.ground.wordings import Text
from tests.repo.test_people_are_keys import NAMED, NAMES, REACHED
from tests.repo.tree import PACKAGE, core_files, module_name, nodes, python_files, text_of

WORDS = Text("Mots", "Words")
NOBODY = {"address", "carrier", "name", "paid_by"}
"""Names of texts that are those of a thing: a page of the web, an energy or an organisation, who paid for works."""


def documents() -> dict[str, type]:
    """Described documents of every room, by name."""
    modules = [importlib.import_module(module_name(path)) for path in core_files()]
    classes = [value for module in modules for value in vars(module).values() if isinstance(value, type)]
    described = {kind for kind in classes if dataclasses.is_dataclass(kind) and descriptions_of(kind)}
    return {f"{kind.__module__}.{kind.__qualname__}": kind for kind in described}


def faults_of(document: type) -> Iterator[str]:
    """Say what is declared of the fields of a document and has no effect."""
    described = descriptions_of(document)
    has_parts = any(description.part for description in described.values())
    for name, description in described.items():
        stands_apart = isinstance(description, Rows) or description.source_of or not description.is_shown
        checks = {
            "is shown on no page nor file: give its `part`, or `is_shown=False`": has_parts
            and not description.part
            and not stands_apart,
            "names no field as `source_of`": description.source_of and description.source_of not in described,
            "is never needed without `needed`": description.needed_when and not description.needed,
            "is never empty, and never needed": description.is_required and description.needed,
        }
        yield from (f"{name} {fault}" for fault, is_wrong in checks.items() if is_wrong)
        yield from (f"{name} {fault}" for fault in _faults_of_kind(description))
        yield from (f"{name} {fault}" for fault in _forgotten(name, description, described.values()))


def _descriptions(document: type) -> list[Described]:
    return list(descriptions_of(document).values())


def _forgotten(name: str, description: Described, described: Iterable[Described]) -> Iterator[str]:
    texts = (description.label, description.help, description.shown, description.absent, description.needed)
    for text_of_field in filter(None, (*texts, description.published)):
        if not text_of_field.en:
            yield f"has no English for « {text_of_field.fr} »"
    is_text = isinstance(description, ShortText) and not isinstance(description, PersonName)
    if is_text and name not in NOBODY and any(names.fullmatch(name) for names in (NAMES, NAMED, REACHED)):
        yield "may name somebody: declare it with `person`, or give it the name of a thing (`NOBODY`)"
    is_silent = isinstance(description, LongText) and description.is_searched is None
    if is_silent and any(other.is_searched for other in described):
        yield "is not searched, and other texts of the document are: say `is_searched`, True or False"


def _faults_of_kind(description: Described) -> Iterator[str]:
    if description.is_searched and not isinstance(description, ShortText | Lines | Rows):
        yield "holds no words, and is not searched"
    if isinstance(description, PersonName) and (description.is_searched or description.published):
        yield "names somebody: neither searched nor published"
    if isinstance(description, Rows):
        if description.published:
            yield "is many rows: it has no cell in a published table"
        if not description.is_searched and any(
            field.is_searched for field in descriptions_of(description.document).values()
        ):
            yield "is not searched, and its rows are: say `is_searched` of both"
    if isinstance(description, Number):
        yield from _faults_of_number(description)


def _faults_of_number(description: Number) -> Iterator[str]:
    bounds = [bound for bound in (description.minimum, description.maximum) if bound is not None]
    if len(bounds) > len(set(bounds)) or bounds != sorted(bounds):
        yield "takes no value between its bounds"
    if description.published and description.sign and not description.unit:
        yield "is published without its `unit`"
    if description.unit and get_unit(description.unit).symbol.fr != description.sign:
        yield "is shown with another `sign` than that of its `unit`"


def test_there_are_documents() -> None:
    assert len(documents()) > 12


def test_what_is_declared_of_a_field_has_an_effect() -> None:
    faults = {name: found for name, document in documents().items() if (found := list(faults_of(document)))}
    assert faults == {}, "docs/reference/described-documents.md says what a field may declare"


def test_what_is_published_is_a_column_of_a_table() -> None:
    columns = {
        (column.name, id(column.description)) for table in registered(PublishedTable) for column in table.columns
    }
    lost = [
        f"{name}.{field}"
        for name, document in documents().items()
        for field, description in descriptions_of(document).items()
        if description.published and (field, id(description.published)) not in columns
    ]
    assert lost == [], "a row `*document` of `definitions/published.csv` gives their columns to a table"


def rooms_where(has_it: Callable[[Described], bool]) -> set[Path]:
    """Rooms of the documents of which a field, or a field of their rows, is so."""
    chosen = {document for document in documents().values() if any(map(has_it, _descriptions(document)))}
    return {PACKAGE.joinpath(*document.__module__.split(".")[1:3]) for document in chosen}


def test_what_is_searched_is_read_by_a_search_of_its_room() -> None:
    rooms = rooms_where(lambda description: bool(description.is_searched))
    assert len(rooms) > 1
    deaf = [room.name for room in rooms if not any("search_text(" in text_of(path) for path in room.rglob("*.py"))]
    assert deaf == [], "`search_text` of the document gives the search its words"


def test_who_is_named_can_ask_to_be_forgotten() -> None:
    rooms = rooms_where(lambda description: isinstance(description, PersonName))
    assert len(rooms) > 1
    kept = [room.name for room in rooms if "erase=" not in text_of(room / "registration.py")]
    assert kept == [], "register `PersonalData`, with what erases: `erase_in_documents`, or `text_names` of the columns"


def test_a_history_says_in_words_what_changed_in_a_document() -> None:
    rooms = {
        path.parents[len(path.relative_to(PACKAGE).parts) - 3]
        for path in python_files("src/autan/")
        if "list_changes(" in text_of(path)
        for call in nodes(path, ast.Call)
        if getattr(call.func, "id", "") == "list_changes" and getattr(call.args[1], "attr", "") == "content"
    }
    assert len(rooms) > 2
    mute = [room.name for room in rooms if "DescribedObject(" not in text_of(room / "registration.py")]
    assert mute == [], "register `DescribedObject`: the history shows the names of its fields as JSON keeps them"


class Part(Labelled):
    FIRST = "first", "premier", "first"


PLANTED = {
    "a: is shown on no page": {"a": number(WORDS), "b": text(WORDS, part=Part.FIRST)},
    "a: names no field": {"a": text(WORDS, source_of="c"), "b": text(WORDS)},
    "a: is never needed": {"a": text(WORDS, needed_when=bool)},
    "a: is never empty": {"a": text(WORDS, is_required=True, needed=WORDS)},
    "a: holds no words": {"a": choice(WORDS, Part, is_searched=True)},
    "a: names somebody": {"a": person(WORDS, published=WORDS)},
    "a: takes no value": {"a": number(WORDS, minimum=5, maximum=0)},
    "a: is published without": {"a": number(WORDS, sign="ha", published=WORDS)},
    "a: is shown with another": {"a": number(WORDS, unit="ha")},
    "a: has no English for « Aide »": {"a": text(WORDS, help=Text("Aide", ""))},
    "contact: may name somebody": {"contact": text(WORDS)},
    "a: is not searched, and": {"a": long_text(WORDS), "b": text(WORDS, is_searched=True)},
}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_fault_that_is_planted_is_named(fault: str) -> None:
    document = dataclasses.make_dataclass("Planted", [(name, object, made) for name, made in PLANTED[fault].items()])
    (named,) = faults_of(document)
    assert named.startswith(fault.replace(":", ""))


def test_rows_that_are_searched_say_so_twice() -> None:
    row = dataclasses.make_dataclass("Row", [("a", str, text(WORDS, is_searched=True))])
    document = dataclasses.make_dataclass("Planted", [("rows", object, rows(WORDS, row))])
    assert list(faults_of(document)) == ["rows is not searched, and its rows are: say `is_searched` of both"]
