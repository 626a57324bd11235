"""A filter read from an address and written back, and the page of a list that an address asks for."""

from dataclasses import dataclass

import pytest
from django.http import QueryDict
from django.template import Context, Template, TemplateSyntaxError

from autan.ground.lists.core import ListFilter, choice_parameter, code_parameter, text_parameter, year_parameter
from autan.ground.lists.presenters import Column, DeclaredList
from autan.ground.texts.core.labelled import Labelled
from autan.ground.wordings import Text


class Colour(Labelled):
    RED = "red", "rouge", "red"
    BLUE = "blue", "bleu", "blue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Boats(ListFilter):
    text: str = text_parameter("texte", Text("Mots", "Words"), longest=5)
    colour: Colour | None = choice_parameter("couleur", Text("Couleur", "Colour"), Colour)
    port: str = code_parameter("port", Text("Port", "Harbour"), is_folded=True)
    year: int | None = year_parameter("annee", None)
    order: Colour = choice_parameter("tri", Text("Ordre", "Order"), Colour, default=Colour.RED, is_folded=True)


BOATS = DeclaredList(
    caption="Bateaux <d’ici>",
    size=2,
    filter=Boats,
    empty="Aucun <bateau>.",
    none="Le port est <vide>.",
    columns=(
        Column(code="ticked"),
        Column(code="name", label="Nom"),
        Column(code="mast", label="Mâts", is_number=True),
    ),
)
ALL = {"texte": "voile", "couleur": "blue", "port": "Sète", "annee": "2024", "tri": "blue"}


def drawn(query: str, source: object, **more: object) -> str:
    listing = BOATS.page(QueryDict(query), source, **more)
    text = (
        '{% load lists %}{% include "lists/filters.html" %}{% rows listing %}<th scope="row">{{ row }}</th>'
        '<td data-label="{{ labels.mast }}">1</td>{% endrows %}{{ listing.count }}'
    )
    return Template(text).render(Context({"listing": listing}))


def test_what_an_address_says_is_read_and_written_back() -> None:
    assert Boats.read(ALL).write() == ALL
    assert not Boats.read(ALL).keeps_all


@pytest.mark.parametrize(
    ("name", "sent"),
    [("couleur", "green"), ("annee", "20x4"), ("annee", "20240"), ("annee", "²⁰²⁴"), ("tri", "red"), ("texte", "  ")],
)
def test_what_a_list_does_not_know_is_left_out_alone(name: str, sent: str) -> None:
    expected = {key: value for key, value in ALL.items() if key != name}
    assert Boats.read(ALL | {name: sent}).write() == expected
    assert Boats.read({name: sent}).keeps_all


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnBoats(Boats):
    owner: str = "somebody"


def test_what_no_address_asks_is_no_parameter() -> None:
    assert list(OwnBoats.parameters()) == ["text", "colour", "port", "year", "order"]
    assert OwnBoats.read({"owner": "x", "annee": "2024"}) == OwnBoats(year=2024)
    assert OwnBoats(owner="x").write() == {}


def test_words_are_cut_at_their_length() -> None:
    assert Boats.read({"texte": "  voiliers "}).text == "voili"


@pytest.mark.parametrize(
    ("number", "shown"), [("", "ab"), ("2", "cd"), ("3", "e"), ("9", "e"), ("x", "ab"), ("-1", "e"), ("9" * 30, "e")]
)
def test_the_nearest_page_is_shown(number: str, shown: str) -> None:
    def count_while_reading(start: int, end: int) -> tuple[str, int]:
        return letters[start:end], len(letters)

    letters = "abcde"
    for source in (letters, count_while_reading):
        listing = BOATS.page(QueryDict(f"page={number}&port=a"), source)
        assert ("".join(listing.rows), listing.count, listing.query) == (shown, 5, "port=a")


def test_a_table_has_its_caption_its_headings_and_what_its_cells_call_them() -> None:
    page = drawn("", ["<a>", "b", "c"])
    assert '<caption class="visually-hidden">Bateaux &lt;d’ici&gt;</caption>' in page
    assert '<td></td><th scope="col">Nom</th><th scope="col" class="number">Mâts</th>' in page
    assert page.count("<tr>") == 3
    assert '<tr><th scope="row">&lt;a&gt;</th><td data-label="Mâts">1</td></tr>' in page


def test_an_empty_list_says_so() -> None:
    assert '<tr><td colspan="3" class="unknown">Aucun &lt;bateau&gt;.</td></tr>' in drawn("couleur=red", [])


def test_a_list_that_holds_nothing_does_not_blame_choices_that_nobody_made() -> None:
    assert '<tr><td colspan="3" class="unknown">Le port est &lt;vide&gt;.</td></tr>' in drawn("couleur=&page=2", [])
    assert DeclaredList(size=2, empty="Rien.").page(QueryDict(), []).nothing == "Rien."
    listing = DeclaredList(size=2, empty="Rien.").page(QueryDict(), [])
    text = Template("{% load lists %}{% rows listing %}x{% endrows %}").render(Context({"listing": listing}))
    assert text == '<ul class="fact-list"><li class="unknown">Rien.</li></ul>'


def test_the_form_shows_what_is_chosen_counts_it_and_unfolds_it() -> None:
    page = drawn(
        "couleur=blue&port=Sète",
        "abc",
        offered={"port": [("Sète", "Sète"), ("<", "<")]},
        counts={"colour": {"blue": 1234}},
    )
    assert '<option value="blue" selected>bleu (1\u202f234)</option>' in page
    assert '<option value="red">rouge (0)</option>' in page
    assert '<option value="">tout (1\u202f234)</option>' in page
    assert '<option value="&lt;">&lt;</option>' in page
    assert "<details open>" in page
    assert "annee" not in page
    assert "<details>" in drawn("tri=blue", "abc", offered={"port": [("a", "a")]})
    assert 'name="port"' not in drawn("", "abc")


def test_rows_take_one_list() -> None:
    with pytest.raises(TemplateSyntaxError):
        Template("{% load lists %}{% rows %}{% endrows %}")
