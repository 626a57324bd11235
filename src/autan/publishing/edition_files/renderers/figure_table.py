"""The figures of an edition as a table for a spreadsheet, one line each, in the order of its annex."""

import csv
import io

from autan.evidence.figures.core.numbers import file_numbers
from autan.evidence.figures.presenters.figures import present_period
from autan.ground.texts.core.texts import Text
from autan.ground.texts.language import in_language, typeset, words
from autan.publishing.edition_files.presenters.edition import EditionView, PrintedRow, printed_rows

_HEAD = (
    Text("Numéro", "Number"),
    Text("Nom", "Name"),
    Text("Chiffre", "Figure"),
    Text("Imprimé", "Printed"),
    Text("Valeur", "Value"),
    Text("Bas", "Low"),
    Text("Haut", "High"),
    Text("Unité", "Unit"),
    Text("Période", "Period"),
    Text("Connus", "Known"),
    Text("Sur", "Out of"),
    Text("État", "State"),
    Text("Méthode", "Method"),
    Text("Adresse", "Address"),
    Text("Empreinte", "Hash"),
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
