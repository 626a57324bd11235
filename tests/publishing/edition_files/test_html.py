"""An edition as HTML: every word escaped, every figure a link, whatever the text."""

import re
from contextlib import suppress

import pytest
from django.utils.safestring import SafeString
from hypothesis import given, settings
from hypothesis import strategies as st

from autan.evidence.figures.core.evidence_cards import EvidenceCard
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.ground.errors import ImportFileError
from autan.ground.texts.language import in_language
from autan.ground.wordings import Text
from autan.publishing.edition_files.core import Change
from autan.publishing.edition_files.presenters.edition import present_edition
from autan.publishing.edition_files.queries.dossiers import Dossier
from autan.publishing.edition_files.renderers.html import HtmlWriter, contents_of
from autan.publishing.edition_files.renderers.pdf import entry_anchor
from tests.evidence.figures.making import make_figure
from tests.publishing.living_text.writing import TEXT, computed_text, with_body

FACT = EvidenceRef(kind="fact", key="S001")
CARD = EvidenceCard(ref=FACT, title=Text("Fait S001", "Fact S001"), statement=Text("<i>Énoncé</i>", "Statement"))


def view_of(source, figures=None, *, language="fr", changes=()):
    figures = {"schemes": make_figure(10, unit="territories")} if figures is None else figures
    dossier = Dossier(computed=computed_text(source, figures), cards={FACT: CARD}, members=())
    with in_language(language):
        return present_edition(dossier, changes=changes)


def no_drawing(drawn, mark):
    return SafeString(f"<svg>{len(drawn.figures)}{mark.name}</svg>")


def write(source, figures=None, **options):
    view = view_of(source, figures, **options)
    writer = HtmlWriter(
        view=view,
        figure_url=entry_anchor,
        cited_url=entry_anchor,
        draw=no_drawing,
        picture_url=lambda picture: picture.file,
    )
    with in_language(options.get("language", "fr")):
        return writer.blocks(view.text.blocks)


def test_a_figure_is_a_link_to_its_trace():
    html = write(with_body("Il y a {{schemes}}."))
    assert '<a class="figure-inline" href="#trace-1" title="électricité">10\xa0collectivités</a>' in html


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        ("{{schemes | form: number}}", "10"),
        ("{{schemes | form: coverage}}", "10 sur 11 communes"),
        ("{{schemes | text: dix | claim: value == 10}}", "dix"),
    ],
)
def test_each_form_prints_its_part(mark, words):
    figure = make_figure(10, unit="territories", known=10, total=11)
    assert f">{words}</a>" in write(with_body(mark), {"schemes": figure})


def test_a_lower_bound_is_said_in_words_in_a_sentence():
    figure = make_figure(10, unit="territories", state=ValueState.LOWER_BOUND)
    assert ">au moins 10\xa0collectivités</a>" in write(with_body("{{schemes}}"), {"schemes": figure})
    assert ">≥\xa010</span>" in write(with_body("{{figures: schemes}}"), {"schemes": figure})
    assert ">at least 10\xa0authorities</a>" in write(with_body("{{schemes}}"), {"schemes": figure}, language="en")


def test_a_key_figure_shows_its_coverage_and_its_state_where_its_sign_does_not():
    figure = make_figure(10, unit="territories", known=10, total=11, state=ValueState.LOWER_BOUND)
    html = write(with_body("{{figures: schemes}}"), {"schemes": figure})
    assert f">{'●' * 10}○</span>" in html
    assert ">≥\xa010</span>" in html
    assert "valeur plancher" not in html
    estimate = write(with_body("{{figures: schemes}}"), {"schemes": make_figure(10, state=ValueState.ESTIMATED)})
    assert '<span class="state state-estimated">estimé</span>' in estimate


def test_the_unknown_is_said_and_never_a_zero():
    html = write(with_body("{{schemes}}\n\n{{figures: schemes}}"), {"schemes": make_figure(None)})
    assert "is-unknown" in html
    assert "non renseigné" in html
    assert ">0" not in html


def test_a_figure_that_nothing_gives_is_shown_as_such_and_a_drawing_too():
    html = write(TEXT, {"answered": make_figure(11)})
    assert '<span class="unknown">chiffre introuvable</span>' in html
    assert '<span class="unknown">dix des onze</span>' in html
    assert "un chiffre manque" in html


def test_a_stale_claim_and_a_change_are_marked_where_they_are_written():
    change = Change(name="schemes", figure_id="x", published="10", today="9")
    gone = Change(name="schemes", figure_id="x", published="10", today="")
    source = with_body("{{schemes | text: dix | claim: value == 11}}")
    assert "la donnée ne dit plus cela" in write(source)
    assert "publié\xa0: 10" in write(source, changes=[change])
    assert "n’existe plus" in write(source, changes=[gone])


def test_citations_titles_lists_and_links_are_written():
    body = "# Un *titre*\n\n- a\n- b\n\n  c\n\n1. x\n\n> note {{schemes}} [mot](https://x.fr/?a=1&b=2) [@S001, S002]"
    html = write(with_body(body))
    assert '<h2 id="un-titre">Un <em>titre</em></h2>' in html
    assert "<ul><li>a</li><li><p>b</p>" in html
    assert "<ol><li>x</li></ol>" in html
    assert '<a href="https://x.fr/?a=1&amp;b=2">mot</a>' in html
    assert re.search(r'<sup class="cite">\[<a href="#trace-2">2</a>,<a href="#trace-3">3</a>\]</sup>', html)
    assert contents_of(view_of(with_body(body))) == [("un-titre", "Un titre")]


@settings(max_examples=60)
@given(st.text(alphabet="<>&\"'ab {}|*_`[]@#-\n:", max_size=60))
def test_no_word_of_the_author_becomes_markup(body):
    with suppress(ImportFileError):
        html = write(with_body("{{schemes}}\n\n" + body))
        allowed = r"</?(p|a|em|strong|h2|h3|h4|ul|ol|li|blockquote|sup|span|div|i)( [^<>]*)?>"
        assert "<" not in re.sub(allowed, "", html)
        assert ">" not in re.sub(allowed, "", html)


def test_words_of_figures_facts_and_claims_are_escaped():
    figure = make_figure(10, label=Text('<b>"Libellé"</b>', "x"))
    html = write(
        with_body("{{schemes}} {{schemes | text: <script>1</script> | claim: value == 10}} [@S001]"),
        {"schemes": figure},
    )
    assert "<script>" not in html
    assert "<b>" not in html


def test_the_annex_says_method_coverage_inputs_and_sources():
    whole = make_figure(
        10,
        inputs=(make_figure(4, label=Text("Sicoval – électricité", "Sicoval – electricity")), make_figure(6)),
        note=Text("À lire", "Read this"),
        known=2,
        total=3,
    )
    (entry,) = view_of(with_body("{{schemes}}"), {"schemes": whole}).annex.entries
    lines = dict(entry.lines)
    assert lines["Couverture"] == "2 sur 3 communes"
    assert lines["Méthode"] == "valeur publiée"
    assert lines["À savoir"] == "À lire"
    assert lines["Territoires"] == "Toulouse Métropole"
    assert [row.label for row in entry.rows] == ["Sicoval", "électricité"]
    assert entry.evidence[0].title == "Fait S001"


def test_a_table_names_its_columns_and_rows_and_scrolls_on_its_own():
    html = write(
        with_body("Tableau : Comptes de « A&B »\n| Quoi | Combien |\n| --- | --: |\n| A&B | {{schemes}} |\n|  | |\n")
    )
    text = "Comptes de «\u202fA&amp;B\u202f»"
    assert f'<div class="scroll" tabindex="0" role="region" aria-label="{text}"' in html
    assert f"<caption><span>{text}</span></caption>" in html
    assert '<thead><tr><th scope="col">Quoi</th><th scope="col" class="right">Combien</th></tr></thead>' in html
    assert '<tr><th scope="row">A&amp;B</th><td class="right"><a class="figure-inline" href="#trace-1"' in html
    assert '<tr><td></td><td class="right"></td></tr>' in html
