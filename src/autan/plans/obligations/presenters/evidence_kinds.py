"""How the text of a rule is described in a trace: its words, where and in which version they were read."""

from autan.evidence.figures.core.evidence_cards import EvidenceCard
from autan.evidence.figures.core.sources import Citation, EvidenceRef, Source
from autan.evidence.figures.queries.registry import EvidenceKind, one_by_one
from autan.ground.texts.core.texts import Text
from autan.plans.obligations.core.rules import RULE
from autan.plans.obligations.importers.rules import find_obligation
from autan.plans.obligations.presenters.competences import EVIDENCE as COMPETENCE_EVIDENCE


def describe_rule(code: str) -> EvidenceCard | None:
    """Describe what was read of a rule; None when there is none."""
    rule = find_obligation(code)
    if rule is None:
        return None
    read = rule.read
    source = Source(slug="", title=read.reference, producer="", published=read.version, document=read.source)
    quotation = f"«\u202f{read.quotation}\u202f»" if read.quotation else read.who
    return EvidenceCard(
        ref=EvidenceRef(kind=RULE, key=code),
        title=rule.label,
        statement=Text(quotation, quotation),
        citation=Citation(source=source, locator=""),
        note=Text(
            f"{read.certainty.label.fr.capitalize()}\u202f; à confirmer sur Légifrance.",
            f"{read.certainty.label.en.capitalize()}; to be confirmed on Légifrance.",
        ),
        is_free_text=True,
    )


EVIDENCE = (*COMPETENCE_EVIDENCE, EvidenceKind(kind=RULE, describe=one_by_one(describe_rule)))
