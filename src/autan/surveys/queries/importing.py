"""Reads what an import of answers would change."""

from collections.abc import Sequence
from dataclasses import replace

from autan.errors import Fault
from autan.evidence.queries.facts import facts_by_id
from autan.intake.core.previews import Preview
from autan.surveys.core.exchange.plans import Compared, GivenAnswer, OnConflict, preview_answers
from autan.surveys.core.exchange.sheets import SheetRow
from autan.surveys.queries.campaigns import CampaignView, current_answers


def plan_answers(
    view: CampaignView,
    rows: Sequence[tuple[str, SheetRow]],
    *,
    file: str,
    on_conflict: OnConflict = OnConflict.KEEP,
    skips_faults: bool = False,
) -> Preview[Compared]:
    """Say what an import would write, without writing. Two queries at most."""
    preview = preview_answers(
        rows,
        {(answer.siren, answer.question): answer for answer in current_answers(view)},
        view.questionnaire,
        file=file,
        names={member.siren: member.name for member in view.respondents},
        on_conflict=on_conflict,
        skips_faults=skips_faults,
    )
    cited = {item.record.key: _facts(item.record.content) for item in preview.items}
    every = sorted({fact for facts in cited.values() for fact in facts})
    missing = set(every) - facts_by_id(every).keys() if every else set()
    faults = [
        Fault(sheet=found.sheet or None, row=found.line, column="facts", value=fact, expected="un fait du registre")
        for found in (item.record for item in preview.items)
        for fact in cited[found.key]
        if fact in missing
    ]
    right = tuple(item for item in preview.items if missing.isdisjoint(cited[item.record.key]))
    return replace(preview, items=right, faults=(*preview.faults, *faults))


def _facts(content: Compared) -> tuple[str, ...]:
    return content.answer.facts if isinstance(content, GivenAnswer) else content.facts
