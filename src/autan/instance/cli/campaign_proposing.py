"""`autan campaign propose`: what is already known is offered to each territory, which confirms or changes it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typer
from django.db import transaction

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import convert, get_unit
from autan.ground.errors import DomainError
from autan.ground.tables.importers.delimited import decode_text
from autan.ground.tables.importers.tables import read_file
from autan.ground.wordings import Text
from autan.instance.cli.listing import AsJson, attributes_of, show_rows
from autan.opendata.observatory.queries.figures import member_figures
from autan.survey.answering.actions.proposals import (
    KnownValue,
    propose_duty,
    propose_from_earlier,
    propose_known,
    propose_values,
)
from autan.survey.campaigns.models import Proposal
from autan.survey.campaigns.queries.campaigns import CampaignView, view_campaign
from autan.survey.questionnaires.core.questionnaire import Question

_PLAIN = frozenset({ValueState.OBSERVED, ValueState.CONFIRMED_ZERO, ValueState.ESTIMATED, ValueState.MODELLED})
_DECIMALS = 3


def propose(
    slug: str = typer.Argument(help="Campagne."),
    observatory: list[str] = typer.Option(
        [], "--observatory", help="QUESTION=MESURE : proposer aussi une mesure de l’observatoire ; répétable."
    ),
    known: Path | None = typer.Option(
        None, "--known", exists=True, dir_okay=False, help="Fichier de ce que des faits disent déjà de chacune."
    ),
    as_json: bool = AsJson,
) -> None:
    """Proposer ce qui est déjà connu : réponses précédentes, faits, population légale, observatoire."""
    view = view_campaign(slug)
    pairs = [_read_pair(view, text) for text in observatory]
    text = decode_text(read_file(known), known.name) if known else ""  # read before anything is written
    with transaction.atomic():  # all that is known, or nothing where a file or a measure is refused
        proposals = propose_from_earlier(by=None, campaign=view.record)
        if known:
            proposals += propose_known(by=None, campaign=view.record, text=text, file=known.name)
        proposals += propose_duty(by=None, campaign=view.record)
        proposals += propose_values(by=None, campaign=view.record, values=_known_values(view, pairs))
    headings = ("Collectivité", "Question", "Valeur proposée", "Origine", "Faits")
    rows = [(p.territory.short_name, p.question, str(p.value)[:60], p.origin_fr, _facts(p)) for p in proposals]
    empty = "Rien de connu n’attend de réponse."
    show_rows(headings, rows, as_objects=map(_as_object, proposals), as_json=as_json, empty=empty)


def _facts(proposal: Proposal) -> str:
    return ", ".join(key for kind, key in proposal.evidence if kind == "fact")


def _read_pair(view: CampaignView, text: str) -> tuple[Question, str]:
    code, _, measure = text.partition("=")
    question = view.questionnaire.question(code)
    if not measure or not question.unit:
        message = "« {text} » : attendu QUESTION=MESURE, pour une question qui demande un nombre"
        raise DomainError(message, text=text)
    return question, measure


def _known_values(view: CampaignView, pairs: Sequence[tuple[Question, str]]) -> list[KnownValue]:
    """What the observatory plainly knows of each member; partial sums and unknown values are not proposed."""
    if not pairs:
        return []
    by_member = member_figures(view.record.network_id)
    values = []
    for question, measure in pairs:
        if not any(measure in figures for figures in by_member.values()):
            message = "aucune mesure « {measure} » pour ce réseau ; voir autan territory show"
            raise DomainError(message, measure=measure)
        for siren, figures in by_member.items():
            figure = figures.get(measure)
            if figure is not None and figure.interval is not None and figure.state in _PLAIN:
                values.append(_as_known(siren, question, figure, figure.interval.low))
    return values


def _as_known(siren: str, question: Question, figure: Figure, value: float) -> KnownValue:
    converted = round(float(convert(value, from_unit=figure.unit, to_unit=get_unit(question.unit))), _DECIMALS)
    return KnownValue(
        siren=siren,
        question=question.code,
        value=int(converted) if converted.is_integer() else converted,
        origin=Text(
            f"Observatoire\u00a0: {figure.label.fr} ({figure.period})",
            f"Observatory: {figure.label.en} ({figure.period})",
        ),
        evidence=figure.evidence,
    )


def _as_object(proposal: Proposal) -> dict[str, Any]:
    return {
        "siren": proposal.territory_id,
        **attributes_of(proposal, "question value"),
        "origin": {"fr": proposal.origin_fr, "en": proposal.origin_en},
        **attributes_of(proposal, "is_partial evidence"),
    }
