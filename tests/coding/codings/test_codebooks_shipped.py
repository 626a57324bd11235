"""The codebooks that ship: one idea a code, in both languages, each with words that are really in the source."""

import re
from pathlib import Path

import pytest

from autan.coding.codings.core.codebook import Codebook, labels_of_several_ideas
from autan.coding.codings.core.codebook_reading import read_codebook
from autan.ground.tables.importers.yaml_document import read_document
from tests.repo.tree import PACKAGE

FILES = sorted((PACKAGE / "coding" / "codings" / "codebooks").glob("*.yaml"))
WANTED = {"actions", "expectations", "governance", "innovations", "obstacles", "success-factors"}
PLACE = re.compile(r"lignes? (\d+)(?:-(\d+))?")


def load(path: Path) -> Codebook:
    codebook, faults = read_codebook(read_document(path.read_text(), path.name))
    assert faults == ()
    assert codebook is not None
    return codebook


def test_the_six_codebooks_ship() -> None:
    assert {path.stem for path in FILES} == WANTED == {load(path).slug for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_code_is_one_idea_in_both_languages(path: Path) -> None:
    codebook = load(path)
    assert labels_of_several_ideas(codebook.codes) == ()
    for code in codebook.codes:
        for text in (code.label, code.definition):
            assert text.fr, code.key
            assert text.en, code.key
        for rule in (code.includes, code.excludes):
            assert bool(rule.fr) == bool(rule.en), code.key


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_idea_stands_on_the_source(path: Path) -> None:
    codebook = load(path)
    assert codebook.source == "synthese-2014"
    for code in codebook.codes:
        if code.is_codable:
            assert PLACE.fullmatch(code.locator), code.key
            assert code.examples, code.key
            assert code.keywords or codebook.children(code.key), code.key
        assert bool(code.is_codable or codebook.children(code.key)), code.key


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_french_is_well_set(path: Path) -> None:
    for code in load(path).codes:
        for text in (code.label.fr, code.definition.fr, code.includes.fr, code.excludes.fr):
            assert "'" not in text, code.key
            assert not re.search(r"\s{2}", text), code.key
        assert code.label.fr[:1].isupper()
        assert code.definition.fr.endswith(".")


def plain(text: str) -> str:
    """Letters and figures alone: line breaks, hyphenation, apostrophes and marks left out."""
    return re.sub(r"[\W_]+", "", text.lower())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_words_quoted_are_in_the_source_at_their_lines(path: Path, shared_data: Path) -> None:
    documents = list((shared_data.parent / "reference").glob("000_*.txt"))
    if not documents:
        pytest.skip("the synthesis of 2014 is not beside this repository")
    lines = documents[0].read_text().splitlines()
    for code in load(path).codes:
        for example in code.examples:
            place = PLACE.fullmatch(example.locator)
            assert place, code.key
            cited = "".join(lines[int(place[1]) - 1 : int(place[2] or place[1])])
            assert plain(example.words) in plain(cited), f"{code.key}: {example.words!r} is not in {cited!r}"
