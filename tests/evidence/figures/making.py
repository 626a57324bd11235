"""Figures and facts for tests, made from what matters to each test."""

from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import get_unit
from autan.evidence.figures.models import Fact, Source
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Text

LABEL = Text("électricité", "electricity")


def make_figure(value: float | None = 10, *, unit: str = "MWh", year: int = 2024, **fields: object) -> Figure:
    """One observed (or missing) figure of one territory."""
    given: dict[str, object] = {
        "id": "tests.x",
        "label": LABEL,
        "value": value,
        "unit": get_unit(unit),
        "period": Period.year(year),
        "territories": ("243100518",),
        "known": 0 if value is None else 1,
        "total": 1,
        "state": ValueState.MISSING if value is None else ValueState.OBSERVED,
        "method": Method(name="published", formula=Text("valeur publiée", "published value")),
        "evidence": (EvidenceRef(kind="fact", key="S001"),),
    }
    return Figure(**{**given, **fields})  # type: ignore[arg-type]


def keep_fact(key: str, **columns: object) -> Fact:
    """One fact of a source of its own, in the database."""
    source, _is_new = Source.objects.get_or_create(slug="s", defaults={"title": "S", "producer": "P"})
    words = {"topic": "t", "statement_fr": "x", "statement_en": "y", "confidence": "press"}
    return Fact.objects.create(**{"id": key, "source": source, "kind": "survey", "subject": "S"} | words | columns)
