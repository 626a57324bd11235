"""The tree of a trace: what a figure is, what it was computed from, its evidence, what is hidden or gone."""

import io
from dataclasses import replace

from rich.console import Console

from autan.evidence.figures.core.evidence_cards import EvidenceCard, EvidenceTable
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.traces import Trace
from autan.ground.wordings import Text
from autan.instance.cli.trace import _tree
from tests.evidence.figures.making import make_figure

REF = EvidenceRef(kind="fact", key="F[1]")
CARD = EvidenceCard(
    ref=REF, title=Text("Fait [b]", "Fact"), statement=Text("Dix communes", "Ten"), recorded="Ana, hier"
)
TABLE = EvidenceTable(columns=("commune", "valeur"), rows=(("Ici", "1"), ("Là", "2"), ("Loin", "3")), total_rows=9)


def tree(*cards: EvidenceCard, rows: int = 8, hidden: int = 0, dead: tuple[EvidenceRef, ...] = ()) -> str:
    trace = Trace(figure=make_figure(), cards=cards, hidden_cards=hidden, dead=dead, kept=0, places=(), hidden_places=0)
    output = io.StringIO()
    Console(file=output, width=200, highlight=False).print(_tree(trace, rows))
    return output.getvalue().replace("\u00a0", " ").replace("\u202f", " ")


def test_a_figure_is_named_with_its_number_its_method_and_its_hash() -> None:
    figure, shown = make_figure(), tree()
    first, *terms = shown.splitlines()
    assert first.startswith("10 MWh  ")
    assert f"Identifiant  {figure.id}" in shown
    assert f"Fonction  {figure.method.name}(" in shown
    assert f"Empreinte  {figure.content_hash}" in shown
    assert "Preuves  0" in terms[-1]
    assert "Valeurs qui entrent" not in shown


def test_a_card_says_its_statement_who_recorded_it_and_signs_of_markup_as_they_are() -> None:
    shown = tree(CARD)
    assert "Fait [b] : Dix communes" in shown
    assert "Enregistré  Ana" in shown
    assert "Source" not in shown
    bare = tree(replace(CARD, statement=Text("", ""), recorded=""))
    assert [line.strip(" ─└├│") for line in bare.splitlines()][-1] == "Fait [b]"


def test_evidence_that_is_hidden_or_gone_is_counted_and_named() -> None:
    shown = tree(CARD, hidden=2, dead=(REF,))
    assert "Preuves  3" in shown
    assert "et 2 autres : demandez la trace des valeurs ci-dessus" in shown
    assert "introuvable : fact F[1]" in shown
    assert "introuvable" not in tree(CARD)
    assert "autres" not in tree(CARD)


def test_rows_are_shown_as_many_as_asked_and_the_others_counted() -> None:
    card = replace(CARD, table=TABLE)
    whole, two, none = (tree(card, rows=rows) for rows in (8, 2, 0))
    assert ("Loin" in whole, "et 6 autres lignes : --rows ou --json" in whole) == (True, True)
    assert ("Là" in two, "Loin" in two, "et 7 autres lignes" in two) == (True, False, True)
    assert ("Ici" in none, "autres lignes" in none) == (False, False)
    assert "autres lignes" not in tree(replace(CARD, table=replace(TABLE, total_rows=3)))
