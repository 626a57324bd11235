"""Prepared files as their page shows them, and what the register of personal data says of them."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from autan.evidence.language import number
from autan.extension_points import PersonalData
from autan.prepared_files.core.states import FileState
from autan.prepared_files.models import PreparedFile

_MEGABYTE = 1_000_000

FILE_DATA = partial(
    PersonalData,
    code="prepared_files",
    what=gettext_lazy("Fichiers demandés par une personne connectée, avec ce qu’elle pouvait lire"),
    whom=gettext_lazy("Les personnes qui demandent un grand fichier"),
    why=gettext_lazy("Le donner à qui l’a demandé, une fois fait\u202f; mission d’intérêt public du réseau"),
    kept=gettext_lazy("Un jour"),
)
"""Prepared files; what it does is given when it is registered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLine:
    """One file, with how far it is.

    Attributes:
        file: the file.
        state: where its making stands now.
        told: how much is read or written, or why it failed; may be empty.
    """

    file: PreparedFile
    state: FileState
    told: str


def present_file(file: PreparedFile, *, now: datetime) -> FileLine:
    """Return a file with how far it is, in words."""
    state = file.state_at(now)
    return FileLine(file=file, state=state, told=_tell(file, state))


def _tell(file: PreparedFile, state: FileState) -> str:
    if state is FileState.FAILED:
        return file.error or _("interrompu par un arrêt du site\u202f; demandez-le à nouveau")
    if file.size:
        return _("%(size)s Mo") % {"size": number(file.size / _MEGABYTE, decimals=1)}
    if not file.total:
        return ""
    counts = {"done": number(file.done), "total": number(file.total)}
    return ngettext("%(done)s lue sur %(total)s", "%(done)s lues sur %(total)s", file.done) % counts
