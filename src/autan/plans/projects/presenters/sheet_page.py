"""The page of one action in words: what each part says, its lines, what lacks, what it costs."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from autan.evidence.grids.presenters import Grid, GridColumn, GridRow
from autan.ground.texts.core.dates import PartialDate
from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.money import Amount, AmountSum
from autan.ground.texts.language import colon, day_of, exact_number, number, words
from autan.plans.plans.core.sections import FieldKind, Reading
from autan.plans.plans.presenters.words import amount_words, line_title, value_words
from autan.plans.projects.core.choices import ActionStatus
from autan.plans.projects.core.fields import BY_CODE, FIELDS, SheetFieldGroup
from autan.plans.projects.core.filters import NO_STATUS
from autan.plans.projects.core.lines import own_share_pct
from autan.plans.projects.core.sheets import disclosure_of, missing_fields, read_sheet
from autan.plans.projects.importers import sheet_sections
from autan.plans.projects.models import ActionSheet
from autan.plans.projects.queries.sheets import SheetContent


def field_label(code: str) -> str:
    """Name of a field."""
    return words(BY_CODE[code].label)


def field_words(code: str, value: Reading) -> str:
    """What a value says: words of a choice, a date in full, an amount with what was read."""
    match value:
        case Labelled():
            return words(value.label)
        case bool():
            return _("oui") if value else _("non")
        case PartialDate():
            return words(value.words())
        case Amount():
            return amount_words(value)
        case tuple():
            return ", ".join(words(part.label) if isinstance(part, Labelled) else part for part in value)
        case float() | int():
            text = exact_number(value)
        case _:
            text = value if BY_CODE[code].kind is FieldKind.PROSE else " ".join(value.split())
    return text


def status_words(status: ActionStatus | str | None) -> str:
    """Return the words of a status, or those for an unknown one."""
    if not status or status == NO_STATUS:
        return _("statut non renseigné")
    return words(ActionStatus(status).label)


def saved_words(problems: int) -> str:
    """Say that a sheet is saved, and how many of its values cannot be read."""
    unread = ngettext(
        "%(n)d valeur n’est pas lue\u00a0: elle est gardée, dite à sa place, et ne compte pas.",
        "%(n)d valeurs ne sont pas lues\u00a0: elles sont gardées, dites à leur place, et ne comptent pas.",
        problems,
    )
    saved = _("La fiche est enregistrée.")
    return f"{saved} {unread % {'n': problems}}" if problems else saved


def remark_words(names: Iterable[str], unknown: Iterable[str]) -> str:
    """Say for whom a comment is, and which names it calls are those of nobody who reads the action."""
    called = ", ".join(names)
    sentences = [_("Commentaire ajouté, pour %(names)s.") % {"names": called} if called else _("Commentaire ajouté.")]
    if missing := ", ".join(unknown):
        sentences.append(_("Personne ici ne s’appelle %(names)s\u00a0: choisissez dans la liste.") % {"names": missing})
    return " ".join(sentences)


_SHOWN_APART = frozenset({"title", "description", "status", "status_reason"})
_MOST_MISSING = 6


def group_views(content: SheetContent) -> tuple[dict[str, Any], ...]:
    """Give the filled fields of a sheet, part by part."""
    problems = {problem.field: words(problem.message) for problem in content.reading.problems}
    groups = []
    for group in SheetFieldGroup:
        fields = tuple(
            _view(content, field.code, problems.get(field.code, ""))
            for field in FIELDS
            if field.group is group and field.code not in _SHOWN_APART and content.typed.get(field.code)
        )
        if fields:
            groups.append({"label": words(group.label), "fields": fields})
    return tuple(groups)


def _view(content: SheetContent, code: str, problem: str) -> dict[str, Any]:
    value = content.reading.values.get(code)
    disclosure = disclosure_of(code, content.record.disclosures)
    return {
        "label": field_label(code),
        "words": content.typed[code] if value is None else field_words(code, value),
        "is_long": BY_CODE[code].kind is FieldKind.PROSE,
        "problem": problem,
        "readers": words(disclosure.label) if disclosure.rank else "",
    }


def lines_views(content: SheetContent) -> tuple[dict[str, Any], ...]:
    """Give the steps, the funding and the documents of a sheet."""
    views = []
    for code, section in sheet_sections().items():
        lines = content.lines[code]
        used = [field for field in section.fields if any(line.typed.get(field.code) for line in lines)]
        problems = [
            f"{line_title(section, line)}{colon()} {words(problem.message)}"
            for line in lines
            for problem in line.problems
        ]
        if lines:
            views.append(
                {
                    "label": words(section.label),
                    "headings": tuple(words(field.label) for field in used),
                    "rows": tuple(tuple(value_words(section, line, field.code) for field in used) for line in lines),
                    "problems": tuple(problems),
                }
            )
    return tuple(views)


def missing_words(content: SheetContent) -> tuple[str, ...]:
    """Give the names of the fields that most lack; those kept from this reader are not said to lack."""
    codes = [code for code in missing_fields(content.reading) if code not in content.hidden]
    return tuple(field_label(code) for code in codes[:_MOST_MISSING])


def own_share_words(content: SheetContent) -> str:
    """Give the share of the budget that no funder grants; empty as soon as a part is unknown."""
    budget = content.reading.amount("budget")
    if budget is None or budget.is_floor:
        return ""
    total = AmountSum(low=budget.low, high=budget.high, known=1, total=1, basis=budget.basis)
    share = own_share_pct(total, content.lines["funding"])
    if share is None:
        return ""
    low, high = (number(round(end)) for end in share)
    return _("%(share)s\u00a0%%") % {"share": low if low == high else f"{low}–{high}"}


CODES = ("budget", "spent", "staff_fte")


def budget_grid(sheets: Iterable[ActionSheet]) -> Grid:
    """Return the grid of some actions; an amount that cannot be read is kept, and said beside it."""
    columns = tuple(GridColumn(code=code, label=BY_CODE[code].label) for code in CODES)
    return Grid(columns=columns, rows=[_row(sheet) for sheet in sheets], is_typed=True)


def _row(sheet: ActionSheet) -> GridRow:
    typed = {code: sheet.typed.get(code, "") for code in CODES}
    problems = [problem for problem in read_sheet(typed).problems if problem.field in CODES]
    origin = _("fiche du %(day)s") % {"day": day_of(sheet.changed_at)}
    return GridRow(
        key=sheet.slug,
        label=sheet.title,
        typed=typed,
        origins={code: origin for code, text in typed.items() if text},
        alert=" ".join(
            f"{words(BY_CODE[problem.field].label)}{colon()} {words(problem.message)}" for problem in problems
        ),
        revision=sheet.revision,
        record=sheet,
    )
