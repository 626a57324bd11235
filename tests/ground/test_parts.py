"""A part of a page is made when it is opened: until then, a link to the same page with it open."""

import pytest
from django.template import Context, RequestContext, Template, TemplateSyntaxError
from django.test import RequestFactory

PAGE = Template(
    "{% load parts %}{% for code, title, rows in parts %}{% part code title rows|length forloop.first %}"
    "{% for row in rows %}<i>{{ row }}</i>{% endfor %}{% endpart %}{% endfor %}"
)
PARTS = [("a", "Premier", ["un"]), ("b", "Deux & plus", ["deux", "trois"])]


def read(query: str = "") -> str:
    return PAGE.render(RequestContext(RequestFactory().get(f"/page/?q=mot{query}"), {"parts": PARTS}))


def test_a_closed_part_is_a_link_that_keeps_the_rest_of_the_address_and_counts_what_it_holds():
    page = read()
    assert "<i>un</i>" in page
    assert "<i>deux</i>" not in page
    assert 'href="/page/?q=mot&amp;ouvrir=b#b" rel="nofollow">Deux &amp; plus (2)</a>' in page


@pytest.mark.parametrize("query", ["&ouvrir=b", "&ouvrir=tout"])
def test_an_opened_part_holds_its_rows(query):
    page = read(query)
    assert "<i>deux</i><i>trois</i>" in page
    assert "later" not in page


def test_where_nobody_asked_for_the_page_every_part_is_there():
    assert "<i>trois</i>" in PAGE.render(Context({"parts": PARTS}))


def test_a_part_may_have_a_heading_which_is_there_open_or_not():
    page = Template("{% load parts %}{% part 'a' 'Titre' 2 is_open level=2 %}<i>un</i>{% endpart %}")
    closed = page.render(RequestContext(RequestFactory().get("/page/"), {"is_open": False}))
    assert '<h2 id="a"><a href="/page/?ouvrir=a#a" rel="nofollow">Titre <span class="count">2</span></a></h2>' in closed
    opened = page.render(Context({"is_open": True}))
    assert '<h2 id="a">Titre <span class="count">2</span></h2></summary><i>un</i>' in opened
    assert "<i>" not in closed


def test_a_part_without_a_count_is_refused_by_the_template():
    with pytest.raises(TemplateSyntaxError, match="how many lines"):
        Template("{% load parts %}{% part 'a' 'b' %}{% endpart %}")


def test_a_part_of_a_form_is_sent_as_open_once_it_is_alone():
    page = Template("{% load parts %}{% part 'a' 'Titre' 2 is_open level=2 sent %}<i>un</i>{% endpart %}")
    asked = RequestFactory().get("/page/")
    assert '<input type="hidden" name="ouvrir" value="a"><i>un</i>' in page.render(
        RequestContext(asked, {"is_open": True})
    )
    assert "<input" not in page.render(RequestContext(asked, {"is_open": False}))
