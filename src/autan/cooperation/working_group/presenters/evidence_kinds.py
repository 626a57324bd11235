"""How a decision is described in a trace, and who reads the figures of a group."""

from collections.abc import Collection, Mapping, Sequence

from django.urls import reverse

from autan.cooperation.working_group.core.figures import DECISION_KIND, SOURCE
from autan.cooperation.working_group.models import Decision
from autan.cooperation.working_group.queries.figures import find_group_figure, group_version
from autan.evidence.figures.core.evidence_cards import EvidenceCard
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import EvidenceKind, FigureSource, Reader
from autan.ground.texts.core.notation import format_date
from autan.ground.texts.language import colon, in_both_languages, recorded
from autan.ground.wordings import Sentence, Text

_MADE_UP = Sentence("Décision inventée, pour essayer.")


def readable_decisions(keys: Sequence[str], reader: Reader) -> Collection[str]:
    """Return the decisions that a reader may read. One query, and those of the rights."""
    decisions = Decision.objects.filter(slug__in=keys).select_related("network")
    return [
        decision.slug
        for decision in decisions
        if decision.is_public or reader.has_perm("working_group.read_decision", decision)
    ]


def describe_decisions(keys: Sequence[str], reader: Reader) -> Mapping[str, EvidenceCard]:
    """Describe decisions by their text, the body that took them and when. One query, and those of the right.

    Who wrote them down is told to those of the network alone.
    """
    decisions = Decision.objects.filter(slug__in=keys).select_related("network", "body")
    return {decision.slug: _card(decision, reader) for decision in decisions}


def _card(decision: Decision, reader: Reader) -> EvidenceCard:
    is_named = reader.has_perm("working_group.read_group", decision.network)
    taken = decision.decided_on
    fr = f"{decision.text} {decision.body.name_fr}, {format_date(taken, language='fr')}"
    en = f"{decision.text} {decision.body.name_en}, {format_date(taken, language='en')}"
    return EvidenceCard(
        ref=EvidenceRef(kind=DECISION_KIND, key=decision.slug),
        title=in_both_languages(lambda: f"{decision.number}{colon()} {decision.title}"),
        statement=Text(fr, en),
        recorded=recorded(decision.recorded_at, by=decision.recorded_by_name if is_named else ""),
        note=_MADE_UP if decision.network.is_invented else None,
        is_free_text=True,
    )


EVIDENCE = (
    EvidenceKind(
        kind=DECISION_KIND,
        describe=describe_decisions,
        readable=readable_decisions,
        page=lambda key: reverse("working_group:decision", args=[key]),
    ),
    FigureSource(name=SOURCE, find=find_group_figure, version=group_version),
)
