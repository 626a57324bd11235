"""Workbooks of plans as officers keep them, made here: what each holds, what is decided of it, what must be read."""

from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import xlsxwriter

type Cells = tuple[Any, ...]
HEADINGS = ("Axe", "Titre", "Statut", "Date de début", "Date de fin", "Budget (€ HT)", "Pilote", "Descriptif")


def cells(title: Any, axis: Any = "1. Bâtir", **more: Any) -> Cells:
    fields = {"status": "En cours", "start": "01/2024", "end": "12/2026", "budget": 150000, "lead": "Service énergie",
              "text": "Un texte"} | more  # fmt: skip
    return (axis, title, *fields.values())


def put(sheet: Any, *rows: Cells, at: int = 0, left: int = 0) -> None:
    for below, row in enumerate(rows):
        for beside, value in enumerate(row):
            if value is not None:
                sheet.write(at + below, left + beside, value)


def workbook(build: Callable[[Any], None]) -> bytes:
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    build(book)
    book.close()
    return out.getvalue()


@dataclass(frozen=True, kw_only=True)
class Awkward:
    """One workbook.

    Attributes:
        actions: axis, title and part of each action that it holds, in order.
        typed: what some of them say, by title and field.
        faults: row and column of all that is in doubt.
    """

    build: Callable[[Any], None]
    actions: list[tuple[str, str, str]]
    decisions: dict[str, str] = field(default_factory=dict)
    typed: dict[tuple[str, str], str] = field(default_factory=dict)
    faults: set[tuple[int | None, str | None]] = field(default_factory=set)


AWKWARD: dict[str, Awkward] = {}


def awkward(actions: list[tuple[str, str, str]], **more: Any) -> Callable[[Callable[[Any], None]], None]:
    def keep(build: Callable[[Any], None]) -> None:
        AWKWARD[build.__name__] = Awkward(build=build, actions=actions, **more)

    return keep


def plain(titles: str, axis: str = "1. Bâtir") -> list[tuple[str, str, str]]:
    return [(axis, title, "") for title in titles]


@awkward(plain("ABC"), faults={(3, "Statut"), (4, "Date de fin"), (4, "Budget (€ HT)")},
         typed={("B", "status"): "bof", ("C", "end"): "un jour", ("C", "lead"): "Service énergie"})  # fmt: skip
def one_bad_cell_a_row(book: Any) -> None:
    rows = cells("A"), cells("B", status="bof"), cells("C", end="un jour", budget="beaucoup")
    put(book.add_worksheet("Plan"), HEADINGS, *rows)


@awkward(plain("AB"), decisions={"value:status:bof": "paused", "cell:Plan:3:end": "12/2029"},
         typed={("A", "status"): "paused", ("B", "end"): "2029-12"})  # fmt: skip
def doubts_that_were_decided(book: Any) -> None:
    put(book.add_worksheet("Plan"), HEADINGS, cells("A", status="bof"), cells("B", end="un jour"))


@awkward([("Bâtir", "A", ""), ("Bâtir", "B", ""), ("Rouler", "C", "")])
def one_sheet_an_axis(book: Any) -> None:
    put(book.add_worksheet("Bâtir"), HEADINGS[1:], cells("A")[1:], cells("B")[1:])
    put(book.add_worksheet("Rouler"), HEADINGS[1:], cells("C")[1:])


@awkward([("Axe 1 : Bâtir", "A", ""), ("Axe 2 : Rouler", "B", "")])
def one_sheet_an_axis_named_above_its_headings(book: Any) -> None:
    for name, axis, title in (("S1", "Axe 1 : Bâtir", "A"), ("S2", "Axe 2 : Rouler", "B")):
        put(book.add_worksheet(name), (axis,), (), HEADINGS[1:], cells(title)[1:])


@awkward([("Bâtir", "A", ""), ("Rouler", "B", "")])
def one_sheet_an_axis_with_a_column_more(book: Any) -> None:
    put(book.add_worksheet("Bâtir"), HEADINGS[1:], cells("A")[1:])
    put(book.add_worksheet("Rouler"), (*HEADINGS[1:], "Partenaires"), (*cells("B")[1:], "ADEME"))


@awkward(plain("A"), faults={(1, None)})
def an_old_hidden_sheet(book: Any) -> None:
    put(book.add_worksheet("Plan"), HEADINGS, cells("A"))
    old = book.add_worksheet("2019")
    put(old, HEADINGS, cells("Vieille"))
    old.hide()


@awkward(plain("AZ"), decisions={"sheet:Suite": "take"})
def a_hidden_sheet_that_is_taken(book: Any) -> None:
    put(book.add_worksheet("Plan"), HEADINGS, cells("A"))
    put(more := book.add_worksheet("Suite"), HEADINGS, cells("Z"))
    more.very_hidden()


@awkward(plain("AC"), faults={(3, None)})
def filtered_rows(book: Any) -> None:
    put(sheet := book.add_worksheet("Plan"), HEADINGS, cells("A"), cells("B", status="Abandonné"), cells("C"))
    sheet.autofilter(0, 0, 3, 7)
    sheet.filter_column_list("C", ["En cours"])
    sheet.set_row(2, None, None, {"hidden": True})


@awkward(plain("AC"), decisions={"rows:Plan:1": "leave"})
def hidden_rows_that_are_left(book: Any) -> None:
    put(sheet := book.add_worksheet("Plan"), HEADINGS, cells("A"), cells("B"), cells("C"))
    sheet.set_row(2, None, None, {"hidden": True})


@awkward(plain("A"), faults={(1, None)}, typed={("A", "budget"): ""})
def hidden_columns(book: Any) -> None:
    put(sheet := book.add_worksheet("Plan"), HEADINGS, cells("A"))
    sheet.set_column(5, 5, None, None, {"hidden": True})


@awkward(plain("A"), typed={("A", "start"): "2024-01", ("A", "end"): "2026-12"})
def headings_merged_on_two_lines(book: Any) -> None:
    sheet = book.add_worksheet("Plan")
    for place, heading in enumerate(HEADINGS):
        if place not in {3, 4}:
            sheet.merge_range(2, place, 3, place, heading)
    sheet.merge_range(2, 3, 2, 4, "Calendrier")
    put(sheet, (None,) * 3 + ("Début", "Fin"), cells("A"), at=3)
    sheet.merge_range(0, 0, 0, 7, "PCAET 2024-2030")


@awkward([("Axe 1 – Bâtir", "A", ""), ("Axe 1 – Bâtir", "B", ""), ("Axe 2 – Rouler", "C", "")])
def axes_on_lines_of_their_own_over_every_column(book: Any) -> None:
    put(sheet := book.add_worksheet("Plan"), HEADINGS[1:])
    sheet.merge_range(1, 0, 1, 6, "Axe 1 – Bâtir")
    put(sheet, cells("A")[1:], cells("B")[1:], at=2)
    sheet.merge_range(4, 0, 4, 6, "Axe 2 – Rouler")
    put(sheet, cells("C")[1:], at=5)


@awkward([("Axe 1 Bâtir › Objectif 1.1 Isoler", "A", ""), ("Axe 1 Bâtir › Objectif 1.2 Chauffer", "B", ""),
          ("Axe 2 Rouler › Objectif 2.1 Pédaler", "C", "")])  # fmt: skip
def axes_and_aims_on_lines_of_their_own(book: Any) -> None:
    rows: list[Cells] = [HEADINGS[1:], ("Axe 1 Bâtir",), ("Objectif 1.1 Isoler",), cells("A")[1:]]
    rows += [("Objectif 1.2 Chauffer",), cells("B")[1:], ("Axe 2 Rouler",), ("Objectif 2.1 Pédaler",), cells("C")[1:]]
    put(book.add_worksheet("Plan"), *rows)


@awkward([("1. Bâtir", "A", ""), ("1. Bâtir", "B", ""), ("2. Rouler", "C", "")])
def axes_written_once(book: Any) -> None:
    put(book.add_worksheet("Plan"), HEADINGS, cells("A"), cells("B", None), cells("C", "2. Rouler"))


@awkward([("1. Bâtir", "A", ""), ("1. Bâtir", "A", "a1"), ("1. Bâtir", "A", "a2"), ("1. Bâtir", "B", "")])
def parts_under_their_action(book: Any) -> None:
    headings = ("Axe", "Action", "Sous-action", "Statut")
    rows = ("1. Bâtir", "A", None, "En cours"), (None, None, "a1", "À venir"), (None, None, "a2", "Réalisé")
    put(book.add_worksheet("Plan"), headings, *rows, ("1. Bâtir", "B", None, "En cours"))


@awkward([("1. Bâtir", "A", "a1"), ("1. Bâtir", "A", "a2"), ("1. Bâtir", "A", "")])
def parts_whose_action_is_one_cell(book: Any) -> None:
    rows = ("1. Bâtir", None, "a1", "À venir"), ("1. Bâtir", None, "a2", "Réalisé"), ("1. Bâtir", "A", None, "En cours")
    put(sheet := book.add_worksheet("Plan"), ("Axe", "Action", "Sous-action", "Statut"), *rows)
    sheet.merge_range(1, 1, 2, 1, "A")


@awkward(plain("AB"), typed={("A", "description"): "Un\nDeux", ("A", "lead"): "Ville"})
def an_action_over_several_lines(book: Any) -> None:
    headings = ("Axe", "Titre", "Statut", "Descriptif", "Pilote", "Financeur", "Montant (€ HT)")
    rows = ("1. Bâtir", None, "En cours", "Un", None, "ADEME", 100), (None, None, None, "Deux", "Ville", "Région", 200)
    put(sheet := book.add_worksheet("Plan"), headings, *rows, ("1. Bâtir", "B", "En cours", "x", "y", "ADEME", 300))
    sheet.merge_range(1, 1, 2, 1, "A")


@awkward([("Axe 1 : Bâtir", "A", ""), ("Axe 1 : Bâtir", "B", ""), ("Axe 2 : Rouler", "C", "")])
def several_tables_in_a_sheet(book: Any) -> None:
    rows: list[Cells] = [("Axe 1 : Bâtir",), HEADINGS[1:], cells("A")[1:], cells("B")[1:], (), ("Axe 2 : Rouler",)]
    put(book.add_worksheet("Plan"), *rows, HEADINGS[1:], cells("C")[1:])


@awkward([("", "A", ""), ("", "B", "")])
def several_tables_whose_columns_differ(book: Any) -> None:
    put(book.add_worksheet("Plan"), ("Titre", "Statut", "Pilote"), ("A", "En cours", "Région"), (),
        ("Pilote", "Titre", "Échéance"), ("Ville", "B", "12/2026"))  # fmt: skip


@awkward(plain("AB"))
def headings_printed_again_on_each_page(book: Any) -> None:
    put(book.add_worksheet("Plan"), HEADINGS, cells("A"), HEADINGS, cells("B"))


@awkward(plain("AB"))
def notes_and_totals_below(book: Any) -> None:
    total = (None, "TOTAL", None, None, None, 300000)
    notes: list[Cells] = [(), ("Source : service énergie, 2024",), (None, "* montants à confirmer"), ("NB : à relire",)]
    put(book.add_worksheet("Plan"), HEADINGS, cells("A"), cells("B"), total, *notes)


@awkward(plain("AB"), faults={(2, "Budget (€ HT)"), (3, "Budget (€ HT)")}, typed={("B", "lead"): "Service énergie"})
def an_amount_and_a_lead_that_lines_share(book: Any) -> None:
    put(sheet := book.add_worksheet("Plan"), HEADINGS, cells("A", budget=None), cells("B", budget=None, lead=None))
    sheet.merge_range(1, 5, 2, 5, 300000)
    sheet.merge_range(1, 6, 2, 6, "Service énergie")


@awkward(plain("AB"), faults={(2, "Coût")}, typed={("A", "budget"): "150.000 € ?", ("B", "budget"): "12,5 k€"})
def a_dot_that_may_separate_thousands(book: Any) -> None:
    rows = cells("A", budget="150.000 €"), cells("B", budget="12,5 k€")
    put(book.add_worksheet("Plan"), (*HEADINGS[:5], "Coût", *HEADINGS[6:]), *rows)


@awkward(
    plain("ABC"),
    decisions={"file:dot": "thousands", "file:comma": "thousands", "file:unit": "eur", "file:tax": "ttc"},
    typed={("A", "budget"): "150 000 € TTC", ("B", "budget"): "1 500 € TTC", ("C", "budget"): "12 € TTC"},
)
def signs_unit_and_tax_decided_once(book: Any) -> None:
    rows = cells("A", budget="150.000"), cells("B", budget="1,500 €"), cells("C", budget=12)
    put(book.add_worksheet("Plan"), (*HEADINGS[:5], "Coût", *HEADINGS[6:]), *rows)


@awkward(plain("AB"), typed={("A", "budget"): "150 k€ TTC", ("B", "budget"): "1500,5 k€ TTC"})
def a_unit_in_the_heading(book: Any) -> None:
    rows = cells("A", budget=150), cells("B", budget="1.500,5")
    put(book.add_worksheet("Plan"), (*HEADINGS[:5], "Coût (k€ TTC)", *HEADINGS[6:]), *rows)


@awkward(plain("AB"), faults={(2, "Date de fin")}, typed={("A", "end"): "03/04/2026 ?", ("B", "end"): "2026-12-14"})
def dates_that_may_be_month_first(book: Any) -> None:
    put(book.add_worksheet("Plan"), HEADINGS, cells("A", end="03/04/2026"), cells("B", end="12/14/2026"))


@awkward(plain("A"), typed={("A", "description"): "x" * 19_999 + "…"})
def one_cell_without_end(book: Any) -> None:
    put(book.add_worksheet("Plan"), HEADINGS, cells("A", text="x" * 32_000))


@awkward([("", "Isoler les écoles", ""), ("", "Trier", "")], typed={("Isoler les écoles", "status"): "ongoing"})
def one_sheet_an_action(book: Any) -> None:
    for title, status in (("Isoler les écoles", "En cours"), ("Trier", "À venir")):
        put(book.add_worksheet(title[:20]), ("Fiche action",), ("Titre", title), ("Pilote :", "Région"),
            ("Statut", status), ("Descriptif", "Un texte"))  # fmt: skip


@awkward([("", "Isoler", "")])
def a_sheet_whose_action_is_numbered(book: Any) -> None:
    put(book.add_worksheet("F3"), ("Fiche action n°3 : Isoler",), ("Pilote", "Région"), ("Statut", "En cours"))


@awkward(plain("A"), decisions={"cell:Plan:2:end": "-"}, typed={("A", "end"): ""})
def a_cell_left_empty(book: Any) -> None:
    put(book.add_worksheet("Plan"), HEADINGS, cells("A", end="un jour"))


@awkward([("1. Bâtir", "A", ""), ("1. Bâtir", "A (2)", "")], faults={(3, "Titre")})
def a_title_that_comes_twice(book: Any) -> None:
    put(book.add_worksheet("Plan"), HEADINGS, cells("A"), cells("A", text="Une autre"))


@awkward([("1. Bâtir", "A", ""), ("1. Bâtir", "Un texte", "")], faults={(3, "Titre")})
def a_line_without_a_title(book: Any) -> None:
    put(book.add_worksheet("Plan"), HEADINGS, cells("A"), cells(None))


@awkward(plain("A"), faults={(2, "Budget (€ HT)"), (2, "Date de fin")})
def formulas_in_error(book: Any) -> None:
    put(sheet := book.add_worksheet("Plan"), HEADINGS, cells("A", budget=None, end=None))
    sheet.write_formula(1, 5, "=1/0", None, "#DIV/0!")
    sheet.write_formula(1, 4, "=VLOOKUP(1,Z1:Z2,1)", None, "")


@awkward(plain("AB"), typed={("A", "budget"): "150 k€ TTC", ("B", "end"): "2027"})
def units_on_a_line_of_their_own(book: Any) -> None:
    put(sheet := book.add_worksheet("Plan"), ("Axe", "Titre", "Début", "Fin", "Budget"), at=2)
    sheet.merge_range(1, 2, 1, 3, "Calendrier")
    rows = ("1. Bâtir", "A", "2024", "2026", 150), (None, "B", "2025", "2027", 80)
    put(sheet, (None, None, "année", "année", "k€ TTC"), *rows, at=3)


@awkward([("", title, "") for title in "ABCD"], typed={("C", "lead"): "Région", ("D", "status"): "done"})
def two_tables_side_by_side(book: Any) -> None:
    headings = ("Titre", "Statut", "Pilote")
    put(sheet := book.add_worksheet("Plan"), headings, ("A", "En cours", "Ville"), ("B", "À venir", "Ville"))
    put(sheet, headings, ("C", "En cours", "Région"), ("D", "Réalisé", "Ville"), left=4)


@awkward([("", f"Action 1.{rank} : A", "") for rank in (1, 2, 3)], typed={("Action 1.2 : A", "budget"): "3 €"})
def numbered_titles_beside_yearly_costs(book: Any) -> None:
    headings = ("N°", "Action", "Coût 2024 (€)", "Coût 2025 (€)", "Coût total (€)", "Statut")
    rows = [(f"1.{rank}", f"Action 1.{rank} : A", 1, 2, 3, "En cours") for rank in (1, 2, 3)]
    put(book.add_worksheet("Plan"), headings, *rows)


@awkward([*plain("AB"), ("2. Rouler", "C", "")], typed={("B", "budget"): "20 k€ HT", ("C", "status"): "done"})
def actions_in_columns(book: Any) -> None:
    axes, money = ("1. Bâtir", "1. Bâtir", "2. Rouler"), ("10 k€ HT", "20 k€ HT", "30 k€ HT")
    rows = ("Titre", *"ABC"), ("Axe", *axes), ("Statut", "En cours", "À venir", "Réalisé"), ("Budget", *money)
    put(book.add_worksheet("Plan"), *rows)


@awkward(plain("AB"))
def sub_totals_of_axes(book: Any) -> None:
    rows = cells("A"), (None, "Sous-total axe 1"), cells("B"), (None, "Total de l’axe 1"), ("Total général",)
    put(book.add_worksheet("Plan"), HEADINGS, *rows)


@awkward([("", "A", ""), ("", "B", "")], decisions={"column:quel est l etat de l action": "status"},
         typed={("A", "status"): "ongoing", ("A", "lead"): ""})  # fmt: skip
def headings_in_sentences(book: Any) -> None:
    headings = ("Intitulé de l’action (150 signes au plus)", "Quel est l’état de l’action ?", "Qui la porte ?")
    put(book.add_worksheet("Plan"), headings, ("A", "En cours", "Ville"), ("B", "À venir", "Région"))


@awkward(plain("A"), decisions={"file:comma": "decimal", "file:tax": "ht"}, typed={("A", "budget"): "1,5000 € HT"})
def three_decimals_decided_once(book: Any) -> None:
    put(book.add_worksheet("Plan"), (*HEADINGS[:5], "Coût", *HEADINGS[6:]), cells("A", budget="1,500 €"))


@awkward([("1 Bâtir › 1.1 Isoler", "A", ""), ("1 Bâtir › 1.1 Isoler", "B", ""), ("2 Rouler", "C", "")])
def axes_told_by_their_numbers_alone(book: Any) -> None:
    rows = ("1", "Bâtir"), ("1.1", "Isoler"), ("1.1.1", "A", "Ville"), ("1.1.2", "B"), ("2", "Rouler")
    put(book.add_worksheet("Plan"), ("N°", "Libellé", "MOA"), *rows, ("2.1", "C", "Ville"))


@awkward([("ÉNERGIE › Bâti", "A", ""), ("ÉNERGIE › Bâti", "B", ""), ("MOBILITÉ", "C", "")])
def axes_that_are_a_title_alone(book: Any) -> None:
    rows = ("ÉNERGIE",), ("Bâti",), ("A", "Ville"), ("B", "Ville"), ("MOBILITÉ",), ("C", "Ville")
    put(book.add_worksheet("Plan"), ("Mesure", "Part."), *rows)


@awkward([("", title, "") for title in ("ÉNERGIE", "A", "B", "C")], decisions={"lines:Plan:1": "leave"})
def a_title_alone_that_somebody_calls_an_action(book: Any) -> None:
    put(book.add_worksheet("Plan"), ("Action", "Pilote"), ("ÉNERGIE",), ("A", "V"), ("B", "V"), ("C", "V"))


@awkward(plain("AB"), typed={("A", "calendar"): "2024-2026"})
def columns_numbered_under_headings_in_two_names(book: Any) -> None:
    rows = ("(1)", "(2)", "(3)"), ("1. Bâtir", "A", "2024-2026"), ("1. Bâtir", "B", "2025")
    put(book.add_worksheet("Plan"), ("Axe / Orientation", "Action / Projet", "Période"), *rows)


@awkward([("1. Bâtir", "A", ""), ("1. Bâtir", "B", "")], faults={(2, "Budget (€ HT)")}, typed={("B", "budget"): ""})
def a_cell_that_lists_several_actions(book: Any) -> None:
    put(book.add_worksheet("Plan"), HEADINGS, cells("- A\n- B"))


@awkward([("", "A", ""), ("", "B", "")], faults={(1, None)}, typed={("A", "status"): "ongoing"})
def the_plan_before_beside_the_plan(book: Any) -> None:
    for name, status in (("2018-2023", "Réalisé"), ("2024-2030", "En cours")):
        put(book.add_worksheet(name), ("Action", "Statut", "Pilote"), ("A", status, "V"), ("B", status, "V"))


@awkward([("", "Isoler", "")], typed={("Isoler", "lead"): "Ville", ("Isoler", "status"): "ongoing"})
def a_form_whose_labels_stand_above(book: Any) -> None:
    rows = ("Intitulé", None, "Pilote"), ("Isoler", None, "Ville"), ("Calendrier", None, "Statut")
    put(book.add_worksheet("F1"), *rows, ("2024-2026", None, "En cours"), ("Description",), ("Un texte",))


@awkward(plain("A"), typed={("A", "lead"): "", ("A", "end"): "2026-12-31"})
def signs_that_nobody_sees(book: Any) -> None:
    put(book.add_worksheet("Plan"), HEADINGS, cells("\u200bA\ufeff", lead="#N/A", end="2026-12-31 12:00:00"))


@awkward(plain("AB", ""), typed={("B", "lead"): "Région"})
def forms_whose_titles_stand_alone_above_them(book: Any) -> None:
    forms = [
        ("A",),
        ("Pilote", "Ville"),
        ("Statut", "En cours"),
        (),
        ("B",),
        ("Pilote", "Région"),
        ("Statut", "À venir"),
    ]
    put(book.add_worksheet("Fiches"), *forms)


@awkward(plain("AB", ""), typed={("B", "status"): "planned"})
def forms_numbered_beside_their_titles(book: Any) -> None:
    forms = [("FICHE 1", "A"), ("Pilote", "Ville"), ("Statut", "En cours"), ("FICHE 2", "B"), ("Pilote", "Région"),
             ("Statut", "À venir")]  # fmt: skip
    put(book.add_worksheet("Fiches"), *forms)


@awkward([("1. Bâtir", "Isoler les écoles", ""), ("1. Bâtir", "Chauffer au bois", "")])
def titles_under_no_heading(book: Any) -> None:
    rows = [cells(title) for title in ("Isoler les écoles", "Chauffer au bois")]
    put(book.add_worksheet("Plan"), (HEADINGS[0], None, *HEADINGS[2:]), *rows)
