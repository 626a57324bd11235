"""What alerts say: lakes are drawn inside the bounds of their rows, and none contradicts a sentence."""

import re

from hypothesis import given
from hypothesis import strategies as st

from autan.opendata.data_quality.core import consumption, production
from tests.opendata.data_quality.test_quality_rules import MEMBERS, communal, plants, rows_of

KNOWN = st.integers(0, 5_000)
HIDDEN = st.just(0) | st.integers(0, 5_000)
NUMBER = r"([\d,]+)"


def read(words: str) -> float:
    return float(words.replace(",", ""))


@given(st.lists(st.tuples(KNOWN, KNOWN, HIDDEN), min_size=5, max_size=7))
def test_no_masked_mesh_contradicts_what_is_said_of_one_site(drawn):
    """Homes, other uses, and what masked meshes hide of each commune: the world is all three together."""
    groups = [
        rows_of(float(homes), float(homes + others), code=f"0000{rank}", masked=int(hidden > 0))
        for rank, (homes, others, hidden) in enumerate(drawn)
    ]
    worlds = [homes + others + hidden for homes, others, hidden in drawn]
    known = [homes + others for homes, others, _ in drawn]
    for alert in consumption.one_site_dominates(communal(*groups), MEMBERS):
        place, words = int(alert.place[-1]), alert.value.en.replace("\u00a0", " ")
        homes = 100 * drawn[place][0] / worlds[place]
        if told := re.fullmatch(rf"{NUMBER} MWh, {NUMBER}% of the territory, of which {NUMBER}% for homes", words):
            assert read(told[1]) == worlds[place]
            assert abs(read(told[2]) - 100 * worlds[place] / sum(worlds)) <= 0.5 + 1e-9
            assert abs(read(told[3]) - homes) <= 0.5 + 1e-9
            continue
        told = re.fullmatch(
            rf"at least {NUMBER} MWh, {NUMBER}% of what is known of the territory, "
            rf"of which {NUMBER}% at most for homes",
            words,
        )
        assert told, words
        assert worlds[place] >= read(told[1])
        assert abs(read(told[2]) - 100 * known[place] / sum(known)) <= 0.5 + 1e-9
        assert homes <= read(told[3]) + 1e-9


@given(st.floats(0.1, 500), st.floats(0, 20_000), st.floats(0, 20_000), st.booleans())
def test_no_plant_within_bounds_contradicts_its_hours(kw, mwh, hidden, is_partial):
    """Output that is known, and what is not told of plants whose output is partial."""
    world = mwh + (hidden if is_partial else 0)
    table = plants(kw, mwh, state="lower_bound" if is_partial else "observed")
    for rule in (production.output_beyond_year, production.young_plant, production.low_yield):
        for alert in rule(table):
            words = alert.value.en.replace("\u00a0", " ")
            numbers = re.fullmatch(rf"(at least )?{NUMBER} MWh for {NUMBER} kW, or {NUMBER} h(?: at least)?", words)
            assert numbers, words
            for told, true in ((numbers[2], world), (numbers[4], 1000 * world / kw)):
                is_true = true >= read(told) - 1e-6 if numbers[1] else abs(true - read(told)) <= 0.5 + 1e-6
                assert is_true, words
