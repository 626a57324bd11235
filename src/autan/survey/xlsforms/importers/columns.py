"""Headings of a form: the column that each names, in which language."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from autan.ground.errors import Fault
from autan.ground.texts.core.plain_letters import without_accents
from autan.ground.wordings import Text
from autan.survey.formats.core.foreign_traits import FORM
from autan.survey.questionnaires.core.questionnaire import ForeignTrait
from autan.survey.xlsforms.importers.sheets import FormSheetRow

_TRANSLATED = frozenset(
    {"label", "hint", "guidance_hint", "constraint_message", "required_message"}
    | {"autan_why", "autan_low", "autan_high", "autan_title", "autan_note"}
)
_GROUPED = frozenset({"bind", "media", "control", "body"})  # before the name of some columns; one colon in older forms
_GATHERED = frozenset(  # columns that may bear one of those names; any other keeps its own heading
    {"relevant", "required", "constraint", "constraint_message", "required_message", "calculation", "read_only"}
    | {"type", "appearance", "repeat_count", "autan_unit"}
)
_MEDIA = frozenset({"image", "big-image", "audio", "video"})
_ALIASES = {
    **dict.fromkeys(("constraining_message", "jr:constraintmsg"), "constraint_message"),
    **dict.fromkeys(("jr:requiredmsg", "requiredmsg"), "required_message"),
    **dict.fromkeys(("count", "jr:count"), "repeat_count"),
    **dict.fromkeys(("set_form_title", "form title", "title"), "form_title"),
    **dict.fromkeys(("set_form_id", "form id", "id_string"), "form_id"),
    **dict.fromkeys(("tag", "value"), "name"),
    "relevance": "relevant",
    "caption": "label",
    "command": "type",
    "list name": "list_name",
    "readonly": "read_only",
    "calculate": "calculation",
    "autan:unit": "autan_unit",
}
_NAMES = {"français": "fr", "francais": "fr", "french": "fr", "english": "en", "anglais": "en"}
_LONGEST_NAME = 36  # of the 40 signs kept beside an answer, four are for a number that tells two names apart
_CODE = re.compile(r"\(([A-Za-z]{2,3}(?:-[A-Za-z]+)*)\)\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedFormRow:
    """One row of a form under the names that we know.

    Attributes:
        values: text by column and language; the language is empty for a column without one.
        headings: heading of each column as it is written in the file.
    """

    sheet: str
    line: int
    values: Mapping[tuple[str, str], str]
    headings: Mapping[str, str] = field(default_factory=dict)

    def get(self, column: str) -> str:
        """Return the text of a column, in its first language; empty when there is none."""
        return next((text for (name, _), text in self.values.items() if name == column), "")

    def texts(self, column: str) -> dict[str, str]:
        """Return the texts of a column by language."""
        return {language: text for (name, language), text in self.values.items() if name == column}

    def heading(self, column: str) -> str:
        """Return the heading of a column as the file writes it."""
        return self.headings.get(column, column)

    def fault(self, column: str, expected: str) -> Fault:
        """Return what is wrong with a column, with its place and what it holds."""
        value = self.get(column) or None
        return Fault(sheet=self.sheet, row=self.line, column=self.heading(column), value=value, expected=expected)

    def cells(self) -> dict[str, str]:
        """Return its cells by column, as they can be written again."""
        return {
            f"{column}::{language}" if language else column: text for (column, language), text in self.values.items()
        }


def name_column(heading: str) -> tuple[str, str]:
    """Return the column and the language that a heading names.

    >>> name_column("label::Français (fr)"), name_column("bind::relevant"), name_column("Hint:English")
    (('label', 'Français (fr)'), ('relevant', ''), ('hint', 'English'))
    >>> name_column("bind::esri:fieldType")
    ('bind::esri:fieldType', '')
    """
    parts = [part.strip() for part in heading.split("::")]
    if len(parts) == 1 and heading.partition(":")[0].strip().lower() in _TRANSLATED | _GROUPED:
        parts = [part.strip() for part in heading.split(":", 1)]
    head = parts[0].lower()
    if head in _GROUPED and len(parts) > 1:
        inner = parts[1].lower()
        if head != "media" and _ALIASES.get(inner, inner) not in _GATHERED:
            return "::".join([head, *parts[1:]]), ""
        head, parts = inner, parts[1:]
    name = _ALIASES.get(head, head)
    if name in _MEDIA:
        return f"media::{name}", "::".join(parts[1:])
    if name in _TRANSLATED:
        return name, "::".join(parts[1:])
    return "::".join([name, *parts[1:]]), ""


def name_rows(sheet: str, rows: Iterable[FormSheetRow]) -> list[NamedFormRow]:
    """Return the rows of a sheet under the names that we know."""
    rows = list(rows)
    headings_met = list(dict.fromkeys(heading for row in rows for heading in row.cells))
    literal = {heading.lower() for heading in headings_met}
    by_heading = {heading: _name_apart(heading, literal) for heading in headings_met}
    return [
        NamedFormRow(
            sheet=sheet,
            line=row.line,
            values={by_heading[heading]: text for heading, text in row.cells.items()},
            headings={by_heading[heading][0]: heading for heading in reversed(row.cells)},
        )
        for row in rows
    ]


def _name_apart(heading: str, literal: set[str]) -> tuple[str, str]:
    """Name a column; one whose usual name is taken by another heading of the sheet keeps its own."""
    column, language = name_column(heading)
    is_taken = not language and column != heading.lower() and column in literal
    return (heading.lower(), "") if is_taken else (column, language)


def plain_name(name: str) -> str:
    """Return the part of a name from which a code is made, in plain letters and not longer than answers can hold.

    >>> plain_name("é" * 50) == "e" * 36
    True
    """
    return without_accents(name)[:_LONGEST_NAME]


def code_of_language(name: str) -> str:
    """Return the code of a language from its name in a form; the name itself when it tells none.

    >>> code_of_language("Français (fr)"), code_of_language("English"), code_of_language("de")
    ('fr', 'en', 'de')
    """
    match = _CODE.search(name)
    code = match.group(1).lower() if match else _NAMES.get(name.strip().lower(), name.strip().lower())
    return code.partition("-")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormLanguages:
    """The languages of a form: which one stands for our French, which for our English.

    Attributes:
        french: name of the language taken for French; empty for the column without a language.
        english: the same for English; None when the form has none.
        is_english: True when the language taken for French is English.
    """

    french: str
    english: str | None
    others: tuple[str, ...]
    is_english: bool = False

    def text(self, texts: Mapping[str, str], default: str = "") -> Text:
        """Return a wording; where one is needed, which a default tells, an empty French is the first other one."""
        french = texts.get(self.french) or texts.get("") or texts.get(self.english or "", "")
        if default and not french:
            french = next(iter(texts.values()), "") or default
        if self.english is None:
            return Text(french, french if self.is_english else "")
        return Text(french, texts.get(self.english, ""))

    def kept(self, name: str, texts: Mapping[str, str]) -> list[ForeignTrait]:
        """Return the wordings in languages that our text does not hold."""
        return [
            ForeignTrait(name=f"{FORM}{name}::{language}", value=text)
            for language, text in texts.items()
            if language in self.others
        ]


def find_languages(rows: Iterable[NamedFormRow], default: str) -> FormLanguages:
    """Say which languages a form is written in."""
    names = dict.fromkeys(language for row in rows for column, language in row.values if column == "label")
    ordered = sorted(names, key=lambda name: (name not in {"", default}, name == ""))
    codes = {name: code_of_language(name or default) for name in ordered}
    french = next((name for name in ordered if codes[name] == "fr"), ordered[0] if ordered else "")
    english = next((name for name in ordered if codes[name] == "en" and name != french), None)
    return FormLanguages(
        french=french,
        english=english,
        others=tuple(name for name in ordered if name not in {french, english, ""}),
        is_english=codes.get(french) == "en",
    )
