"""`autan crossread`: the matrix of members and domains, and the contradictions of a network."""

from typing import Any

import typer

from autan.cooperation.crossreading.core.contradictions import ContradictionKind
from autan.cooperation.crossreading.presenters.matrix import make_matrix
from autan.cooperation.crossreading.queries.contradictions import reviewed_contradictions
from autan.cooperation.crossreading.queries.readings import NetworkReading, network_reading
from autan.evidence.figures.core.numbers import file_numbers
from autan.instance.cli.listing import AsJson, print_json, require_choice, show_rows
from autan.opendata.measures.core.amounts import count_text
from autan.territories.networks.queries.networks import get_network

app = typer.Typer(
    help="Les plans lus ensemble : orientations partagées, contradictions.",
    no_args_is_help=True,
)
_NETWORK = typer.Argument(help="Nom court d’un réseau.")


@app.command()
def matrix(network: str = _NETWORK, as_json: bool = AsJson) -> None:
    """Montrer qui porte quoi : une ligne par membre, une colonne par domaine, et combien de plans le portent."""
    reading = network_reading(network)
    table = make_matrix(reading, reading.members)
    if as_json:
        print_json(_as_object(reading, table))
        return
    rows = [
        (
            row["name"],
            *(
                f"{cell.strength.label.fr} ({len(cell.passages)})" if cell.strength else cell.coverage.label.fr
                for cell, _page in row["cells"]
            ),
        )
        for row in table["rows"]
    ]
    counts = [f"{count_text(figure).fr} sur {figure.known}" if figure.is_known else "?" for figure in table["figures"]]
    headings = ("Membre", *(domain.short for domain in table["domains"]))
    show_rows(headings, [*rows, ("Plans qui le portent", *counts)], empty="Aucun membre.")
    typer.echo(reading.note.words.fr)


def _as_object(reading: NetworkReading, table: dict[str, Any]) -> dict[str, Any]:
    """The matrix for another program, with the address of each figure."""
    domains = [
        {
            "code": domain.code,
            "label": domain.label.fr,
            "figure": figure.id,
            "plans": file_numbers(figure).value,
            "known": figure.known,
            "total": figure.total,
        }
        for domain, figure in zip(table["domains"], table["figures"], strict=True)
    ]
    members = [
        {
            "siren": row["siren"],
            "plan": row["plan"],
            "cells": {
                domain.code: {
                    "position": cell.coverage.value,
                    "strength": cell.strength.value if cell.strength else None,
                    "passages": len(cell.passages),
                }
                for domain, (cell, _page) in zip(table["domains"], row["cells"], strict=True)
            },
        }
        for row in table["rows"]
    ]
    return {
        "network": reading.network.slug,
        "frame": reading.frame.version,
        "agreement": reading.note.words.fr,
        "is_low": reading.note.is_low,
        "domains": domains,
        "members": members,
    }


@app.command()
def contradictions(
    network: str = _NETWORK,
    kind: str = typer.Option("", "--kind", help="Un seul genre : années de référence (base_year), unités (units)…"),
    as_json: bool = AsJson,
) -> None:
    """Lister les contradictions d’un réseau, leurs côtés, et ce qui en est décidé."""
    require_choice(kind, ContradictionKind, option="--kind")
    selected = [
        contradiction
        for contradiction in reviewed_contradictions(get_network(network))
        if not kind or contradiction.found.kind == kind
    ]
    objects = [
        {
            "fingerprint": contradiction.found.fingerprint,
            "kind": contradiction.found.kind.value,
            "siren": contradiction.found.siren,
            "subject": contradiction.found.subject.fr,
            "explanation": contradiction.found.explanation.fr,
            "status": contradiction.status.value,
            "sides": [
                {"origin": side.origin.value, "words": side.words.fr, "evidence": f"{side.ref.kind}:{side.ref.key}"}
                for side in contradiction.found.sides
            ],
        }
        for contradiction in selected
    ]
    rows = [
        (
            contradiction.found.siren or "réseau",
            contradiction.found.kind.label.fr,
            contradiction.found.subject.fr,
            contradiction.found.explanation.fr,
            contradiction.status.label.fr,
        )
        for contradiction in selected
    ]
    headings = ("Membre", "Genre", "Sur", "Pourquoi", "Décision")
    show_rows(headings, rows, as_objects=objects, as_json=as_json, empty="Aucune contradiction.")
