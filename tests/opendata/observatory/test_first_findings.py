"""The first findings of a network: a share says of how many it speaks where that is not all."""

import pytest

from autan.opendata.observatory.presenters.territory_digest import findings_of
from tests.evidence.figures.making import make_figure


@pytest.mark.parametrize(
    ("known", "grounds"),
    [(3, "(2024, 3 sur 7 communes)"), (7, "(2024)")],
)
def test_a_share_of_some_says_of_how_many(known, grounds):
    share = make_figure(3.7, unit="pct", known=known, total=7)
    (line,) = findings_of({"dpe_f_g_share": share})
    assert line.words.replace("\u00a0", " ") == f"Diagnostics de logements d’étiquette F ou G : 3,7 % {grounds}."
