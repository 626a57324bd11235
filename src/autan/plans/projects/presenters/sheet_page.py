"""The page of one action: what each part says, its lines, what lacks, what replaced it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from autan.ground.texts.core.money import AmountSum
from autan.ground.texts.language import colon, number, words
from autan.plans.plans.core.sections import FieldKind
from autan.plans.plans.presenters.words import line_title, value_words
from autan.plans.projects.core.fields import BY_CODE, FIELDS, SheetFieldGroup
from autan.plans.projects.core.lines import own_share_pct
from autan.plans.projects.core.sheets import disclosure_of, missing_fields
from autan.plans.projects.importers import sheet_sections
from autan.plans.projects.presenters.words import field_label, field_words
from autan.plans.projects.queries.sheets import SheetContent

_SHOWN_APART = frozenset({"title", "description", "status", "status_reason"})
_MOST_MISSING = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFieldView:
    """One field: its name, its words, whether they are a long text, what is wrong, who reads it if not everybody."""

    label: str
    words: str
    is_long: bool
    problem: str = ""
    readers: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupView:
    """One part of a sheet."""

    label: str
    fields: tuple[SheetFieldView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinesView:
    """The lines of one section: headings, cells of each line, what is wrong."""

    label: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    problems: tuple[str, ...]


def group_views(content: SheetContent) -> tuple[GroupView, ...]:
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
            groups.append(GroupView(label=words(group.label), fields=fields))
    return tuple(groups)


def _view(content: SheetContent, code: str, problem: str) -> SheetFieldView:
    value = content.reading.values.get(code)
    disclosure = disclosure_of(code, content.record.disclosures)
    return SheetFieldView(
        label=field_label(code),
        words=content.typed[code] if value is None else field_words(code, value),
        is_long=BY_CODE[code].kind is FieldKind.PROSE,
        problem=problem,
        readers=words(disclosure.label) if disclosure.rank else "",
    )


def lines_views(content: SheetContent) -> tuple[LinesView, ...]:
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
                LinesView(
                    label=words(section.label),
                    headings=tuple(words(field.label) for field in used),
                    rows=tuple(tuple(value_words(section, line, field.code) for field in used) for line in lines),
                    problems=tuple(problems),
                )
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
