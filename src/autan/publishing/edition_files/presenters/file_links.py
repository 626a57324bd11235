"""The files of an edition, in the words of who chooses one."""

from collections.abc import Iterable

from autan.ground.texts.core.texts import Text
from autan.ground.texts.language import words

_NAMES = {
    "pdf": Text("Version imprimable (PDF)", "To print (PDF)"),
    "html": Text("Un seul fichier, à lire hors ligne (HTML)", "One file, to read offline (HTML)"),
    "docx": Text("À retravailler (Word)", "To rework (Word)"),
    "odt": Text("À retravailler (LibreOffice)", "To rework (LibreOffice)"),
    "pptx": Text("Diapositives (PowerPoint)", "Slides (PowerPoint)"),
    "csv": Text("Les chiffres, pour un tableur (CSV)", "The figures, for a spreadsheet (CSV)"),
}


def present_files(formats: Iterable[str]) -> list[tuple[str, str]]:
    """Give the name of the address of each file and its words, the one to print first."""
    made = set(formats)
    return [(f"synthesis:{name}", words(name_row)) for name, name_row in _NAMES.items() if name in made]
