"""Agreement code by code over coded texts, disagreements settled apart from the originals."""

import pytest

from autan.coding.agreement.core.alpha import krippendorff_alpha
from autan.coding.agreement.core.kappa import cohen_kappa
from autan.coding.agreement.core.ratings import Ratings, RatingsError, UndefinedAgreement
from autan.coding.codings.core.codings import (
    Coder,
    CoderReading,
    Coding,
    DisagreementOutcome,
    Settlement,
    settle_codings,
)
from autan.coding.results.core.agreement import agreement_by_code
from tests.coding.codings.making import DAY, make_codebook, make_coding, make_text

BOOK = make_codebook("means", "means/staff", "means/money")
WORDS = "des postes puis un budget"
TEXTS = [make_text(f"t{rank}", WORDS) for rank in range(6)]
KEYS = [text.key for text in TEXTS]
ANNE, PAUL, LEA = (Coder(key=name, name=name.capitalize()) for name in ("anne", "paul", "lea"))


def reading(coder: Coder, texts: dict[int, tuple[str, ...]], *, read: int = 6) -> CoderReading:
    """Codes given to texts by rank; the first `read` texts were read."""
    codings = [
        make_coding(
            f"{coder.key}-{rank}-{code}",
            code,
            text=TEXTS[rank],
            quote="budget" if code == "money" else "postes",
            coder=coder.key,
        )
        for rank, codes in texts.items()
        for code in codes
    ]
    return CoderReading(coder=coder, read=frozenset(KEYS[:read]), codings=tuple(codings))


FIRST = reading(ANNE, {0: ("staff",), 1: ("staff", "money"), 2: ("money",)})
SECOND = reading(PAUL, {0: ("staff",), 1: ("money",), 3: ("staff",)})


def test_agreement_of_each_code() -> None:
    rows = {row.code.key if row.code else None: row for row in agreement_by_code(BOOK, KEYS, [FIRST, SECOND])}
    staff = rows["staff"]
    pair = Ratings.from_rows({"anne": [1, 1, 0, 0, 0, 0], "paul": [1, 0, 0, 1, 0, 0]})
    assert staff.percent.value == pytest.approx(4 / 6)
    assert staff.kappas[0].value == pytest.approx(cohen_kappa(pair, "anne", "paul").value)
    assert staff.alpha.value == pytest.approx(krippendorff_alpha(pair, "nominal").value)
    assert (staff.present, staff.absent, staff.disagreements) == (1, 3, ("t1", "t3"))


def test_a_coding_of_a_code_is_one_of_the_codes_above() -> None:
    means = agreement_by_code(BOOK, KEYS, [FIRST, SECOND])[1]
    assert means.code is BOOK.code("means")
    assert means.disagreements == ("t2", "t3")


def test_all_codes_together_come_first() -> None:
    overall = agreement_by_code(BOOK, KEYS, [FIRST, SECOND])[0]
    assert overall.code is None
    assert overall.percent.units == 3 * 6
    assert (overall.present, overall.absent) == (2, 13)
    assert overall.disagreements == ("t1", "t3", "t2")


def test_what_was_not_read_is_missing() -> None:
    partial = reading(PAUL, {0: ("staff",)}, read=2)
    staff = agreement_by_code(BOOK, KEYS, [FIRST, partial])[2]
    assert staff.percent.units == 2
    assert staff.percent.value == pytest.approx(0.5)


def test_constant_coders_are_undefined() -> None:
    money = agreement_by_code(BOOK, KEYS, [reading(ANNE, {}), reading(PAUL, {})])[3]
    assert (money.alpha.undefined, money.kappas[0].undefined) == (UndefinedAgreement.CONSTANT,) * 2
    assert money.percent.value == 1


def test_every_two_coders_have_their_kappa() -> None:
    code_agreement = agreement_by_code(BOOK, KEYS, [FIRST, SECOND, reading(LEA, {0: ("staff",)})])[2]
    assert [kappa.coders for kappa in code_agreement.kappas] == [("anne", "paul"), ("anne", "lea"), ("paul", "lea")]


@pytest.mark.parametrize(
    ("readings", "reason"),
    [
        ([FIRST], "deux personnes"),
        ([FIRST, FIRST], "deux personnes"),
        ([FIRST, reading(Coder(key="autan", name="Autan", is_person=False), {})], "propositions du produit"),
    ],
)
def test_suggestions_and_a_lone_coder_are_refused(readings: list[CoderReading], reason: str) -> None:
    with pytest.raises(RatingsError, match=reason):
        agreement_by_code(BOOK, KEYS, readings)


def test_a_codebook_without_a_code_to_give() -> None:
    overall = agreement_by_code(make_codebook(), KEYS, [FIRST, SECOND])
    assert len(overall) == 1
    assert overall[0].alpha.undefined is UndefinedAgreement.NO_UNIT


def settlement(rank: int, code: str, decision: DisagreementOutcome) -> Settlement:
    return Settlement(text=KEYS[rank], code=code, decision=decision, by="lea", day=DAY)


def kept(*settlements: Settlement, readings: tuple[CoderReading, ...] = (FIRST, SECOND)) -> tuple[list[str], list[str]]:
    found = settle_codings(readings, settlements)
    return [coding.key for coding in found.codings], [f"{text} {code}" for text, code in found.undecided]


AGREED = ["anne-0-staff", "anne-1-money", "paul-0-staff", "paul-1-money"]


def test_what_all_say_is_kept_and_the_rest_is_open() -> None:
    assert kept() == (AGREED, ["t1 staff", "t2 money", "t3 staff"])


def test_decisions_settle_what_was_open() -> None:
    codings, undecided = kept(
        settlement(1, "staff", DisagreementOutcome.PRESENT),
        settlement(2, "money", DisagreementOutcome.PRESENT),
        settlement(2, "money", DisagreementOutcome.ABSENT),
    )
    assert codings == ["anne-0-staff", "anne-1-staff", "anne-1-money", "paul-0-staff", "paul-1-money"]
    assert undecided == ["t3 staff"]
    assert all(decision.label.fr for decision in DisagreementOutcome)


def test_the_originals_stay_as_they_were() -> None:
    settle_codings([FIRST, SECOND], [settlement(0, "staff", DisagreementOutcome.ABSENT)])
    assert [coding.key for coding in FIRST.codings][:1] == ["anne-0-staff"]
    assert isinstance(FIRST.codings[0], Coding)


def test_a_text_that_one_person_read_needs_no_agreement() -> None:
    alone = reading(PAUL, {}, read=1)
    assert kept(readings=(FIRST, alone)) == (["anne-1-staff", "anne-1-money", "anne-2-money"], ["t0 staff"])
