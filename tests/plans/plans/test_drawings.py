"""The drawings of plans: what is known, what is not, and nothing that a person typed as markup."""

from datetime import date

from lxml import etree

from autan.plans.network_plans.presenters.timeline import TimelineRowView, TimelineView
from autan.plans.network_plans.renderers import draw_timeline
from autan.plans.plans.presenters.trajectories import PointView, TrajectoryView
from autan.plans.plans.renderers import draw_trajectory

SVG = "{http://www.w3.org/2000/svg}"


def row(**changes: object) -> TimelineRowView:
    values: dict[str, object] = {
        "member": "Sicoval",
        "label": "PCAET",
        "colour": "data",
        "start": date(2016, 11, 7),
        "end": None,
        "adopted": date(2019, 6, 27),
        "is_open": True,
        "words": "début 2016",
        "url": "/plans/a/",
        "title": "PCAET du Sicoval",
        "start_figure": None,
        "adoption_figure": None,
    }
    return TimelineRowView(**{**values, **changes})  # type: ignore[arg-type]


def timeline(*rows: TimelineRowView) -> list[etree._Element]:
    drawn = draw_timeline(
        TimelineView(
            name="t",
            sentence="Deux plans",
            rows=rows,
            first_year=2003,
            last_year=2026,
            today=date(2026, 11, 26),
        )
    )
    return list(etree.fromstring(f"<div>{drawn}</div>"))


def texts(drawing: etree._Element) -> list[str]:
    return [element.text or "" for element in drawing.iter(f"{SVG}text")]


def test_a_timeline_has_two_layouts_with_bars_marks_and_links():
    wide, narrow = timeline(
        row(), row(member="", label="PCET", is_open=False, end=date(2015, 1, 1), start=date(2012, 1, 1))
    )
    assert [drawing.get("class") for drawing in (wide, narrow)] == ["wide", "narrow"]
    assert len(list(wide.iter(f"{SVG}rect"))) == 2
    assert [link.get("href") for link in wide.iter(f"{SVG}a")] == ["/plans/a/", "/plans/a/"]
    dotted = [path for path in wide.iter(f"{SVG}path") if path.get("stroke-dasharray")]
    assert len(dotted) == 1
    assert {"Sicoval", "PCAET", "2003"} <= set(texts(wide))
    assert "Sicoval PCAET" in texts(narrow)


def test_an_undated_plan_is_a_dotted_ring_with_its_words():
    for drawing in timeline(row(start=None, adopted=None)):
        assert not list(drawing.iter(f"{SVG}rect"))
        assert "date non renseignée" in texts(drawing)
        assert len(list(drawing.iter(f"{SVG}circle"))) == 1


def test_a_plan_without_adoption_or_end_is_short():
    wide, _ = timeline(row(adopted=None, is_open=False, url=""))
    (bar,) = wide.iter(f"{SVG}rect")
    assert float(bar.get("width") or 0) == 7
    assert not list(wide.iter(f"{SVG}a"))


def point(year: int, value: float, url: str = "") -> PointView:
    return PointView(year=year, value=value, written=f"{value} <kt>", url=url)


def trajectory(**changes: object) -> list[etree._Element]:
    values: dict[str, object] = {
        "name": "ghg",
        "title": "Émissions",
        "is_part": False,
        "targets": ("−40 %",),
        "observed": (point(2012, 50, "/preuves/a/"), point(2016, 45, "/preuves/b/")),
        "aimed": (point(2030, 30),),
        "base": None,
        "origin": "",
        "refusal": "",
    }
    drawn = draw_trajectory(TrajectoryView(**{**values, **changes}))  # type: ignore[arg-type]
    return list(etree.fromstring(f"<div>{drawn}</div>"))


def test_observed_is_solid_target_is_dashed_and_the_last_year_is_marked():
    wide, narrow = trajectory()
    lines = [path for path in wide.iter(f"{SVG}path") if path.get("stroke-width") == "2.5"]
    assert [line.get("stroke-dasharray") for line in lines] == ["7 5", None]
    assert "dernière année observée\u00a0: 2016" in texts(wide)
    assert "dernière année observée\u00a0: 2016" in texts(narrow)
    assert [link.get("href") for link in wide.iter(f"{SVG}a")] == ["/preuves/a/", "/preuves/b/"]
    assert "30 <kt>" in texts(wide)


def test_a_target_counted_from_its_base_starts_there():
    (wide, _) = trajectory(observed=(), base=point(2010, 400))
    assert len(list(wide.iter(f"{SVG}rect"))) == 2
    assert not list(wide.iter(f"{SVG}circle"))
    assert {"2010", "400 <kt>", "0"} <= set(texts(wide))


def test_a_value_known_at_least_is_a_ring_off_the_solid_line():
    floor = PointView(year=2018, value=44, written="≥ 44 <kt>", url="", is_exact=False)
    observed = (point(2012, 50), point(2016, 45), floor, point(2020, 43))
    (wide, _) = trajectory(observed=observed)
    lines = [path for path in wide.iter(f"{SVG}path") if path.get("stroke-width") == "2.5"]
    assert [line.get("stroke-dasharray") for line in lines] == ["7 5", None, "1 5", "1 5"]
    rings = [circle.get("class") for circle in wide.iter(f"{SVG}circle")]
    assert rings == ["f-data", "f-data", "f-paper", "f-data"]
    assert "la vraie valeur peut être ailleurs" in (wide.findtext(f"{SVG}desc") or "")
    (plain, _) = trajectory()
    assert "ailleurs" not in (plain.findtext(f"{SVG}desc") or "")


def test_values_that_are_all_nil_or_negative_can_be_drawn():
    assert trajectory(observed=(point(2012, 0),), aimed=(point(2012, 0),))
    assert trajectory(observed=(), aimed=(point(2030, -3), point(2050, -9)))
