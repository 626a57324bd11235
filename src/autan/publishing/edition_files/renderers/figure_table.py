"""The figures of an edition as a table for a spreadsheet, one line each, in the order of its annex."""

import csv
import io

from autan.evidence.figures.core.numbers import file_numbers
from autan.evidence.figures.presenters.figures import present_period
from autan.ground.texts.language import in_language, typeset, words
from autan.ground.wordings import Sentence, Text
from autan.publishing.edition_files.presenters.edition import EditionView, PrintedRow, printed_rows

_HEAD = (
    Sentence("Numéro"),
    Sentence("Nom"),
    Sentence("Chiffre"),
    Sentence("Imprimé"),
    Sentence("Valeur"),
    Sentence("Bas"),
    Sentence("Haut"),
    Sentence("Unité"),
    Sentence("Période"),
    Sentence("Connus"),
    Text("Sur", "Out of"),
    Sentence("État"),
    Sentence("Méthode"),
    Sentence("Adresse"),
    Sentence("Empreinte"),
)


def render_figures(view: EditionView) -> bytes:
    """Return every printed or drawn figure, in its own unit; what is not known is empty, never zero."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    with in_language(view.language):
        writer.writerow([words(heading) for heading in _HEAD])
        writer.writerows(_line(row) for row in printed_rows(view))
    return buffer.getvalue().encode("utf-8-sig")


def _line(row: PrintedRow) -> list[object]:
    figure = row.figure
    numbers = ["" if value is None else value for value in file_numbers(figure)]
    coverage = [typeset(words(figure.unit.symbol)), present_period(figure.period), figure.known, figure.total]
    reviewed = [words(figure.state.label), words(figure.method.formula), figure.id, figure.content_hash]
    return [row.number, row.name, typeset(words(figure.label)), row.words, *numbers, *coverage, *reviewed]
