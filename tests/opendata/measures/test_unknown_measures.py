"""Measures of which nobody knows a value: which they are, and those of which that cannot be said."""

from autan.opendata.measures.core.catalogue import BASE_MEASURES
from autan.opendata.measures.queries.tallies import unknown_everywhere
from autan.opendata.sources.core.absence import Absence
from autan.opendata.sources.importers import shipped_cards


def may_be_nil(code: str) -> bool:
    """A register of services that has no line of a place says that it has none."""
    cards = shipped_cards()
    return any(cards[source].absence_of(code) is Absence.NO_SERVICE for source in BASE_MEASURES[code].sources)


def test_without_any_edition_all_is_unknown_but_what_a_register_or_a_series_may_say():
    unknown = unknown_everywhere(())
    left = BASE_MEASURES.keys() - unknown
    assert unknown
    assert {code for code in left if not BASE_MEASURES[code].yearly_sources} == {
        code for code in BASE_MEASURES if may_be_nil(code) and not BASE_MEASURES[code].yearly_sources
    }
    assert {code for code in left if not may_be_nil(code)} == {
        code for code, measure in BASE_MEASURES.items() if measure.yearly_sources and not may_be_nil(code)
    }
