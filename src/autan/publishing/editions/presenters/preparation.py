"""What who prepares a synthesis sees: where it stands, and what is wrong in a part and how to mend it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from autan.evidence.figures.queries.registry import Reader
from autan.ground.errors import Fault, ImportFileError
from autan.ground.extension_points import NetworkStep, NetworkStepView
from autan.ground.registry import registered
from autan.ground.texts.language import in_language, words
from autan.ground.texts.refusals import sentence_words
from autan.ground.wordings import Sentence
from autan.publishing.edition_files.core import Change, changes_since
from autan.publishing.edition_files.presenters.edition import EditionView, present_edition, printed_rows
from autan.publishing.edition_files.queries.dossiers import Dossier
from autan.publishing.editions.models import Edition, Publication
from autan.publishing.editions.queries.editions import describer, latest_publication, read_edition, read_source
from autan.publishing.living_text.core.findings import FindingKind, TextFinding, check_text, stopping
from autan.publishing.living_text.importers.section_edits import standalone_section
from autan.publishing.living_text.importers.sections import split_sections
from autan.territories.networks.models import Network


def find_changes(publication: Publication, dossier: Dossier) -> tuple[Change, ...]:
    """List the published figures that say something else today. One query."""
    with in_language(publication.edition.language):
        rows = printed_rows(present_edition(dossier))
    today = {(row.name, row.figure.id): (row.figure, row.words) for row in rows}
    frozen = [item.as_core() for item in publication.figures.all()]
    return changes_since(frozen, today)


def steps_to_better(network: Network, reader: Reader) -> list[NetworkStepView]:
    """Return the parts of a network where something is missing, from which its first note would be better made."""
    steps = (
        source.build(network.slug, reader) for source in registered(NetworkStep) if source.code not in network.set_aside
    )
    return [step for step in steps if step and (step.lacks or not step.is_done)]


def present_preparation(edition: Edition) -> dict[str, Any]:
    """Read the text of an edition today, and what was last published of it."""
    publication = latest_publication(edition)
    findings = check_text(read_edition(edition).computed)
    stops = stopping(findings)
    changes = find_changes(publication, read_source(publication.source, edition.file)) if publication else ()
    return {
        "publication": publication,
        "stops": stops,
        # what its author may leave as it is
        "remarks": [finding for finding in findings if finding not in stops],
        "changes": changes,
    }


_MENDS = {
    FindingKind.STALE_CLAIM: Sentence("récrivez les mots et l’affirmation, ou imprimez le chiffre lui-même : {{nom}}"),
    FindingKind.UNVERIFIABLE_CLAIM: Sentence(
        "affirmez moins (« au moins »), ou dites pourquoi la garder : | reason: …"
    ),
    FindingKind.UNKNOWN_FIGURE: Sentence("prenez un autre chiffre dans le catalogue"),
    FindingKind.UNFIT_UNIT: Sentence("changez l’unité dans l’en-tête"),
    FindingKind.MISSING_EVIDENCE: Sentence("prenez un chiffre qui a sa preuve"),
    FindingKind.DEAD_EVIDENCE: Sentence("prenez un chiffre dont la preuve existe"),
    FindingKind.DEAD_CITATION: Sentence("citez un fait du registre, ou une pièce ouverte à tous"),
    FindingKind.LOST_PICTURE: Sentence("ajoutez l’image de nouveau"),
    FindingKind.UNCITED_NUMBER: Sentence("remplacez-le par un chiffre du catalogue, ou citez un fait : [@S067]"),
    FindingKind.KEPT_QUOTATION: Sentence("retirez cette citation, ou ouvrez d’abord à tous ce qu’elle cite"),
    FindingKind.UNWRITTEN: Sentence("écrivez ce passage, ou retirez-le"),
    FindingKind.UNCLAIMED_COMPARISON: Sentence("tenez-la par une affirmation, citez un fait, ou laissez-la"),
    FindingKind.UNCLAIMED_ABSENCE: Sentence(
        "tenez-la par une affirmation sur ce que le registre ou les données contiennent, citez un fait, ou laissez-la"
    ),
    FindingKind.MAP_WITHOUT_CONTOUR: Sentence("donnez les contours de ces territoires, ou retirez la carte"),
    FindingKind.UNCITED_COUNT: Sentence("écrivez-le comme un chiffre du catalogue, citez un fait, ou laissez-le"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionCheck:
    """A part as it would be read: its view, or None when it cannot be read, and what is wrong."""

    view: EditionView | None
    remarks: tuple[dict[str, Any], ...]


def check_section(edition: Edition, rank: int, text: str) -> SectionCheck:
    """Read one part alone, as typed. The queries are those of the figures that it calls."""
    sections = split_sections(edition.source)
    if rank == 0:
        return SectionCheck(view=None, remarks=())
    text = text.replace("\r\n", "\n").strip()
    describe = describer(edition.network)
    try:
        source, before = standalone_section(sections, text, file=edition.file, describe=describe)
    except ImportFileError as error:
        return SectionCheck(view=None, remarks=present_faults(error.faults))
    dossier = read_source(source, edition.file)
    with in_language(edition.language):
        view = present_edition(dossier)
    remarks = check_text(dossier.computed)
    excerpt = "\n".join(source.split("\n")[before:])  # the lines of the part, its addresses named
    return SectionCheck(view=view, remarks=tuple(_remark(remark, before, excerpt) for remark in remarks))


def present_faults(faults: Sequence[Fault]) -> tuple[dict[str, Any], ...]:
    """Return the faults of a part that cannot be read, in words."""
    return tuple(
        {
            "line": fault.row,
            "what": words(Sentence("illisible")),
            "detail": fault.value or "",
            "mend": words(Sentence("attendu : {}")).format(sentence_words(fault.expected)),
            "stops": True,
        }
        for fault in faults
    )


def _remark(finding: TextFinding, before: int, text: str) -> dict[str, Any]:
    line = finding.place.line - before if finding.place else 0
    return {
        # line of the part, from 1; None for the whole
        "line": line if line > 0 else _line_of(finding.subject, text),
        "what": words(finding.kind.label),
        "detail": words(finding.detail),
        "mend": words(_MENDS[finding.kind]),
        "stops": not finding.kind.is_warning,
    }


def _line_of(subject: str, text: str) -> int | None:
    """The first line that holds what a finding is about, whatever its spaces."""
    target = "".join(subject.split())
    lines = ("".join(line.split()) for line in text.split("\n"))
    return next((rank for rank, line in enumerate(lines, start=1) if target and target in line), None)
