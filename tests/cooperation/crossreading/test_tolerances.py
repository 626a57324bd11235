"""Up to each tolerance nothing is said; just beyond it the contradiction is told, in words that give both numbers."""

from dataclasses import replace

import pytest

from autan.cooperation.crossreading.core.contradiction_rules import find_contradictions, mistaken_unit
from autan.cooperation.crossreading.core.statements import Aspect, Origin, Statement
from autan.cooperation.crossreading.importers import tolerances
from tests.cooperation.crossreading.stating import base, dated, level, observed, say, sectors, series, staff, target

SURVEY, PLAN, ACCOUNTS, INDICATOR = Origin.SURVEY, Origin.PLAN, Origin.ACCOUNTS, Origin.INDICATOR
ENERGY = {"quantity": "final_energy", "unit": "GWh"}


def moment(rank: int, low: float, high: float | None = None, **fields: object) -> Statement:
    return say(Aspect.MOMENT, quantity="agenda", rank=rank, value=low, high=high, **fields)


def amount(rank: int, low: float, high: float | None = None, **fields: object) -> Statement:
    return say(Aspect.AMOUNT, quantity="money", rank=rank, value=low, high=high, **fields)


def share(value: float, year: int = 2030) -> Statement:
    return say(Aspect.TARGET, quantity="renewable_share", form="share", unit="pct", value=value, year=year)


def mix(consumed: float, aimed: float = 40) -> list[Statement]:
    return [share(aimed), level(consumed, quantity="renewable_consumption"), level(1000, **ENERGY)]


def made(output: float, aimed: float = 40) -> list[Statement]:
    return [share(aimed), level(output), level(1000, **ENERGY)]


def parts(total: float) -> list[Statement]:
    """Two sectors observed by one source, which make a total beside a whole of a hundred."""
    pairs = (("total", 100), ("residential", 60), ("agriculture", total - 60))
    return [observed(value, 2019, source="p", part=part) for part, value in pairs]


def later(*aims: Statement) -> list[Statement]:
    """Aims of one plan, which may set one value for two years."""
    return [replace(aim, source="p") for aim in aims]


def rise(value: float, year: int = 2030) -> Statement:
    return target(value, year, quantity="renewable_output")


SEVEN = [10.0] * 7
AT_AND_BEYOND = [
    ([target(base=2014), target()], [target(base=2013), target()], "comptés depuis 2013 et depuis 2015 : 1 an d’écart"),
    ([target(), target(year=2031)], [target(), target(year=2032)], "la même valeur pour 2030 et pour 2032"),
    ([target(-40), target(-39)], [target(-40), target(-38.9)], "1,1 points d’écart, 1 admis"),
    ([level(500), level(490)], [level(500), level(489)], "2,2 % d’écart, 2 % admis"),
    ([base(100), base(95)], [base(100), base(94)], "6 % d’écart, 5 % admis"),
    ([base(100), observed(95)], [base(100), observed(94)], "6 % d’écart, 5 % admis (2015)"),
    (
        [observed(100), observed(90, origin=ACCOUNTS)],
        [observed(100), observed(89, origin=ACCOUNTS)],
        "11 % d’écart, 10 % admis (2015)",
    ),
    (
        [base(100), observed(90, origin=ACCOUNTS)],
        [base(100), observed(89, origin=ACCOUNTS)],
        "11 % d’écart, 10 % admis (2015)",
    ),
    (sectors(53, 50, whole=100), sectors(54, 50, whole=100), "4 % de plus que le total, 3 % admis"),
    (sectors(*SEVEN, 27, whole=100), sectors(*SEVEN, 26, whole=100), "4 % de moins que le total, 3 % admis"),
    (
        sectors(50, 50, whole=100, change=-50, changes=(-48.5, -48.5)),
        sectors(50, 50, whole=100, change=-50, changes=(-48, -48)),
        "niveaux visés : la somme des secteurs fait 4 % de plus",
    ),
    (
        sectors(50, 50, whole=100, change=-50, changes=(-51.5, -51.5)),
        sectors(50, 50, whole=100, change=-50, changes=(-52, -52)),
        "niveaux visés : la somme des secteurs fait 4 % de moins",
    ),
    (parts(103), parts(104), "la somme des parts de 2019 fait 4 % de plus que le total, 3 % admis"),
    (
        [base(98.9, scope="estate"), base(100, scope="territory")],
        [base(99, scope="estate"), base(100, scope="territory")],
        "le patrimoine vaut autant que le territoire",
    ),
    ([target(), *series(100, 101, 103)], [target(), *series(100, 101, 103.5)], "3,5 % de 2015 à 2019"),
    ([target(), *series(100, 120)], [target(), *series(100, 120, start=2016), *series(100, 100, 120)], "20 % de 2015"),
    ([dated(0, PLAN), dated(62, SURVEY)], [dated(0, PLAN), dated(63, SURVEY)], "63 jours d’écart, 62 admis"),
    ([staff(2, PLAN), staff(1.5, SURVEY)], [staff(2, PLAN), staff(1.25, SURVEY)], "0,8 équivalent temps plein d’écart"),
    (later(target(-40), target(-39, 2050)), later(target(-40), target(-38, 2050)), "celui de 2030, de 2 points"),
    (later(rise(40), rise(39, 2050)), later(rise(40), rise(38, 2050)), "de 2 points"),
    (later(share(32), share(31, 2050)), later(share(32), share(30, 2050)), "30 après 32"),
    (later(level(500), level(490, year=2050)), later(level(500), level(480, year=2050)), "480 après 500"),
    (mix(380), mix(379), "fait 37,9 % de toute l’énergie"),
    (mix(420), mix(421), "fait 42,1 % de toute l’énergie"),
    (made(380), made(379), "ne fait que 37,9 % de la consommation"),
    (
        [target(-40), base(1000), level(570, "ktCO2e", quantity="ghg")],
        [target(-40), base(1000), level(569, "ktCO2e", quantity="ghg")],
        "mène à 600 en 2030, le niveau écrit est 569",
    ),
    ([moment(1, 10), moment(2, 3, 10)], [moment(1, 10), moment(2, 3, 9)], "daté avant, d’au moins 1 jours"),
    ([amount(1, 101), amount(2, 0, 100)], [amount(1, 102), amount(2, 0, 100)], "102 € au moins, dans"),
    (
        [amount(1, 110, is_rough=True), amount(2, 0, 100)],
        [amount(1, 111, is_rough=True), amount(2, 0, 100)],
        "10 % admis",
    ),
    (
        [amount(1, 110), amount(2, 0, 100, is_rough=True)],
        [amount(1, 111), amount(2, 0, 100, is_rough=True)],
        "10 % admis",
    ),
]  # fmt: skip


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(("at", "beyond", "words"), AT_AND_BEYOND, ids=range(len(AT_AND_BEYOND)))
def test_a_tolerance_is_admitted_and_what_is_beyond_is_told(
    at: list[Statement], beyond: list[Statement], words: str
) -> None:
    assert find_contradictions(at, tolerances()) == ()
    assert find_contradictions(at[::-1], tolerances()) == ()
    (found,) = find_contradictions(beyond, tolerances())
    assert words in plain(found.explanation.fr)
    (other_way,) = find_contradictions(beyond[::-1], tolerances())
    assert (other_way.kind, plain(other_way.explanation.fr)) == (found.kind, plain(found.explanation.fr))


@pytest.mark.parametrize(
    "held",
    [
        [target(year=None), target(-20, year=None)],
        [target(year=None), target()],
        [target(), target(year=None)],
        [replace(target(year=None), base_year=None), target(-75, 2050)],
        [moment(1, 10), moment(2, 3, None)],
        [moment(1, 10), moment(1, 3, 4)],
        [moment(1, 10), amount(2, 3, 4)],
        [amount(2, 10), amount(1, 3, 4)],
        [target(), *series(100, 120, origin=ACCOUNTS), *series(100, 120, start=2019)],
        [target(origin=SURVEY), *series(100, 110, 120)],
        [target(), *series(0, 110, 120)],
        [target(base=2019), *series(100, 110, 120)],
        [target(scope="estate"), *series(100, 110, 120, scope="territory")],
        [share(40), level(100, quantity="renewable_consumption"), level(0, **ENERGY)],
        [replace(share(40), scope="territory"), *(replace(aim, scope="estate") for aim in mix(100)[1:])],
    ],
)
def test_what_is_not_known_or_of_another_kind_is_not_compared(held: list[Statement]) -> None:
    found = find_contradictions(held, tolerances())
    assert [contradiction.explanation.fr for contradiction in found] == []


def test_the_furthest_moments_are_told_and_the_others_are_witnesses() -> None:
    held = [moment(1, 100, subject=target().subject), moment(2, 60, 90), moment(3, 20, 30)]
    (found,) = find_contradictions(held, tolerances())
    assert "d’au moins 70 jours" in plain(found.explanation.fr)
    assert {side.ref.key for side in found.sides} == {side.ref.key for side in held}


def test_sectors_that_agree_just_enough_have_their_targets_compared() -> None:
    (found,) = find_contradictions(sectors(53, 50, whole=100, change=-40, changes=(-20, -20)), tolerances())
    assert "niveaux visés" in found.explanation.fr


@pytest.mark.parametrize(("first", "last"), [(-40, 0), (0, 40)])
def test_a_target_of_no_change_at_all_is_compared_too(first: float, last: float) -> None:
    (found,) = find_contradictions(later(target(first), target(last, 2050)), tolerances())
    assert "de 40 points" in plain(found.explanation.fr)


def test_two_conflicts_are_two_unless_they_share_a_statement() -> None:
    of_two_years = [target(-40), target(-30), target(-75, 2050), target(-60, 2050)]
    assert [len(found.sides) for found in find_contradictions(of_two_years, tolerances())] == [2, 2]
    of_two_scopes = [target(base=2010, scope="estate"), target(), target(base=2010, scope="territory")]
    found = find_contradictions(of_two_scopes, tolerances())
    assert [{side.scope for side in contradiction.sides} for contradiction in found] == [
        {"estate", ""},
        {"", "territory"},
    ]


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        (1, 951, "mille"),
        (1049, 1, "mille"),
        (-1, -1000, "mille"),
        (1, 949, None),
        (1, 1051, None),
        (10, 116.3, "tep"),
        (3, 11, "carbone"),
        (0, 1000, None),
        (5, 5, None),
    ],
)
def test_a_unit_taken_for_another_is_told_within_five_per_cent(one: float, other: float, words: str | None) -> None:
    mistaken = mistaken_unit(one, other, tolerances().unit_pct)
    assert (words in mistaken.fr) if mistaken and words else mistaken is words
