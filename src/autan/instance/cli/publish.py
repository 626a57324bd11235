"""`autan publish`: freeze an edition and write its files."""

from datetime import datetime
from pathlib import Path

import typer

from autan.instance.cli.help_language import terminal_words as _
from autan.instance.cli.listing import AsJson, make_console, print_json
from autan.publishing.edition_files.core import FORMATS
from autan.publishing.edition_files.queries.dossiers import edition_folder, file_name

_console = make_console()


def publish(
    edition: str = typer.Argument(help="Édition, par exemple 2014."),
    formats: str = typer.Option(
        ",".join(FORMATS), "--format", help="Formats, séparés par des virgules : html, pdf, docx, odt, pptx, csv."
    ),
    out: Path | None = typer.Option(None, "--out", help="Dossier où écrire une copie des fichiers."),
    no_annex: bool = typer.Option(
        False, "--no-annex", help="PDF, Word et ODT sans l’annexe des preuves, qui reste sur le site."
    ),
    note: str = typer.Option("", "--note", help="Ce qui a changé depuis la dernière publication, pour un erratum."),
    as_json: bool = AsJson,
    day: datetime | None = typer.Option(
        None, "--date", formats=["%Y-%m-%d"], help="Date de publication (AAAA-MM-JJ) ; aujourd’hui par défaut."
    ),
) -> None:
    """Publier une édition : vérifier chaque chiffre, figer l’ensemble, écrire les fichiers. Tout, ou rien."""
    from autan.publishing.editions.actions.publishing import publish_edition  # every format's library comes with it

    format_names = [name.strip() for name in formats.split(",") if name.strip()]
    with _console.status("Publication…") as status:
        publication = publish_edition(
            by=None,
            slug=edition,
            out=out,
            formats=format_names,
            on=day.date() if day else None,
            has_annex=not no_annex,
            note=note,
            say=lambda words: status.update(f"{words}…"),
        )
    folder = out or edition_folder(edition)
    paths = [folder / file_name(edition, name) for name in format_names]
    if as_json:
        figures, hashed = publication.figures.count(), publication.content_hash
        files = [path.name for path in paths]
        print_json({"edition": edition, "figures": figures, "content_hash": hashed, "files": files})
        return
    words = _("Édition {edition} publiée, {figures} chiffres figés, empreinte {mark}")
    fields = {"edition": edition, "figures": publication.figures.count(), "mark": publication.content_hash[:16]}
    _console.print(f"[green]✓[/green] {words.format(**fields)}")
    for path in paths:
        _console.print(f"  {path}  [dim]{path.stat().st_size / 1000:.0f} ko[/dim]", soft_wrap=True)
