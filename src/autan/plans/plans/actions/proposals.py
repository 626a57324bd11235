"""What is decided of the lines proposed to a plan."""

from collections import Counter
from collections.abc import Sequence

from django.db import transaction

from autan.ground.errors import ConflictError
from autan.people.journal.actions import Actor, acting
from autan.plans.plans.actions.plans import plan_ref, save_section
from autan.plans.plans.core.plans import LineInput
from autan.plans.plans.core.proposals import ProposedLine
from autan.plans.plans.models import Plan, ProposalDecision


def decide_proposal(
    *, by: Actor | None, plan: Plan, proposal: ProposedLine, is_accepted: bool, reason: str = ""
) -> ProposalDecision:
    """Accept a line proposed to a plan, which is then saved with its evidence, or refuse it; either is remembered."""
    with acting(by=by, act="decide_proposal", permission="plans.write_plan", on=plan) as act:
        decision, is_new = ProposalDecision.objects.get_or_create(
            plan=plan,
            proposal=proposal.key,
            defaults={"is_accepted": is_accepted, "reason": reason[:300], "by_id": by.pk if by else None},
        )
        if not is_new:
            raise ConflictError("cette proposition a déjà été décidée")
        if is_accepted:
            if proposal.line and plan.lines.filter(section=proposal.section, key=proposal.line).exists():
                raise ConflictError("cette ligne dit déjà quelque chose\u00a0: corrigez-la à la main, ou refusez")
            line = LineInput(key=proposal.line, typed=proposal.typed, evidence=proposal.evidence)
            save_section(by=by, plan=plan, section=proposal.section, lines=[line])
        word = "acceptée" if is_accepted else "refusée"
        act.record(plan_ref(plan), summary=f"Proposition {word} : {proposal.key}", details={"reason": reason})
    return decision


@transaction.atomic
def accept_proposals(*, by: Actor | None, plan: Plan, proposals: Sequence[ProposedLine]) -> int:
    """Accept all lines proposed to a plan, but those of a line that it has or that two of them say; return how many."""
    lines = Counter((proposal.section, proposal.line) for proposal in proposals if proposal.line)
    lines.update(dict.fromkeys(plan.lines.values_list("section", "key"), 2))
    alone = [proposal for proposal in proposals if lines[proposal.section, proposal.line] <= 1]
    for proposal in alone:
        decide_proposal(by=by, plan=plan, proposal=proposal, is_accepted=True)
    return len(alone)
