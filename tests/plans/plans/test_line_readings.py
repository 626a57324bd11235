"""How each kind of field is read from what people type, and what a section, a line and their problems say."""

import pytest

from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.texts.core.dates import PartialDate
from autan.ground.wordings import Text
from autan.plans.plans.core.addresses import PlanAddress, PlanLineKey
from autan.plans.plans.core.completeness import SectionCompleteness, completeness_of, completeness_pct
from autan.plans.plans.core.sections import (
    MAX_TYPED,
    READERS,
    FieldKind,
    Layout,
    LineProblem,
    PlanSection,
    SectionField,
    UnknownFieldError,
    lines_of,
    read_line,
)

YES = {"yes": Text("oui", "yes"), "no": Text("non", "no")}
PLACES = {"north": Text("nord", "north"), "south-east": Text("sud-est", "south-east")}


def field_of(code: str, kind: FieldKind = FieldKind.TEXT, **changes: object) -> SectionField:
    return SectionField(code=code, kind=kind, label=Text(code, code), **changes)  # type: ignore[arg-type]


def section_of(*fields: SectionField, keys: tuple[str, ...] = (), wanted: int = 1, code: str = "s") -> PlanSection:
    layout = Layout.GRID if keys else Layout.LIST
    return PlanSection(code=code, label=Text("S", "S"), layout=layout, fields=fields, keys=keys, wanted=wanted)


ALL_KINDS = section_of(*(field_of(kind.value, kind) for kind in FieldKind if kind in READERS))
GRID = section_of(
    field_of("answer", FieldKind.CHOICE, choices=YES),
    field_of("place", FieldKind.CHOICE, choices=PLACES),
    field_of("note", is_required=True),
    keys=("answer", "place"),
)


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (FieldKind.TEXT, "  deux  mots ", "deux  mots"),
        (FieldKind.PROSE, "a\nb", "a\nb"),
        (FieldKind.NAMES, "ADEME, Région ;  ADEME\n- CCI", ("ADEME", "Région", "CCI")),
        (FieldKind.PEOPLE, "• Camille –, ,", ("Camille",)),
        (FieldKind.NUMBER, "-1 234,5", -1234.5),
        (FieldKind.NUMBER, "0", 0),
        (FieldKind.NUMBER, "beaucoup", None),
        (FieldKind.QUANTITY, "0", 0),
        (FieldKind.QUANTITY, "0,5", 0.5),
        (FieldKind.QUANTITY, "-0,5", None),
        (FieldKind.QUANTITY, "x", None),
        (FieldKind.YEAR, "1900", 1900),
        (FieldKind.YEAR, "2200", 2200),
        (FieldKind.YEAR, "1899", None),
        (FieldKind.YEAR, "2201", None),
        (FieldKind.YEAR, "2019.0", None),
        (FieldKind.DATE, "03/2012", PartialDate(year=2012, month=3)),
        (FieldKind.DATE, "29/03/2012", PartialDate(year=2012, month=3, day=29)),
        (FieldKind.DATE, "2012-02-30", None),
        (FieldKind.MONEY, "-2 €", None),
        (FieldKind.URL, "https://exemple.fr/a", "https://exemple.fr/a"),
        (FieldKind.URL, "http://exemple.fr", "http://exemple.fr"),
        (FieldKind.URL, "https://exemple.fr/a b", None),
        (FieldKind.URL, "exemple.fr", None),
        *((FieldKind.YES_NO, word, True) for word in ("Oui", "vrai", "TRUE", "x", "1", "yes")),
        *((FieldKind.YES_NO, word, False) for word in ("Non", "faux", "false", "0", "no")),
        (FieldKind.YES_NO, "peut-être", None),
    ],
)
def test_a_field_is_read_by_its_kind_or_kept_with_a_problem(kind: FieldKind, typed: str, value: object) -> None:
    read = read_line(ALL_KINDS, "1", {kind.value: typed})
    assert read.values.get(kind.value) == value
    assert read.typed == {kind.value: typed}
    problems = [(problem.section, problem.key, problem.field) for problem in read.problems]
    assert problems == ([("s", "1", kind.value)] if value is None else [])
    if value is None:
        assert f"« {typed} »" in read.problems[0].message.fr
        assert f"“{typed}”" in read.problems[0].message.en


def test_no_is_a_value_and_nought_is_a_number() -> None:
    read = read_line(ALL_KINDS, "1", {"yes_no": "non", "number": "0", "year": "2020"})
    assert read.values == {"yes_no": False, "number": 0, "year": 2020}
    assert (read.number("number"), read.number("year"), read.text("yes_no")) == (0, 2020, "False")
    assert (read.number("text"), read.day("number"), read.amount("number"), read.text("url")) == (None, None, None, "")


def test_a_text_over_the_bound_is_a_problem_that_says_the_bound() -> None:
    read = read_line(ALL_KINDS, "1", {"prose": "x" * (MAX_TYPED + 1), "text": "x" * MAX_TYPED})
    assert list(read.values) == ["text"]
    (problem,) = read.problems
    assert (problem.field, "2000 signes au plus" in problem.message.fr.replace("\u202f", "")) == ("prose", True)


def test_a_line_is_complete_when_each_required_field_was_read() -> None:
    section = section_of(
        field_of("a", is_required=True), field_of("b", FieldKind.YEAR, is_required=True), field_of("c")
    )
    assert read_line(section, "1", {"a": "x", "b": "2020"}).is_complete
    assert not read_line(section, "1", {"a": "x", "b": "vingt"}).is_complete
    assert not read_line(section, "1", {"a": "x", "c": "y"}).is_complete
    free = section_of(field_of("a"))
    assert read_line(free, "1", {"a": "x"}).is_complete
    assert not read_line(free, "1", {"a": " "}).is_complete, "a line of nothing says nothing"


def test_the_lines_of_a_grid_are_named_by_its_keys_in_their_order() -> None:
    assert GRID.grid_keys() == ("yes-north", "yes-south-east", "no-north", "no-south-east")
    assert GRID.key_values("no-south-east") == {"answer": "no", "place": "south-east"}
    read = read_line(GRID, "no-south-east", {"note": "x", "answer": "yes"})
    assert (read.text("answer"), read.text("place")) == ("no", "south-east"), "the key says it, whatever was typed"
    assert read.ref == "s/no-south-east"
    assert section_of(field_of("a")).grid_keys() == ()
    assert section_of(field_of("a")).key_values("12") == {}


def test_a_key_that_is_none_of_the_grid_is_a_problem_at_its_field() -> None:
    read = read_line(GRID, "no-west", {"note": "x"})
    assert [(problem.field, problem.key) for problem in read.problems] == [("place", "no-west")]
    assert "l’un de : north, south-east" in read.problems[0].message.fr
    assert "one of: north, south-east" in read.problems[0].message.en


def test_an_unknown_field_is_named_with_its_section() -> None:
    with pytest.raises(UnknownFieldError, match=r"s\.colour$"):
        GRID.field("colour")
    assert GRID.field("note").is_required


def test_what_states_a_line_follows_it_in_order() -> None:
    refs = [EvidenceRef(kind="source", key="b"), EvidenceRef(kind="fact", key="a")]
    assert read_line(ALL_KINDS, "1", {"text": "x"}, refs).evidence == tuple(refs)
    assert read_line(ALL_KINDS, "1", {"text": "x"}).evidence == ()


def problem_in(section: str) -> LineProblem:
    return LineProblem(section=section, key="1", field="text", message=Text("x", "x"))


def test_a_section_is_as_complete_as_its_lines_up_to_what_is_wanted() -> None:
    three = section_of(field_of("text"), wanted=3, code="three")
    none = section_of(field_of("text"), wanted=0, code="none")
    lines = [read_line(three, str(rank), {"text": "x"}) for rank in range(4)]
    parts = completeness_of([three, none, GRID], lines, [problem_in("three"), problem_in("three"), problem_in("x")])
    assert parts == (
        SectionCompleteness(section="three", filled=3, wanted=3, problems=2),
        SectionCompleteness(section="s", filled=0, wanted=4, problems=0),
    ), "a section of which no line is wanted is not counted"
    assert [part.share for part in parts] == [1.0, 0.0]
    assert completeness_pct(parts) == 50
    assert completeness_of([three], lines[:1], [])[0].share == pytest.approx(1 / 3)
    assert completeness_pct(completeness_of([three], lines[:1], [])) == 33


def test_lines_of_a_section_keep_their_order() -> None:
    section, other = section_of(field_of("text"), code="a"), section_of(field_of("text"), code="b")
    lines = [read_line(section, "2", {"text": "x"}), read_line(other, "1", {"text": "x"}), read_line(section, "1", {})]
    assert [line.key for line in lines_of(lines, "a")] == ["2", "1"]
    assert lines_of(lines, "c") == ()


@pytest.mark.parametrize(
    ("text", "plan", "section", "line"),
    [
        ("pcaet", "pcaet", "", ""),
        ("pcaet/steps", "pcaet", "steps", ""),
        ("pcaet/steps/adoption", "pcaet", "steps", "adoption"),
        ("pcaet/steps/a/b", "pcaet", "steps", "a/b"),
        ("", "", "", ""),
    ],
)
def test_the_key_of_a_line_is_read_back_the_same(text: str, plan: str, section: str, line: str) -> None:
    key = PlanLineKey.parse(text)
    assert (key.plan, key.section, key.line) == (plan, section, line)
    assert str(key) == text


@pytest.mark.parametrize("text", ["plans.243100518.pcet.adoption", "plans.essai.current.state.links.scot.done"])
def test_the_address_of_a_figure_is_read_back_the_same(text: str) -> None:
    address = PlanAddress.parse(FigureAddress.parse(text))
    assert address is not None
    assert str(address) == text
    assert address.details == tuple(text.split(".")[4:])
