"""`autan data mapping`: how a network says that files of observatories are laid out."""

from pathlib import Path

import typer

from autan.ground.descriptions.core.documents import as_json as document_json
from autan.ground.descriptions.core.documents import descriptions_of
from autan.ground.tables.core.documents import Node
from autan.ground.tables.importers.delimited import decode_text
from autan.ground.tables.importers.tables import read_file
from autan.ground.tables.importers.yaml_document import document_root
from autan.instance.cli.help_language import terminal_words as _
from autan.instance.cli.listing import AsJson, make_console, print_json, show_rows
from autan.opendata.sources.core.file_mappings import FileMapping
from autan.opendata.updates.actions.file_mappings import delete_mapping, write_mapping
from autan.opendata.updates.forms.file_mappings import FileMappingForm
from autan.opendata.updates.queries.file_mappings import mapping_named, mappings_of, shipped_mappings
from autan.territories.networks.queries.networks import get_network

app = typer.Typer(help="Les correspondances qui lisent les fichiers des observatoires.", no_args_is_help=True)
_console = make_console()
_NETWORK = typer.Argument(help="Nom court d’un réseau.")
_NAME = typer.Argument(help="Nom de la correspondance.")


@app.command("list")
def list_mappings(network: str = _NETWORK, as_json: bool = AsJson) -> None:
    """Lister les correspondances d’un réseau, et les modèles livrés."""
    own_rows = [(record.document, "gardée") for record in mappings_of(get_network(network))]
    mappings = [*own_rows, *((mapping, "modèle") for mapping in shipped_mappings())]
    rows = [(mapping.name, mapping.producer, mapping.source, state) for mapping, state in mappings]
    objects = [
        {"name": m.name, "producer": m.producer, "source": m.source, "is_kept": s == "gardée"} for m, s in mappings
    ]
    show_rows(("Nom", "Producteur", "Source", "État"), rows, as_objects=objects, as_json=as_json)


@app.command()
def show(network: str = _NETWORK, name: str = _NAME) -> None:
    """Écrire une correspondance, ou un modèle livré, en JSON : à donner à un autre réseau, ou à corriger."""
    shipped = {mapping.name: mapping for mapping in shipped_mappings()}
    print_json(document_json(shipped.get(name) or mapping_named(get_network(network), name).document))


@app.command()
def write(
    network: str = _NETWORK,
    file: Path = typer.Argument(help="Correspondance, en YAML ou en JSON.", exists=True, dir_okay=False),
) -> None:
    """Garder une correspondance ; celle qui porte le même nom est corrigée."""
    record, mapping = get_network(network), _read(file)
    existing = next((row for row in mappings_of(record) if row.name == mapping.name), None)
    written = write_mapping(by=None, network=record, mapping=mapping, record=existing)
    _console.print(f"[green]✓[/green] {written.name} : {mapping.source}")


@app.command()
def delete(network: str = _NETWORK, name: str = _NAME) -> None:
    """Supprimer une correspondance ; ce qui a été lu avec elle reste."""
    delete_mapping(by=None, record=mapping_named(get_network(network), name))
    _console.print("[green]✓[/green] " + _("{name} : supprimée").format(name=name))


def _read(file: Path) -> FileMapping:
    """Read a mapping as the form of the page does."""
    root = document_root(decode_text(read_file(file), file.name), file.name)
    parts = root.fields(required=(), optional=descriptions_of(FileMapping))
    form = FileMappingForm({name: _as_typed(node) for name, node in parts.items()})
    for field, problems in form.errors.items():
        for problem in problems:
            root.at(field).refuse(str(problem))
    root.findings.require_none(file.name)
    mapping: FileMapping = form.document()
    return mapping


def _as_typed(node: Node) -> str:
    """A value of the file as it would be typed."""
    values = node.value if isinstance(node.value, list) else [node.value]
    if any(isinstance(value, list | dict) for value in values):
        node.refuse("un texte, ou une liste de textes")
        return ""
    return "\n".join(str(value) for value in values if value is not False)
