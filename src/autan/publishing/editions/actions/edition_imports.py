"""Takes in the file of a living text: the parts that it changes are told, then the text is recorded as a draft."""

import re
from dataclasses import dataclass
from typing import Any, NoReturn

from autan.evidence.imports.core import Import, Preview, PreviewItem, Record, Upload, compare
from autan.ground.errors import Fault, ImportFileError
from autan.ground.wordings import Sentence
from autan.people.accounts.models import Person
from autan.publishing.editions.actions.editions import record_edition
from autan.publishing.editions.models import Edition
from autan.publishing.living_text.core.definitions import LivingText
from autan.publishing.living_text.importers.living_text import read_living_text
from autan.publishing.living_text.importers.sections import TextSection, split_sections, with_order
from autan.territories.networks.models import Network
from autan.territories.networks.queries.networks import UnknownNetworkError, get_network

MAX_TEXT_BYTES = 2_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionOfFile:
    """A part of the text that is given, and the whole text that it belongs to."""

    section: TextSection
    source: str
    file: str


def edition_import(by: Person | None) -> Import[SectionOfFile]:
    """Return how the file of a living text is taken in by a person; None for the product itself."""
    return Import(
        kind="edition",
        read=lambda upload: preview_edition(by, upload),
        write=_write,
        fields={"text": Sentence("Lignes qui diffèrent")},
        show=_show_difference,
    )


def preview_edition(by: Person | None, upload: Upload) -> Preview[SectionOfFile]:
    """Say which parts of an edition a text would add, change or remove. 3 queries.

    Raises:
        ImportFileError: the text cannot be read, or it is that of a network that this person does not coordinate.
    """
    source = _decode(upload)
    text = read_living_text(source, file=upload.file)
    _require_network(by, text, source, upload.file)
    kept = Edition.objects.filter(slug=text.slug).first()
    if kept is not None and kept.network != text.network:
        _refuse(
            source,
            upload.file,
            "slug",
            Sentence("un nom qui n’est pas celui d’une édition du réseau {network}", network=kept.network),
        )
    sections = with_order(split_sections(source), split_sections(kept.source) if kept else ())
    incoming = [_record(section, source, upload.file) for section in sections]
    before = with_order(split_sections(kept.source)) if kept else ()
    current = {section.key: _record(section, source, upload.file) for section in before}
    return Preview(file=upload.file, items=compare(incoming, current))


def _decode(upload: Upload) -> str:
    if len(upload.data) > MAX_TEXT_BYTES:
        raise ImportFileError(upload.file, [Fault(expected="un texte de 2 Mo au plus")])
    try:
        return upload.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = upload.data[: error.start].count(b"\n") + 1
        raise ImportFileError(upload.file, [Fault(row=line, expected="un texte en UTF-8")]) from error


def _require_network(by: Person | None, text: LivingText, source: str, file: str) -> Network:
    try:
        network = get_network(text.network)
    except UnknownNetworkError as error:
        known = ", ".join(error.known) or "aucun encore"
        _refuse(source, file, "network", Sentence("un réseau connu : {known}", known=known))
    if by is not None and not by.has_perm("synthesis.write_edition", network):
        _refuse(source, file, "network", "un réseau dont vous assurez la coordination")
    return network


def _refuse(source: str, file: str, key: str, expected: str) -> NoReturn:
    match = re.search(rf"^{key}:\s*(.*)$", source, flags=re.MULTILINE)
    row = source[: match.start()].count("\n") + 1 if match else None
    raise ImportFileError(file, [Fault(row=row, column=key, value=match[1] if match else None, expected=expected)])


def _record(section: TextSection, source: str, file: str) -> Record[SectionOfFile]:
    content = SectionOfFile(section=section, source=source, file=file)
    fields = {"text": section.text}
    return Record(key=section.key, name=section.title, fields=fields, content=content, line=section.line)


def _show_difference(item: PreviewItem[SectionOfFile], field: str, value: Any) -> str:
    """The lines of one side that the other does not hold."""
    sides = (item.record.fields.get(field), item.current.fields.get(field) if item.current else None)
    other = next((side for side in sides if side != value), None) or ""
    kept = set(str(other).split("\n"))
    return "\n".join(line for line in str(value or "").split("\n") if line and line not in kept) or "—"


def _write(by: Person | None, preview: Preview[SectionOfFile]) -> None:
    """Record the whole text, which every part carries."""
    content = preview.items[0].record.content
    record_edition(by=by, source=content.source, file=content.file)
