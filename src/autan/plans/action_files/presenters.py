"""Actions as a document shows them, words of a network, and what files that leave cannot hold."""

from collections import Counter
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from autan.ground.documents.renderers.sheets import DocumentSheet
from autan.ground.texts.core.dates import PartialDate
from autan.ground.texts.language import words
from autan.ground.wordings import Sentence, Text
from autan.plans.action_files.core.losses import LeavingAction, Loss, filing_losses, lay_out, workbook_losses
from autan.plans.action_files.exporters import ExportedAction
from autan.plans.plans.core.sections import SectionLine
from autan.plans.plans.core.steps import SECTION as STEPS
from autan.plans.plans.core.steps import StepKind
from autan.plans.plans.importers.definitions import find_section
from autan.plans.plans.presenters.words import line_title
from autan.plans.plans.queries.plans import PlanContent
from autan.plans.projects.core.axes import SEPARATOR
from autan.plans.projects.core.fields import BY_CODE
from autan.plans.projects.models import ColumnMapping
from autan.plans.projects.presenters.sheet_page import field_label, group_views, lines_views, status_words
from autan.plans.projects.queries.sheets import SheetContent


def document_sheet(content: SheetContent) -> DocumentSheet:
    """Give one action as a document shows it, with what its reader may read."""
    record = content.record
    places = [", ".join(place.short_name for place in record.carriers.all())]
    places += [record.plan.title] if record.plan else []
    places += [SEPARATOR.join(content.axis)] if content.axis else []
    first = [(_("Statut"), status_words(content.record.status)), (_("Raison"), content.typed.get("status_reason", ""))]
    first.append((_("Descriptif"), content.typed.get("description", "")))
    parts = [(_("En bref"), tuple((label, words) for label, words in first if words))]
    parts += [
        (group["label"], tuple((view["label"], view["words"]) for view in group["fields"]))
        for group in group_views(content)
    ]
    return DocumentSheet(
        title=content.record.title,
        place=" · ".join(places),
        note=_("Action inventée, pour essayer.") if content.record.is_invented else "",
        parts=tuple(parts),
        tables=tuple((view["label"], view["headings"], view["rows"]) for view in lines_views(content)),
    )


def word_views(mappings: Iterable[ColumnMapping]) -> list[tuple[str, str, str]]:
    """Return the words that a network told: name in the form, field and word, and what it stands for."""
    views = []
    for mapping in mappings:
        if mapping.of_field not in BY_CODE:  # a field that a version before had
            continue
        choices = BY_CODE[mapping.of_field].choices
        labels = {member.value: words(member.label) for member in choices or ()}
        name, heading = f"{mapping.of_field}:{mapping.heading}", field_label(mapping.of_field)
        views.append((name, f"{heading}, « {mapping.heading} »", labels.get(mapping.field, _("laisser vide"))))
    return views


_GRIDS = ("targets", "observations")


def numbered_lines(content: PlanContent) -> list[SectionLine]:
    """Return the targets and the observed values of a plan."""
    return [line for line in content.lines if line.section in _GRIDS]


def launch_day(content: PlanContent) -> str:
    """Return the day on which a plan was launched, as the national filing writes it; empty where no day is stated."""
    launch = next((line for line in content.lines if (line.section, line.key) == (STEPS, StepKind.DECISION)), None)
    day = launch.values.get("date") if launch and launch.text("status") == "done" else None
    return f"{day.first_day:%d/%m/%Y}" if isinstance(day, PartialDate) and day.day else ""


def exchange_losses(
    content: PlanContent, actions: Sequence[ExportedAction], renewable_years: tuple[int, ...]
) -> tuple[list[Loss], list[Loss]]:
    """Return what the workbook of Territoires en Transitions, then the national filing, cannot hold of a plan."""
    leaving = [
        LeavingAction(
            typed=action.typed,
            lines=action.record.lines,
            axes=len(action.axis),
            carriers=len(action.record.carriers.all()),
            is_part=bool(action.part),
        )
        for action in actions
    ]
    left = lay_out(numbered_lines(content), renewable_years).left
    unplaced = [Loss(what=_line_title(line), why=why, count=1) for line, why in left]
    others = Counter(line.section for line in content.lines if line.section not in _GRIDS)
    sections = [
        Loss(what=find_section(code).label, why=Sentence("pas de colonne"), count=n) for code, n in others.items()
    ]
    return workbook_losses(leaving), filing_losses(leaving, unplaced, sections)


def _line_title(line: SectionLine) -> Text:
    """The title of a target or of a value, and its year: two of one quantity are told apart."""
    year = line.number("horizon" if line.section == "targets" else "year")
    title = line_title(find_section(line.section), line) + (f", {year:.0f}" if year else "")
    return Text(title, title)
