"""What who prepares a synthesis sees of it: where it stands, what stops its publication, what has changed since."""

from collections.abc import Sequence
from dataclasses import dataclass

from autan.edition_files.core.editions import Change
from autan.living_text.core.findings import Finding, check_text, stopping
from autan.synthesis.models import Edition, Publication
from autan.synthesis.presenters.changes import find_changes
from autan.synthesis.queries.editions import latest_publication, read_edition, read_source


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation:
    """One edition in preparation.

    Attributes:
        publication: what was last published of it, or None.
        remarks: what its author may leave as it is.
        changes: figures that say something else than in the publication.
        is_text_published: True when the recorded text is the one published.
    """

    publication: Publication | None
    stops: Sequence[Finding]
    remarks: Sequence[Finding]
    changes: Sequence[Change]
    is_text_published: bool


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
        is_text_published=publication is not None and publication.source == edition.source,
    )
