"""How decisions and bodies are described in a trace, and who reads the figures of a group."""

from collections.abc import Mapping, Sequence

from django.urls import reverse

from autan.cooperation.working_group.core.bodies import BodyKind
from autan.cooperation.working_group.core.figures import BODY_KIND, DECISION_KIND, SOURCE
from autan.cooperation.working_group.models import Body, Decision
from autan.cooperation.working_group.queries.figures import find_group_figure, group_version
from autan.evidence.figures.core.evidence_cards import EvidenceCard
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import EvidenceKind, FigureSource, Reader, readable_by_slug
from autan.ground.texts.core.notation import format_date
from autan.ground.texts.language import colon, in_both_languages, recorded
from autan.ground.wordings import Sentence, Text

_MADE_UP = Sentence("Décision inventée, pour essayer.")
_MADE_UP_BODY = Sentence("Instance inventée, pour essayer.")


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


def describe_bodies(keys: Sequence[str], _reader: Reader) -> Mapping[str, EvidenceCard]:
    """Describe bodies by their name, and by their purpose or charter. One query."""
    return {
        body.slug: EvidenceCard(
            ref=EvidenceRef(kind=BODY_KIND, key=body.slug),
            title=body.name,
            statement=body.purpose if body.purpose_fr else BodyKind(body.kind).label,
            note=_MADE_UP_BODY if body.network.is_invented else None,
            is_free_text=True,
        )
        for body in Body.objects.filter(slug__in=keys).select_related("network")
    }


EVIDENCE = (
    EvidenceKind(
        kind=BODY_KIND,
        describe=describe_bodies,
        readable=readable_by_slug(Body.objects.select_related("network"), "working_group.read_body"),
        page=lambda key: reverse("working_group:body", args=[key]),
    ),
    EvidenceKind(
        kind=DECISION_KIND,
        describe=describe_decisions,
        readable=readable_by_slug(Decision.objects.select_related("network"), "working_group.read_decision"),
        page=lambda key: reverse("working_group:decision", args=[key]),
    ),
    FigureSource(name=SOURCE, find=find_group_figure, version=group_version),
)
