"""What is asked about an edition is said with names; digits that are numbers stay numbers."""

import pytest

from autan.ground.errors import Fault
from autan.ground.wordings import Sentence
from autan.opendata.updates.queries.alert_words import alert_in_words


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        # 27063 is the code of Berville-la-Campagne too
        (
            "31555 residential natural_gas 270630 → 27063, 82121 residential electricity 31555 → 3155",
            "Toulouse (31555) résidentiel gaz naturel 270630 → 27063, Montauban (82121) résidentiel électricité "
            "31555 → 3155",
            "Toulouse (31555) homes natural gas 270630 → 27063, Montauban (82121) homes electricity 31555 → 3155",
        ),
        (
            Sentence("{split}\u00a0: {count} zéros ({places})", split="total wind", count=31555, places="243100518 37"),
            "total éolien\u00a0: 31555 zéros (Toulouse Métropole (243100518) 37)",
            "total wind: 31555 zeros (Toulouse Métropole (243100518) 37)",
        ),
        ("00000 12", "00000 12", "00000 12"),
    ],
)
def test_codes_of_places_and_categories_are_named(value, french, english):
    worded = alert_in_words(Fault(column="delivery_points", value=value, expected="moins"))
    assert (worded.value, str(worded.column)) == (french, "points de livraison")
    assert Sentence(worded.value).en == english
