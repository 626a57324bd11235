"""Files of ratings in their three forms, and what is refused at its place."""

import pytest

from autan.coding.agreement.core.alpha import krippendorff_alpha
from autan.coding.agreement.importers import read_ratings
from autan.ground.errors import Fault, ImportFileError

BY_UNIT = "unité;Anne;Paul\nq1;1;1\nq2;2;3\nq3;;2\n"
BY_CODER = "codeur;q1;q2;q3\nAnne;1;2;.\nPaul;1;3;2\n"
LONG = "unit,coder,value\nq1,Anne,1\nq1,Paul,1\nq2,Anne,2\nq2,Paul,3\nq3,Paul,2\n"


def faults_of(text: str, **options) -> list[Fault]:
    with pytest.raises(ImportFileError) as refused:
        read_ratings(text.encode(), "essai.csv", **options)
    return list(refused.value.faults)


@pytest.mark.parametrize("text", [BY_UNIT, BY_CODER, LONG, BY_UNIT.replace(";", "\t"), BY_UNIT.replace("unité", "")])
def test_the_three_forms_say_the_same(text: str) -> None:
    ratings, remarks = read_ratings(text.encode(), "essai.csv")
    assert (ratings.coders, ratings.units) == (("Anne", "Paul"), ("q1", "q2", "q3"))
    assert ratings.values == (1.0, 2.0, 3.0)
    assert ratings.ranks.tolist() == [[0, 1, -1], [0, 2, 1]]
    assert remarks == ()


def test_the_published_data_from_a_file() -> None:
    rows = ["1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .", "1 2 3 3 2 4 4 1 2 5 1 ."]
    units = zip(*(row.split() for row in rows), strict=True)
    text = "\n".join(["a,b,c,d", *(",".join(unit) for unit in units)])
    ratings, _ = read_ratings(text.encode(), "essai.csv", level="ratio")
    assert krippendorff_alpha(ratings, "ratio").value == pytest.approx(0.797403, abs=5e-7)


def test_units_without_names_are_called_by_their_line() -> None:
    ratings, remarks = read_ratings(b"Anne;Paul\noui;oui\n\nnon;oui\n", "essai.csv")
    assert (ratings.units, remarks) == (("2", "4"), ())


def test_a_first_column_that_is_like_no_other_names_the_units() -> None:
    ratings, remarks = read_ratings(b"ville;Anne;Paul\nAlbi;oui;oui\nMuret;non;oui\n", "essai.csv")
    assert (ratings.units, ratings.coders) == (("Albi", "Muret"), ("Anne", "Paul"))
    assert [remark.code for remark in remarks] == ["first_column_names_units"]


@pytest.mark.parametrize(
    "text",
    [
        "Léa;Anne;Paul\noui;oui;oui\nnon;oui;non\n",  # the same words elsewhere
        "Léa;Anne;Paul\n3;1;1\n4;2;1\n",  # numbers
        "Anne;Paul\nA;oui\nB;non\n",  # two columns are two people
        "Léa;Anne;Paul\noui;a;a\noui;b;a\n",  # said twice
    ],
)
def test_another_first_column_is_a_person(text: str) -> None:
    ratings, remarks = read_ratings(text.encode(), "essai.csv")
    assert (len(ratings.coders), remarks) == (len(text.split("\n")[0].split(";")), ())


def test_decimal_commas_are_numbers() -> None:
    ratings, _ = read_ratings(b"Anne;Paul\n1,5;1.5\n2;n/a\n", "essai.csv", level="interval")
    assert ratings.values == (1.5, 2.0)


@pytest.mark.parametrize(
    ("text", "options", "places"),
    [
        ("unit;Anne;Anne\nq1;1;1\n", {}, [(1, "Anne", "Anne")]),
        ("codeur;q1\nAnne;1\nAnne;2\n", {}, [(3, None, "Anne")]),
        ("codeur;q1;q1\nAnne;1;1\nPaul;2;1\n", {}, [(1, "q1", "q1")]),
        ("unit;Anne;Paul\nq1;1;1\nq1;1;2\n", {}, [(3, None, "q1")]),
        ("unit;coder;value\nq1;Anne;1\nq1;Anne;2\n", {}, [(3, None, "q1 / Anne")]),
        ("unit;Anne;\nq1;1;1\n", {}, [(2, None, "1")]),
        ("unit;;Paul\nq1;1;1\n", {}, [(1, None, None)]),
        ("unit;Anne;Paul\nq1;1;x\nq2;y;1\n", {"level": "interval"}, [(2, "Paul", "x"), (3, "Anne", "y")]),
        ("codeur;q1\nAnne;1\nPaul;-1\n", {"level": "ratio"}, [(3, "q1", "-1")]),
        ("unit;coder;value\nq1;Anne;1\nq1;Paul;x\n", {"level": "ratio"}, [(3, "value", "x")]),
        ("unit;Anne;Paul\nq1;fort;moyen\n", {"level": "ordinal", "order": ["faible", "fort"]}, [(2, "Paul", "moyen")]),
        ("unit;Anne\nq1;1\n", {}, [(None, None, None)]),
        ("Anne;Paul\n", {}, []),
        ("", {}, [(1, None, None)]),
    ],
)
def test_faults_have_their_place(text: str, options: dict, places: list[tuple]) -> None:
    if not places:  # two people and no unit: nothing to measure, and nothing wrong
        assert read_ratings(text.encode(), "essai.csv")[0].units == ()
        return
    assert [(fault.row, fault.column, fault.value) for fault in faults_of(text, **options)] == places


def test_two_coders_of_one_name_are_named_in_the_reason() -> None:
    assert "donné deux fois" in faults_of("unit;Anne;Anne\nq1;1;1\n")[0].expected
