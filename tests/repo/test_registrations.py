"""What rooms register is found by its name: no two rooms may give the same one."""

from collections import Counter

from autan.evidence.figures.queries.codable_texts import TextSource
from autan.evidence.figures.queries.registry import EvidenceKind, FigureSource
from autan.ground.extension_points import PublishedTable
from autan.ground.registry import registered


def test_no_two_rooms_register_the_same_name() -> None:
    named = {
        EvidenceKind: [kind.kind for kind in registered(EvidenceKind)],
        FigureSource: [source.name for source in registered(FigureSource)],
        TextSource: [source.kind.code for source in registered(TextSource)],
        PublishedTable: [table.name for table in registered(PublishedTable)],
    }
    twice = {kind.__name__: name for kind, names in named.items() for name, many in Counter(names).items() if many > 1}
    assert twice == {}
    assert all(named.values())
