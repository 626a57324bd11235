"""What the shipped content states of energy chains, read from its file."""

from pathlib import Path
from typing import Any

import yaml

from autan.ground.texts.core.notation import set_typography
from autan.ground.wordings import Text
from autan.opendata.atlas.core.innovation import EnergyChain, InnovationLayer, InnovationPlace
from autan.opendata.observatory.core.innovation_kinds import InnovationKind

_FILE = Path(__file__).parent / "content" / "innovation.yaml"


def shipped_innovation_layer() -> InnovationLayer:
    """Read the layer that ships."""
    values: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return InnovationLayer(
        network=values["network"],
        chains=tuple(EnergyChain(code=item["code"], label=_text(item)) for item in values["chains"]),
        chains_facts=tuple(values["chains_facts"]),
        involved=dict(values["involved_facts"]),
        places=tuple(_place(item) for item in (*values["clusters"], *values["sites"])),
    )


def _place(item: dict[str, Any]) -> InnovationPlace:
    identifiers = {name: str(item[name]) for name in ("siren", "commune", "chain") if name in item}
    return InnovationPlace(
        label=_text(item),
        facts=tuple(item["facts"]),
        kind=InnovationKind(item.get("kind", InnovationKind.CLUSTER)),
        since=item.get("since"),
        until=item.get("until"),
        **identifiers,
    )


def _text(item: dict[str, Any]) -> Text:
    return Text(*(set_typography(item[language], language=language) for language in ("fr", "en")))
