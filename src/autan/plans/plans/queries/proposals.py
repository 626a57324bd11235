"""Lines proposed to a plan from what is already held about its territory, and not decided yet."""

from collections.abc import Iterable

from autan.evidence.figures.core.sources import evidence_refs
from autan.evidence.figures.models import Fact
from autan.evidence.figures.queries.facts import facts_about
from autan.evidence.figures.queries.registry import Reader
from autan.opendata.measures.queries.filings import filings_of
from autan.plans.plans.core.answer_proposals import GivenAnswer, propose_from_answers
from autan.plans.plans.core.filing_proposals import propose_targets
from autan.plans.plans.core.proposals import ProposableFact, ProposedLine, open_proposals, propose_from_facts
from autan.plans.plans.importers.definitions import answer_rules, find_section
from autan.plans.plans.models import PlanLine, ProposalDecision
from autan.plans.plans.queries.plans import PlanContent
from autan.survey.campaigns.queries.answers import answers_of_territory
from autan.survey.questionnaires.core.kinds import AnswerState


def proposals_for(content: PlanContent, reader: Reader) -> tuple[ProposedLine, ...]:
    """Return the lines proposed to a plan that wait for a decision: from facts, filed plans, answers to surveys.

    Queries: two, and those of the rooms that hold the sources.
    """
    siren = next(iter(content.held.heading.sirens), None)
    if siren is None:
        return ()
    decided = set(ProposalDecision.objects.filter(plan=content.record).values_list("proposal", flat=True))
    parts = find_section("targets").field("part").choices
    proposals = (
        *propose_from_facts(_proposable_facts(facts_about(siren))),
        *propose_targets(((filing.filing, filing.cells) for filing in filings_of(siren)), parts),
        *propose_from_answers(_answers(siren, reader), answer_rules()[1]),
    )
    others = PlanLine.objects.filter(plan__subjects__siren=siren).exclude(plan=content.record)
    elsewhere = {ref for refs in others.values_list("evidence", flat=True) for ref in evidence_refs(refs)}
    return open_proposals(proposals, decided=decided, lines=content.lines, elsewhere=elsewhere)


def find_proposal(content: PlanContent, key: str, reader: Reader) -> ProposedLine | None:
    """Return a proposal that waits; None when it does not, or was decided."""
    return next((proposal for proposal in proposals_for(content, reader) if proposal.key == key), None)


def _proposable_facts(facts: Iterable[Fact]) -> list[ProposableFact]:
    return [
        ProposableFact(
            id=fact.id,
            topic=fact.topic,
            statement=fact.statement,
            period=fact.period,
            value=None if fact.value is None else float(fact.value),
            unit=fact.unit_en,
            base_year=str(fact.base_year or ""),
            horizon=str(fact.horizon or ""),
        )
        for fact in facts
    ]


def _answers(siren: str, reader: Reader) -> list[GivenAnswer]:
    """Answers of a territory to the questionnaire that proposals are read from, those of the latest campaign first."""
    questionnaire = answer_rules()[0]
    return [
        GivenAnswer(
            question=question.code, wording=question.text, value=answer.value, year=answer.at.year, evidence=answer.ref
        )
        for campaign, answers in answers_of_territory(siren, reader).items()
        if campaign.questionnaire.slug == questionnaire
        for question, answer in answers
        if answer.state is AnswerState.ANSWERED
    ]
