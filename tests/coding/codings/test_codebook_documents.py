"""Codebooks read from parsed documents, with the path of every fault; written and read back the same."""

from datetime import date
from typing import Any

import pytest
import yaml

from autan.coding.codings.core.codebook import Codebook, CodeExample
from autan.coding.codings.core.codebook_reading import MAX_CHARACTERS, MAX_DEPTH, codebook_values, read_codebook
from autan.ground.tables.core.documents import ParsedDocument
from autan.ground.wordings import Text

DOCUMENT = """
codebook: obstacles
version: 2
date: 2026-11-26
title: {fr: Difficultés, en: Obstacles}
source: synthese-2014
note: {fr: Une idée par code.}
codes:
  - code: means
    label: {fr: Moyens, en: Means}
    is_codable: false
    codes:
      - code: engineering
        label: {fr: Ingénierie, en: Engineering support}
        definition: {fr: Manque d’appui, en: Lack of support}
        include: {fr: Bureau d’études, en: Consultancy}
        exclude: {fr: Postes, en: Posts}
        examples: [{words: manque d’appui en ingénierie, locator: lignes 543-544}, {words: seuls}]
        keywords: [ingénierie, appui]
        color: "#1B9E77"
        locator: lignes 543-544
  - {code: data, label: {fr: Données}, parent: means}
"""


def parsed(**changes: Any) -> dict[str, Any]:
    return {**yaml.safe_load(DOCUMENT), **changes}


def read(value: Any) -> Codebook:
    codebook, faults = read_codebook(ParsedDocument(value=value, lines={}))
    assert faults == ()
    assert codebook is not None
    return codebook


def places(value: Any) -> list[tuple[str | None, str | None]]:
    codebook, faults = read_codebook(ParsedDocument(value=value, lines={}))
    assert codebook is None
    return [(fault.column, fault.value) for fault in faults]


def test_a_document_is_read_whole() -> None:
    codebook = read(parsed())
    assert (codebook.slug, codebook.version, codebook.day) == ("obstacles", 2, date(2026, 11, 26))
    assert (codebook.source, codebook.note) == ("synthese-2014", Text("Une idée par code.", ""))
    assert [(depth, code.key) for depth, code in codebook.walk()] == [(0, "means"), (1, "engineering"), (1, "data")]
    code = codebook.code("engineering")
    assert code.examples == (
        CodeExample(words="manque d’appui en ingénierie", locator="lignes 543-544"),
        CodeExample(words="seuls"),
    )
    assert (code.keywords, code.color, code.locator) == (("ingénierie", "appui"), "#1B9E77", "lignes 543-544")
    assert (code.includes.fr, code.excludes.en, code.is_codable) == ("Bureau d’études", "Posts", True)
    assert not codebook.code("means").is_codable


def test_what_is_written_is_read_back() -> None:
    codebook = read(parsed())
    again = read(yaml.safe_load(yaml.safe_dump(codebook_values(codebook), allow_unicode=True)))
    assert {code.key: code for code in again.codes} == {code.key: code for code in codebook.codes}
    assert codebook_values(again) == codebook_values(codebook)


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (None, [(None, None)]),
        ([], [(None, None)]),
        (parsed(codebook="Obstacles 1"), [("codebook", "Obstacles 1")]),
        (parsed(version=0), [("version", "0")]),
        (parsed(version=True), [("version", "True")]),
        (parsed(date="demain"), [("date", "demain")]),
        (parsed(title="Difficultés"), [("title", "Difficultés")]),
        (parsed(title={"en": "Obstacles"}), [("title", None)]),
        (parsed(title={"fr": " ", "en": "Obstacles"}), [("title.fr", " ")]),
        (parsed(colour="red"), [("colour", "red")]),
        (parsed(source=["x"]), [("source", None)]),
        (parsed(note={"fr": "x" * 20_001}), [("note.fr", "x" * 80)]),
        (parsed(codes="means"), [("codes", "means")]),
        (parsed(codes=["means"]), [("codes[0]", "means")]),
        (parsed(codes=[{"code": "Means", "label": {"fr": "Moyens"}}]), [("codes[0].code", "Means")]),
        (parsed(codes=[{"label": {"fr": "Moyens"}}]), [("codes[0]", None)]),
        (parsed(codes=[{"code": "a", "label": {"fr": "A"}, "color": "red"}]), [("codes[0].color", "red")]),
        (parsed(codes=[{"code": "a", "label": {"fr": "A"}, "is_codable": "no"}]), [("codes[0].is_codable", "no")]),
        (parsed(codes=[{"code": "a", "label": {"fr": "A"}, "keywords": [1]}]), [("codes[0].keywords[0]", "1")]),
        (parsed(codes=[{"code": "a", "label": {"fr": "A"}, "examples": ["x"]}]), [("codes[0].examples[0]", "x")]),
        (
            parsed(codes=[{"code": "a", "label": {"fr": "A"}}, {"code": "a", "label": {"fr": "B"}}]),
            [("codes[0]", "a")],
        ),
        (parsed(codes=[{"code": "a", "label": {"fr": "A"}, "parent": "b"}]), [("codes[0]", "a")]),
        (
            parsed(
                codes=[
                    {"code": "a", "label": {"fr": "A"}, "parent": "b"},
                    {"code": "b", "label": {"fr": "B"}, "parent": "a"},
                ]
            ),
            [("codes[0]", "a")],
        ),
        (
            parsed(
                codes=[
                    {"code": "a", "label": {"fr": "A"}, "codes": [{"code": "b", "label": {"fr": "B"}, "parent": "c"}]}
                ]
            ),
            [("codes[0].codes[0].parent", "c")],
        ),
    ],
)
def test_every_fault_has_its_path(value: Any, found: list[tuple[str | None, str | None]]) -> None:
    listed = places(value)
    assert [fault for fault in listed if fault in found] == found
    assert all(fault.expected for fault in read_codebook(ParsedDocument(value=value, lines={}))[1])


def test_a_text_of_the_most_signs_is_read() -> None:
    assert len(read(parsed(note={"fr": "x" * MAX_CHARACTERS})).note.fr) == MAX_CHARACTERS == 20_000
    assert read(parsed(note={"fr": " Une note. "})).note.fr == "Une note."


def test_every_fault_is_listed_at_once() -> None:
    bad = parsed(version=0, codes=[{"code": "A"}, {"code": "b", "label": {"fr": ""}}])
    assert places(bad) == [
        ("codes[0]", None),
        ("codes[0].code", "A"),
        ("codes[1].label.fr", ""),
        ("version", "0"),
    ]


def test_codes_nested_without_end_are_refused() -> None:
    code: dict[str, Any] = {"code": "deep", "label": {"fr": "Fond"}}
    for rank in range(MAX_DEPTH + 5):
        code = {"code": f"c{rank}", "label": {"fr": "C"}, "codes": [code]}
    assert places(parsed(codes=[code]))[0][0] == "codes" + "[0].codes" * MAX_DEPTH
