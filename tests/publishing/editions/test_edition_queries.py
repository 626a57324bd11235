"""What is read of editions: which are public, what they call for, whom they quote, who may be asked to review them."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from autan.evidence.figures.queries.registry import PUBLIC
from autan.ground.errors import RuleError
from autan.ground.wordings import Text
from autan.people.journal.models import JournalEntry
from autan.publishing.editions.actions.editions import record_edition
from autan.publishing.editions.models import Edition, Publication
from autan.publishing.editions.queries.comparisons import kept_figures, publications_of_network, publications_to_compare
from autan.publishing.editions.queries.editions import (
    UnknownEditionError,
    UnknownMarkError,
    coordinated_networks,
    describer,
    editions_that_quote,
    editions_to_prepare,
    figures_called,
    get_edition,
    has_changed,
    is_public,
    is_short,
    latest_publication,
    list_editions,
    ranked_members,
    search_catalogue,
    searched_editions,
)
from autan.publishing.editions.queries.writing import (
    possible_referents,
)
from autan.territories.networks.models import Mandate, Membership, Territory
from tests.publishing.editions.conftest import keep_facts
from tests.publishing.living_text.writing import WITHOUT_MAP, with_body

NORTH, SOUTH = "100000001", "100000002"
DAY = date(2014, 9, 30)
POPULATION = "territories.{siren}.population.2026"


def published(edition, *, source=None, on=DAY):
    """A publication as it is kept, without its files."""
    return Publication.objects.create(
        edition=edition, published_on=on, source=source or edition.source, content_hash="0"
    )


def another(slug, network="autan", source=WITHOUT_MAP):
    text = source.replace("slug: essai", f"slug: {slug}")
    return Edition.objects.create(slug=slug, network=network, title_fr=slug, file=f"{slug}.md", source=text)


@pytest.fixture
def counted(network):
    """The network, whose members say how many they are."""
    Territory.objects.filter(siren=NORTH).update(declared_communes=4, declared_population=100)
    Territory.objects.filter(siren=SOUTH).update(declared_communes=3, declared_population=200)
    return network


def test_an_edition_is_public_from_its_publication_to_its_withdrawal(edition, django_assert_num_queries):
    assert (is_public(edition), has_changed(edition), latest_publication(edition)) == (False, False, None)
    first = published(edition, source="autre")
    assert (is_public(edition), has_changed(edition), latest_publication(edition)) == (True, True, first)
    last = published(edition)
    assert (has_changed(edition), latest_publication(edition)) == (False, last)
    edition.withdrawn_on = DAY
    with django_assert_num_queries(0):
        assert not is_public(edition)


def test_editions_are_listed_the_last_slug_first_and_the_public_ones_apart(edition):
    draft, gone = another("brouillon"), another("retiree", "ailleurs")
    assert [item.slug for item in list_editions()] == ["retiree", "essai", "brouillon"]
    assert list_editions(published_only=True) == []
    published(edition), published(gone)
    Edition.objects.filter(pk=gone.pk).update(withdrawn_on=DAY)
    assert list_editions(published_only=True) == [edition]
    assert get_edition("brouillon") == draft
    with pytest.raises(UnknownEditionError, match="retiree, essai, brouillon"):
        get_edition("rien")


def test_who_prepares_sees_the_drafts_of_the_networks_that_she_coordinates(people, edition, network):
    another("ailleurs", "ailleurs")
    assert coordinated_networks(people.coordinator) == [network]
    for person in (people.officer, people.contributor, people.reader, people.outsider):
        assert coordinated_networks(person) == []
    assert editions_to_prepare([network]) == [edition]
    assert editions_to_prepare([]) == []


def test_no_edition_is_named_where_there_is_none(db):
    with pytest.raises(UnknownEditionError, match=r"connues\xa0: aucune$"):
        get_edition("rien")


def test_what_is_public_is_searched_by_its_title_and_its_chapters(edition, network):
    assert searched_editions() == {}
    published(edition)
    another("brouillon")
    network.refresh_from_db()
    keep_facts({"F1": "10"})  # a line of the journal, by which what is kept is renewed
    assert searched_editions() == {
        "essai": (Text("L'essai", "The trial"), "# Premier chapitre ## Une partie ### Un détail", True)
    }


@pytest.mark.parametrize(
    ("head", "short"),
    [("", False), ("annex: false\n", False), ("contents: false\n", False), ("annex: false\ncontents: false\n", True)],
)
def test_an_edition_is_short_without_annex_and_without_contents(network, head, short):
    source = WITHOUT_MAP.replace("charts:\n", f"{head}charts:\n", 1)
    assert is_short(Edition(slug="essai", network="autan", source=source, file="e.md")) is short


def test_editions_quote_an_address_in_full_or_in_a_chart_of_their_members(edition, network):
    of_members = another("membres", source=WITHOUT_MAP.replace("facts.F2", "observatory.{siren}.gas"))
    foreign = another("ailleurs", "ailleurs", source=of_members.source)
    assert editions_that_quote("facts.F1") == ["membres", "L'essai", "ailleurs"]
    assert editions_that_quote(f"observatory.{NORTH}.gas") == ["membres"]
    assert editions_that_quote(f"observatory.{NORTH}.heat") == []
    assert editions_that_quote("observatory.999999999.gas") == []
    foreign.delete()
    assert editions_that_quote("facts.F9") == []


def test_a_word_calls_for_a_name_a_number_an_address_or_a_whole_drawing(edition):
    def called(word):
        return [figure.id for figure in figures_called("essai", word, reader=PUBLIC)]

    assert called("answered") == called("2") == called("facts.F2") == ["facts.F2"]
    assert called("both") == called("4") == ["facts.F1", "facts.F2"], "the third is a citation"
    for word in ("rien", "9", "0", "facts.F9"):
        with pytest.raises(UnknownMarkError, match="schemes, answered") as caught:
            called(word)
        assert f"« {word} »".replace(" ", "\u202f") in str(caught.value)


def test_a_chart_of_the_members_calls_for_the_figure_of_each(counted):
    more = (
        "charts:\n  c:\n    kind: bars\n    title: {fr: T, en: T}\n    sentence: {fr: S., en: S.}\n"
        f'    source: {{fr: S, en: S}}\n    members: "{POPULATION}"\n'
    )
    keep_facts({"F1": "1"})
    source = with_body("{{schemes}}\n\n{{chart: c}}", more=more)
    record_edition(by=None, source=source, file="essai.md")
    assert [figure.value for figure in figures_called("essai", "c", reader=PUBLIC)] == [100, 200]


def test_members_are_ranked_by_what_is_known_of_them(counted):
    assert [(name, figure.value) for name, figure in ranked_members("autan", POPULATION)] == [
        ("Autan-Sud", 200),
        ("Autan-Nord", 100),
    ]
    Territory.objects.filter(siren=SOUTH).update(declared_population=None)
    assert [name for name, _figure in ranked_members("autan", POPULATION)] == ["Autan-Nord"]
    assert ranked_members("autan", "facts.{siren}") == ranked_members("autan", "") == []


def test_a_drawing_of_the_members_is_named_after_their_figure(counted):
    describe = describer("autan")
    measure = describe("territories.*.population.2026")
    assert (measure.label.fr, measure.is_ratio) == ("Population municipale, en habitants", False)
    assert measure.source.fr == "Découpage administratif"
    own = describe("territories.*.members.2026")
    assert (own.label.fr, own.is_ratio) == ("Valeur", True), "what no member has measures nothing"
    Territory.objects.filter(siren=NORTH).update(declared_communes=None)
    assert describe("territories.*.communes.2026").label.fr.startswith("Communes")


def test_the_catalogue_gives_the_best_first_and_more_of_one_topic(network):
    keep_facts({f"F{rank}": str(rank) for rank in range(1, 51)})
    # the index of facts goes by the number of the last line about them: one that no other test gives
    JournalEntry.objects.create(id=1_000_003, act="record_facts", room="evidence", kind="fact", object_id="F1")
    assert len(search_catalogue("autan", "énoncé")) == 12
    assert len(search_catalogue("autan", "énoncé", "Les faits")) == 40
    first = search_catalogue("autan", "énoncé F7")[0]
    assert (first.topic.fr, first.item.figure.id) == ("Les faits", "facts.F7")
    assert search_catalogue("autan", "membres", "Les faits") == []
    assert [entry.item.figure.id for entry in search_catalogue("autan", "membres")][:1] == [
        "territories.autan.members.2026"
    ]


def test_two_publications_are_held_in_the_order_in_which_they_were_made(edition):
    other = another("autre")
    foreign = published(another("ailleurs", "ailleurs"))
    with pytest.raises(RuleError, match="pas publiée"):
        publications_to_compare(edition)
    first = published(edition)
    with pytest.raises(RuleError, match="aucune autre publication"):
        publications_to_compare(edition)
    with pytest.raises(RuleError, match="aucune autre publication"):
        publications_to_compare(edition, str(first.pk))
    beside = published(other)
    last = published(edition)
    after = published(other)
    assert publications_to_compare(edition) == (first, last), "of the same edition before any other"
    assert publications_to_compare(edition, str(beside.pk)) == (beside, last)
    assert publications_to_compare(edition, str(after.pk)) == (last, after), "the other may be the later one"
    assert publications_to_compare(other) == (beside, after)
    for wrong in (str(last.pk), str(foreign.pk), "x" * 40):
        with pytest.raises(RuleError, match="n’est le numéro d’aucune") as caught:
            publications_to_compare(edition, wrong)
        assert f"{beside.pk} (autre, 30/09/2014)" in str(caught.value)
        assert "x" * 21 not in str(caught.value)
    first.delete()
    assert publications_to_compare(edition) == (beside, last), "else the one before"
    Edition.objects.filter(pk=other.pk).update(withdrawn_on=DAY)
    assert publications_of_network("autan") == [last]


def test_a_kept_figure_says_what_its_trace_says_and_the_passages_that_call_it(edition):
    source = with_body(
        "Il y a {{one | form: number}},\nici.\n\n{{figures: one, two}}\n\n"
        "Tableau : T\n| a | {{two}} |\n| --- | --- |\n| b | {{ one }} |\n\n{{chart: c}}"
    )
    publication = published(edition, source=source.replace("\n", "\r\n"))
    trace = {
        "label": "Un",
        "value": 3,
        "unit": "MWh",
        "period": "2024",
        "territories": [SOUTH, NORTH],
        "known": 1,
        "total": 2,
        "state": "observed",
        "method": "m",
        "parameters": {"b": 2, "a": 1},
        "evidence": [{"source": "ORE"}, {"source": ""}, {}, {"source": "ORE"}],
    }
    fields = {"number": 1, "figure_id": "x.y", "printed": "3 MWh", "content_hash": "0"}
    publication.figures.create(name="one", trace=trace, **fields)
    publication.figures.create(name="c", trace={"territories": []}, **fields)
    one, chart = kept_figures(publication)
    assert one.text == "Il y a {{one | form: number}}, ici.\n{{figures: one, two}}\n| b | {{ one }} |"
    assert (one.label, one.unit, one.period, one.coverage, one.state) == ("Un", "MWh", "2024", (1, 2), "observed")
    assert (one.territories, one.sources, one.method) == ({NORTH, SOUTH}, {"ORE"}, "m [('a', 1), ('b', 2)]")
    assert one.value[0] == 3
    assert (chart.text, chart.label, chart.coverage, chart.sources) == ("{{chart: c}}", "c", (0, 0), frozenset())


def test_those_who_may_be_asked_to_review_hold_a_mandate_today_in_the_network(people, network):
    names = ["Contributor", "Coordinator", "Member_officer", "Reader"]
    assert [person.name for person in possible_referents("autan")] == names
    assert possible_referents("ailleurs") == []
    today = timezone.localdate()
    Mandate.objects.filter(person=people.reader).update(valid_to=today)
    Mandate.objects.filter(person=people.contributor).update(valid_from=today + timedelta(days=1))
    people.officer.is_active = False
    people.officer.save()
    assert [person.name for person in possible_referents("autan")] == ["Coordinator"]
    Mandate.objects.create(
        person=people.outsider, role=Mandate.Role.READER, territory=Territory.objects.get(siren=SOUTH), valid_from=today
    )
    Mandate.objects.create(person=people.coordinator, role=Mandate.Role.READER, network=network, valid_from=today)
    assert [person.name for person in possible_referents("autan")] == ["Coordinator", "Outsider"], "each once"
    Membership.objects.filter(territory__siren=SOUTH).update(valid_to=today)
    assert [person.name for person in possible_referents("autan")] == ["Coordinator"]
