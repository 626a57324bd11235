"""What is kept of the project that texts came with, to be sent back with its identifiers."""

from datetime import date

from autan.coding.codings.core.project import QdaProject
from autan.coding.codings.core.qda.incoming import incoming_codebook
from autan.coding.codings.importers.project import read_qda_project
from autan.coding.codings.models import Corpus
from autan.ground.wordings import Text


def kept_project(corpus: Corpus) -> QdaProject:
    """Return what is kept; a project with nothing in it for texts of ours."""
    if not corpus.kept_project:
        return QdaProject(name="")
    project, _remarks = read_qda_project(corpus.kept_project.encode(), "project.qde")
    return project


def kept_guids(kept: QdaProject) -> dict[str, str]:
    """Return the identifier of each code that came with a project, by the key that it was then given."""
    _codebook, keys = incoming_codebook(kept.codebook, slug="kept", title=Text(kept.name, ""), day=date.min)
    return {key: guid for guid, key in keys.items()}
