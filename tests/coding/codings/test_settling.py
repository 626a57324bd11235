"""What is kept of the codings of several people, and how codings are read in another version of the codebook."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autan.coding.codings.core.codebook import Codebook, CodebookError
from autan.coding.codings.core.codebook_edits import (
    add_code,
    merge_codes,
    move_code,
    redefine_code,
    rename_code,
    retire_code,
    split_code,
)
from autan.coding.codings.core.codings import (
    Coder,
    CoderReading,
    Coding,
    CodingOrigin,
    DisagreementOutcome,
    SettledCodings,
    Settlement,
    distinct_names,
    read_in_version,
    settle_codings,
)
from autan.ground.wordings import Text
from tests.coding.codings.making import DAY, make_code, make_codebook, make_coding, make_text

PRESENT, ABSENT = DisagreementOutcome.PRESENT, DisagreementOutcome.ABSENT
TEXTS = {key: make_text(key, "des mots dits") for key in ("t", "u")}


def coding(key: str, code: str = "time", *, text: str = "t") -> Coding:
    return make_coding(key, code, text=TEXTS[text])


def reading(who: str, *codings: Coding, read: str = "t") -> CoderReading:
    return CoderReading(coder=Coder(key=who, name=who.title()), read=frozenset(read), codings=codings)


def settled(text: str, code: str, decision: DisagreementOutcome) -> Settlement:
    return Settlement(text=text, code=code, decision=decision, by="anne", day=DAY)


def kept(result: SettledCodings) -> list[str]:
    return [one.key for one in result.codings]


def test_what_one_person_alone_read_is_kept_as_she_coded_it() -> None:
    result = settle_codings([reading("anne", coding("1"), coding("2", "staff")), reading("paul", read="u")], [])
    assert (kept(result), result.undecided) == (["1", "2"], ())


def test_what_all_readers_say_is_kept_under_their_own_keys_in_the_order_of_the_readings() -> None:
    result = settle_codings([reading("paul", coding("9")), reading("anne", coding("1"))], [])
    assert (kept(result), result.undecided) == (["9", "1"], ())


def test_what_one_of_two_readers_says_is_neither_kept_nor_absent() -> None:
    readings = [reading("anne", coding("1"), coding("2", "staff")), reading("paul", coding("3", "staff"))]
    result = settle_codings(readings, [])
    assert (kept(result), result.undecided) == (["2", "3"], (("t", "time"),))


def test_who_did_not_mark_a_text_read_counts_for_what_she_coded_and_not_by_her_silence() -> None:
    result = settle_codings([reading("anne", coding("1")), reading("paul", coding("2", "staff"), read="")], [])
    assert (kept(result), result.undecided) == (["1"], (("t", "staff"),)), "Anne, who read it, says no staff"
    unread = [reading("anne", coding("1"), read=""), reading("paul", read="")]
    assert kept(settle_codings(unread, [])) == ["1"]


@pytest.mark.parametrize(("decision", "keys"), [(PRESENT, ["1"]), (ABSENT, [])])
def test_a_decision_keeps_or_leaves_out_what_was_open(decision: DisagreementOutcome, keys: list[str]) -> None:
    readings = [reading("anne", coding("1")), reading("paul")]
    result = settle_codings(readings, [settled("t", "time", decision)])
    assert (kept(result), result.undecided) == (keys, ())


def test_the_last_decision_holds_for_its_text_and_its_code_alone() -> None:
    readings = [
        reading("anne", coding("1"), coding("2", text="u"), coding("3", "staff"), read="tu"),
        reading("paul", read="tu"),
    ]
    decided = [settled("t", "time", ABSENT), settled("t", "time", PRESENT), settled("u", "staff", PRESENT)]
    result = settle_codings(readings, decided)
    assert (kept(result), result.undecided) == (["1"], (("u", "time"), ("t", "staff")))


def test_a_decision_is_idle_where_all_say_the_same() -> None:
    both = [reading("anne", coding("1")), reading("paul", coding("2"))]
    assert kept(settle_codings(both, [settled("t", "time", ABSENT)])) == ["1", "2"]
    assert settle_codings([], [settled("t", "time", PRESENT)]) == SettledCodings(codings=(), undecided=())


codings_of_people = st.lists(
    st.tuples(st.sampled_from("ap"), st.sampled_from("tu"), st.sampled_from(["time", "staff"]))
)


@given(codings_of_people, st.sets(st.sampled_from("tu")), st.sets(st.sampled_from("tu")))
def test_each_idea_of_each_text_is_kept_or_open(given_codings, read_by_anne, read_by_paul) -> None:
    made = {who: [] for who in "ap"}
    for rank, (who, text, code) in enumerate(given_codings):
        made[who].append(coding(str(rank), code, text=text))
    readings = [
        reading("a", *made["a"], read="".join(sorted(read_by_anne))),
        reading("p", *made["p"], read="".join(sorted(read_by_paul))),
    ]
    result = settle_codings(readings, [])
    units = {(text, code) for _who, text, code in given_codings}
    assert {(one.text, one.code) for one in result.codings} | set(result.undecided) == units
    assert not {(one.text, one.code) for one in result.codings} & set(result.undecided)
    assert len(result.undecided) == len(set(result.undecided))


TREE = make_codebook("means", "means/staff", "means/money", "time")


def codes_in(book: Codebook, version: int, *codings: Coding, **allocations: str) -> dict[str, str]:
    return {one.key: one.code for one in read_in_version(codings, book, version, allocations=allocations).codings}


def test_what_is_no_merge_and_no_split_leaves_a_coding_as_it_is_both_ways() -> None:
    book = rename_code(TREE, "staff", Text("Postes", "Posts"), day=DAY)
    book = move_code(book, "staff", "", day=DAY)
    book = redefine_code(book, replace(book.code("staff"), keywords=("poste",)), day=DAY)
    book = retire_code(book, "staff", day=DAY)
    old, new = make_coding("old", "staff"), make_coding("new", "staff", version=5)
    for version in range(1, 6):
        read = read_in_version([old, new], book, version)
        assert [(one.code, one.codebook_version) for one in read.codings] == [("staff", version)] * 2
        assert (read.version, read.unresolved) == (version, ())


def test_a_part_is_read_as_the_code_that_it_came_from_before_the_split() -> None:
    book = split_code(TREE, "time", [make_code("short"), make_code("long")], day=DAY)
    part = make_coding("1", "long", version=2)
    whole = make_coding("2", "time")
    assert codes_in(book, 1, part, whole) == {"1": "time", "2": "time"}
    assert codes_in(book, 2, part, whole) == {"1": "long", "2": "time"}
    assert codes_in(book, 2, whole, **{"2": "short"}) == {"2": "short"}
    assert codes_in(book, 2, whole, **{"2": "staff"}) == {"2": "time"}, "no part of it"


def test_a_code_that_was_added_or_merged_later_is_none_before() -> None:
    book = add_code(TREE, make_code("data"), day=DAY)
    book = merge_codes(book, ["staff", "money"], "staff", day=DAY)
    codings = [make_coding(str(rank), code, version=3) for rank, code in enumerate(["data", "staff", "time"])]
    first = read_in_version(codings, book, 1)
    assert ([one.key for one in first.codings], [one.key for one in first.unresolved]) == (["2"], ["0", "1"])
    assert first.unresolved == tuple(codings[:2]), "they are left as they were given"
    second = read_in_version(codings, book, 2)
    assert [one.key for one in second.unresolved] == ["1"]


def test_a_chain_of_changes_is_followed_to_its_end() -> None:
    book = merge_codes(TREE, ["staff", "money"], make_code("resources", parent="means"), day=DAY)
    book = merge_codes(book, ["resources", "time"], "time", day=DAY)
    book = split_code(book, "time", [make_code("short"), make_code("long")], day=DAY)
    assert codes_in(book, 4, make_coding("1", "money"), **{"1": "long"}) == {"1": "long"}
    assert codes_in(book, 3, make_coding("1", "money")) == {"1": "time"}
    assert codes_in(book, 2, make_coding("1", "money")) == {"1": "resources"}
    assert read_in_version([make_coding("1", "long", version=4)], book, 2).unresolved[0].code == "long"


@pytest.mark.parametrize("version", [0, -1, 3])
def test_a_version_that_is_not_reached_is_told_with_its_bounds(version: int) -> None:
    book = rename_code(TREE, "time", Text("Durée", "Length"), day=DAY)
    with pytest.raises(CodebookError, match=rf"une version de 1 à 2 \(lu : {version}\)"):
        read_in_version([], book, version)
    with pytest.raises(CodebookError):
        read_in_version([make_coding("1", "time", version=3)], book, 1)


def test_people_of_one_name_are_numbered_in_the_order_given_and_the_others_are_not() -> None:
    people = [Coder(key=key, name=name) for key, name in (("3", "Anne"), ("1", "Anne"), ("2", "Annie"), ("4", "Anne"))]
    assert distinct_names(people) == {"3": "Anne (1)", "1": "Anne (2)", "2": "Annie", "4": "Anne (3)"}
    assert distinct_names([]) == {}
    assert all(origin.label.en for origin in CodingOrigin)
    assert all(outcome.label.fr for outcome in DisagreementOutcome)
