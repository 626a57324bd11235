"""Each figure of an edition in words, the rows that are frozen, the time that they are about, the table of figures."""

from datetime import date

import pytest

from autan.evidence.figures.core.charts import Chart, ChartKind, ChartRow
from autan.evidence.figures.core.states import ValueState
from autan.ground.texts.core.periods import Period
from autan.ground.texts.language import in_language
from autan.ground.wordings import Text
from autan.publishing.edition_files.presenters.edition import (
    Colophon,
    data_span,
    present_edition,
    present_files,
    printed_rows,
)
from autan.publishing.edition_files.queries.dossiers import Dossier, picture_path
from autan.publishing.edition_files.renderers.figure_table import render_figures
from autan.publishing.living_text.core.computed_text import ComputedText
from autan.publishing.living_text.core.document import FigureMark, Form, Place
from tests.evidence.figures.making import make_figure
from tests.publishing.living_text.writing import read, with_body

NAMES = (
    '  own: x.y\n  gwh: {figure: x.y, unit: GWh, decimals: 1, label: {fr: "L\'un", en: "One"}}\n'
    "  eur: {figure: x.z, unit: EUR}\n"
)
CHART = (
    "charts:\n  c:\n    kind: bars\n    title: {fr: T, en: T}\n    sentence: {fr: S., en: S.}\n"
    "    source: {fr: S, en: S}\n    rows: [{label: {fr: T, en: T}, figures: [x.a]}]\n"
)
HERE = Place(line=1, column=1)


def view(body="{{eur}} {{gwh}} {{own}}", names=NAMES, figures=None, language="fr", drawn=(), **fields):
    text = read(with_body(body, figures=names, more=CHART if drawn else fields.pop("more", "")))
    given = {"own": make_figure(3000, id="x.y"), "gwh": make_figure(3000, id="x.y"), "eur": make_figure(None, id="x.z")}
    words = Text("T", "T")
    rows = (ChartRow(label=words, figures=tuple(drawn)),)
    chart = Chart(id="c", kind=ChartKind.BARS, title=words, sentence=words, rows=rows, series=(), source=words)
    computed = ComputedText(
        text=text, figures=given if figures is None else figures, illustrations={"c": chart} if drawn else {}, **fields
    )
    with in_language(language):
        return present_edition(Dossier(computed=computed, cards={}, members=()))


def plain(words):
    return words.replace("\xa0", " ").replace("\u202f", " ")


def test_a_figure_is_printed_in_the_unit_and_under_the_label_of_its_name():
    figures = view().figures
    assert {name: (item.number, plain(item.view.quantity), item.label) for name, item in figures.items()} == {
        "own": (2, "3 000 MWh", "électricité"),
        "gwh": (2, "3,0 GWh", "L’un"),
        "eur": (1, "non renseigné", "électricité"),
    }
    english = view(language="en").figures["gwh"]
    assert (plain(english.view.quantity), english.label) == ("3.0 GWh", "One")


@pytest.mark.parametrize(
    ("form", "total", "words"),
    [
        (Form.FULL, 3, "au moins 3 000 MWh"),
        (Form.NUMBER, 3, "≥ 3 000"),
        (Form.COVERAGE, 3, "1 sur 3 communes"),
        (Form.COVERAGE, 1, "≥ 3 000"),
        (Form.WRITTEN, 3, "beaucoup"),
    ],
)
def test_a_mark_prints_its_part_of_a_figure(form, total, words):
    figure = make_figure(3000, known=1, total=total, state=ValueState.LOWER_BOUND)
    shown = view("{{schemes}}", "  schemes: x.y\n", {"schemes": figure})
    mark = FigureMark(name="schemes", place=HERE, form=form, written="beaucoup")
    assert plain(shown.printed(mark)) == words
    assert shown.printed(FigureMark(name="gone", place=HERE, written="dix")) == "dix"


def test_rows_are_in_the_order_of_the_annex_what_is_drawn_under_the_name_of_its_drawing():
    drawn = [make_figure(5, id="x.a"), make_figure(None, id="x.b")]
    shown = view("{{chart: c}}\n\n{{gwh}} {{own}} {{eur}}", drawn=drawn)
    rows = [(row.number, row.name, row.figure.id, plain(row.words)) for row in printed_rows(shown)]
    assert rows == [
        (1, "c", "x.a", "5 MWh"),
        (1, "c", "x.b", "non renseigné"),
        (2, "own", "x.y", "3 000 MWh"),
        (2, "gwh", "x.y", "3,0 GWh"),
        (3, "eur", "x.z", "non renseigné"),
    ]


def test_a_figure_that_only_a_claim_needs_has_no_row():
    shown = view("{{own | text: plus | claim: value > eur}} {{gwh}}")
    assert [row.name for row in printed_rows(shown)] == ["own", "gwh"]


@pytest.mark.parametrize(
    ("periods", "on", "words"),
    [
        (["2024"], 2026, "Données de 2024"),
        (["2022", "2024"], 2026, "Données de 2022 à 2024"),
        (["2024", "2030"], 2026, "Données de 2024"),
        (["2024", "2026"], 2026, "Données de 2024 à 2026"),
        (["2030"], 2026, ""),
        (["2026-03-31"], 2026, "Données de 2026 au 31 mars 2026"),
        (["2024", "2026-03-31"], 2026, "Données de 2024 au 31 mars 2026"),
    ],
)
def test_the_data_go_from_the_earliest_to_the_latest_and_targets_are_left_out(periods, on, words):
    names = "".join(f"  f{name}: x.{name}\n" for name in "abc"[: len(periods)])
    figures = {
        f"f{name}": make_figure(1, id=f"x.{name}", period=Period.parse(period))
        for name, period in zip("abc", periods, strict=False)
    }
    shown = view(" ".join(f"{{{{{name}}}}}" for name in figures), names, figures)
    with in_language("fr"):
        assert plain(data_span(shown, date(on, 1, 1))) == words


def test_the_table_of_figures_leaves_the_unknown_empty_and_keeps_the_unit_of_the_data():
    head, *lines = render_figures(view()).decode("utf-8-sig").split("\r\n")
    assert head == (
        "Numéro;Nom;Chiffre;Imprimé;Valeur;Bas;Haut;Unité;Période;Connus;Sur;État;Méthode;Adresse;Empreinte"
    )
    assert [plain(line).rpartition(";")[0] for line in lines[:-1]] == [
        "1;eur;électricité;non renseigné;;;;MWh;2024;0;1;non renseigné;valeur publiée;x.z",
        "2;own;électricité;3 000 MWh;3000;;;MWh;2024;1;1;observé;valeur publiée;x.y",
        "2;gwh;électricité;3,0 GWh;3000;;;MWh;2024;1;1;observé;valeur publiée;x.y",
    ]
    assert lines[-1] == ""
    english = render_figures(view(language="en")).decode("utf-8-sig").split("\r\n")
    assert english[0].startswith("Number;Name;Figure;")
    assert ";electricity;" in english[1]


def test_a_range_has_its_two_ends_in_the_table():
    ends = make_figure(None, low=1.5, high=3, known=1, state=ValueState.OBSERVED)
    (line,) = render_figures(view("{{own}}", "  own: x.y\n", {"own": ends})).decode("utf-8-sig").splitlines()[1:]
    assert line.split(";")[4:7] == ["", "1.5", "3"]


def test_a_picture_is_read_where_it_is_kept_and_a_lost_one_is_left_out(home):
    file = "e3b0c44298fc1c149afbf4c8996fb924.jpg"
    more = (
        f'pictures:\n  photo:\n    file: {file}\n    alternative: {{fr: "L\'eau", en: Water}}\n'
        "    credit: {fr: Anne, en: Anne}\n"
    )
    picture_path(file).parent.mkdir(parents=True)
    picture_path(file).write_bytes(b"jpeg")
    shown = view("{{own}}\n\n{{picture: photo}}", "  own: x.y\n", more=more).pictures["photo"]
    assert (shown.alternative, shown.caption, shown.credit, shown.read()) == ("L’eau", "", "Anne", b"jpeg")
    lost = view("{{own}}\n\n{{picture: photo}}", "  own: x.y\n", more=more, lost_pictures=frozenset({"photo"}))
    assert lost.pictures == {}


def test_files_are_offered_the_one_to_print_first():
    with in_language("fr"):
        assert [name for name, _words in present_files(["csv", "html", "x", "pdf", "odt"])] == [
            "synthesis:pdf",
            "synthesis:html",
            "synthesis:odt",
            "synthesis:csv",
        ]
        assert present_files([]) == []


def test_a_colophon_says_its_day_in_full_and_the_beginning_of_its_hash():
    colophon = Colophon(published_on=date(2014, 9, 30), content_hash="0123456789abcdef0123", network_name="R")
    with in_language("fr"):
        assert plain(colophon.day) == "30 septembre 2014"
    assert colophon.short_hash == "0123456789abcdef"
