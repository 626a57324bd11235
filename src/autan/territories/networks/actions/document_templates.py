"""Keeps the templates of a network, into which its documents are written."""

from autan.ground.documents.renderers.odt.template import open_odt_template
from autan.ground.documents.renderers.word.template import open_template
from autan.ground.whole_files import whole_file
from autan.ground.wordings import Sentence, Text
from autan.people.accounts.models import Person
from autan.people.journal.actions import acting
from autan.people.journal.core import ObjectRef
from autan.territories.networks.queries.networks import get_network, template_path

_RIGHT = "territories.coordinate_network"
_REFUSAL = "seule la coordination du réseau choisit le modèle de ses documents"


def keep_template(*, by: Person | None, network: str, data: bytes, file: str) -> list[Text]:
    """Keep a Word document, or a text of LibreOffice, as the template of the documents of that kind of a network.

    Raises UnknownNetworkError when there is no such network.

    Returns:
        What is to be known of it: styles that it lacks, columns of its page.
    """
    target = get_network(network)
    with acting(by=by, act="keep_template", permission=_RIGHT, on=target, refusal=_REFUSAL) as act:
        kind = "odt" if file.lower().endswith((".odt", ".ott")) else "docx"
        opened = open_odt_template(data, file) if kind == "odt" else open_template(data, file)
        act.record(ObjectRef("documents", "template", network), summary=f"Modèle donné : {file}", network=network)
        with whole_file(template_path(network, kind)) as kept:
            kept.write(data)
    remarks: list[Text] = []
    if opened.missing:
        names = ", ".join(opened.missing)
        remarks.append(Sentence("styles absents du modèle, remplacés par ceux d’Autan : {names}", names=names))
    if opened.columns > 1:
        remarks.append(
            Sentence(
                "le texte est sur {columns} colonnes : dessins et tableaux prennent la largeur d’une",
                columns=opened.columns,
            )
        )
    return remarks
