"""The tree of a text: its marks in the order of reading, its words, its sentences, the widths of its tables."""

import pytest

from autan.publishing.living_text.core.document import (
    CitationMark,
    FigureMark,
    IllustrationMark,
    PictureMark,
    TableBlock,
    Words,
    column_shares,
    inline_marks,
    line_sentences,
    line_words,
    marks_of,
    plain_text,
    words_of,
)
from tests.publishing.living_text.writing import read, with_body

BODY = (
    "# Titre {{a}}\n\n{{figures: b, c}}\n\nUn *mot **{{d}}*** et [un lien {{e}}](https://x.fr) [@F1].\n\n"
    "> - {{f}}\n>\n>   {{g}}\n> - [@F2]\n\n"
    "Tableau : T {{h}}\n| {{i}} | B |\n| --- | --- |\n| {{j}} | {{k}} |\n| {{l}} | |\n\n{{m}}"
)
WRITTEN = "{{n | text: dix | claim: value == 10}}"


def names_of(marks):
    return [mark.cited[0] if isinstance(mark, CitationMark) else mark.name for mark in marks]


def table(header, *rows):
    lines = [header, *rows]
    rule = "|" + " --- |" * (header.count("|") - 1)
    body = "\n".join(["Tableau : T", lines[0], rule, *lines[1:]])
    return next(
        block for block in read(with_body(f"{{{{schemes}}}}\n\n{body}")).blocks if isinstance(block, TableBlock)
    )


def shares(header, *rows):
    return column_shares(table(header, *rows), lambda mark: mark.written)


def test_marks_are_met_in_the_order_of_reading_wherever_they_stand():
    figures = "".join(f"  {name}: facts.{name.upper()}9\n" for name in "abcdefghijklm")
    marks = list(marks_of(read(with_body(BODY, figures=figures)).blocks))
    assert names_of(marks) == ["a", "b", "c", "d", "e", "F1", "f", "g", "F2", "h", "i", "j", "k", "l", "m"]


def test_drawings_and_pictures_are_marks():
    (both, *_others) = [mark for mark in read().marks() if isinstance(mark, IllustrationMark)]
    assert list(marks_of((both,))) == [both]
    picture = PictureMark(name="photo", place=both.place)
    assert list(marks_of((picture,))) == [picture]


def test_the_words_of_a_line_are_what_is_printed_with_or_without_its_citations():
    line = (
        read(with_body(f"Un *mot* [lié](https://x.fr) {WRITTEN} [@F1].", figures="  n: facts.F1\n")).blocks[0].children
    )
    assert [type(mark) for mark in inline_marks(line)] == [FigureMark, CitationMark]
    assert plain_text(line) == "Un mot lié dix."
    assert line_words(line, lambda mark: mark.name.upper()) == "Un mot lié N."
    assert "".join(words_of(line, lambda _mark: "?", "§")) == "Un mot lié ?§."


def test_sentences_are_cut_at_their_ends():
    def sentences(text):
        return line_sentences((Words(text=text),) if text else (), lambda mark: mark.written)

    assert sentences("Une phrase. 10 des 11 ont un plan ! Oui.") == ["Une phrase.", "10 des 11 ont un plan !", "Oui."]
    assert sentences(" Est-ce « tout » ? « Oui »… Écrit. ") == ["Est-ce « tout » ?", "« Oui »…", "Écrit."]
    assert sentences("Voir p. ex. ici. et là") == ["Voir p. ex. ici. et là"], "no sentence begins with a small letter"
    assert sentences("") == sentences("  ") == []


FIVES = "cinq! " * 9 + "cinq!"  # 59 letters, in words of five
LONG = "x" * 60


def test_a_column_has_the_room_of_its_longest_cell():
    assert shares("| Quoi | Combien |", "| a b c d e | b |") == pytest.approx([12 / 22, 10 / 22])
    assert shares("| Quoi | |", "| a | |") == pytest.approx([7 / 10, 3 / 10]), "an empty one, that of its margins"
    assert shares("| Quoi | Combien |", f"| {FIVES} | b |") == pytest.approx([43 / 53, 10 / 53]), (
        "forty letters at most"
    )


def test_what_is_left_of_a_line_is_shared_between_the_longest_cells():
    part = (90 - 79) / 70
    wide = 8 + 35 * part
    assert shares("| a | b | c |", f"| {FIVES} | {FIVES} | {LONG} |") == pytest.approx(
        [wide / 90, wide / 90, 63 / 90]
    ), "a word is never cut"
    full = shares("| a | b | c |", f"| {FIVES} | {LONG} | {LONG} |")
    assert full == pytest.approx([8 / 134, 63 / 134, 63 / 134]), "nothing is left"
