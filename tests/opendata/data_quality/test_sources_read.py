"""Which sources the rules read: every one that a rule asks for, so that a new edition of it is checked."""

from autan.opendata.data_quality.core import consumption, filings, series
from autan.opendata.data_quality.queries import BY_COMMUNE, CHECKED
from autan.opendata.sources.core.pcaet_codes import PERIOD_YEARS


def test_every_source_that_a_rule_reads_is_checked_when_it_changes():
    assert set(series.HEAT) <= CHECKED
    assert series.SERIES <= CHECKED
    assert BY_COMMUNE < CHECKED
    assert {series.INDEPENDENT, consumption.SECOND_SOURCE, filings.HEADINGS} <= CHECKED
    assert set(PERIOD_YEARS) <= CHECKED
