"""Languages beside French and English: each is a folder, found by looking at what is there.

The name of the folder is the code of the language; `language.yaml` in it says its name and how it writes numbers and
days, `LC_MESSAGES/django.mo` holds its sentences (`docs/guide/ajouter-une-langue.md`).
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from gettext import GNUTranslations
from pathlib import Path

from autan.ground.tables.core.documents import Node
from autan.ground.tables.importers.yaml_document import document_root
from autan.ground.texts.core.notation import Notation
from autan.ground.wordings import Sentence

_CODE = re.compile("[a-z]{2,3}")
_MONTHS = 12
_DATE_PARTS = ("{day}", "{month}", "{year}")
_HOLE = re.compile(r"%\(\w+\)[a-z]|\{\w*\}")
"""Where a sentence takes a value: a name that the French sentence does not give would stop the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageFolder:
    """A language that a folder adds. `draft`: what its pages say at their top while it is a draft, else empty."""

    name: str
    draft: str
    notation: Notation


def read_language_folders(*places: Path) -> dict[str, LanguageFolder]:
    """Return the languages by code, sorted; of two folders of one code, that of the first place counts.

    Raises ImportFileError: a folder lacks something, or its description is wrong; every fault is named with its line.
    """
    folders: dict[str, Path] = {}
    for folder in (folder for place in places for folder in place.glob("[!._]*") if folder.is_dir()):
        folders.setdefault(folder.name, folder)
    return {code: _read_folder(folders[code]) for code in sorted(folders)}


class _Sentences(GNUTranslations):
    """The sentences of a language, to look at."""

    def strange_holes(self) -> Iterator[tuple[str, str]]:
        """Yield each French sentence (plurals apart) whose translation takes a value that it does not give."""
        for french, translation in self._catalog.items():  # type: ignore[attr-defined]  # the stubs do not know it
            if isinstance(french, str):  # gettext forgets the second form of a plural, which has the number
                yield from ((french, hole) for hole in set(_HOLE.findall(translation)) - set(_HOLE.findall(french)))


def _check_sentences(root: Node, file: Path) -> None:
    """Refuse what cannot be read of the compiled sentences, and each sentence that could not be filled in."""
    if not file.is_file():
        root.refuse("les phrases compilées, dans LC_MESSAGES/django.mo")
        return
    try:
        with file.open("rb") as stream:
            sentences = _Sentences(stream)
    except (OSError, ValueError, LookupError, struct.error):
        root.refuse("les phrases compilées, dans LC_MESSAGES/django.mo, en un fichier entier que gettext peut lire")
        return
    for french, hole in sentences.strange_holes():
        root.refuse(
            Sentence("une phrase sans « {hole} », que la phrase française n’a pas : {french}", hole=hole, french=french)
        )


def _read_folder(folder: Path) -> LanguageFolder:
    file = folder / "language.yaml"
    root = document_root(file.read_text(encoding="utf-8") if file.is_file() else "", str(file))
    if not _CODE.fullmatch(folder.name) or folder.name in {"fr", "en"}:
        root.refuse(
            Sentence(
                "un dossier du nom d’un code de langue (« es », « oc ») autre que fr et en : {name}", name=folder.name
            )
        )
    _check_sentences(root, folder / "LC_MESSAGES" / "django.mo")
    parts = root.fields(required=("name", "date", "months", "thousands", "decimal"), optional=("draft",))
    months = parts.read("months", Node.strings, ())
    if "months" in parts and len(months) != _MONTHS:
        parts["months"].refuse("les noms des douze mois")
    date = parts.string("date")
    if "date" in parts and any(date.count(part) != 1 for part in _DATE_PARTS):
        parts["date"].refuse(Sentence("une date qui place {parts}", parts=", ".join(_DATE_PARTS)))
    for name in ("thousands", "decimal"):
        if name in parts and not (isinstance(parts[name].value, str) and len(str(parts[name].value)) == 1):
            parts[name].refuse("un signe entre guillemets")
    root.findings.require_none(str(file))
    thousands, decimal = (str(parts[name].value) for name in ("thousands", "decimal"))
    return LanguageFolder(
        name=parts.string("name"),
        draft=parts.string("draft"),
        notation=Notation(thousands=thousands, decimal=decimal, date=date, months=months),
    )
