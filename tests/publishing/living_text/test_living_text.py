"""A file read as a tree, or refused with every fault in its place."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autan.ground.errors import ImportFileError
from autan.ground.texts.core.notation import NO_BREAK_SPACE, THIN_SPACE
from autan.publishing.living_text.core.document import (
    CitationMark,
    Emphasis,
    FigureMark,
    FigureStrip,
    Heading,
    IllustrationMark,
    Paragraph,
    Quote,
    TextList,
    Words,
    plain_text,
)
from tests.publishing.living_text.writing import BODY, HEAD, TEXT, read, with_body


def faults(source):
    with pytest.raises(ImportFileError) as caught:
        read(source)
    assert caught.value.file == "essai.md"
    return [(fault.row, fault.column, fault.expected) for fault in caught.value.faults]


def test_the_summary_stands_before_the_first_chapter():
    text = read()
    kinds: list[type] = [FigureStrip, Paragraph]
    assert [type(block) for block in text.summary] == kinds
    assert [type(block) for block in text.body] == [
        Heading, Heading, Paragraph, Quote, TextList, TextList, Heading, IllustrationMark, IllustrationMark,
    ]  # fmt: skip
    assert [block.is_ordered for block in text.body if isinstance(block, TextList)] == [False, True]
    assert text.english_summary
    assert read(with_body("Rien que {{schemes}}.")).body == ()


def test_marks_keep_their_line_and_column():
    marks = {mark.place.line: mark.place.column for mark in read().figure_marks()}
    first = HEAD.count("\n") + 1
    assert marks[first] == 1
    assert marks[first + 2] == BODY.splitlines()[2].index("{{") + 1
    bold = next(number for number, line in enumerate(TEXT.splitlines(), start=1) if "**gras" in line)
    assert marks[bold] == TEXT.splitlines()[bold - 1].index("{{") + 1


def test_marks_are_met_in_the_order_of_reading_captions_after_their_drawing():
    names = [mark.name for mark in read().figure_marks()]
    assert names == ["schemes", "answered", "schemes", "answered", "schemes", "schemes", "schemes", "schemes"]
    assert read().cited_facts() == ("F3",)


def test_french_typography_is_set_and_a_citation_hangs_on_its_word():
    words = read(with_body("L'eau : « oui » ? {{schemes}} et 12 000 kWh [@F1].")).summary[0].children
    assert words[0] == Words(text=f"L’eau{NO_BREAK_SPACE}: «{THIN_SPACE}oui{THIN_SPACE}»{THIN_SPACE}? ")
    assert words[2] == Words(text=f" et 12{THIN_SPACE}000{NO_BREAK_SPACE}kWh")
    assert isinstance(words[3], CitationMark)


def test_lines_of_a_paragraph_and_escaped_signs_are_plain_words():
    children = read(with_body("Un \\* deux\ntrois {{schemes}}")).summary[0].children
    assert children[0] == Words(text="Un * deux trois ")


def test_emphasis_may_hold_marks_and_titles_get_one_anchor_each():
    text = read(with_body("# Été ?\n\n# Été !\n\n# « »\n\n**{{schemes}}**"))
    assert [block.anchor for block in text.body if isinstance(block, Heading)] == ["ete", "ete-2", "titre"]
    bold = text.body[-1].children[0]
    assert isinstance(bold, Emphasis)
    assert bold.is_strong
    assert isinstance(bold.children[0], FigureMark)


def test_plain_words_of_a_line_leave_the_marks_out():
    text = read(with_body("# Un *beau* [titre](https://x.fr) {{schemes | text: dix | claim: value == 10}} [@F1]"))
    assert plain_text(text.body[0].children) == "Un beau titre dix"


@pytest.mark.parametrize(
    ("body", "column", "expected"),
    [
        ("Du texte {{schemes", "10", "la fin du repère, « }} »"),
        ("Du texte {{schemes}} [@F1", "22", "la fin du repère, « ] »"),
        ("Du texte {{schemes}} {{autre}}", "22", "un nom de l’en-tête : schemes"),
        ("{{schemes}} {{chart: both}}", "13", "seuls sur leur ligne"),
        ("{{schemes}} [@bad]", "13", "des identifiants de faits"),
        ("{{schemes | text: x | claim: value == nobody}}", "1", "un nom de l’en-tête"),
        ("{{schemes}} <b>gras</b>", "1", "aucune balise HTML"),
        ("{{schemes}} ![x](y.png)", "1", "{{picture: nom}}"),
        ("{{schemes}} `code`", "1", "titres #"),
        ("{{schemes}} [x](javascript:alert)", "1", ""),
        ("{{schemes}} [x](ftp://exemple.fr)", "1", "un lien vers une adresse"),
        ("#### {{schemes}}", "6", "un, deux ou trois #"),
        ("{{map: nowhere}} ", "1", "aucun nom défini"),
    ],
)
def test_each_fault_has_its_place(body, column, expected):
    source = with_body(body)
    if expected:
        found = [fault for fault in faults(source) if expected in fault[2]]
        assert found
        assert found[0][:2] == (source.splitlines().index(body) + 1, column)
    else:
        assert plain_text(read(source).summary[0].children).endswith("[x](javascript:alert)")


@pytest.mark.parametrize("block", ["<div>\nx\n</div>", "    du code", "```\ncode\n```", "---"])
def test_blocks_outside_the_subset_are_refused(block):
    assert any("titres #" in fault[2] for fault in faults(with_body(f"{{{{schemes}}}}\n\n{block}\n")))


def test_every_fault_is_listed_in_the_order_of_the_file():
    found = faults(with_body("{{a}}\n\n{{b\n\n{{c}}"))
    assert [fault[0] for fault in found] == sorted(fault[0] for fault in found)
    assert len(found) == 4, "two unknown names, one unclosed mark, and the name that is not used"


def test_a_name_that_is_not_used_is_a_fault():
    found = faults(with_body("{{schemes}}", figures="  schemes: facts.F1\n  idle: facts.F2\n"))
    assert found == [(7, "1", "un nom employé dans le texte")]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("colour: red\n", "clé inconnue"),
        ("figures:\n  x: y\n", "une seule fois"),
        (
            "charts:\n  c: {kind: pie, title: {fr: T}, sentence: {fr: S.}, source: {fr: S}, rows: []}\n",
            "l’une des formes",
        ),
        ("charts:\n  c: {kind: bars, title: {fr: T}, sentence: {fr: S.}, source: {fr: S}}\n", "soit « members »"),
        (
            "charts:\n  c: {kind: bars, title: {fr: T}, sentence: {fr: S.}, source: {fr: S}, members: facts.F1}\n",
            "tient la place de chaque membre",
        ),
        (
            "charts:\n  c: {kind: bars, title: {fr: T}, sentence: {fr: '{{schemes}}'}, source: {fr: S}, rows: []}\n",
            "la phrase se dit aussi",
        ),
        (
            "charts:\n  c: {kind: bars, title: {fr: T}, sentence: {fr: '# non'}, source: {fr: S}, rows: []}\n",
            "une seule phrase",
        ),
        ("maps:\n  m: {kind: categories, title: {fr: T}, sentence: {fr: S.}, source: {fr: S}}\n", "soit « members »"),
        (
            "maps:\n  m: {kind: categories, title: {fr: T}, sentence: {fr: S.}, source: {fr: S}, categories: "
            "[{code: a, label: {fr: A}}], places: [{siren: '1', category: b, facts: [F1]}]}\n",
            "l’une des catégories a",
        ),
        ("maps:\n  Value: {kind: symbols}\n", "un nom en minuscules"),
    ],
)
def test_a_head_that_is_not_what_it_should_be_is_refused(more, expected):
    assert any(expected in fault[2] for fault in faults(with_body("{{schemes}}", more=more)))


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ("{figure: facts.F1, unit: furlong}", "le code d’une unité"),
        ("{figure: facts.F1, decimals: many}", "un nombre entier de décimales"),
        ("{figure: facts.F1, decimals: 9}", "un nombre entier de décimales"),
        ("{unit: GWh}", "obligatoire"),
    ],
)
def test_a_named_figure_is_checked(figure, expected):
    found = faults(with_body("{{schemes}}", figures=f"  schemes: {figure}\n"))
    assert any(expected in fault[2] for fault in found)


def test_a_figure_may_ask_for_a_unit_decimals_and_a_label():
    source = with_body("{{schemes}}", figures='  schemes: {figure: x.y, unit: GWh, decimals: 1, label: {fr: "É"}}\n')
    named = read(source).figures[0]
    assert (named.figure_id, named.unit, named.decimals, named.label.fr) == ("x.y", "GWh", 1, "É")


@pytest.mark.parametrize("source", ["", "Sans en-tête", "---\nslug: x\n", "\n---\nslug: x\n---\n"])
def test_a_file_without_head_is_refused(source):
    assert "un en-tête entre deux lignes" in faults(source)[0][2]


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r"), max_size=120))
def test_any_text_is_read_or_refused_with_faults(body):
    with suppress(ImportFileError):
        assert read(with_body("{{schemes}}\n\n" + body)).blocks
