"""The only writers of recommendations: drafted from a counted finding, rewritten by a person, kept up to date."""

from functools import partial

from autan.cooperation.crossreading.actions.alignments import ROOM
from autan.cooperation.crossreading.core.addresses import CrossreadAddress
from autan.cooperation.crossreading.core.findings import Addressee, FindingRule
from autan.cooperation.crossreading.core.recommendations import (
    RecommendationStatus,
    draft_recommendation,
    finding_words,
    refs_of,
)
from autan.cooperation.crossreading.importers import find_rule
from autan.cooperation.crossreading.models import Recommendation
from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.queries.registry import OPERATOR, find_figure
from autan.ground.errors import DomainError
from autan.people.journal.actions import Actor, acting
from autan.people.journal.core import ChangedSinceError, list_changes, refs_to
from autan.territories.networks.models import Network

WRITES = "seule la coordination du réseau écrit les recommandations"
_writing = partial(acting, permission="crossreading.coordinate", refusal=WRITES)
_MOST_EVIDENCE = 40
recommendation_ref = refs_to(ROOM, "recommendation")


def write_recommendation(*, by: Actor | None, network: Network, figure_id: str, by_name: str = "") -> Recommendation:
    """Draft a recommendation from the finding at an address; a person then rewrites it.

    Raises:
        DomainError: nothing is known of the finding, or it rests on nothing.
        UnknownFigureError: there is no such figure, or `by` may not read it.
    """
    figure = find_figure(figure_id, reader=by or OPERATOR)
    draft = draft_recommendation(figure, _rule_of(figure_id))
    with _writing(by=by, act="write_recommendation", on=network, by_name=by_name, network=network.slug) as act:
        recommendation = Recommendation.objects.create(
            network=network,
            slug=f"{network.slug}-{Recommendation.objects.filter(network=network).count() + 1}",
            figure=figure_id,
            content_hash=draft.content_hash,
            finding_fr=draft.finding.fr,
            finding_en=draft.finding.en,
            evidence=_evidence(figure),
            addressee=draft.addressee.value,
            text_fr=draft.text.fr,
            text_en=draft.text.en,
            by_id=act.author_id,
        )
        act.record(
            recommendation_ref(recommendation),
            summary=f"Recommandation ébauchée : {draft.finding.fr}",
            network=network.slug,
        )
    return recommendation


def _rule_of(figure_id: str) -> FindingRule | None:
    address = CrossreadAddress.parse(FigureAddress.parse(figure_id))
    code = address.details[0] if address and address.what == "finding" and address.details else ""
    return find_rule(code)


def _evidence(figure: Figure) -> list[list[str]]:
    return [[ref.kind, ref.key] for ref in refs_of(figure)][:_MOST_EVIDENCE]


def rewrite_recommendation(
    *,
    by: Actor | None,
    recommendation: Recommendation,
    text_fr: str,
    text_en: str = "",
    addressee: Addressee,
    status: RecommendationStatus,
    seen: int | None = None,
    by_name: str = "",
) -> Recommendation:
    """Rewrite a recommendation, say whom it is for and where it stands.

    Raises ChangedSinceError: somebody changed it since; nothing is written.
    """
    if not text_fr.strip():
        raise DomainError("une recommandation a un texte")
    if seen is not None and seen != recommendation.revision:
        raise ChangedSinceError({"texte": recommendation.text_fr})
    is_rewritten = recommendation.is_rewritten or text_fr.strip() != recommendation.text_fr
    if status in {RecommendationStatus.PROPOSED, RecommendationStatus.ADOPTED} and not is_rewritten:
        raise DomainError("récrivez l’ébauche avec vos mots avant de la proposer")
    columns = {"text_fr": text_fr.strip(), "text_en": text_en.strip(), "addressee": addressee.value}
    columns |= {"status": status.value}
    network = recommendation.network
    with _writing(by=by, act="rewrite_recommendation", on=network, by_name=by_name, network=network.slug) as act:
        changes = list_changes({name: getattr(recommendation, name) for name in columns}, columns)
        for name, value in columns.items():
            setattr(recommendation, name, value)
        recommendation.is_rewritten = is_rewritten
        recommendation.revision += 1
        recommendation.save()
        act.record(
            recommendation_ref(recommendation),
            summary=f"Recommandation {status.label.fr}",
            network=recommendation.network.slug,
            changes=changes,
        )
    return recommendation


def refresh_finding(*, by: Actor | None, recommendation: Recommendation) -> Recommendation:
    """Put a recommendation on its finding as it is today, after a person read both.

    Raises:
        DomainError: nothing is known of the finding any more, or it rests on nothing.
        UnknownFigureError: there is no such figure any more, or `by` may not read it.
    """
    figure = find_figure(recommendation.figure, reader=by or OPERATOR)
    # called for its refusals alone: the words of the person stay as they are
    draft_recommendation(figure)
    now = finding_words(figure)
    with _writing(by=by, act="refresh_finding", on=recommendation.network) as act:
        before = {"constat": recommendation.finding_fr}
        recommendation.finding_fr, recommendation.finding_en = now.fr, now.en
        recommendation.content_hash, recommendation.evidence = figure.content_hash, _evidence(figure)
        recommendation.revision += 1
        recommendation.save()
        act.record(
            recommendation_ref(recommendation),
            summary="Recommandation rapportée à son constat d’aujourd’hui",
            network=recommendation.network.slug,
            changes=list_changes(before, {"constat": now.fr}),
        )
    return recommendation
