"""What a first note of a network says of its ground: communes and inhabitants."""

from collections.abc import Sequence

from autan.evidence.core.texts import Text
from autan.extension_points import Headline, HeadlineTopic
from autan.perimeters.lake.register import LATEST, register_source
from autan.territories.core.addresses import RegisterAddress
from autan.territories.queries.figures import COMMUNES, POPULATION

_MEMBER = "{siren}"


def _build(network: str) -> Sequence[Headline]:
    source = register_source()
    told = Text(source.title, source.title)
    return [
        Headline(
            code=measure,
            figure_id=str(RegisterAddress(place=network, measure=measure, vintage=LATEST)),
            source=told,
            members=str(RegisterAddress(place=_MEMBER, measure=measure, vintage=LATEST)),
        )
        for measure in (POPULATION, COMMUNES)
    ]


HEADLINES = HeadlineTopic(rank=10, title=Text("Les territoires", "The territories"), build=_build)
