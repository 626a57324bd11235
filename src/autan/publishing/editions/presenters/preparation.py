"""What who prepares a synthesis sees of it: where it stands, what stops its publication, what has changed since."""

from collections.abc import Sequence
from dataclasses import dataclass

from autan.evidence.figures.queries.registry import Reader
from autan.ground.extension_points import NetworkStep, NetworkStepView
from autan.ground.registry import registered
from autan.ground.texts.language import in_language
from autan.publishing.edition_files.core import Change, changes_since
from autan.publishing.edition_files.presenters.edition import present_edition, printed_rows
from autan.publishing.edition_files.queries.dossiers import Dossier
from autan.publishing.editions.models import Edition, Publication
from autan.publishing.editions.queries.editions import latest_publication, read_edition, read_source
from autan.publishing.living_text.core.findings import TextFinding, check_text, stopping
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation:
    """One edition in preparation.

    Attributes:
        remarks: what its author may leave as it is.
    """

    publication: Publication | None
    stops: Sequence[TextFinding]
    remarks: Sequence[TextFinding]
    changes: Sequence[Change]


def present_preparation(edition: Edition) -> Preparation:
    """Read the text of an edition today, and what was last published of it."""
    publication = latest_publication(edition)
    findings = check_text(read_edition(edition).computed)
    stops = stopping(findings)
    changes = find_changes(publication, read_source(publication.source, edition.file)) if publication else ()
    return Preparation(
        publication=publication,
        stops=stops,
        remarks=[finding for finding in findings if finding not in stops],
        changes=changes,
    )
