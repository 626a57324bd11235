"""Evidence that a person chooses in a form: found by words, kept when it is ticked, refused when it is not open."""

import pytest
from django import forms
from django.http import QueryDict

from autan.evidence.figures.core.library import LibraryFilter, read_tags, same_address
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.forms import ChosenEvidence, EvidenceField, ResourceForm, for_reader
from autan.evidence.figures.presenters.library import LibraryEntry, common_tags, find_entries
from autan.evidence.figures.presenters.searching import choosable_evidence, recent_evidence
from autan.evidence.figures.queries.registry import PUBLIC
from autan.ground.texts.language import in_language
from autan.people.journal.actions import acting
from autan.people.journal.core import ObjectRef
from tests.cast import Cast

FACT, OTHER = EvidenceRef(kind="fact", key="T1"), EvidenceRef(kind="fact", key="T2")
SOURCE = EvidenceRef(kind="source", key="rapport")
GONE = EvidenceRef(kind="fact", key="T99")


class ProofForm(forms.Form):
    proofs = EvidenceField(label="Preuves", required=False)


class OneFactForm(forms.Form):
    proofs = EvidenceField(label="Fait", kinds=("fact",), is_single=True)


def sent(*refs: EvidenceRef, search: str | None = None) -> QueryDict:
    data = QueryDict(mutable=True)
    data.setlist("proofs", [f"{ref.kind}:{ref.key}" for ref in refs])
    if search is not None:
        data["proofs-search"], data["proofs-find"] = search, "1"
    return data


def errors(form: forms.Form) -> list[str]:
    return list(form.errors.get("proofs", ()))


pytestmark = pytest.mark.usefixtures("register_of_facts")


def test_what_is_ticked_is_kept_in_order_and_once():
    form = ProofForm(sent(OTHER, FACT, OTHER, SOURCE))
    assert form.is_valid()
    assert form.cleaned_data["proofs"] == (OTHER, FACT, SOURCE)
    assert ProofForm(sent()).is_valid()


def test_what_is_gone_or_unknown_is_refused_unless_it_stood_before():
    for ref in (GONE, EvidenceRef(kind="rien", key="1")):
        assert errors(ProofForm(sent(ref))) == [
            "Une preuve choisie n’est plus là, ou n’est pas ouverte à votre compte."
        ]
    stood = for_reader(ProofForm(sent(GONE), initial={"proofs": (GONE,)}), PUBLIC)
    assert stood.is_valid(), "what somebody else closed does not keep the rest from being saved"


@pytest.mark.parametrize(
    ("refs", "said"),
    [
        ((), ["Choisissez au moins une preuve."]),
        ((FACT, OTHER), ["N’en gardez qu’une."]),
        ((SOURCE,), ["Une preuve choisie n’est plus là, ou n’est pas ouverte à votre compte."]),
        ((FACT,), []),
    ],
)
def test_a_field_of_one_kind_takes_one_of_it(refs, said):
    assert errors(OneFactForm(sent(*refs))) == said


def test_a_search_comes_back_with_what_it_finds_and_keeps_what_is_ticked():
    form = ProofForm(sent(FACT, search=" sicoval vise 20 "))
    assert errors(form) == ["Cochez ce que vous retenez de la recherche, puis enregistrez."]
    drawn = str(form["proofs"])
    assert 'value="fact:T1" checked' in drawn
    assert 'value="fact:T2"' in drawn
    assert 'value="sicoval vise 20"' in drawn


def test_what_is_ticked_is_not_found_a_second_time():
    drawn = str(ProofForm(sent(OTHER, search="sicoval vise 20"))["proofs"])
    assert drawn.count('value="fact:T2"') == 1


def test_what_is_gone_is_shown_as_such():
    drawn = str(for_reader(ProofForm(initial={"proofs": (GONE, FACT)}), PUBLIC)["proofs"])
    assert "Preuve retirée ou fermée" in drawn
    assert "Fait T1" in drawn


@pytest.mark.parametrize(
    ("initial", "data", "has_changed"),
    [
        ((FACT,), ChosenEvidence(refs=(FACT,)), False),
        ((FACT,), ChosenEvidence(refs=(FACT, OTHER)), True),
        ((FACT, OTHER), ChosenEvidence(refs=(OTHER, FACT)), True),
        (None, ChosenEvidence(), False),
        ((FACT,), None, True),
        (None, None, False),
    ],
)
def test_other_evidence_or_another_order_is_a_change(initial, data, has_changed):
    assert EvidenceField().has_changed(initial, data) is has_changed


def test_rows_of_a_formset_tell_their_fields_apart():
    rows = [
        for_reader(ProofForm(prefix=prefix), PUBLIC, network="essai") for prefix in ("form-0", "form-1", "", "plan")
    ]
    assert [row.fields["proofs"].widget.label for row in rows] == ["Preuves 1", "Preuves 2", "Preuves", "Preuves"]
    assert rows[0].fields["proofs"].widget.network == "essai"


def test_a_value_that_is_no_evidence_is_left_aside():
    widget = ProofForm().fields["proofs"].widget
    read = widget.value_from_datadict({"proofs": ["", ":x", "fact:T1", "fact:"]}, {}, "proofs")
    assert read.refs == (FACT, EvidenceRef(kind="fact", key=""))
    long = widget.value_from_datadict({"proofs-search": "x" * 100, "proofs-find": "1"}, {}, "proofs")
    assert (long.refs, len(long.search)) == ((), 80)
    assert widget.value_from_datadict({"proofs-search": "x"}, {}, "proofs").search is None


def test_evidence_is_found_among_some_kinds_or_all():
    found = {hit.ref for hit in choosable_evidence("sicoval", PUBLIC)}
    assert {"fact:T1", "fact:T2"} <= found
    assert {hit.ref for hit in choosable_evidence("sicoval", PUBLIC, ["source"])} == set()
    assert choosable_evidence("nulle part ailleurs", PUBLIC) == []


def test_without_words_what_a_network_wrote_last_is_offered(people: Cast):
    assert recent_evidence("essai", PUBLIC) == []
    with acting(by=people.officer, act="write") as act:
        for key in ("T1", "T2", "T99"):
            act.record(ObjectRef("evidence", "fact", key), summary=key, network="essai")
    hits = choosable_evidence("  ", PUBLIC, network="essai")
    assert [hit.ref for hit in hits] == ["fact:T2", "fact:T1"], "newest first, and nothing that is gone"
    assert [hit.kind for hit in hits] == ["Écrit récemment"] * 2
    assert (hits[1].title, hits[1].excerpt) == ("Le plan vise 30 % d'énergie renouvelable.", "")
    assert hits[1].url == "/faits/T1/"
    with in_language("en"):
        assert recent_evidence("essai", PUBLIC)[1].title.startswith("The plan aims at")


# The library, as values.


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("http://www.exemple.fr/guide/", "https://Exemple.fr/guide#p2", True),
        ("https://exemple.fr", "https://exemple.fr/", True),
        (" https://exemple.fr/a ", "https://exemple.fr/a", True),
        ("https://exemple.fr/a", "https://exemple.fr/A", False),
        ("https://exemple.fr/a?an=1", "https://exemple.fr/a?an=2", False),
        ("https://exemple.fr/a/?an=1", "https://exemple.fr/a?an=1", True),
        ("https://exemple.fr/a", "https://autre.fr/a", False),
        ("https://wwwexemple.fr", "https://exemple.fr", False),
    ],
)
def test_one_address_is_written_in_several_ways(one, other, is_same):
    assert same_address(one, other) is same_address(other, one) is is_same


@pytest.mark.parametrize(
    ("text", "tags"),
    [("", []), (" , ,", []), ("énergie, bois ,énergie,", ["énergie", "bois"]), ("Bois,bois", ["Bois", "bois"])],
)
def test_tags_are_read_once_in_order(text, tags):
    assert read_tags(text) == tags


def entry(title: str, *tags: str, kind: str = "document") -> LibraryEntry:
    fields = {
        "slug": title,
        "kind": kind,
        "kind_code": kind,
        "producer": "Agence",
        "published": "",
        "url": "",
        "page": "",
    }
    return LibraryEntry(title=title, tags=tags, **fields)


ENTRIES = [entry("Guide du bois", "Forêt"), entry("Carte des bois", "énergie", "forêt", kind="source"), entry("Plan")]


@pytest.mark.parametrize(
    ("fields", "titles"),
    [
        ({}, ["Guide du bois", "Carte des bois", "Plan"]),
        ({"text": "BOIS"}, ["Guide du bois", "Carte des bois"]),
        ({"text": "bois agence carte"}, ["Carte des bois"]),
        ({"text": "bois plan"}, []),
        ({"kind": "source"}, ["Carte des bois"]),
        ({"tag": "foret"}, ["Guide du bois", "Carte des bois"]),
        ({"tag": "for"}, []),
        ({"tag": "forêt", "kind": "document"}, ["Guide du bois"]),
    ],
)
def test_a_filter_keeps_the_entries_that_hold_every_word_the_kind_and_the_tag(fields, titles):
    assert [one.title for one in find_entries(ENTRIES, LibraryFilter(**fields))] == titles


def test_the_most_common_tags_come_first():
    many = [entry(str(rank), "a", f"t{rank}") for rank in range(20)]
    assert common_tags(many)[0] == "a"
    assert len(common_tags(many)) == 16
    assert common_tags([]) == []


def test_a_resource_has_an_address_and_tags_read_from_a_line():
    data = {"title": "Guide", "kind": "document", "url": "exemple.fr/guide", "tags": "bois, , bois", "reason": "Utile"}
    form = ResourceForm(data)
    assert form.is_valid(), form.errors
    assert (form.cleaned_data["url"], form.cleaned_data["tags"]) == ("https://exemple.fr/guide", ["bois"])
    assert set(ResourceForm({**data, "url": "nulle part", "kind": "film", "reason": ""}).errors) == {
        "url",
        "kind",
        "reason",
    }
