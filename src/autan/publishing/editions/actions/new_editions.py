"""Begins an edition: from a model, as a copy, from a file, or as the first note made of what the rooms know."""

import re
from dataclasses import dataclass
from functools import partial
from typing import Any, NoReturn

from autan.evidence.figures.queries.registry import PUBLIC, figure_or_none
from autan.evidence.imports.core import Import, Preview, PreviewItem, Record, Upload, compare
from autan.ground.errors import ConflictError, Fault, ImportFileError, RuleError
from autan.ground.extension_points import Headline, HeadlineTopic
from autan.ground.registry import registered
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence
from autan.people.accounts.models import Person
from autan.people.journal.actions import require_right
from autan.publishing.editions.actions.editions import record_edition
from autan.publishing.editions.core.edition_models import EditionModel, ModelFigure, compose_model
from autan.publishing.editions.core.starter import StarterChapter, StarterLine, compose_starter
from autan.publishing.editions.exporters import write_living_text
from autan.publishing.editions.models import Edition
from autan.publishing.editions.queries.editions import get_edition
from autan.publishing.living_text.core.definitions import LivingText
from autan.publishing.living_text.importers.living_text import read_living_text
from autan.publishing.living_text.importers.section_edits import set_value
from autan.publishing.living_text.importers.sections import TextSection, join_sections, split_sections, with_order
from autan.territories.networks.core.members import Member
from autan.territories.networks.models import Network
from autan.territories.networks.queries.networks import UnknownNetworkError, get_network, network_members

_REFUSAL = "seule la coordination du réseau commence une synthèse"


def new_edition(
    *, by: Person | None, network: str, slug: str, title: str, model: EditionModel, member: str = ""
) -> Edition:
    """Record a new draft from a model.

    `member` is the SIREN, for the sheet of a member.

    Raises:
        ConflictError: another edition has this identifier.
        RuleError: the sheet of a member names no member of the network.
    """
    free = _free(by, network, slug)
    subtitle = ""
    if model is EditionModel.MEMBER:
        names = {row.siren: row.name for row in network_members(network)}
        if member not in names:
            raise RuleError("choisissez un membre du réseau")
        subtitle = names[member]
    headlines = [headline for topic in registered(HeadlineTopic) for headline in topic.build(network)]
    figures = [figure for headline in headlines if (figure := _figure(headline, member))]
    text = compose_model(model, slug=slug, network=free.slug, title=title.strip(), subtitle=subtitle, figures=figures)
    return record_edition(by=by, source=write_living_text(text), file=f"edition-{slug}.md")


def copy_edition(*, by: Person | None, origin: str, slug: str, title: str) -> Edition:
    """Record a new draft that says what another edition says, under another identifier and title.

    Raises ConflictError: another edition has this identifier.
    """
    original = get_edition(origin)
    _free(by, original.network, slug)
    head, *others = [section.text for section in split_sections(original.source)]
    head = set_value(set_value(head, "slug", slug), "title", {"fr": title.strip(), "en": title.strip()})
    return record_edition(by=by, source=join_sections([head, *others]), file=f"edition-{slug}.md")


def _free(by: Person | None, network: str, slug: str) -> Network:
    record = get_network(network)
    require_right(by, "synthesis.write_edition", on=record, refusal=_REFUSAL)
    if Edition.objects.filter(slug=slug).exists():
        message = "une édition porte déjà l’identifiant «\u202f{slug}\u202f»\u00a0: choisissez-en un autre"
        raise ConflictError(message, slug=slug)
    return record


def _figure(headline: Headline, member: str) -> ModelFigure | None:
    figure_id = headline.members.format(siren=member) if member else headline.figure_id
    figure = figure_or_none(figure_id, reader=PUBLIC) if figure_id else None
    if figure is None or not figure.is_known or not figure.has_evidence:
        return None
    return ModelFigure(name=headline.code, figure_id=figure_id, figure=figure)


_find = partial(figure_or_none, reader=PUBLIC)


def start_edition(*, by: Person | None, network: str) -> Edition:
    """Record the first note of a network as a draft; what is unknown in it is said.

    Raises:
        ConflictError: it has a first note already, which somebody may have reworked.
        RuleError: nothing is known of the network yet.
    """
    record = get_network(network)
    require_right(by, "synthesis.write_edition", on=record)
    slug = starter_slug(record)
    if Edition.objects.filter(slug=slug).exists():
        message = "le réseau a déjà sa première note, {slug}\u00a0: reprenez-la"
        raise ConflictError(message, slug=slug)
    members = network_members(network)
    chapters = [
        StarterChapter(title=topic.title, lines=[_line(headline, members) for headline in topic.build(network)])
        for topic in registered(HeadlineTopic)
    ]
    text = compose_starter(
        slug=slug,
        network=network,
        name=record.name,
        chapters=chapters,
        is_invented=record.is_invented,
        is_bilingual=record.is_bilingual and record.name_en != record.name_fr,
    )
    if "figures" not in text.head:
        raise RuleError("aucun chiffre n’est encore connu pour ce réseau\u00a0: ajoutez des données ou des réponses")
    return record_edition(by=by, source=write_living_text(text), file=f"edition-{slug}.md")


def starter_slug(network: Network) -> str:
    """Return the identifier of the first note of a network."""
    return f"{network.slug[:50]}-note"


def _line(headline: Headline, members: tuple[Member, ...]) -> StarterLine:
    by_member = {}
    if headline.members:
        figures = {member.short_name: _find(headline.members.format(siren=member.siren)) for member in members}
        by_member = {name: figure for name, figure in figures.items() if figure is not None}
        # a chart of which the figure of a member is not found would stop the publication
        by_member = by_member if len(by_member) == len(figures) else {}
    return StarterLine(
        code=headline.code,
        figure_id=headline.figure_id,
        figure=_find(headline.figure_id) if headline.figure_id else None,
        source=headline.source,
        pattern=headline.members,
        by_member=by_member,
        label=headline.label or NO_TEXT,
        place=headline.place,
    )


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

    Raises ImportFileError: the text cannot be read, or it is that of a network that this person does not coordinate.
    """
    source = _decode(upload)
    text = read_living_text(source, file=upload.file)
    _require_network(by, text, source, upload.file)
    existing = Edition.objects.filter(slug=text.slug).first()
    if existing is not None and existing.network != text.network:
        _refuse(
            source,
            upload.file,
            "slug",
            Sentence("un nom qui n’est pas celui d’une édition du réseau {network}", network=existing.network),
        )
    sections = with_order(split_sections(source), split_sections(existing.source) if existing else ())
    incoming = [_record(section, source, upload.file) for section in sections]
    before = with_order(split_sections(existing.source)) if existing else ()
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
    other_lines = set(str(other).split("\n"))
    return "\n".join(line for line in str(value or "").split("\n") if line and line not in other_lines) or "—"


def _write(by: Person | None, preview: Preview[SectionOfFile]) -> None:
    """Record the whole text, which every part carries."""
    content = preview.items[0].record.content
    record_edition(by=by, source=content.source, file=content.file)
