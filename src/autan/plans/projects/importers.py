"""The sections of the lines of an action sheet, its funding as the room of plans describes it."""

from collections.abc import Mapping
from functools import cache

from autan.plans.plans.core.sections import PlanSection
from autan.plans.plans.importers.definitions import find_section
from autan.plans.projects.core.lines import DOCUMENTS, STEPS, funding_of_actions


@cache
def sheet_sections() -> Mapping[str, PlanSection]:
    """Return the sections of lines by code, in the order of the sheet."""
    funding = funding_of_actions(find_section("funding"))
    return {section.code: section for section in (STEPS, funding, DOCUMENTS)}
