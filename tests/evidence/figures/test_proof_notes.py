"""A long proof says once the note that several of its cards bear; the others lead to it."""

import re
from collections.abc import Sequence

from django.template.loader import render_to_string
from django.test import RequestFactory

from autan.evidence.figures.core.evidence_cards import EvidenceCard, EvidenceTable
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.views import _cards
from autan.ground.wordings import Text

FEW, MANY = Text("Peu de lignes.", "Few rows."), Text("Une unité douteuse.", "A doubtful unit.")
ROWS = EvidenceTable(columns=("commune",), rows=(("Muret",),), total_rows=1)


def card(key: str, note: Text | None, table: EvidenceTable | None = None) -> EvidenceCard:
    return EvidenceCard(ref=EvidenceRef(kind="note", key=key), title=Text(key, key), note=note, table=table)


def bodies(cards: Sequence[EvidenceCard], rf: RequestFactory, *, is_long: bool) -> list[str]:
    names = ("card", "code", "url", "noted")
    rows = [dict(zip(names, row, strict=True)) for row in _cards(rf.get("/preuves/a.b/"), cards)]
    return [render_to_string("evidence/card_body.html", {**row, "trace": {"is_long": is_long}}) for row in rows]


def test_a_long_proof_says_a_note_once(rf: RequestFactory) -> None:
    shown = bodies([card("a", FEW), card("b", MANY), card("c", FEW), card("d", None)], rf, is_long=True)
    assert ["Peu de lignes." in body for body in shown] == [True, False, False, False]
    assert 'id="note-piece-1"' in shown[0]
    assert re.search(r'href="#note-piece-1">Mêmes réserves que la pièce 1<', shown[2])
    assert "réserves" not in shown[3]


def test_a_short_proof_says_each_note_in_its_place(rf: RequestFactory) -> None:
    assert all("Peu de lignes." in body for body in bodies([card("a", FEW), card("b", FEW)], rf, is_long=False))


def test_the_rows_of_a_long_proof_are_opened_by_who_wants_them(rf: RequestFactory) -> None:
    (folded, bare), (open_at_once,) = (
        bodies([card("a", None, ROWS), card("b", None)], rf, is_long=True),
        bodies([card("a", None, ROWS)], rf, is_long=False),
    )
    assert 'href="/preuves/a.b/?ouvrir=piece-1#piece-1"' in folded
    assert "Muret" not in folded
    assert "ligne" not in bare
    assert "Muret" in open_at_once
