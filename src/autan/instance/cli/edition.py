"""`autan edition`: the editions of the syntheses: list them, take a text in, check, publish, withdraw.

What writes or reads documents is imported where it is used: its libraries take longer to load than a list to show.
"""

from dataclasses import asdict
from pathlib import Path

import typer

from autan.ground.errors import RuleError
from autan.ground.tables.importers.tables import read_file
from autan.instance.cli.check import check
from autan.instance.cli.help_language import terminal_words as _
from autan.instance.cli.imports import DryRun, Yes, take_in
from autan.instance.cli.listing import AsJson, Force, print_done, show_rows
from autan.instance.cli.publish import publish
from autan.instance.cli.whole_files import write_whole
from autan.publishing.editions.actions.editions import withdraw_edition
from autan.publishing.editions.actions.new_editions import copy_edition, edition_import, new_edition, start_edition
from autan.publishing.editions.core.edition_models import EditionModel
from autan.publishing.editions.models import Edition
from autan.publishing.editions.presenters.comparisons import present_comparison
from autan.publishing.editions.queries.comparisons import publications_to_compare
from autan.publishing.editions.queries.editions import get_edition, latest_publication, list_editions

app = typer.Typer(help="Les éditions des synthèses : textes, vérifications, publications.", no_args_is_help=True)
app.command()(check)
app.command()(publish)


@app.command("list")
def list_all(as_json: bool = AsJson) -> None:
    """Lister les éditions : leur réseau, leur titre, où elles en sont."""
    editions = list_editions()
    rows = [(edition.slug, edition.network, edition.title_fr, _state(edition)) for edition in editions]
    headings, objects = ("Édition", "Réseau", "Titre", "État"), map(_as_object, editions)
    empty = "Aucune édition n’est enregistrée ; « autan edition import » en prend une."
    show_rows(headings, rows, as_objects=objects, as_json=as_json, empty=empty)


@app.command("import")
def import_file(
    file: Path = typer.Argument(help="Texte vivant (.md) : un en-tête, puis le texte."),
    yes: bool = Yes,
    dry_run: bool = DryRun,
    as_json: bool = AsJson,
) -> None:
    """Enregistrer le texte d’une édition comme brouillon, après avoir montré ce qui changerait."""
    take_in(edition_import(None), file, yes=yes, dry_run=dry_run, as_json=as_json)


@app.command()
def start(network: str = typer.Argument(help="Nom court du réseau."), as_json: bool = AsJson) -> None:
    """Composer la première note d’un réseau, d’après les données présentes, comme brouillon à reprendre."""
    edition = start_edition(by=None, network=network)
    words = _("Brouillon {edition} enregistré ; « autan check {edition} » le vérifie.")
    print_done(words.format(edition=edition.slug), _as_object(edition), as_json=as_json)


@app.command()
def withdraw(
    edition: str = typer.Argument(help="Édition, par exemple 2014."),
    reason: str = typer.Option(..., "--reason", help="Pourquoi ; les lecteurs la liront."),
    as_json: bool = AsJson,
) -> None:
    """Retirer ce qui est publié d’une édition : sa page dira quand et pourquoi ; rien n’est effacé."""
    withdrawn = withdraw_edition(by=None, slug=edition, reason=reason)
    words = _("Édition {edition} retirée.").format(edition=withdrawn.slug)
    print_done(words, _as_object(withdrawn), as_json=as_json)


@app.command()
def new(
    network: str = typer.Argument(help="Nom court du réseau."),
    slug: str = typer.Argument(help="Identifiant de l’édition, par exemple 2027-elus."),
    title: str = typer.Option(..., "--title", help="Titre de l’édition."),
    model: EditionModel = typer.Option(EditionModel.SYNTHESIS, "--model", help="Ce par quoi elle commence."),
    member: str = typer.Option("", "--member", help="SIREN du membre, pour sa fiche."),
    copy: str = typer.Option("", "--copy", help="Édition à copier, au lieu d’un modèle."),
    as_json: bool = AsJson,
) -> None:
    """Commencer une édition, d’après un modèle ou comme la copie d’une autre ; elle est un brouillon."""
    if copy:
        edition = copy_edition(by=None, origin=copy, slug=slug, title=title)
    else:
        edition = new_edition(by=None, network=network, slug=slug, title=title, model=model, member=member)
    words = _("Brouillon {edition} enregistré ; écrivez-le sur sa page, ou prenez son fichier.")
    print_done(words.format(edition=edition.slug), _as_object(edition), as_json=as_json)


@app.command()
def compare(
    edition: str = typer.Argument(help="Édition dont la dernière publication est comparée."),
    before: str = typer.Argument("", help="Autre édition ; la publication précédente du réseau sans elle."),
    out: Path | None = typer.Option(None, "--out", help="Document à écrire, en .docx ou en .odt."),
    force: bool = Force,
    as_json: bool = AsJson,
) -> None:
    """Dire ce qui a changé, et pourquoi, pour chaque chiffre entre deux publications."""
    other = latest_publication(get_edition(before)) if before else None
    if before and other is None:
        raise RuleError("cette édition n’est pas publiée : rien n’est à comparer")
    publications = publications_to_compare(get_edition(edition), str(other.pk) if other else "")
    comparison = present_comparison(*publications)
    if out is not None:
        from autan.ground.documents.renderers.kinds import MEDIA_TYPES, new_document
        from autan.publishing.editions.renderers.comparison_document import render_comparison

        kind = out.suffix.removeprefix(".")
        if kind not in MEDIA_TYPES:
            raise RuleError("le document à écrire finit par .docx ou .odt")
        write_whole(out, render_comparison(new_document(kind), comparison), force=force)
    counted = _("{moved} autre(s) valeur(s), {same} chiffre(s) inchangé(s)")
    counted = counted.format(moved=len(comparison.moved), same=comparison.same)
    headings, objects = ("Chiffre", "Avant", "Après", "Pourquoi"), map(asdict, comparison.lines)
    rows = [(line.name, line.before or "—", line.after or "—", line.reasons) for line in comparison.lines]
    show_rows(headings, rows, as_objects=objects, as_json=as_json, title=counted, empty=f"✓ {counted}")


@app.command("bring-back")
def bring_back(
    edition: str = typer.Argument(help="Édition, par exemple 2014."),
    file: Path = typer.Argument(help="Document Word ou LibreOffice sorti d’Autan, puis retravaillé."),
    as_json: bool = AsJson,
) -> None:
    """Dire quels chiffres d’un document retravaillé ont été changés, retirés, déplacés ou répétés."""
    from autan.publishing.editions.presenters.reviews import present_reworks

    report = present_reworks(get_edition(edition), read_file(file), file.name)
    show_rows(
        ("Chiffre", "Fait", "Sorti d’ici", "Dans le document", "Endroit"),
        [(line.name, line.kind, line.before, line.after or "—", line.place) for line in report.lines],
        as_objects=map(asdict, report.lines),
        as_json=as_json,
        title=f"{report.file} : " + ", ".join(f"{count} {label}" for _kind, label, count in report.counts if count),
        empty=_("✓ Les {total} chiffres sont là, tels qu’ils sont sortis.").format(total=report.total),
    )


@app.command()
def template(
    network: str = typer.Argument(help="Nom court du réseau."),
    file: Path = typer.Argument(help="Document .docx ou .odt de l’agence : styles, en-têtes, page."),
    as_json: bool = AsJson,
) -> None:
    """Garder le modèle de document d’un réseau : ses documents en suivront les styles, les en-têtes et la page."""
    from autan.territories.networks.actions.networks import keep_template

    remarks = [remark.fr for remark in keep_template(by=None, network=network, data=read_file(file), file=file.name)]
    words = "\n".join(
        [*(f"  {remark}" for remark in remarks), _("Modèle du réseau {network} gardé.").format(network=network)]
    )
    print_done(words, {"network": network, "remarks": remarks}, as_json=as_json)


def _state(edition: Edition) -> str:
    published = edition.publications.first()
    if edition.withdrawn_on:
        return f"retirée le {edition.withdrawn_on:%Y-%m-%d}"
    return f"publiée le {published.published_on:%Y-%m-%d}" if published else "brouillon"


def _as_object(edition: Edition) -> dict[str, object]:
    published = edition.publications.first()
    return {
        "edition": edition.slug,
        "network": edition.network,
        "title": edition.title_fr,
        "state": edition.state,
        "published_on": published.published_on if published else None,
        "withdrawn_on": edition.withdrawn_on,
    }
