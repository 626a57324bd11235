"""`autan workshop`: the workshops of a network, one whole, its kit and its minutes as files."""

from pathlib import Path

import typer
from django.utils import timezone

from autan.cooperation.minutes.presenters import minutes_document
from autan.cooperation.minutes.queries import minutes_of
from autan.cooperation.minutes.renderers.minutes import print_minutes, write_minutes
from autan.cooperation.workshops.presenters.kit import workshop_kit
from autan.cooperation.workshops.presenters.listing import as_object, workshop_row
from autan.cooperation.workshops.queries import all_workshops, find_workshop, kept_notes, workshops_of
from autan.cooperation.workshops.renderers.kit import print_kit, write_kit
from autan.evidence.figures.queries.registry import OPERATOR
from autan.ground.errors import UnknownError
from autan.instance.cli.help_language import terminal_words as _
from autan.instance.cli.listing import AsJson, print_done, show_record, show_rows
from autan.instance.cli.whole_files import require_document_format, write_whole
from autan.territories.networks.queries.networks import get_network

app = typer.Typer(
    help="Les ateliers : ceux d’un réseau, un entier, son dossier à imprimer, son compte rendu.", no_args_is_help=True
)
_SLUG = typer.Argument(help="Identifiant de l’atelier.")
_FORCE = typer.Option(False, "--force", help="Remplacer le fichier qui existe déjà.")
_OUT = typer.Option(Path(), "--out", help="Fichier à écrire, en .pdf ou en .docx ; sans lui, un PDF dans ce dossier.")


@app.command("list")
def list_workshops(
    network: str = typer.Option("", "--network", help="Nom court d’un réseau ; sans lui, tous les ateliers."),
    as_json: bool = AsJson,
) -> None:
    """Lister les ateliers : quand, chez qui, de quel format, tenus ou prévus, combien de présences."""
    workshops = workshops_of(get_network(network).slug) if network else all_workshops()
    rows = [
        (row["slug"], row["day"], row["host"], row["format"], row["status"], row["attendance"] or "non renseigné")
        for row in map(workshop_row, workshops)
    ]
    headings = ("Identifiant", "Quand", "Hôte", "Format", "Où il en est", "Présences")
    show_rows(headings, rows, as_objects=[*map(as_object, workshops)], as_json=as_json, empty="Aucun atelier.")


@app.command()
def show(slug: str = _SLUG, as_json: bool = AsJson) -> None:
    """Montrer un atelier : ce qu’il est, ce que disent les sources, combien de notes, son compte rendu."""
    workshop = find_workshop(slug)
    minutes, row = minutes_of(workshop.ref), workshop_row(workshop)
    heading = workshop.as_core()
    fields = as_object(workshop)
    fields["statements"] = [
        {
            "moment": statement.moment.value,
            "kind": statement.kind.value,
            "text": statement.text.fr,
            "evidence": [f"{ref.kind}:{ref.key}" for ref in statement.evidence],
        }
        for statement in heading.statements
    ]
    fields |= {"notes": len(kept_notes(workshop)), "minutes": minutes.phase if minutes else None}
    unknown = _("non renseigné")
    record = {
        _("Quand"): row["day"],
        _("Hôte"): row["host"],
        _("Format"): row["format"],
        _("Où il en est"): row["status"],
        _("Site"): ", ".join(name for _slug, name in row["sites"]) or unknown,
        _("Cible du plan"): row["target"] or unknown,
        _("Présences"): row["attendance"] or unknown,
        _("Notes"): str(fields["notes"]),
        _("Compte rendu"): minutes.current_phase.label.fr if minutes else _("aucun"),
        _("Ce que disent les sources"): _("{count} énoncés (--json pour les lire)").format(
            count=len(heading.statements)
        ),
    }
    show_record(row["title"], record, as_object=fields, as_json=as_json)


@app.command()
def kit(slug: str = _SLUG, out: Path = _OUT, force: bool = _FORCE, as_json: bool = AsJson) -> None:
    """Écrire le dossier à imprimer : déroulé, fiche du site, une feuille par temps, feuille de présence."""
    workshop, today = find_workshop(slug), timezone.localdate()
    path = out if out.name else Path(f"dossier-{slug}.pdf")
    require_document_format(path, ".pdf", ".docx")
    content = workshop_kit(workshop, reader=OPERATOR)
    data = write_kit(content, on=today) if path.suffix.lower() == ".docx" else print_kit(content, on=today)
    _write_output(path, data, force=force, as_json=as_json)


@app.command()
def minutes(slug: str = _SLUG, out: Path = _OUT, force: bool = _FORCE, as_json: bool = AsJson) -> None:
    """Écrire le compte rendu, dans la phase où il est."""
    workshop, today = find_workshop(slug), timezone.localdate()
    record = minutes_of(workshop.ref)
    if record is None:
        message = "l’atelier « {slug} » n’a pas encore de compte rendu"
        raise UnknownError(message, slug=slug)
    path = out if out.name else Path(f"compte-rendu-{slug}.pdf")
    require_document_format(path, ".pdf", ".docx")
    content = minutes_document(record)
    data = write_minutes(content, on=today) if path.suffix.lower() == ".docx" else print_minutes(content, on=today)
    _write_output(path, data, force=force, as_json=as_json)


def _write_output(path: Path, data: bytes, *, force: bool, as_json: bool) -> None:
    write_whole(path, data, force=force)
    result = {"file": str(path), "bytes": len(data)}
    words = _("Écrit : {file} ({bytes} octets)").format(**result)
    print_done(words, result, as_json=as_json)
