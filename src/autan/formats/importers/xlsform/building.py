"""What grows while a form is turned into a questionnaire: codes, choice lists, warnings with their place."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from autan.errors import Fault
from autan.formats.importers.limesurvey.texts import settle_code
from autan.formats.importers.xlsform.columns import PREFIX, FormLanguages, FormRow, plain_name
from autan.questionnaires.core.questionnaire import Choice, ChoiceList, ForeignTrait

WITH_OTHER = "__other"  # end of the name of a list written again with « Autre, à préciser »
_OWN_CHOICE_COLUMNS = frozenset({"list_name", "name", "label"})


@dataclass(slots=True, kw_only=True)
class FormBuilding:
    """What grows while one form is turned into a questionnaire.

    Attributes:
        languages: which languages of the form become ours.
        lists: choice lists, by the name that the form gives them.
        codes: codes taken by questions and sections.
        names: our code for each name of a question of the form.
        loose: rows without a place in ours, kept whole.
        warnings: what ours does not hold, or holds otherwise.
    """

    languages: FormLanguages
    lists: dict[str, ChoiceList] = field(default_factory=dict)
    codes: set[str] = field(default_factory=set)
    names: dict[str, str] = field(default_factory=dict)
    loose: list[FormRow] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)

    def warn(self, row: FormRow, column: str, expected: str, value: str | None = None) -> None:
        """Note something that ours does not hold, with its place."""
        shown = (row.get(column) if value is None else value)[:80] or None
        place = row.heading(column)
        self.warnings.append(Fault(sheet=row.sheet, row=row.line, column=place, value=shown, expected=expected))

    def settle(self, row: FormRow) -> str:
        """Return our code for a row, not yet taken, and remember it."""
        code = settle_code(plain_name(row.get("name")), self.codes, prefix="q")
        self.names.setdefault(row.get("name"), code)
        return code


def trait(name: str, value: str) -> ForeignTrait:
    """Return a trait kept of a form."""
    return ForeignTrait(name=f"{PREFIX}{name}", value=value)


def in_order(traits: Iterable[ForeignTrait]) -> tuple[ForeignTrait, ...]:
    """Return traits by name, so that the order of columns in a form makes no difference."""
    return tuple(sorted(traits, key=lambda item: item.name))


def build_lists(
    rows: Sequence[FormRow], languages: FormLanguages, faults: list[Fault], *, may_repeat: bool
) -> dict[str, ChoiceList]:
    """Return the choice lists of the `choices` sheet, by name; each fault is added with its place.

    Args:
        rows: rows of the sheet.
        languages: which languages become ours.
        faults: grows.
        may_repeat: True when the form says that a choice may stand twice in its list.
    """
    by_list: dict[str, list[FormRow]] = {}
    for row in rows:
        if not row.get("list_name") or not row.get("name"):
            missing = "name" if row.get("list_name") else "list_name"
            expected = "le nom de la liste et le code du choix"
            faults.append(Fault(sheet=row.sheet, row=row.line, column=missing, expected=expected))
            continue
        named = by_list.setdefault(row.get("list_name"), [])
        if not may_repeat and any(other.get("name") == row.get("name") for other in named):
            expected = f"un code de choix unique dans la liste « {row.get('list_name')} »"
            place = row.heading("name")
            faults.append(Fault(sheet=row.sheet, row=row.line, column=place, value=row.get("name"), expected=expected))
        named.append(row)
    taken: set[str] = set()
    return {
        name: _build_list(name, items, languages, taken)
        for name, items in by_list.items()
        if not (name.endswith(WITH_OTHER) and name.removesuffix(WITH_OTHER) in by_list)
    }


def _build_list(name: str, rows: Sequence[FormRow], languages: FormLanguages, lists: set[str]) -> ChoiceList:
    code = settle_code(plain_name(name), lists, prefix="list")
    taken: set[str] = set()
    choices, kept = [], [] if code == name else [trait("list_name", name)]
    for row in rows:
        ours = settle_code(plain_name(row.get("name")), taken, prefix="a")
        choices.append(Choice(code=ours, label=languages.text(row.texts("label"), default=row.get("name"))))
        if ours != row.get("name"):
            kept.append(trait(f"{ours}.name", row.get("name")))
        kept += languages.kept(f"{ours}.label", row.texts("label"))
        kept += [
            trait(f"{ours}.{row.heading(column)}" if not language else f"{ours}.{column}::{language}", text)
            for (column, language), text in row.values.items()
            if column not in _OWN_CHOICE_COLUMNS
        ]
    return ChoiceList(code=code, choices=tuple(choices), kept=in_order(kept))


def raw_codes(choices: ChoiceList) -> dict[str, str]:
    """Return our code for each code of the form."""
    kept = {item.name: item.value for item in choices.kept}
    return {kept.get(f"{PREFIX}{code}.name", code): code for code in choices.codes}


def leftover_traits(row: FormRow, taken: frozenset[str], languages: FormLanguages) -> list[ForeignTrait]:
    """Return the cells of a row that have no place in ours, as traits."""
    found = []
    for (column, language), text in row.values.items():
        if column not in taken:
            found.append(trait(f"{column}::{language}" if language else column, text))
        elif language in languages.others:
            found.append(trait(f"{column}::{language}", text))
    return found


def as_cells(row: FormRow) -> Mapping[str, str]:
    """Return the cells of a row by column, as they can be written again."""
    return {f"{column}::{language}" if language else column: text for (column, language), text in row.values.items()}
