"""What a file that leaves cannot hold of a plan, said before it leaves."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from autan.evidence.figures.core.units import convert, get_unit
from autan.ground.errors import DomainError
from autan.ground.texts.core.dates import PartialDate
from autan.ground.texts.core.money import Amount, TaxBasis, read_amount
from autan.ground.wordings import Sentence, Text
from autan.plans.action_files.core.action_rows import AFTER_FUNDERS, BEFORE_FUNDERS, FUNDERS
from autan.plans.action_files.core.national_filing import RENEWABLES, form_columns
from autan.plans.plans.core.sections import SectionLine
from autan.plans.projects.core.fields import BY_CODE, FIELDS, read_field

TEMPLATE_FIELDS = frozenset(["title", *BEFORE_FUNDERS, *AFTER_FUNDERS])
"""Fields that the workbook of Territoires en Transitions has a column for."""
_NOT_IMPORTED = ("indicators", "measures", "linked", "notes", "links")
"""Fields whose column that platform does not take in, as its template says."""
_AMOUNTS = ("amount", "granted", "asked", "paid")
_MOST_AXES = 3
_NO_COLUMN = Sentence("pas de colonne")
_BY_HAND = Sentence("la colonne part remplie, mais la plateforme ne l’importe pas : à saisir là-bas")


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavingAction:
    """What is read of an action that leaves."""

    typed: Mapping[str, str]
    lines: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)
    axes: int = 0
    carriers: int = 1
    is_part: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """What does not go over: what it is, why, and in how many actions or lines."""

    what: Text
    why: Text
    count: int


def workbook_losses(actions: Sequence[LeavingAction]) -> list[Loss]:
    """Return what the workbook of Territoires en Transitions cannot hold of actions, or that platform does not take."""
    counted: list[tuple[Text, Text, Callable[[LeavingAction], object]]] = [
        (one.label, _NO_COLUMN, _has_field(one.code)) for one in FIELDS if one.code not in TEMPLATE_FIELDS
    ]
    counted += [(BY_CODE[code].label, _BY_HAND, _has_field(code)) for code in _NOT_IMPORTED]
    counted += [
        (Sentence("Sous-action"), _BY_HAND, lambda action: action.is_part),
        (Sentence("Étapes"), _NO_COLUMN, lambda action: action.lines.get("steps")),
        (Sentence("Documents joints"), _NO_COLUMN, lambda action: action.lines.get("documents")),
        (
            Sentence("Financeurs au-delà de trois"),
            _NO_COLUMN,
            lambda action: len(action.lines.get("funding", ())) > FUNDERS,
        ),
        (
            Sentence("Demandé, accordé, versé"),
            Sentence("un seul montant par financeur"),
            _has_several_amounts,
        ),
        (Sentence("Montants"), Sentence("un nombre entier hors taxes est attendu là-bas"), _has_other_amount),
        (Sentence("Dates"), Sentence("un jour entier est attendu là-bas"), _has_day_missing),
        (Sentence("Collectivités qui la portent ensemble"), _NO_COLUMN, lambda action: action.carriers > 1),
        (
            Sentence("Axes sous le troisième"),
            Sentence("trois niveaux : les suivants partent dans le troisième"),
            lambda action: action.axes > _MOST_AXES,
        ),
    ]  # fmt: skip
    losses = [Loss(what=what, why=why, count=sum(bool(holds(a)) for a in actions)) for what, why, holds in counted]
    return [loss for loss in losses if loss.count]


def _has_field(code: str) -> Callable[[LeavingAction], object]:
    return lambda action: action.typed.get(code)


def _has_several_amounts(action: LeavingAction) -> bool:
    return any(sum(bool(line.get(code)) for code in _AMOUNTS) > 1 for line in action.lines.get("funding", ()))


def _has_other_amount(action: LeavingAction) -> bool:
    texts = [action.typed.get("budget", "")]
    texts += [line.get(code, "") for line in action.lines.get("funding", ()) for code in _AMOUNTS]
    return any(text and not _is_whole_before_tax(read_amount(text)) for text in texts)


def _is_whole_before_tax(amount: Amount | None) -> bool:
    if amount is None or amount.low != amount.high:
        return False
    return amount.basis is TaxBasis.BEFORE_TAX and float(amount.low).is_integer()


def _has_day_missing(action: LeavingAction) -> bool:
    codes = [code for code in ("start", "end") if action.typed.get(code)]
    days = [read_field(BY_CODE[code], action.typed[code]) for code in codes]
    return any(not (isinstance(day, PartialDate) and day.day) for day in days)


def filing_losses(actions: Sequence[LeavingAction], unplaced: Iterable[Loss], sections: Iterable[Loss]) -> list[Loss]:
    """Return what the form of the national filing cannot hold of a plan.

    `unplaced`: targets and values that no cell of the form is about.
    `sections`: sections that the form has no room for.
    """
    rest = sum(any(code not in {"title", "themes"} for code in action.typed) for action in actions)
    no_theme = sum(not action.typed.get("themes") for action in actions)
    own = [
        Loss(what=Sentence("Tout d’une action, sauf son titre et ses thèmes"), why=_NO_COLUMN, count=rest),
        Loss(what=Sentence("Actions sans thème"), why=Sentence("le domaine reste vide"), count=no_theme),
    ]
    return [*(loss for loss in own if loss.count), *unplaced, *sections]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormGrids:
    """The targets and values of a plan in the cells of the form, and the lines that no cell holds, with why.

    `years`: year of each diagnosis, by the column where it stands.
    """

    cells: Mapping[str, float]
    years: Mapping[str, int]
    left: Sequence[tuple[SectionLine, Text]]


def lay_out(lines: Iterable[SectionLine], renewable_years: tuple[int, ...] = ()) -> FormGrids:
    """Lay the targets and the values of a plan out in the form; a diagnosis stands for one year, its latest.

    `renewable_years`: as `form_columns` takes them.
    """
    form = {column: cell for column, cell in form_columns(renewable_years).items() if cell.year or cell.year_column}
    columns = {(cell.quantity, cell.part, cell.year): column for column, cell in form.items()}
    no_cell = _NO_CELL if renewable_years else _NO_YEARS
    cells: dict[str, float] = {}
    years: dict[str, int] = {}
    left: list[tuple[SectionLine, Text]] = []
    for line in sorted(lines, key=lambda line: (line.section, -(line.number("year") or 0))):  # the latest first
        is_target = line.section == "targets"
        year = int(line.number("horizon" if is_target else "year") or 0)
        part = line.text("part") or "total"
        column = columns.get((line.text("quantity"), part, year if is_target else 0))
        if (why := _refusal_reason(line, column, cells, years, year)) or column is None:
            is_undated = is_target and line.text("quantity") in RENEWABLES and why in {None, _NO_CELL}
            left.append((line, no_cell if is_undated else why or _NO_CELL))
            continue
        cell = form[column]
        try:
            unit = get_unit(line.text("unit"))
            cells[column] = float(convert(line.number("value") or 0.0, from_unit=unit, to_unit=get_unit(cell.unit)))
        except DomainError:
            left.append((line, Sentence("l’unité ne se convertit pas dans celle du formulaire")))
            continue
        if cell.year_column:
            years[cell.year_column] = year
    return FormGrids(cells=cells, years=years, left=left)


_NO_CELL = Sentence("aucune case du formulaire pour ce secteur et cette année")
_NO_YEARS = Sentence("le formulaire ne dit pas les années de ses objectifs renouvelables\u00a0: les dire ici")


def _refusal_reason(
    line: SectionLine, column: str | None, cells: Mapping[str, float], years: Mapping[str, int], year: int
) -> Text | None:
    if line.section == "targets" and line.text("kind") != "level":
        return Sentence("le formulaire veut un niveau à atteindre, non une évolution ni une part")
    if line.text("scope") not in {"", "territory"}:
        return Sentence("le formulaire est celui du territoire")
    if column is None or line.number("value") is None:
        return _NO_CELL
    when = form_columns()[column].year_column
    if column in cells or (when and years.get(when, year) != year):
        return Sentence("la case porte déjà une autre valeur")
    return None
