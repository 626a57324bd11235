"""What action sheets do, in quantities of levers."""

from autan.evidence.queries.registry import Reader
from autan.foresight.models import ActionLever
from autan.projects.models import ActionSheet
from autan.scenarios.importers.levers import shipped_library


def levers_of_sheet(slug: str) -> list[ActionLever]:
    """Return the levers of a sheet, in the order in which they were given. One query."""
    return list(ActionLever.objects.filter(sheet__slug=slug, kind__in=list(shipped_library())))


def writes_sheet(reader: Reader, slug: str) -> bool:
    """Say whether a person writes the sheet of this identifier. One query, and those of the right."""
    sheet = ActionSheet.objects.filter(slug=slug).select_related("plan").first()
    return sheet is not None and reader.has_perm("projects.write_action", sheet)
