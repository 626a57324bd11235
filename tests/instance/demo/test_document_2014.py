"""Edition 2014 is the document, nothing later: its headings, its words in quotation marks, its losses."""

import re
import unicodedata
from collections import Counter
from functools import cache

import pytest

from autan.evidence.figures.core.stated_facts import line_span, print_of_lines
from autan.publishing.living_text.core.definitions import LivingText
from autan.publishing.living_text.core.document import Heading, TextList, plain_text
from autan.publishing.living_text.importers.living_text import read_living_text
from tools.build_document_page import CORRECTIONS, PAGE, PARTS, build_page
from tools.build_facts import CONTENT, read_csv

EIGHT_WORDS = 8  # names and set phrases are shorter; a sentence taken over is not
SOURCE = (CONTENT / "edition-2014" / "edition.md").read_text(encoding="utf-8")
QUOTE = re.compile(r"«([^»]*)»")


@pytest.fixture
def lines(shared_data) -> list[str]:
    """Lines of the document, the first one at rank 1."""
    path = shared_data.parent / "reference" / "000_e52ec7fc9de9e17b.txt"
    return ["", *path.read_text(encoding="utf-8").splitlines()]


@cache
def edition() -> LivingText:
    return read_living_text(SOURCE, file="edition.md")


def words(text: str) -> list[str]:
    bare = unicodedata.normalize("NFKD", text.lower())
    return re.findall(r"[a-z0-9]+", "".join(sign for sign in bare if not unicodedata.combining(sign)))


def joined(lines: list[str]) -> str:
    """The document as one run of words, with a word cut at the end of a line put together, hyphenated or not."""
    text = "\n".join(lines)
    return " ".join(words(text.replace("-\n", ""))) + " | " + " ".join(words(text.replace("-\n", "-")))


def headings() -> list[str]:
    return [plain_text(block.children) for block in edition().body if isinstance(block, Heading)]


def test_the_page_of_the_document_is_that_of_its_parts():
    assert PAGE.read_text(encoding="utf-8") == build_page()


def test_each_heading_of_the_document_stands_on_its_lines(lines):
    for part in read_csv(PARTS):
        there = joined([lines[number] for number in line_span(part["heading_lines"])])
        if part["heading"] != "(sans titre)":
            missing = [word for word in words(part["heading"]) if word not in there.split()]
            assert missing == [], part["heading"]


def test_each_heading_is_kept_reworded_or_lost_and_the_edition_has_those_that_it_says():
    have = [words(title) for title in headings()]
    for part in read_csv(PARTS):
        assert part["fate"] in {"kept", "reworded", "lost"}
        if part["fate"] == "kept":
            assert words(part["heading"]) == words(part["in_edition"])
        if part["fate"] != "lost" and part["in_edition"] != "Titre et sous-titre de l’édition":
            assert words(part["in_edition"]) in have, part["heading"]


def test_six_items_are_lost_and_listed_as_lost():
    lost = [part["lost"] for part in read_csv(PARTS) if part["lost"]]
    assert len(lost) == 6
    chapter = [block for block in edition().body if isinstance(block, TextList)][-1]
    assert len(chapter.items) == 6
    assert headings()[-1] == "Ce qui est perdu"


def test_quotation_is_the_words_of_the_document_and_paraphrase_is_not(lines):
    theirs = joined(lines)
    body = SOURCE.partition("\n---\n")[2]
    quotes = [" ".join(words(found)) for found in QUOTE.findall(body)]
    assert len(quotes) > 100
    assert [quote for quote in quotes if f" {quote} " not in theirs] == []
    known = {tuple(run) for run in runs(theirs.split())}
    titles = {tuple(words(part["heading"])) for part in read_csv(PARTS)}
    shared = [
        " ".join(run)
        for piece in re.split(r"«[^»]*»|^#.*$", SOURCE, flags=re.MULTILINE)
        for run in runs(words(piece))
        if tuple(run) in known and not any(is_within(tuple(run), title) for title in titles)
    ]
    assert shared == []


def runs(texts: list[str]) -> list[list[str]]:
    return [texts[start : start + EIGHT_WORDS] for start in range(len(texts) - EIGHT_WORDS + 1)]


def is_within(run: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    return any(whole[start : start + len(run)] == run for start in range(len(whole)))


def test_nothing_in_it_is_later_than_2014(demo_network):
    from autan.evidence.figures.queries.facts import facts_by_id

    addresses = [item.figure_id for item in edition().figures]
    addresses += [figure for chart in edition().charts for row in chart.rows for figure in row.figure_ids]
    assert all(address.startswith(("survey.2013.", "facts.S")) for address in addresses)
    cited = facts_by_id(list(edition().cited_facts()))
    later = {key for key, fact in cited.items() if fact.source.published > "2014" or (fact.period or "0") > "2014"}
    assert later == set()
    beside = {key for key, fact in cited.items() if fact.source.slug != "synthese-2014"}
    assert beside == {"W003", "W006", "W168", "W294"}


def test_recommendations_are_counted_and_each_is_quoted():
    start = SOURCE.index("**Recommandations.**")
    chapter = SOURCE[start : SOURCE.index("**Actions d’échelle métropolitaine.**")]
    listed = re.findall(r"^\d+\. .*$", chapter, flags=re.MULTILINE)
    assert "Huit de ses passages" in chapter
    assert len(listed) == 8
    assert all(QUOTE.search(line) and "[@" in line for line in listed)


def test_no_difficulty_is_dropped_and_none_is_ranked(demo_network):
    from autan.evidence.figures.queries.facts import facts_by_id

    labels = ("S134", "S135", "S136", "S137")
    assert all(SOURCE.count(label) >= 2 for label in labels)
    chapter = SOURCE[SOURCE.index("## … malgré des difficultés récurrentes") : SOURCE.index("# Des enjeux partagés")]
    assert chapter.count("\n- ") == 4
    assert not re.search(r"^\d+\. ", chapter, flags=re.MULTILINE)
    assert "autres priorités politiques et conjoncturelles" in facts_by_id(["S136"])["S136"].statement_fr
    assert "autres priorités politiques et conjoncturelles" in chapter


def test_statements_read_again_are_few_and_say_why():
    rows = read_csv(CORRECTIONS)
    assert Counter(row["id"][0] for row in rows) == {"S": 14, "W": 5}
    assert all(row["why"] and row["statement_en"] for row in rows)


def test_each_fact_of_the_document_keeps_the_print_of_its_lines(lines):
    for row in read_csv(CONTENT / "facts" / "facts.csv"):
        expected = print_of_lines(lines[1:], row["locator"]) if row["source"] == "synthese-2014" else ""
        assert row["lines_hash"] == expected, row["id"]
