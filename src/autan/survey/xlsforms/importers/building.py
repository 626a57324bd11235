"""What grows while a form is turned into a questionnaire: codes, choice lists, warnings with their place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from autan.ground.errors import Fault
from autan.ground.tables.core.findings import MAX_SHOWN
from autan.ground.wordings import Sentence
from autan.survey.questionnaires.core.editing import settle_code
from autan.survey.questionnaires.core.questionnaire import Choice, ChoiceList, ForeignTrait
from autan.survey.xlsforms.core.names import WITH_OTHER, trait
from autan.survey.xlsforms.importers.columns import FormLanguages, NamedFormRow, plain_name

_OWN_CHOICE_COLUMNS = frozenset({"list_name", "name", "label"})
EXTERNAL = "external_choices"
"""Sheet of the long lists."""


@dataclass(slots=True, kw_only=True)
class FormBuilding:
    """What grows while one form is turned into a questionnaire.

    Attributes:
        languages: which languages of the form become ours.
        names: our code for each name of a question of the form.
        loose: rows without a place in ours, kept whole.
    """

    languages: FormLanguages
    lists: dict[str, ChoiceList] = field(default_factory=dict)
    codes: set[str] = field(default_factory=set)
    names: dict[str, str] = field(default_factory=dict)
    loose: list[NamedFormRow] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)

    def warn(self, row: NamedFormRow, column: str, expected: str, value: str | None = None) -> None:
        """Note something that ours does not hold, with its place."""
        shown = (row.get(column) if value is None else value)[:MAX_SHOWN] or None
        self.warnings.append(replace(row.fault(column, expected), value=shown))

    def settle(self, row: NamedFormRow, *, prefix: str = "q") -> tuple[str, list[ForeignTrait]]:
        """Return our code for a row, not yet taken, and the trait that keeps its name when it differs.

        The code of a question is remembered, for the expressions that name it.
        """
        name = row.get("name")
        code = settle_code(plain_name(name), self.codes, prefix=prefix)
        if prefix == "q":
            self.names.setdefault(name, code)
        return code, [] if code == name else [trait("name", name)]

    def unmapped(self, row: NamedFormRow, taken: frozenset[str]) -> list[ForeignTrait]:
        """Return the cells of a row that have no place in ours, and its wordings in other languages, as traits."""
        return [
            trait(f"{column}::{language}" if language else column, text)
            for (column, language), text in row.values.items()
            if column not in taken or language in self.languages.others
        ]


def in_order(traits: Iterable[ForeignTrait]) -> tuple[ForeignTrait, ...]:
    """Return traits by name, so that the order of columns in a form makes no difference."""
    return tuple(sorted(traits, key=lambda item: item.name))


def build_lists(
    rows: Sequence[NamedFormRow], languages: FormLanguages, faults: list[Fault], *, may_repeat: bool
) -> dict[str, ChoiceList]:
    """Return the choice lists of a form, by name; each fault is added with its place."""
    by_list: dict[str, list[NamedFormRow]] = {}
    for row in rows:
        name, code = row.get("list_name"), row.get("name")
        if not name or not code:
            missing = "name" if name else "list_name"
            expected = "le nom de la liste et le code du choix"
            faults.append(Fault(sheet=row.sheet, row=row.line, column=missing, expected=expected))
            continue
        known = by_list.setdefault(name, [])
        is_repeated = any(other.get("name") == code for other in known)
        if is_repeated and row.sheet == EXTERNAL:
            continue
        if is_repeated and not may_repeat:
            faults.append(row.fault("name", Sentence("un code de choix unique dans la liste « {name} »", name=name)))
        known.append(row)
    taken: set[str] = set()
    return {
        name: _build_list(name, items, languages, taken)
        for name, items in by_list.items()
        if not (name.endswith(WITH_OTHER) and name.removesuffix(WITH_OTHER) in by_list)
    }


def _build_list(name: str, rows: Sequence[NamedFormRow], languages: FormLanguages, lists: set[str]) -> ChoiceList:
    code = settle_code(plain_name(name), lists, prefix="list")
    taken: set[str] = set()
    choices, traits = [], [] if code == name else [trait("list_name", name)]
    for row in rows:
        ours = settle_code(plain_name(row.get("name")), taken, prefix="a")
        choices.append(Choice(code=ours, label=languages.text(row.texts("label"), default=row.get("name"))))
        if ours != row.get("name"):
            traits.append(trait(f"{ours}.name", row.get("name")))
        traits += languages.kept(f"{ours}.label", row.texts("label"))
        traits += [
            trait(f"{ours}.{row.heading(column)}" if not language else f"{ours}.{column}::{language}", text)
            for (column, language), text in row.values.items()
            if column not in _OWN_CHOICE_COLUMNS
        ]
    return ChoiceList(code=code, choices=tuple(choices), kept=in_order(traits))
