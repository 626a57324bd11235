"""Tables typed with bars: read with the place of each cell, or refused at the row at fault."""

import pytest

from autan.ground.errors import ImportFileError
from autan.publishing.living_text.core.document import (
    ColumnAlignment,
    FigureMark,
    Paragraph,
    Quote,
    TableBlock,
    TextList,
    column_shares,
    plain_text,
)
from autan.publishing.living_text.core.sentences import named_members, uncited_numbers, unwritten_passages
from tests.publishing.living_text.writing import read, with_body

CAPTION = "Tableau : Ce qui est compté\n"
HEAD = "| Quoi | Combien |\n| :-: | --: |\n"
FIRST = with_body("").count("\n") + 1


def table_of(body) -> TableBlock:
    return next(block for block in read(with_body(body)).blocks if isinstance(block, TableBlock))


def faults(body):
    with pytest.raises(ImportFileError) as caught:
        read(with_body("{{schemes}}\n\n" + body))
    return [(fault.row - FIRST - 1, fault.expected) for fault in caught.value.faults]


def test_a_table_holds_the_text_of_a_paragraph_in_its_cells():
    table = table_of(f"{CAPTION}{HEAD}| **Gras** | {{{{schemes | form: number}}}} [@F3] |\n| a \\| b |  |\n")
    assert plain_text(table.caption) == "Ce qui est compté"
    assert table.alignments == (ColumnAlignment.CENTRE, ColumnAlignment.RIGHT)
    assert [plain_text(cell) for cell in table.header] == ["Quoi", "Combien"]
    assert [[plain_text(cell) for cell in row] for row in table.rows] == [["Gras", ""], ["a | b", ""]]
    assert isinstance(table.rows[0][1][0], FigureMark)


def test_each_mark_keeps_its_place_even_in_equal_cells():
    text = read(with_body(f"{CAPTION}{HEAD}| {{{{schemes}}}} | {{{{schemes}}}} |\n|{{{{schemes \\| form: number}}}}|x"))
    found = [(mark.place.line - FIRST, mark.place.column) for mark in text.figure_marks()]
    assert found == [(3, 3), (3, 17), (4, 2)]


def test_a_table_ends_a_paragraph_and_stands_in_a_quote_or_a_list():
    rows = f"{HEAD}| a | {{{{schemes}}}} |\n"
    quoted = "".join(f"> {line}\n" for line in (CAPTION + rows).splitlines())
    listed = "- un\n\n" + "".join(f"  {line}\n" for line in (CAPTION + rows).splitlines())
    text = read(with_body(f"Avant.\n{CAPTION}\n{rows}Après.\n\n{quoted}\n{listed}"))
    kinds: list[type] = [Paragraph, TableBlock, Paragraph, Quote, TextList]
    assert [type(block) for block in text.blocks] == kinds
    assert len(list(text.figure_marks())) == 3


@pytest.mark.parametrize(
    ("body", "row", "words"),
    [
        (f"{HEAD}| a | b |", 1, "« Tableau : ce qu’il montre »"),
        (f"{CAPTION}{HEAD}| a |", 4, "il y en a 1"),
        (f"{CAPTION}{HEAD}| a | b | c |", 4, "il y en a 3"),
        (f"{CAPTION}| a | b |\n| --- |\n| a | b |", 3, "autant de cellules que l’en-tête, 2"),
        (f"{CAPTION}| --- | --- |\n| a | b |", 2, "nomme les colonnes"),
        (f"{CAPTION}|  |  |\n| --- | --- |\n| a | b |", 2, "nomme les colonnes"),
        (f"{CAPTION}| a | b |\n| c | d |", 3, "| --- | --- |"),
        (f"{CAPTION}| a | b |", 2, "| --- | --- |"),
        (f"{CAPTION}{HEAD}", 3, "au moins une ligne"),
        (f"{CAPTION}{'| a ' * 13}|\n{'|---' * 13}|\n{'| a ' * 13}|", 2, "12 colonnes au plus"),
        (f"{CAPTION}{HEAD}" + "| a | b |\n" * 61, 64, "60 lignes au plus"),
        (f"{CAPTION}{HEAD}| a | {{{{schemes | text: x}}}} |", 4, "claim"),
        (f"{CAPTION}{HEAD}| a | <b>x</b> |", 4, "aucune balise HTML"),
        (f"{CAPTION}|", 2, "nomme les colonnes"),
    ],
)
def test_a_wrong_table_is_refused_at_its_row(body, row, words):
    found = faults(body)
    assert any(place == row and words in expected for place, expected in found), found


def test_a_bare_number_is_found_and_a_citation_holds_for_its_row():
    text = read(
        with_body(f"{{{{schemes}}}}\n\n{CAPTION}{HEAD}| Plans | 12 |\n| Aides | 30 [@F1] |\n| En 2014 | oui |\n")
    )
    assert list(uncited_numbers(text.blocks)) == [("12", "Plans | 12")]


def test_what_the_model_leaves_to_be_written_is_found_in_caption_and_cells():
    text = read(with_body(f"{{{{schemes}}}}\n\nTableau : À écrire, quoi\n{HEAD}| a | À écrire |\n"))
    assert list(unwritten_passages(text.blocks)) == ["À écrire, quoi", "À écrire"]


def test_members_named_in_a_cell_are_found():
    text = read(with_body(f"{{{{schemes}}}}\n\n{CAPTION}{HEAD}| Autan-Nord | oui |\n"))
    assert [member.times for member in named_members(text.blocks, [], {}, [("1", "Autan-Nord")])] == [1]


def test_the_longest_cell_makes_the_width_of_its_column():
    shares = column_shares(
        table_of(f"{CAPTION}{HEAD}| un mot plus long que {{{{schemes}}}} | b |\n"), lambda mark: mark.written
    )
    assert sum(shares) == pytest.approx(1)
    assert shares[0] > 2 * shares[1]
