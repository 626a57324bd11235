"""`autan check`: what no longer holds in the syntheses."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typer

from autan.evidence.figures.core.stated_facts import line_span
from autan.evidence.figures.queries.facts import moved_facts
from autan.ground.errors import DomainError
from autan.ground.tables.importers.delimited import decode_text
from autan.ground.tables.importers.tables import read_file
from autan.instance.cli.help_language import terminal_words as _
from autan.instance.cli.listing import AsJson, make_console, print_json, show_rows
from autan.publishing.edition_files.core import Change
from autan.publishing.editions.models import Edition
from autan.publishing.editions.presenters.preparation import find_changes
from autan.publishing.editions.queries.editions import (
    get_edition,
    latest_publication,
    list_editions,
    read_edition,
    read_source,
)
from autan.publishing.living_text.core.findings import TextFinding, check_text, stopping

_console = make_console()


def check(
    edition: str | None = typer.Argument(None, help="Édition à vérifier ; toutes par défaut."),
    document: Path | None = typer.Option(
        None,
        "--document",
        exists=True,
        dir_okay=False,
        help="Texte du document : les faits dont les lignes ont changé.",
    ),
    as_json: bool = AsJson,
) -> None:
    """Vérifier les synthèses : affirmations périmées, chiffres sans preuve, citations mortes."""
    if document:
        _check_document(decode_text(read_file(document), document.name).splitlines(), as_json=as_json)
        return
    editions = [get_edition(edition)] if edition else list(list_editions())
    if not editions and not as_json:
        _console.print(
            _("Aucune synthèse n’est enregistrée : rien à vérifier. « autan edition start » compose une note.")
        )
    reports = [(item, check_text(read_edition(item).computed), _changes(item)) for item in editions]
    if as_json:
        print_json([_as_object(*report) for report in reports])
    else:
        for report in reports:
            _show(*report)
    if any(stopping(findings) for _, findings, _ in reports):
        raise typer.Exit(DomainError.exit_code)


def _check_document(lines: Sequence[str], *, as_json: bool) -> None:
    """List the facts whose lines in the document no longer say the same."""
    moved = moved_facts(lines)
    read = {fact.id: _words_at(lines, fact.locator) for fact in moved}
    show_rows(
        ("Fait", "Endroit", "Énoncé", "Ce qu’on y lit"),
        [(fact.id, fact.locator, fact.statement_fr, read[fact.id]) for fact in moved],
        as_objects=({"fact": fact.id, "locator": fact.locator, "read": read[fact.id]} for fact in moved),
        as_json=as_json,
        title=_("Faits à relire : {count}").format(count=len(moved)),
        empty="✓ Chaque fait du document se lit encore à ses lignes.",
    )
    if moved:
        raise typer.Exit(DomainError.exit_code)


def _words_at(lines: Sequence[str], locator: str) -> str:
    return " ".join(" ".join(lines[number - 1] for number in line_span(locator) if number <= len(lines)).split())


def _changes(edition: Edition) -> Sequence[Change]:
    """What has changed since the last publication, which keeps its own text."""
    publication = latest_publication(edition)
    return find_changes(publication, read_source(publication.source, edition.file)) if publication else ()


def _show(edition: Edition, findings: Sequence[TextFinding], changes: Sequence[Change]) -> None:
    stops = stopping(findings)
    if findings:
        rows = [(_place(item), item.kind.label.fr, item.subject, item.detail.fr) for item in findings]
        title = _("Édition {edition} ; constats : {stops} ; remarques : {others}")
        title = title.format(edition=edition.slug, stops=len(stops), others=len(findings) - len(stops))
        show_rows(("Place", "Constat", "Sujet", "Détail"), rows, title=title)
    if not stops:
        holds = _("Édition {edition} : tout ce qu’elle affirme tient.").format(edition=edition.slug)
        _console.print(f"[green]✓[/green] {holds}")
    if changes:
        rows = [(item.name, item.figure_id, item.published, item.today or _("introuvable")) for item in changes]
        title = _("Changés depuis la publication : {count}").format(count=len(changes))
        show_rows(("Nom", "Chiffre", "Publié", "Aujourd’hui"), rows, title=title)


def _count_text(count: int, word: str) -> str:
    return f"{count} {word}{'s' if count > 1 else ''}"


def _place(finding: TextFinding) -> str:
    return f"{finding.place.line}:{finding.place.column}" if finding.place else ""


def _as_object(edition: Edition, findings: Sequence[TextFinding], changes: Sequence[Change]) -> dict[str, Any]:
    return {
        "edition": edition.slug,
        "state": edition.state,
        "findings": [
            {
                "kind": item.kind.value,
                "stops": not item.kind.is_warning,
                "subject": item.subject,
                "detail": item.detail.fr,
                "line": item.place.line if item.place else None,
                "column": item.place.column if item.place else None,
            }
            for item in findings
        ],
        "changes": [
            {"name": item.name, "figure": item.figure_id, "published": item.published, "today": item.today or None}
            for item in changes
        ],
    }
