"""How long amendments are taken, when minutes are settled, how a passage is found, and simple Markdown as blocks."""

from datetime import date, timedelta

import pytest

from autan.cooperation.minutes.core import (
    AMENDMENT_DAYS,
    MOST_AMENDMENT_DAYS,
    MOST_CHARACTERS,
    AmendmentDelay,
    MinutesBlock,
    MinutesPhase,
    Run,
    amendments_until,
    clean_text,
    content_hash,
    even_headings,
    replace_passage,
    takes_amendments,
    why_not_settled,
)
from autan.cooperation.minutes.importers import parse_blocks
from autan.ground.errors import DomainError

OPENED = date(2026, 3, 1)
LAST = date(2026, 3, 11)


def shown(text: str) -> list[tuple[str, int, str, str]]:
    """Kind, level, mark and words of each block of a text."""
    return [
        (block.kind, block.level, block.mark, "".join(run.text for run in block.runs)) for block in parse_blocks(text)
    ]


def test_amendments_are_taken_ten_days_unless_said_otherwise():
    assert amendments_until(OPENED, AmendmentDelay.TEN_DAYS) == OPENED + timedelta(days=AMENDMENT_DAYS) == LAST
    ignored = date(2026, 5, 1)
    assert amendments_until(OPENED, AmendmentDelay.TEN_DAYS, ignored) == LAST, "a day is that of another delay"
    assert amendments_until(OPENED, AmendmentDelay.AT_ONCE, ignored) is None


@pytest.mark.parametrize("days", [0, 1, MOST_AMENDMENT_DAYS])
def test_another_last_day_is_that_day_or_later(days: int):
    last = OPENED + timedelta(days=days)
    assert amendments_until(OPENED, AmendmentDelay.OTHER, last) == last


@pytest.mark.parametrize("last", [None, OPENED - timedelta(days=1), OPENED + timedelta(days=MOST_AMENDMENT_DAYS + 1)])
def test_another_last_day_is_given_not_past_and_not_too_far(last: date | None):
    with pytest.raises(DomainError, match="donnez le dernier jour des amendements\u00a0: aujourd’hui ou plus tard"):
        amendments_until(OPENED, AmendmentDelay.OTHER, last)


@pytest.mark.parametrize("phase", [phase for phase in MinutesPhase if phase is not MinutesPhase.AMENDED])
def test_only_minutes_open_to_amendments_take_some(phase: MinutesPhase):
    assert not takes_amendments(phase, LAST, OPENED)
    assert not takes_amendments(phase, None, OPENED)


def test_minutes_are_settled_after_the_last_day_once_each_amendment_has_its_answer():
    after = LAST + timedelta(days=1)
    assert why_not_settled(LAST, after, 0) == why_not_settled(None, OPENED, 0) == ""
    assert why_not_settled(LAST, after, 1).startswith("1 amendement(s) attendent une réponse")
    assert why_not_settled(None, OPENED, 3).startswith("3 amendement(s)")
    # until the last day is over, the day is what is said, whatever waits
    for today in (OPENED, LAST):
        assert why_not_settled(LAST, today, 2).startswith("les amendements sont reçus jusqu’au 11")


def test_a_text_is_cleaned_and_its_length_is_counted_once_clean():
    assert clean_text("\0 a\r\nb\rc\n ") == "a\nb\nc"
    assert clean_text("a\n\n\n  b") == "a\n\n\n  b", "what is inside stays as it was typed"
    assert clean_text(" \0\r\n ") == ""
    assert clean_text(" abc \0", most=3) == "abc"
    assert len(clean_text("x" * MOST_CHARACTERS)) == MOST_CHARACTERS
    with pytest.raises(DomainError, match=r"a 200001 signes\u202f; 200000 au plus"):
        clean_text("x" * (MOST_CHARACTERS + 1))


def test_a_passage_that_is_not_there_once_is_refused_with_its_count():
    with pytest.raises(DomainError, match="n’est pas dans le texte\u00a0: recopiez-le"):
        replace_passage("Il pleut.", "il pleut", "Il neige")
    with pytest.raises(DomainError, match="est 3 fois dans le texte"):
        replace_passage("un, un, un", "un", "deux")
    assert replace_passage("Il pleut. Il vente.", " Il vente.", "") == "Il pleut."


def test_the_hash_is_that_of_the_title_the_heading_and_the_text():
    whole = {"title": "Atelier", "heading": [("Lieu", "Albi")], "text": "Présents."}
    first = content_hash(**whole)
    assert content_hash(**whole | {"heading": [["Lieu", "Albi"]]}) == first, "as it is read back from the base"
    changed = ({"title": "Ateliers"}, {"heading": []}, {"heading": [("Albi", "Lieu")]}, {"text": "Présents"})
    hashes = {content_hash(**whole | change) for change in changed}
    assert len(hashes | {first}) == len(changed) + 1
    assert all(len(each) == 64 and int(each, 16) for each in hashes)


@pytest.mark.parametrize(
    ("levels", "evened"),
    [
        ([1, 2, 3], [1, 2, 3]),
        ([3, 3], [1, 1]),
        ([2, 3, 1, 2], [1, 2, 1, 2]),
        ([1, 3, 2, 3], [1, 2, 2, 3]),
        ([3, 2, 1], [1, 1, 1]),
        ([], []),
    ],
)
def test_headings_go_down_one_level_at_a_time(levels: list[int], evened: list[int]):
    blocks = [MinutesBlock(kind="heading", runs=(), level=level) for level in levels]
    assert [block.level for block in even_headings(blocks)] == evened


def test_a_deep_item_between_headings_keeps_its_level():
    item = MinutesBlock(kind="item", runs=(Run(text="a"),), level=4, mark="–")
    heading = MinutesBlock(kind="heading", runs=(), level=2)
    assert even_headings([item, heading, item])[::2] == (item, item)


def test_headings_of_a_text_are_three_deep_at_most():
    assert shown("# A\n\n## B\n\n### C\n\n##### D") == [
        ("heading", 1, "", "A"),
        ("heading", 2, "", "B"),
        ("heading", 3, "", "C"),
        ("heading", 3, "", "D"),
    ]


def test_lists_are_numbered_from_what_was_typed_and_nest():
    assert shown("3. trois\n4. quatre\n   * dedans\n     1. plus bas") == [
        ("item", 1, "3.", "trois"),
        ("item", 1, "4.", "quatre"),
        ("item", 2, "–", "dedans"),
        ("item", 3, "1.", "plus bas"),
    ]
    # the second paragraph of an item goes on with it, without a mark of its own
    assert shown("- un\n\n  suite\n- deux") == [
        ("item", 1, "–", "un"),
        ("item", 1, "", "suite"),
        ("item", 1, "–", "deux"),
    ]
    assert shown("- > cité\n- # titre") == [("quote", 1, "", "cité"), ("heading", 1, "", "titre")]


def test_quotes_hold_paragraphs_and_lists():
    assert shown("> un\n>\n> deux\n>\n> - trois") == [
        ("quote", 1, "", "un"),
        ("quote", 1, "", "deux"),
        ("item", 1, "–", "trois"),
    ]


def test_words_are_bold_italic_both_or_neither():
    (block,) = parse_blocks("un **deux *trois*** *quatre* `cinq`\nsix  \nsept")
    assert [(run.text, run.is_bold, run.is_italic) for run in block.runs if run.text.strip()] == [
        ("un ", False, False),
        ("deux ", True, False),
        ("trois", True, True),
        ("quatre", False, True),
        ("cinq", False, False),
        ("six", False, False),
        ("sept", False, False),
    ]
    assert "".join(run.text for run in block.runs) == "un deux trois quatre cinq six sept"


@pytest.mark.parametrize(
    "text",
    [
        "[un lien](https://exemple.fr)",
        "![une image](a.png)",
        "<https://exemple.fr>",
        "<script>alert(1)</script>",
        "a <b>b</b> c",
    ],
)
def test_what_is_not_simple_markdown_is_kept_as_plain_words(text: str):
    assert shown(text) == [("paragraph", 1, "", text)]


def test_a_block_of_code_is_a_paragraph_and_a_rule_is_nothing():
    assert shown("```python\nx = 1\n```") == [("paragraph", 1, "", "x = 1")]
    assert shown("***") == shown("") == shown("\n \n") == []
    assert shown("#") == [("heading", 1, "", "")]
