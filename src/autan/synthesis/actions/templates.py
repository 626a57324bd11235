"""Keeps the Word template of a network, into which its editions are written."""

import os
import tempfile
from pathlib import Path

from autan.accounts.models import Person
from autan.documents.queries.templates import template_path
from autan.documents.renderers.word_template import open_template
from autan.journal.actions import acting
from autan.journal.core.objects import ObjectRef
from autan.territories.queries.networks import get_network

_REFUSAL = "seule la coordination du réseau choisit le modèle de ses documents"


def keep_template(*, by: Person | None, network: str, data: bytes, file: str) -> list[str]:
    """Keep a Word document as the template of the editions of a network.

    Returns:
        What is to be known of it, in French: styles that it lacks, columns of its page.

    Raises:
        UnknownNetworkError: there is no such network.
        ImportFileError: the file cannot be a template; that of before is kept.
        NotAllowedError: this person does not coordinate the network.
    """
    found = get_network(network)
    with acting(by=by, act="keep_template", permission="synthesis.write_edition", on=found, refusal=_REFUSAL) as act:
        opened = open_template(data, file)
        act.record(ObjectRef("synthesis", "template", network), summary=f"Modèle Word donné : {file}", network=network)
        _write(template_path(network), data)
    remarks = []
    if opened.missing:
        remarks.append(f"styles absents du modèle, remplacés par ceux d’Autan : {', '.join(opened.missing)}")
    if opened.columns > 1:
        remarks.append(f"le texte est sur {opened.columns} colonnes : dessins et tableaux prennent la largeur d’une")
    return remarks


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    Path(name).replace(path)
