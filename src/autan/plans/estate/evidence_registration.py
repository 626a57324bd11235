"""Figures and evidence that the room gives to the others, and what it lets be stated complete."""

from django.utils.translation import gettext_lazy as _

from autan.evidence.figures.queries.registry import EvidenceKind, FigureSource
from autan.ground.registry import register, register_at_need
from autan.ground.wordings import Sentence
from autan.plans.estate.core.assets import ESTATE
from autan.plans.plans.queries.complete_lists import CompleteList

register_at_need("autan.plans.estate.presenters:EVIDENCE", {EvidenceKind: (ESTATE,), FigureSource: (ESTATE,)})
register(
    CompleteList(
        code=ESTATE,
        label=Sentence("Patrimoine"),
        permission="estate.write",
        refusal=Sentence("seules les personnes qui agissent pour ce territoire disent qu’il n’a pas d’autre bien"),
        offer=_("Rien d’autre\u00a0: aucun autre bien, à ce jour"),
        address=("estate:goods", "siren"),
    ),
)
