"""What a chart of a notebook is made of: who is credited, how many values are known, what is refused."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from autan.evidence.figures.core.figures import Figure
from autan.ground.errors import DomainError
from autan.instance.library.charts import Drawing, _credit, _credit_of_all, _sentence, chart
from autan.instance.library.figures import HomeFigure, TraceOfFigure


def figure(*pieces: tuple[str, str], **changes: Any) -> HomeFigure:
    """A figure as a site gives it, that rests on what these producers and sources say."""
    values: dict[str, Any] = {
        "id": "a.b", "label": "Gaz", "value": 1.0, "low": None, "high": None, "unit": "MWh", "period": "2024",
        "state": "observed", "known": 1, "total": 1,
    }  # fmt: skip
    trace = TraceOfFigure(pieces=[{"producer": one, "source": other} for one, other in pieces], inputs=())
    return HomeFigure(**(values | changes), say=lambda: "Gaz : 1 MWh", find_trace=lambda: trace)


def test_a_producer_is_credited_with_its_source_once() -> None:
    assert _credit(figure(("ORE", "Gaz"), ("ORE", "Gaz"), ("Insee", "Communes"))) == "ORE, Gaz; Insee, Communes"


def test_evidence_without_a_producer_credits_nobody() -> None:
    assert _credit(figure(("", "Un calcul"))) == ""
    assert _credit_of_all([figure(), figure(("", "Un calcul"))]) == ""


def test_credits_come_in_the_order_of_the_figures_each_once() -> None:
    names = [f"producteur {letter}" for letter in "zyxabcmn"]
    figures = [figure((name, "table")) for name in names]
    wanted = "; ".join(f"{name}, table" for name in names)
    assert _credit_of_all([*figures, figure(), figures[0]]) == wanted


@pytest.mark.parametrize("known", [0, 1, 3])
def test_a_chart_says_how_many_of_its_values_are_known(known: int) -> None:
    figures = [cast("Figure", SimpleNamespace(is_known=rank < known)) for rank in range(3)]
    sentence = _sentence(figures)
    assert (sentence.fr, sentence.en) == (f"{known} connus sur 3.", f"{known} known of 3.")


@pytest.mark.parametrize(
    ("figures", "options", "words"),
    [
        ([], {}, "0 chiffre.s. et 0 nom.s."),
        ([figure()], {"labels": ["a", "b"]}, "1 chiffre.s. et 2 nom.s."),
        ([figure()], {"kind": "pie"}, "dessin « pie » inconnu ; bars, dots, ranges, timeline"),
        ([figure()], {}, "un chiffre lu sur un site ne se dessine pas ici"),
    ],
)
def test_what_cannot_be_drawn_is_said(figures: list[HomeFigure], options: dict[str, Any], words: str) -> None:
    with pytest.raises(DomainError, match=words):
        chart(figures, title="Gaz", **options)


def test_a_drawing_is_shown_and_written_as_it_is(tmp_path: Path) -> None:
    drawing = Drawing(svg="<svg>é</svg>", figures=())
    drawing.save(tmp_path / "a.svg")
    assert (tmp_path / "a.svg").read_text(encoding="utf-8") == drawing._repr_svg_() == "<svg>é</svg>"
