"""Prepared files as their page shows them, and what the register of personal data says of them."""

from datetime import datetime
from functools import partial
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from autan.ground.extension_points import PersonalData
from autan.ground.texts.language import number
from autan.ground.texts.refusals import sentence_words
from autan.people.prepared_files.core import FileProgress, FileState, settle_state
from autan.people.prepared_files.models import PreparedFile
from autan.people.prepared_files.queries import progress_of

FILE_DATA = partial(
    PersonalData,
    code="prepared_files",
    what=gettext_lazy("Fichiers demandés par une personne connectée, avec ce qu’elle pouvait lire"),
    whom=gettext_lazy("Les personnes qui demandent un grand fichier"),
    why=gettext_lazy("Le donner à qui l’a demandé, une fois fait\u202f; mission d’intérêt public du réseau"),
    kept=gettext_lazy("Un jour"),
)
"""Prepared files; what it does is given when it is registered."""


def present_file(file: PreparedFile, *, now: datetime) -> dict[str, Any]:
    """Return a file with how far it is: in words, how much is read or written, or why it failed."""
    progress = progress_of(file)
    state = settle_state(FileState(file.state), reported_at=progress.reported_at, now=now)
    words = sentence_words(file.error) or _("interrompu par un arrêt du site\u202f; demandez-le à nouveau")
    how_far = words if state is FileState.FAILED else _describe_progress(progress)
    return {"file": file, "state": state, "progress": progress, "words": how_far}


def _describe_progress(progress: FileProgress) -> str:
    if progress.size:
        return filesizeformat(progress.size)
    if not progress.total:
        return ""
    if progress.done == progress.total:
        return _("Tout est lu, le fichier s’écrit.")
    return _("%(done)s sur %(total)s lus") % {"done": number(progress.done), "total": number(progress.total)}
