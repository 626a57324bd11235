"""What a text calls for is looked up: charts and maps put together, what is not found said, what changes seen."""

import pytest

from autan.evidence.figures.core.evidence_cards import EvidenceCard
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import PUBLIC
from autan.ground.wordings import Text
from autan.people.journal.actions import acting
from autan.people.journal.core import ObjectRef
from autan.publishing.edition_files.queries.dossiers import (
    Dossier,
    edition_folder,
    file_name,
    open_dossier,
    picture_path,
    published_file,
    version_of_text,
)
from autan.territories.networks.models import Territory
from autan.territories.networks.queries.networks import network_members
from tests.evidence.figures.making import make_figure
from tests.publishing.editions.conftest import keep_facts
from tests.publishing.living_text.writing import TEXT, computed_text, read, with_body

NORTH, SOUTH = "100000001", "100000002"
CAPTION = (
    '    title: {fr: "T", en: "T"}\n    sentence: {fr: "Un *mot*.", en: "A *word*."}\n    source: {fr: "S", en: "S"}\n'
)
OF_MEMBERS = '    members: "facts.F{siren}"\n'


def open_text(more, body, **options):
    text = read(with_body(f"{{{{schemes}}}}\n\n{body}", more=more))
    return open_dossier(text, network_members("autan"), reader=PUBLIC, **options)


def chart(more=OF_MEMBERS):
    return f"charts:\n  c:\n    kind: bars\n{CAPTION}{more}"


def rows_of(dossier):
    return [
        (row.label.fr, [figure.value for figure in row.figures]) for row in dossier.computed.illustrations["c"].rows
    ]


def test_members_are_sorted_by_value_unless_the_text_says_otherwise(network):
    keep_facts({"F1": "1", f"F{NORTH}": "4", f"F{SOUTH}": "5"})
    assert rows_of(open_text(chart(), "{{chart: c}}")) == [("Autan-Sud", [5]), ("Autan-Nord", [4])]
    unsorted = open_text(chart(OF_MEMBERS + "    sorted: false\n"), "{{chart: c}}")
    assert rows_of(unsorted) == [("Autan-Nord", [4]), ("Autan-Sud", [5])]
    drawn = unsorted.computed.illustrations["c"]
    assert (drawn.id, drawn.sentence, drawn.series[0].label.fr) == ("c", Text("Un mot.", "A word."), "Valeur")


def test_parts_are_stacked_in_their_order_and_members_sorted_by_the_sum_of_what_is_known_the_unknown_last(network):
    keep_facts({"F1": "1"})
    series = '    members: "territories.{siren}.{series}.2026"\n    series:\n' + "".join(
        f'      - {{code: {code}, label: {{fr: "{code}", en: "{code}"}}}}\n' for code in ("population", "communes")
    )
    Territory.objects.filter(siren=NORTH).update(declared_communes=4, declared_population=None)
    Territory.objects.filter(siren=SOUTH).update(declared_communes=3, declared_population=2)
    dossier = open_text(chart(series), "{{chart: c}}")
    assert rows_of(dossier) == [("Autan-Sud", [2, 3]), ("Autan-Nord", [None, 4])]
    population = OF_MEMBERS.replace("facts.F{siren}", "territories.{siren}.population.2026")
    alone = open_text(chart(population), "{{chart: c}}")
    assert rows_of(alone) == [("Autan-Sud", [2]), ("Autan-Nord", [None])]


def test_rows_that_are_written_out_keep_their_order(network):
    keep_facts({"F1": "1", "F2": "9"})
    written = "".join(
        f'      - {{label: {{fr: "{key}", en: "{key}"}}, figures: [facts.{key}]}}\n' for key in ("F1", "F2")
    )
    dossier = open_text(chart(f"    rows:\n{written}"), "{{chart: c}}")
    assert rows_of(dossier) == [("F1", [1]), ("F2", [9])]
    assert dossier.members == network_members("autan")


def test_a_drawing_of_which_a_figure_is_not_found_is_not_made_and_says_which(network):
    keep_facts({"F1": "1", f"F{SOUTH}": "5"})
    maps = f"maps:\n  m:\n    kind: symbols\n{CAPTION}{OF_MEMBERS}"
    computed = open_text(chart() + maps, "{{chart: c}}\n\n{{map: m}}").computed
    assert computed.illustrations == {}
    assert computed.unknown_ids == {"c": (f"facts.F{NORTH}",), "m": (f"facts.F{NORTH}",)}
    assert computed.maps_without_contour == frozenset()
    assert {name: figure.value for name, figure in computed.figures.items()} == {"schemes": 1}
    assert open_text("", "[@F9] [@F1]").computed.dead_citations == {"F9"}


def test_each_member_has_its_place_on_a_map_with_its_figure_or_its_category(network):
    keep_facts({"F1": "1", f"F{NORTH}": "4", f"F{SOUTH}": "5"})
    maps = f"maps:\n  m:\n    kind: symbols\n{CAPTION}{OF_MEMBERS}"
    computed = open_text(maps, "{{map: m}}").computed
    drawn = computed.illustrations["m"]
    assert [(place.siren, place.label.fr, place.figure.value, place.category) for place in drawn.places] == [
        (NORTH, "Autan-Nord", 4, ""),
        (SOUTH, "Autan-Sud", 5, ""),
    ]
    assert computed.maps_without_contour == {"m"}, "nothing draws a territory that is invented"
    keep_facts({"F2": "2", "F3": ""})
    forms = open_dossier(read(TEXT), network_members("autan"), reader=PUBLIC).computed.illustrations["forms"]
    assert [(place.category, place.figure) for place in forms.places] == [("own_plan", None), ("unknown", None)]
    assert [category.code for category in forms.categories] == ["own_plan", "unknown"]


def test_evidence_is_described_where_it_is_asked_for_and_looked_for_everywhere(network):
    keep_facts({"F1": "1"})
    quick = open_text("", "[@F1, F9, inconnu:x]")
    whole = open_text("", "[@F1, F9, inconnu:x]", has_cards=True)
    assert quick.cards is None
    assert quick.card_of("F1") is None
    assert quick.cards_of(list(quick.computed.figures.values())) == ()
    assert [ref.key for ref in whole.cards] == ["F1"]
    assert whole.card_of("F1").statement.fr == "Énoncé F1"
    assert whole.card_of("F9") is None
    for dossier in (quick, whole):
        assert dossier.computed.dead_citations == {"F9", "inconnu:x"}
        assert {ref.key for ref in dossier.computed.dead_evidence} == {"F9", "x"}


def test_the_cards_of_figures_come_once_nearest_first():
    refs = [EvidenceRef(kind="fact", key=f"S{rank}") for rank in range(4)]
    cards = {ref: EvidenceCard(ref=ref, title=Text("T", "T"), statement=Text("S", "S")) for ref in refs[:3]}
    dossier = Dossier(computed=computed_text(with_body("{{schemes}}"), {}), cards=cards, members=())
    inner = make_figure(evidence=(refs[1], refs[3]))
    figures = [make_figure(evidence=refs[2:3], inputs=(inner,)), make_figure(evidence=(refs[1], refs[0]))]
    assert [card.ref.key for card in dossier.cards_of(figures)] == ["S2", "S1", "S0"]


def test_a_picture_whose_file_is_not_kept_is_lost(network):
    keep_facts({"F1": "1"})
    file = "e3b0c44298fc1c149afbf4c8996fb924.jpg"
    more = f"pictures:\n  photo:\n    file: {file}\n    alternative: {{fr: A, en: A}}\n    credit: {{fr: C, en: C}}\n"
    assert open_text(more, "{{picture: photo}}").computed.lost_pictures == {"photo"}
    picture_path(file).parent.mkdir(parents=True)
    picture_path(file).write_bytes(b"")
    assert open_text(more, "{{picture: photo}}").computed.lost_pictures == frozenset()


def test_a_file_is_offered_once_it_is_made(home):
    assert file_name("essai", "pdf") == "synthese-essai.pdf"
    assert published_file("essai", "pdf") is None
    edition_folder("essai").mkdir(parents=True)
    (edition_folder("essai") / "synthese-essai.pdf").write_bytes(b"")
    assert published_file("essai", "pdf") == home / "editions" / "essai" / "synthese-essai.pdf"
    assert published_file("essai", "html") is None


@pytest.mark.parametrize(
    ("more", "body", "changed", "is_other"),
    [
        ("", "", {"F1": "2"}, True),
        ("", "", {"F2": "2"}, True),
        ("", "", {}, False),
        (chart(), "{{chart: c}}", {f"F{NORTH}": "9"}, True),
        ("", "[@F9]", {"F9": "2"}, True),
    ],
)
def test_the_version_of_a_text_changes_with_the_facts(network, more, body, changed, is_other):
    keep_facts({"F1": "1", f"F{NORTH}": "4", f"F{SOUTH}": "5"})
    text = read(with_body(f"{{{{schemes}}}}\n\n{body}", more=more))
    members = network_members("autan")
    before = version_of_text(text, members)
    if changed:
        keep_facts(changed)
    assert (version_of_text(text, members) != before) is is_other


def test_a_text_that_cites_what_tells_no_version_changes_with_any_act_but_those_of_texts(network):
    keep_facts({"F1": "1"})
    cited, plain = read(with_body("{{schemes}} [@lesson:isoler]")), read(with_body("{{schemes}} [@F1]"))
    before = [version_of_text(text, ()) for text in (cited, plain)]
    for room, is_other in (("synthesis", False), ("lessons", True)):
        with acting(by=None, act="change") as act:
            act.record(ObjectRef(room, "thing", "x"), summary="Changé")
        assert (version_of_text(cited, ()) != before[0]) is is_other
    assert version_of_text(plain, ()) == before[1]
