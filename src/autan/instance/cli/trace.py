"""`autan trace`: from a printed figure down to its rows and documents."""

from collections.abc import Sequence

import typer
from rich.markup import escape
from rich.tree import Tree

from autan.evidence.figures.core.evidence_cards import EvidenceCard
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.presenters.figures import present_figure
from autan.evidence.figures.presenters.trace_record import trace_record
from autan.evidence.figures.queries.registry import OPERATOR
from autan.evidence.figures.queries.traces import Trace, trace_of
from autan.instance.cli.listing import AsJson, listing_table, make_console, print_json
from autan.publishing.editions.queries.editions import figures_called

_console = make_console()


def trace(
    edition: str = typer.Argument(help="Édition, par exemple 2014."),
    figure: str = typer.Argument(help="Nom dans le texte, numéro dans l’annexe, ou identifiant du chiffre."),
    rows: int = typer.Option(8, "--rows", min=0, help="Lignes de données montrées sous chaque pièce."),
    as_json: bool = AsJson,
) -> None:
    """Descendre d’un chiffre imprimé à ce qui le prouve : méthode, valeurs, lignes, documents."""
    traces = [trace_of(called, reader=OPERATOR) for called in figures_called(edition, figure, reader=OPERATOR)]
    if as_json:
        records = [trace_record(item.figure, item.cards, with_rows=True) for item in traces]
        print_json(records[0] if len(records) == 1 else records)
        return
    for item in traces:
        _console.print(_tree(item, rows))
        _console.print()


def _tree(item: Trace, rows: int) -> Tree:
    figure = item.figure
    view = present_figure(figure, "fr")
    tree = Tree(f"[bold]{escape(view.number)} {escape(view.unit)}[/bold]  {escape(view.label)}")
    for term, words in _terms(figure):
        tree.add(f"[dim]{term}[/dim]  {escape(words)}")
    if figure.inputs:
        branch = tree.add(f"[dim]Valeurs qui entrent dans le calcul[/dim]  {len(figure.inputs)}")
        _add_inputs(branch, figure.inputs)
    branch = tree.add(f"[dim]Preuves[/dim]  {len(item.cards) + item.hidden_cards}")
    for card in item.cards:
        _add_card(branch, card, rows)
    if item.hidden_cards:
        branch.add(f"[dim]et {item.hidden_cards} autres : demandez la trace des valeurs ci-dessus[/dim]")
    for ref in item.dead:
        branch.add(f"[red]introuvable : {escape(ref.kind)} {escape(ref.key)}[/red]")
    return tree


def _terms(figure: Figure) -> list[tuple[str, str]]:
    view = present_figure(figure, "fr")
    parameters = ", ".join(f"{name} = {value}" for name, value in figure.method.parameters)
    terms = [
        ("Identifiant", figure.id),
        ("Période", view.period),
        ("Couverture", view.coverage),
        ("État", figure.state.label.fr),
        ("Méthode", figure.method.formula.fr),
        ("Fonction", f"{figure.method.name}({parameters})"),
        ("À savoir", figure.note.fr if figure.note else ""),
        ("Empreinte", figure.content_hash),
    ]
    return [(term, words) for term, words in terms if words]


def _add_inputs(branch: Tree, inputs: Sequence[Figure]) -> None:
    for item in inputs:
        view = present_figure(item, "fr")
        remark = ", ".join(part for part in (view.period, view.coverage, view.state) if part)
        words = f"{view.number} {view.unit}".strip()
        child = branch.add(f"{escape(view.label)} : {escape(words)} [dim]{escape(remark)}  {escape(item.id)}[/dim]")
        _add_inputs(child, item.inputs)


def _add_card(branch: Tree, card: EvidenceCard, rows: int) -> None:
    child = branch.add(f"{escape(card.title.fr)}{escape(f' : {card.statement.fr}' if card.statement.fr else '')}")
    if card.citation:
        source = card.citation.source
        words = ", ".join(
            part for part in (source.producer, source.title, source.published, card.citation.locator) if part
        )
        child.add(f"[dim]Source[/dim]  {escape(words)}")
        if source.url:
            child.add(f"[dim]Adresse[/dim]  {escape(source.url)}")
    if card.recorded:
        child.add(f"[dim]Enregistré[/dim]  {escape(card.recorded)}")
    if card.table and rows:
        child.add(listing_table(card.table.columns, card.table.rows[:rows]))
        hidden = card.table.total_rows - min(rows, len(card.table.rows))
        if hidden > 0:
            child.add(f"[dim]et {hidden} autres lignes : --rows ou --json[/dim]")
