"""`autan export`: the open data of the networks, and the description of the lake, in a folder."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import typer
from django.conf import settings

from autan.ground.extension_points import PublishedTable
from autan.ground.registry import registered
from autan.instance.cli.help_language import terminal_words as _
from autan.instance.cli.listing import AsJson, make_console, print_done, print_json
from autan.instance.cli.whole_files import refuse_standing, write_whole
from autan.publishing.api.queries.tables import changed_on
from autan.publishing.api.renderers.catalogue import CATALOGUE_FORMS, CatalogueSite, build_catalogue, write_catalogue
from autan.publishing.api.renderers.descriptions import lake_package
from autan.publishing.api.renderers.files import forms_of, open_data_file, package_file
from autan.territories.networks.queries.networks import get_network, list_networks

app = typer.Typer(help="Écrire les données ouvertes, ou la description du lac, dans un dossier.", no_args_is_help=True)
_console = make_console()
_FORCE = typer.Option(False, "--force", help="Remplacer les fichiers qui existent.")


@app.command(name="open-data")
def open_data(
    folder: Path = typer.Argument(help="Dossier où écrire ; un sous-dossier par réseau."),
    network: str = typer.Option("", help="Réseau (slug) ; tous sans lui."),
    force: bool = _FORCE,
    as_json: bool = AsJson,
) -> None:
    """Écrire toutes les données ouvertes : CSV, CSVW, JSON, Parquet, GeoPackage, schémas, et le catalogue DCAT-AP."""
    networks = [get_network(network)] if network else list_networks()
    written = []
    if not force:
        _refuse_standing(folder, [network.slug for network in networks])
    for slug in (network.slug for network in networks):
        for name, size in _write_network(folder / slug, slug, force=force):
            written.append(f"{slug}/{name}")
            if not as_json:
                _console.print(f"[green]✓[/green] {slug}/{name} [dim]{size / 1000:.0f} ko[/dim]", soft_wrap=True)
    catalogue = build_catalogue(CatalogueSite(address=settings.AUTAN_SITE, contact="", changed_on=changed_on()))
    for form in CATALOGUE_FORMS:
        write_whole(folder / f"catalogue.{form}", write_catalogue(catalogue, form), force=force)
        written.append(f"catalogue.{form}")
    if as_json:
        print_json({"folder": str(folder), "files": written})
        return
    _console.print("\n" + _("{count} fichiers dans {folder}").format(count=len(written), folder=folder), markup=False)
    _console.print(
        _("Le catalogue nomme le site {site} (AUTAN_SITE).").format(site=settings.AUTAN_SITE), soft_wrap=True
    )


def _refuse_standing(folder: Path, slugs: Sequence[str]) -> None:
    """Refuse, before anything is written, a folder that holds a file of these already."""
    names = [f"{table.name}.{form}" for table in registered(PublishedTable) for form in forms_of(table)]
    files = [folder / slug / name for slug in slugs for name in (*names, "datapackage.json")]
    for target in (*files, *(folder / f"catalogue.{form}" for form in CATALOGUE_FORMS)):
        refuse_standing(target)


def _write_network(folder: Path, slug: str, *, force: bool) -> Iterator[tuple[str, int]]:
    """Write the files of a network, one after the other; say each when it is there."""
    folder.mkdir(parents=True, exist_ok=True)
    for table in registered(PublishedTable):
        for form in forms_of(table):
            data = open_data_file(table, slug, form)
            write_whole(folder / f"{table.name}.{form}", data, force=force)
            yield f"{table.name}.{form}", len(data)
    data = package_file(slug)
    write_whole(folder / "datapackage.json", data, force=force)
    yield "datapackage.json", len(data)


@app.command(name="lake")
def lake(
    file: Path = typer.Argument(help="Fichier à écrire, comme datapackage.json, à poser dans le dossier d’Autan."),
    force: bool = _FORCE,
    as_json: bool = AsJson,
) -> None:
    """Décrire les tables du lac (Data Package) : producteur, licence, date, colonnes, unités, empreinte."""
    package = lake_package()
    write_whole(file, package.data, force=force)
    result = {"file": str(file), "tables": package.count}
    print_done(_("{tables} tables décrites dans {file}").format(**result), result, as_json=as_json)
