"""What has changed since an edition was published, figure by figure."""

from autan.edition_files.core.editions import Change, changes_since
from autan.edition_files.presenters.edition import present_edition, printed_rows
from autan.edition_files.queries.dossiers import Dossier
from autan.evidence.language import in_language
from autan.synthesis.models import Publication


def find_changes(publication: Publication, dossier: Dossier) -> tuple[Change, ...]:
    """List the published figures that say something else today. One query."""
    with in_language(publication.edition.language):
        rows = printed_rows(present_edition(dossier))
    today = {(row.name, row.figure.id): (row.figure, row.words) for row in rows}
    frozen = [item.as_core() for item in publication.figures.all()]
    return changes_since(frozen, today)
