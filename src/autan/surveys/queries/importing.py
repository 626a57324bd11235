"""What an import of answers would change, without writing."""

from collections.abc import Sequence

from autan.errors import Fault
from autan.evidence.queries.facts import facts_by_id
from autan.surveys.core.exchange.answer_sheets import SheetRow
from autan.surveys.core.exchange.import_plans import ImportPlan, OnConflict, plan_import
from autan.surveys.queries.answers import answers_by_member
from autan.surveys.queries.campaigns import CampaignView


def plan_answers(
    view: CampaignView, rows: Sequence[tuple[str, SheetRow]], *, on_conflict: OnConflict = OnConflict.KEEP
) -> ImportPlan:
    """Say what an import would write, without writing. Two queries at most."""
    plan = plan_import(rows, answers_by_member(view.record), view.questionnaire, on_conflict=on_conflict)
    cited = sorted({fact for found in plan.answers for fact in found.answer.facts})
    missing = set(cited) - facts_by_id(cited).keys() if cited else set()
    faults = [
        Fault(sheet=found.sheet or None, row=found.line, column="facts", value=fact, expected="un fait du registre")
        for found in plan.answers
        for fact in found.answer.facts
        if fact in missing
    ]
    right = tuple(found for found in plan.answers if not missing & set(found.answer.facts))
    return ImportPlan(answers=right, faults=(*plan.faults, *faults))
