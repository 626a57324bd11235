"""What rooms give to shared pages: quoted figures, steps of a network, people of whom something is held."""

from datetime import date
from types import SimpleNamespace

import pytest
from django import forms
from django.contrib.messages.storage.cookie import CookieStorage
from django.test import RequestFactory

from autan.ground.allowance import client_address, count_request, seconds_left
from autan.ground.descriptions.core.documents import refuse_faults, require_whole
from autan.ground.errors import DomainError
from autan.ground.extension_points import DataSubject, counted_step
from autan.ground.extension_points.pages import CatalogueFigure, StepDay, quoted_topics
from autan.ground.web.forms.sending import act_on_form, show_form
from autan.ground.web.presenters import is_opened, opening_address, set_quotations
from autan.ground.wordings import Sentence, Text
from tests.ground.test_descriptions import WHOLE, Visit

TOMORROW = StepDay(day=date(2026, 12, 4), what="un plan à adopter")

SOURCE = Text("Agence, 2024", "Agency, 2024")
TITLE = Sentence("Les plans")


def figure(address: str, *, is_known: bool = True, has_evidence: bool = True) -> SimpleNamespace:
    """What the catalogue asks of a figure."""
    return SimpleNamespace(id=address, is_known=is_known, has_evidence=has_evidence)


def test_only_what_is_known_and_proved_is_quoted():
    figures = [figure("a.1.x"), figure("b.1.x", is_known=False), figure("c.1.x", has_evidence=False)]
    catalogue, headlines = quoted_topics(rank=5, title=TITLE, build=lambda _network: figures, source=SOURCE)
    (item,) = catalogue.build("essai")
    assert (item.figure.id, item.source, catalogue.rank, headlines.rank) == ("a.1.x", SOURCE, 5, 5)
    assert [headline.figure_id for headline in headlines.build("essai")] == ["a.1.x"]


def test_a_first_note_prints_three_measures_each_once_under_a_name_of_its_own():
    items = [
        CatalogueFigure(figure=figure("gas.1.Total-MWh"), source=SOURCE, members="gas.{siren}.total", place="Ici"),
        CatalogueFigure(figure=figure("gas.2.Total-MWh"), source=SOURCE, members="gas.{siren}.total"),
        *(CatalogueFigure(figure=figure(f"wood.1.{rank}"), source=SOURCE) for rank in range(4)),
    ]
    _catalogue, topic = quoted_topics(rank=1, title=TITLE, build=lambda _network: items)
    first, second, third = topic.build("essai")
    assert (first.code, first.figure_id, first.members, first.place) == (
        "gas_total_mwh_1",
        "gas.1.Total-MWh",
        "gas.{siren}.total",
        "Ici",
    )
    assert (second.code, third.code) == ("wood_0_2", "wood_1_3")


def step(count: int):
    made = counted_step(
        rank=3,
        code="plans",
        page="estate:network",
        title="Les plans",
        counted=Text("%(count)s plan(s)", "").fr,
        label="Ouvrir",
        count=lambda _network, _reader: count,
        lacks=lambda _network, _reader: ["un plan sans date"],
        days=lambda _network, _reader: [TOMORROW],
        menu="plans",
    )
    return made, made.build("essai", None)


def test_a_step_is_done_once_something_is_there_and_then_says_what_lacks():
    made, view = step(1234)
    assert (made.rank, made.code, made.menu) == (3, "plans", "plans")
    assert (view.is_done, view.known, view.lacks, view.days) == (
        True,
        "1\u202f234 plan(s)",
        ("un plan sans date",),
        (TOMORROW,),
    )
    assert "essai" in view.url


def test_where_nothing_is_there_nothing_else_is_asked():
    _made, view = step(0)
    assert (view.is_done, view.known, view.lacks, view.days) == (False, "Rien n’est encore enregistré.", (), ())


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        (DataSubject(email="a@b.fr"), ("a@b.fr",)),
        (DataSubject(email="a@b.fr", names=("Ada", ""), shared_names=("Ana",)), ("a@b.fr", "Ada")),
        (DataSubject(email="", names=("Ada",)), ("Ada",)),
    ],
)
def test_somebody_is_named_by_her_address_and_names_of_her_own(subject, words):
    assert subject.words == words


# Documents that lack something, or hold what cannot be.


def test_a_document_that_lacks_something_is_not_published_and_all_of_it_is_said():
    require_whole(WHOLE, "Chaufferie")
    with pytest.raises(DomainError) as caught:
        require_whole(Visit(title="A"), "A")
    assert str(caught.value) == "«\u202fA\u202f» ne peut pas être publié\u00a0: dites-le"


def test_faults_of_any_field_are_said_together():
    refuse_faults([])
    faults = [("a", Text("une date", "a date")), ("b", Text("un nom", "a name"))]
    with pytest.raises(DomainError, match="il faut une date ; un nom"):
        refuse_faults(iter(faults))


# Requests and addresses.


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "1.1.1.1", "9.9.9.9"),
        (1, "", "9.9.9.9"),
        (1, "1.1.1.1", "1.1.1.1"),
        (1, "6.6.6.6, 1.1.1.1", "1.1.1.1"),
        (2, "6.6.6.6, 1.1.1.1, 2.2.2.2", "1.1.1.1"),
        (2, "1.1.1.1", "9.9.9.9"),
        (1, " , ", "9.9.9.9"),
    ],
)
def test_the_address_of_who_asks_is_believed_of_known_proxies_alone(settings, proxies, forwarded, address):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    assert client_address({"REMOTE_ADDR": "9.9.9.9", "HTTP_X_FORWARDED_FOR": forwarded}) == address


@pytest.mark.parametrize(("now", "left"), [(60.0, 60), (61.4, 59), (119.7, 1), (119.99, 1), (0.0, 60)])
def test_the_next_minute_begins_in_a_second_at_least(now, left):
    assert seconds_left(now) == left


def test_requests_are_counted_by_caller_and_by_minute(tmp_path):
    counts = tmp_path / "counts"
    asked = [("ada", 60.0), ("ada", 119.9), ("bob", 61.0), ("ada", 120.0), ("ada", 121.0)]
    assert [count_request(counts, caller, now=now) for caller, now in asked] == [1, 2, 1, 1, 2]


@pytest.mark.parametrize(
    ("query", "code", "opened"),
    [
        ("", "a", False),
        ("ouvrir=a", "a", True),
        ("ouvrir=b&ouvrir=a", "a", True),
        ("ouvrir=tout", "a", True),
        ("x=a", "a", False),
    ],
)
def test_a_part_is_opened_by_its_address(rf: RequestFactory, query, code, opened):
    assert is_opened(rf.get(f"/?{query}").GET, code) is opened


def test_an_address_opens_one_part_more_and_stands_at_it(rf: RequestFactory):
    query = rf.get("/?page=2&ouvrir=a").GET
    assert opening_address("/plans/", query, "b") == "/plans/?page=2&ouvrir=a&ouvrir=b#b"
    assert opening_address("/plans/", query, "a", anchor="haut") == "/plans/?page=2&ouvrir=a#haut"
    assert query.getlist("ouvrir") == ["a"], "the address that was asked stays as it was"
    many = rf.get("/?" + "&".join(f"ouvrir={rank}" for rank in range(30))).GET
    assert opening_address("/", many, "z").count("ouvrir=") == 21
    assert not is_opened(many, "25")


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("dit « un deux trois quatre cinq »", "dit <q>« un deux trois quatre cinq »</q>"),
        ("dit « un deux trois quatre »", "dit « un deux trois quatre »"),
        ("said “one two three four five”", "said <q>“one two three four five”</q>"),
        ("<b> « a b c d <i> »", "&lt;b&gt; <q>« a b c d &lt;i&gt; »</q>"),
        ("« a b c d e", "« a b c d e"),
    ],
)
def test_a_quotation_of_five_words_is_marked_and_a_name_is_not(text, marked):
    assert set_quotations(text) == marked


# A form whose name stands already.


class NameForm(forms.Form):
    name = forms.CharField()
    note = forms.CharField(required=False)


def sent(rf: RequestFactory, **data: str):
    request = rf.post("/plans/ajouter/", data)
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]  # as the middleware of messages does
    form = NameForm(request.POST)
    made = act_on_form(
        request, form, lambda: "fait", success="Ajouté.", names=("name", lambda: [("Énergie <1>", "/plans/1/")])
    )
    return form, made


def test_a_second_one_of_a_name_is_refused_with_the_way_to_the_first(rf: RequestFactory):
    form, made = sent(rf, name="  ENERGIE 1 ")
    assert made is None
    (error,) = form.errors["name"]
    assert '<a href="/plans/1/">Énergie &lt;1&gt;</a>' in error
    assert list(form.fields) == ["name", "second", "note"]


def test_one_that_is_meant_or_has_a_name_of_its_own_is_made(rf: RequestFactory):
    assert sent(rf, name="energie 1", second="on")[1] == "fait"
    assert sent(rf, name="Eau")[1] == "fait"
    assert sent(rf, name="")[1] is None


def test_a_form_that_was_not_sent_does_nothing(rf: RequestFactory):
    assert act_on_form(rf.get("/"), NameForm({"name": "a"}), lambda: 1 / 0) is None


@pytest.mark.parametrize(("data", "status"), [(None, 200), ({"name": "a"}, 200), ({"name": ""}, 422)])
def test_the_page_of_a_form_that_is_refused_says_so_by_its_status(rf: RequestFactory, data, status):
    assert show_form(rf.get("/"), NameForm(data), "grids/cell.html").status_code == status
