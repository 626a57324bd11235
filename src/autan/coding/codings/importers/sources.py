"""Sources and notes of a project of REFI-QDA: their texts, and the passages coded in them.

Texts alone are taken in: a PDF through the text that stands for it; sounds, films and images are told by name.
"""

from dataclasses import dataclass

from autan.coding.codings.core.positions import PlaceTable, PositionCounting, RawSelection, find_counting
from autan.coding.codings.core.project import OWN_ORIGIN, QdaCoding, QdaSelection, QdaSource
from autan.coding.codings.importers.archive import QdaArchive
from autan.coding.codings.importers.elements import QdaReading
from autan.coding.codings.importers.xml_tree import Element, elements_of

_NOT_TEXTS = ("PictureSource", "AudioSource", "VideoSource")
_INSIDE_A_TEXT = ("Description", "PlainTextContent", "PlainTextSelection", "Coding", "NoteRef", "VariableValue")
_INSIDE_A_PDF = ("Description", "Representation", "Coding", "NoteRef", "VariableValue")
_NO_PLACE = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class _RawText:
    """A text before the places in it are known: its element, that of the whole source, and its words."""

    element: Element
    whole: Element
    guid: str
    text: str | None
    path: str


class SourceReader:
    """Reads the sources and the notes of one project; all count places in the same way."""

    def __init__(self, reading: QdaReading, archive: QdaArchive) -> None:
        self.reading, self.archive = reading, archive
        self._sources: list[_RawText] = []
        self._notes: list[_RawText] = []
        self._counting = PositionCounting()
        self._is_ours = False
        self._tables: dict[str, PlaceTable] = {}

    def collect(self, root: Element) -> None:
        """Find every text of a project."""
        self._is_ours = (root.get("origin") or "") == OWN_ORIGIN
        for holder in elements_of(root, "Sources"):
            for name, element in self.reading.children(holder, ("TextSource", "PDFSource", *_NOT_TEXTS)):
                self._collect_source(name, element)
        for holder in elements_of(root, "Notes"):
            for _, element in self.reading.children(holder, ("Note", "TextSource")):
                self._notes.append(self._raw(element, element))

    def _collect_source(self, name: str, element: Element) -> None:
        if name == "TextSource":
            self._sources.append(self._raw(element, element))
            return
        current = elements_of(element, "Representation")[:1] if name == "PDFSource" else []
        if current:
            self.reading.expect_inside(element, _INSIDE_A_PDF)
            self._sources.append(self._raw(current[0], element))
            return
        self.reading.remark(
            "source_left_out",
            f"Source « {element.get('name') or name} » non reprise : seuls les textes le sont.",
            f"Source “{element.get('name') or name}” left out: only texts are taken in.",
            element=element,
        )

    def _raw(self, element: Element, whole: Element) -> _RawText:
        self.reading.expect_inside(element, _INSIDE_A_TEXT)
        path = element.get("plainTextPath") or ""
        inside = elements_of(element, "PlainTextContent")
        text = "".join(inside[0].itertext()) if inside else self._file_text(path, element)
        return _RawText(element=element, whole=whole, guid=self.reading.guid(whole), text=text, path=path)

    def _file_text(self, path: str, element: Element) -> str | None:
        data = self.archive.text(path) if path else None
        if data is None:
            self.reading.remark(
                "text_not_in_file",
                f"Le texte de « {element.get('name') or path} » n’est pas dans le fichier.",
                f"The text of “{element.get('name') or path}” is not in the file.",
                element=element,
            )
            return None
        return self._decode(data, path, element)

    def _decode(self, data: bytes, path: str, element: Element) -> str:
        encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            self.reading.remark(
                "text_decoded",
                f"Le texte « {path} » n’est pas en UTF-8 : lu en Windows-1252.",
                f"The text “{path}” is not in UTF-8: read as Windows-1252.",
                element=element,
            )
            return data.decode("cp1252", errors="replace")

    def read(self) -> tuple[tuple[QdaSource, ...], tuple[QdaSource, ...]]:
        """Read the sources and the notes that were found, once the way of counting places is known."""
        self._find_counting()
        return tuple(map(self._source, self._sources)), tuple(map(self._source, self._notes))

    def _find_counting(self) -> None:
        sources = [*self._sources, *self._notes]
        self._tables = {source.guid: PlaceTable(source.text) for source in sources if source.text is not None}
        passages = [
            RawSelection(text=source.guid, start=start, end=end, name=element.get("name") or "")
            for source in sources
            if source.guid in self._tables
            for element in elements_of(source.element, "PlainTextSelection")
            for start, end in [_places(element)]
        ]
        # other programs may count inclusively, in UTF-16 or with joined breaks
        self._counting = PositionCounting() if self._is_ours else find_counting(self._tables, passages)
        if self._counting != PositionCounting():
            self.reading.remark("places_counted_otherwise", *_counting_words(self._counting))

    def _source(self, raw: _RawText) -> QdaSource:
        reading, element, whole = self.reading, raw.element, raw.whole
        holders = [whole] if whole is element else [whole, element]
        return QdaSource(
            guid=raw.guid,
            name=reading.name(whole),
            text=self._tables[raw.guid].normalised if raw.text is not None else None,
            path=raw.path if raw.text is None else "",
            description=next(filter(None, map(reading.description, holders)), ""),
            selections=tuple(
                self._selection(child, self._tables.get(raw.guid))
                for child in elements_of(element, "PlainTextSelection")
            ),
            codings=tuple(coding for holder in holders for coding in self._codings(holder)),
            values=tuple(reading.value(child) for holder in holders for child in elements_of(holder, "VariableValue")),
            user=reading.reference(whole, "creatingUser"),
            created=reading.moment(whole),
            notes=tuple(dict.fromkeys(guid for holder in holders for guid in reading.references(holder, "NoteRef"))),
        )

    def _selection(self, element: Element, table: PlaceTable | None) -> QdaSelection:
        self.reading.expect_inside(element, ("Description", "Coding", "NoteRef"))
        start, end = _places(element)
        passage = table.passage(start, end, self._counting) if table else None
        if table and passage is None:
            passage = self._repair_span(element, table, start, end)
        places = passage or (start, end)
        return QdaSelection(
            guid=self.reading.guid(element),
            name=element.get("name") or "",
            start=places[0],
            end=places[1],
            is_placed=passage is not None,
            description=self.reading.description(element),
            codings=self._codings(element),
            user=self.reading.reference(element, "creatingUser"),
            created=self.reading.moment(element),
            notes=self.reading.references(element, "NoteRef"),
        )

    def _repair_span(self, element: Element, table: PlaceTable, start: int, end: int) -> tuple[int, int] | None:
        """A passage whose two places stand the wrong way round; None when it is no passage of the text."""
        turned = table.passage(end, start, self._counting) if start > end else None
        code, french, english = (
            ("selection_turned", "Passage dont la fin précédait le début : remis à l’endroit.", "Passage turned round.")
            if turned
            else (
                "selection_unplaced",
                f"Passage {start}-{end} hors du texte, ou dans un signe : gardé, à revoir.",
                f"Passage {start}-{end} outside the text, or inside a sign: kept, to be reviewed.",
            )
        )
        self.reading.remark(code, french, english, element=element)
        return turned

    def _codings(self, element: Element) -> tuple[QdaCoding, ...]:
        codings = []
        for child in elements_of(element, "Coding"):
            self.reading.expect_inside(child, ("CodeRef", "NoteRef"))
            for code in self.reading.references(child, "CodeRef"):
                codings.append(
                    QdaCoding(
                        guid=self.reading.guid(child),
                        code=code,
                        user=self.reading.reference(child, "creatingUser"),
                        created=self.reading.moment(child),
                        notes=self.reading.references(child, "NoteRef"),
                    )
                )
        return tuple(codings)


def _places(element: Element) -> tuple[int, int]:
    def place(attribute: str) -> int:
        text = (element.get(attribute) or "").strip()
        return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else _NO_PLACE

    return place("startPosition"), place("endPosition")


def _counting_words(counting: PositionCounting) -> tuple[str, str]:
    french, english = [], []
    if counting.is_inclusive:
        french.append("la fin est le dernier signe")
        english.append("the end is the last character")
    if counting.joins_breaks:
        french.append("un saut de ligne compte pour un")
        english.append("a line break counts for one")
    if counting.counts_utf16:
        french.append("les signes sont comptés en UTF-16")
        english.append("characters are counted in UTF-16")
    return f"Places lues ainsi : {', '.join(french)}.", f"Places read so: {', '.join(english)}."
