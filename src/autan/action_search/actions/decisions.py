"""Writes what somebody decides of an action suggested as similar."""

from autan.journal.actions import Actor, acting
from autan.projects.actions.sheets import REFUSAL, network_of, sheet_ref
from autan.projects.models import ActionSheet, SimilarityDecision


def decide_similar(*, by: Actor | None, sheet: ActionSheet, suggested: str, is_accepted: bool, score: float) -> None:
    """Keep whether a suggested action resembles a sheet: accepted, it stays beside it; refused, it comes no more.

    Args:
        by: who decides: somebody who writes the sheet.
        sheet: the sheet.
        suggested: key of the action that was suggested.
        is_accepted: True when it resembles.
        score: how much it did, 0 to 1, when it was suggested.

    Raises:
        NotAllowedError: `by` may not write the sheet.
    """
    with acting(by=by, act="decide_similar", permission="projects.write_action", on=sheet, refusal=REFUSAL) as act:
        SimilarityDecision.objects.update_or_create(
            sheet=sheet,
            suggested=suggested[:160],
            defaults={"is_accepted": is_accepted, "score": score, "by_id": by.pk if by else None},
        )
        told = "Action semblable retenue" if is_accepted else "Action semblable écartée"
        details = {"suggested": suggested, "score": round(score, 3)}
        act.record(sheet_ref(sheet), summary=f"{told} : {suggested}", network=network_of(sheet), details=details)
