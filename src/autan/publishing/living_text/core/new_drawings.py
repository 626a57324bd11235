"""The entry of the head for a chart or a map that its author asked for by the address of the figure of each member."""

from dataclasses import dataclass
from typing import Any

from autan.evidence.figures.core.charts import ChartKind, MapKind
from autan.ground.wordings import Sentence, Text
from autan.publishing.living_text.core.address_marks import ANY_MEMBER, NewIllustration
from autan.publishing.living_text.core.definitions import MEMBER
from autan.publishing.living_text.core.document import IllustrationKind


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberMeasure:
    """What the figure of each member measures.

    Attributes:
        label: what is measured, with its unit.
        is_ratio: True for what is never added, such as a share: a map shades it; False for a total: a map sizes it.
    """

    label: Text
    source: Text
    is_ratio: bool


def drawing_entry(item: NewIllustration, measure: MemberMeasure) -> dict[str, Any]:
    """Return the entry, as plain values; its words say what the drawing shows and claim nothing."""
    is_chart = item.kind is IllustrationKind.CHART
    shading = MapKind.CHOROPLETH if measure.is_ratio else MapKind.SYMBOLS
    sentence = (
        Sentence("Une barre par membre ; l’inconnu est en bas.")
        if is_chart
        else Sentence("Chaque membre à sa place ; l’inconnu est hachuré.")
    )
    title = Sentence("{measure}, par membre", measure=measure.label)
    return {
        "kind": str(ChartKind.BARS if is_chart else shading),
        "title": _both(title),
        "sentence": _both(sentence),
        "source": _both(measure.source),
        "members": item.pattern.replace(ANY_MEMBER, MEMBER),
    }


def _both(text: Text) -> dict[str, str]:
    return {"fr": text.fr, "en": text.en}
