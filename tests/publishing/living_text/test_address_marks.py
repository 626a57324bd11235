"""Figures called by their address get a name; what may be written of a figure is proposed, true today; pure."""

import pytest

from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import get_unit
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Text
from autan.publishing.living_text.core.address_marks import MemberMeasure, drawing_entry, name_addresses
from autan.publishing.living_text.core.claims import Verdict, judge_claim
from autan.publishing.living_text.core.computed_text import ReadableNumber, propose_marks
from autan.publishing.living_text.core.document import FigureMark, IllustrationKind, Place
from autan.publishing.living_text.core.marks import parse_mark


def figure(figure_id="observatory.autan.electricity.2024", value: float | None = 7_899_000.0, unit="MWh", **fields):
    given = {"state": ValueState.OBSERVED, "known": 11, "total": 11, "territories": ()} | fields
    return Figure(
        id=figure_id,
        label=Text("Électricité", "Electricity"),
        value=value,
        unit=get_unit(unit),
        period=Period.parse("2024"),
        method=Method(name="m", formula=Text("f", "f")),
        evidence=(EvidenceRef(kind="fact", key="F1"),),
        **given,
    )


def name(text, figures=None, drawn=frozenset()):
    return name_addresses(text, figures or {}, drawn)


def test_an_address_gets_a_name_once_and_keeps_the_one_it_has():
    text = "{{observatory.autan.electricity.2024}} et {{observatory.autan.electricity.2024 | form: number}}"
    named = name(text)
    assert named.text == "{{electricity_2024}} et {{electricity_2024 | form: number}}"
    assert named.figures == {"electricity_2024": "observatory.autan.electricity.2024"}
    kept = name(text, {"power": "observatory.autan.electricity.2024"})
    assert (kept.text, kept.figures) == ("{{power}} et {{power | form: number}}", {})


def test_two_addresses_of_one_end_get_two_names():
    named = name("{{observatory.100.gas.2024 | text: Nord | claim: value > observatory.200.gas.2024}}")
    assert named.text == "{{gas_2024 | text: Nord | claim: value > gas_2024_2}}"
    assert list(named.figures.values()) == ["observatory.100.gas.2024", "observatory.200.gas.2024"]


def test_names_words_and_strips_are_left_as_they_are():
    text = "{{schemes | text: v. 2.0 à S.N.C.F. | claim: value < other.high}} {{figures: facts.F1, schemes}} [@F3]"
    named = name(text, {"schemes": "facts.F9", "other": "facts.F8"})
    assert named.text == text.replace("facts.F1", "f1")
    written = name("{{facts.F1 | text: selon observatory.autan.gas.2024}}")
    assert written.text == "{{f1 | text: selon observatory.autan.gas.2024}}"


def test_an_own_word_follows_the_address_of_a_claim():
    named = name("{{a | text: x | claim: value < observatory.autan.gas.2024.high}}", {"a": "facts.F1"})
    assert named.text.endswith("claim: value < gas_2024.high}}")


def test_a_name_is_never_a_word_of_claims():
    assert name("{{survey.2013.q1.value}}").text == "{{q1_value}}"
    assert name("{{facts.F.2024}}").text == "{{figure_2024}}"


def test_a_chart_and_a_map_of_the_members_get_an_entry():
    named = name("{{chart: observatory.*.gas.2024}}\n\n{{map: observatory.*.gas.2024}}\n\n{{chart: kept}}")
    assert named.text == "{{chart: gas_2024_chart}}\n\n{{map: gas_2024_map}}\n\n{{chart: kept}}"
    chart, drawn = named.illustrations
    assert (chart.kind, drawn.kind) == (IllustrationKind.CHART, IllustrationKind.MAP)
    total = MemberMeasure(label=Text("Gaz", "Gas"), source=Text("ORE", "ORE"), is_ratio=False)
    share = MemberMeasure(label=Text("Part", "Share"), source=Text("ORE", "ORE"), is_ratio=True)
    assert drawing_entry(chart, total)["kind"] == "bars"
    assert drawing_entry(drawn, total)["kind"] == "symbols"
    entry = drawing_entry(drawn, share)
    assert (entry["kind"], entry["members"], entry["title"]["fr"]) == (
        "choropleth", "observatory.{siren}.gas.2024", "Part, par membre",
    )  # fmt: skip


def proposals(given, readable=None, members="", ranked=()):
    return {
        propose_mark.label.fr: propose_mark.mark for propose_mark in propose_marks(given, readable, members, ranked)
    }


def verdict(mark: str, given: Figure, others: dict[str, Figure] | None = None) -> Verdict:
    named = name(mark)
    parsed = parse_mark(named.text.removeprefix("{{").removesuffix("}}"), Place(line=1, column=1))
    assert isinstance(parsed, FigureMark)
    assert parsed.claim is not None
    by_name = {key: (others or {})[address] for key, address in named.figures.items() if address in (others or {})}
    return judge_claim(parsed.claim, given, by_name)


@pytest.mark.parametrize(("value", "said"), [(7_899_000.0, "plus de 7 800 GWh"), (7_800_000.0, "plus de 7 700 GWh")])
def test_a_bound_is_proposed_in_the_unit_that_is_read_and_holds(value, said):
    given = figure(value=value)
    marks = proposals(given, ReadableNumber(value=value / 1000, unit="GWh", factor=1000.0))
    mark = marks[f"« {said} »"]
    assert verdict(mark, given) is Verdict.HOLDS
    assert "Couverture" in marks
    assert not any("plus" in label for label in proposals(given, ReadableNumber(value=3.0, unit="", factor=1.0)))
    assert not any("plus" in label for label in proposals(given, ReadableNumber(value=1e9, unit="", factor=1e3)))


def test_drawings_by_member_stand_in_lines_of_their_own():
    blocks = [
        propose_mark.mark
        for propose_mark in propose_marks(figure(), None, "observatory.{siren}.gas.2024", ())
        if propose_mark.is_block
    ]
    assert blocks == ["{{chart: observatory.*.gas.2024}}", "{{map: observatory.*.gas.2024}}"]


def test_a_count_is_proposed_of_its_whole():
    given = figure("survey.2013.q1.count_yes", 10.0, "territories")
    assert verdict(proposals(given)["« 10 des 11 »"], given) is Verdict.HOLDS
    assert "« 10 des 11 »" not in proposals(figure(value=10.0, unit="territories", state=ValueState.LOWER_BOUND))
    assert not any("des 11" in label for label in proposals(figure(value=2.5, unit="territories")))
    assert list(proposals(figure(value=10.0, unit="territories", known=1, total=1))) == ["Chiffre", "Nombre seul"]


def test_the_first_is_said_only_where_it_is_certain():
    top, after = figure("observatory.100.gas.2024", 9.0), figure("observatory.200.gas.2024", 8.0)
    mark = proposals(figure(), ranked=[("Nord", top), ("Sud", after)])["« Nord », en tête"]
    assert verdict(mark, top, {after.id: after}) is Verdict.HOLDS
    for ranked in ([("Nord", top)], [("Nord", after), ("Sud", after)], [("No|rd", top), ("Sud", after)]):
        assert not any("tête" in label for label in proposals(figure(), ranked=ranked))
    bound = figure("observatory.200.gas.2024", 8.0, state=ValueState.LOWER_BOUND)
    assert not any("tête" in label for label in proposals(figure(), ranked=[("Nord", top), ("Sud", bound)]))


def test_drawings_are_proposed_where_members_have_the_figure():
    marks = proposals(figure(), members="observatory.{siren}.gas.2024")
    assert marks["Graphique par membre"] == "{{chart: observatory.*.gas.2024}}"
    assert marks["Carte"] == "{{map: observatory.*.gas.2024}}"


@pytest.mark.parametrize(
    ("text", "written", "figures"),
    [
        ("{{facts.F1}} {{ facts.F1 }}", "{{f1}} {{ f1 }}", {"f1": "facts.F1"}),
        ("{{figures: facts.F1, facts.F2}}", "{{figures: f1, f2}}", {"f1": "facts.F1", "f2": "facts.F2"}),
        (
            "{{a | claim: 2 * a.b.c.low > facts.F1 | text: facts.F2}}",
            "{{a | claim: 2 * c.low > f1 | text: facts.F2}}",
            {"c": "a.b.c", "f1": "facts.F1"},
        ),
        ("{{a | claim: other.low > 1.5}}", "{{a | claim: other.low > 1.5}}", {}),
        ("facts.F1 et {{a}}", "facts.F1 et {{a}}", {}),
        ("{{chart: a.*.b | form: x}}", "{{chart: b_chart}}", {}),
        ("{{chart: a.b.c}}", "{{chart: c}}", {"c": "a.b.c"}),
        ("{{pie: a.*.b}}", "{{pie: b}}", {"b": "a.*.b"}),
    ],
)
def test_each_mark_is_written_with_names(text, written, figures):
    named = name(text)
    assert (named.text, named.figures) == (written, figures)


def test_a_name_is_that_of_the_end_of_its_address_short_and_free():
    long = "a.b." + "x" * 39 + "-" + "y" * 20
    assert list(name(f"{{{{{long}}}}}").figures) == ["x" * 39]
    taken = {"gas": "facts.F9", "gas_2": "facts.F8"}
    assert list(name("{{a.b.gas}}", taken).figures) == ["gas_3"]
    assert name("{{a.b.value}}").text == "{{figure_value}}"
    assert [item.name for item in name("{{map: a.*.gas}}", drawn=frozenset({"gas_map"})).illustrations] == ["gas_map_2"]


def test_a_drawing_says_what_it_shows_in_both_languages_and_shades_what_is_never_added():
    (item,) = name("{{chart: a.*.b}}").illustrations
    measure = MemberMeasure(label=Text("Part", "Share"), source=Text("ORE", "ORE in English"), is_ratio=True)
    assert drawing_entry(item, measure) == {
        "kind": "bars",
        "title": {"fr": "Part, par membre", "en": "Share, by member"},
        "sentence": {
            "fr": "Une barre par membre ; l’inconnu est en bas.",
            "en": "One bar a member; the unknown at the bottom.",
        },
        "source": {"fr": "ORE", "en": "ORE in English"},
        "members": "a.{siren}.b",
    }
