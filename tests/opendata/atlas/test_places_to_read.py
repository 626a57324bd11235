"""A table of sites and clusters: how each cell is read, and everything that is wrong with a row at its column."""

import pytest

from autan.evidence.figures.core.sources import Source
from autan.evidence.imports.core import Upload
from autan.ground.errors import ImportFileError
from autan.ground.tables.core.findings import Findings
from autan.opendata.atlas.importers import COLUMNS, REQUIRED, read_places
from autan.opendata.observatory.core.innovation_kinds import InnovationKind

MEMBER = "243100633"
PLACES = {"": "Mon réseau", MEMBER: "Sicoval"}
SITE = {
    "siren": MEMBER,
    "member": "Sicoval",
    "chain": "Solaire thermique",
    "label": "Ferme solaire",
    "kind": "en service",
    "commune": "labege",
    "since": "2019",
    "until": "",
    "statement": "La ferme produit depuis 2019.",
    "source": "Rapport",
    "locator": "p. 3",
    "source_url": "https://exemple.fr/rapport",
}
CLUSTER = {**SITE, "siren": "", "chain": "", "commune": "", "kind": "Pôle ou cluster", "label": "Pôle du bois"}


def make_source(title: str, url: str) -> Source:
    return Source(slug=title.lower(), title=title, producer="", url=url)


def read(*rows: dict[str, str], columns: tuple[str, ...] = COLUMNS):
    lines = [";".join(columns), *(";".join(row[name] for name in columns) for row in rows), ""]
    findings = Findings()
    upload = Upload(file="sites.csv", data="\n".join(lines).encode())
    return read_places(upload, places=PLACES, make_source=make_source, findings=findings), findings.faults


def faults(**changes: str) -> list[tuple[str, str]]:
    read_rows, found = read({**SITE, **changes})
    assert (read_rows == []) == bool(found)
    return [(fault.column, str(fault.expected)) for fault in found]


def test_a_site_is_read_with_the_fact_that_states_it():
    ((line, content),), found = read(SITE)
    place, fact = content.place, content.fact
    assert (line, found) == (2, [])
    assert (place.siren, place.commune, place.chain, place.since, place.until) == (
        MEMBER,
        "31254",
        "solaire-thermique",
        2019,
        None,
    )
    assert (place.kind, place.label.fr, place.facts) == (InnovationKind.SITE, "Ferme solaire", (fact.id,))
    assert content.chain == "Solaire thermique"
    assert (fact.siren, fact.subject, fact.period, fact.statement.fr) == (
        MEMBER,
        "Sicoval",
        "2019",
        "La ferme produit depuis 2019.",
    )
    assert (fact.source.title, fact.source.url, fact.locator) == ("Rapport", "https://exemple.fr/rapport", "p. 3")


def test_a_cluster_belongs_to_the_network_and_has_no_chain():
    ((_, content),), found = read(CLUSTER)
    assert found == []
    assert (content.place.kind, content.place.siren, content.place.chain) == (InnovationKind.CLUSTER, "", "")
    assert content.fact.subject == "Mon réseau"


@pytest.mark.parametrize("kind", list(InnovationKind))
def test_a_state_is_its_code_or_its_french_word(kind):
    model = CLUSTER if kind is InnovationKind.CLUSTER else SITE
    for word in (kind.value, kind.label.fr, kind.label.fr.upper()):
        ((_, content),), _found = read({**model, "kind": word})
        assert content.place.kind is kind


@pytest.mark.parametrize("commune", ["Labège", "LABEGE", "31254"])
def test_a_commune_is_named_or_coded(commune):
    ((_, content),), _found = read({**SITE, "commune": commune})
    assert content.place.commune == "31254"


def test_columns_that_may_be_absent_are_read_as_empty():
    ((_, content),), found = read(SITE, columns=REQUIRED)
    assert found == []
    assert (content.place.commune, content.place.since, content.fact.source.url) == ("", None, "")


def test_a_row_that_names_nothing_is_left_aside():
    empty = dict.fromkeys(COLUMNS, "") | {"siren": MEMBER, "member": "Sicoval"}
    rows, found = read(empty, SITE)
    assert [line for line, _ in rows] == [3]
    assert found == []


@pytest.mark.parametrize(
    ("changes", "column", "expected"),
    [
        ({"label": ""}, "label", "le nom du site ou du pôle"),
        ({"kind": "bientôt"}, "kind", "un état parmi en service, en projet, démonstration, pôle ou cluster"),
        ({"siren": "200066009", "commune": ""}, "siren", "le SIREN d’un membre pour un site, rien pour un pôle"),
        ({"siren": "", "commune": ""}, "siren", "le SIREN d’un membre pour un site"),
        ({"chain": ""}, "chain", "la filière d’un site, rien pour un pôle"),
        ({"commune": "Paris"}, "commune", "une commune de ce membre, ou rien"),
        ({"since": "l’an dernier"}, "since", "une année, ou rien"),
        ({"since": "1899"}, "since", "une année, ou rien"),
        ({"until": "2200"}, "until", "une année, ou rien"),
        ({"until": "2018"}, "until", "une année qui ne précède pas celle de « since »"),
        ({"statement": ""}, "statement", "l’énoncé, en une phrase"),
        ({"source": ""}, "source", "le titre de la source"),
        ({"locator": ""}, "locator", "l’endroit dans la source"),
    ],
)
def test_what_is_wrong_is_told_at_its_column(changes, column, expected):
    ((named, said),) = faults(**changes)
    assert named == column
    assert expected in said


@pytest.mark.parametrize("changes", [{"siren": MEMBER, "chain": ""}, {"siren": "", "chain": "Bois"}])
def test_a_cluster_with_a_member_or_a_chain_is_refused(changes):
    _, found = read({**CLUSTER, **changes})
    assert len(found) == 1


@pytest.mark.parametrize(("since", "until"), [("1900", "1900"), ("2199", ""), ("", "2018"), ("2018", "2018")])
def test_years_may_be_the_same_and_one_may_lack(since, until):
    assert faults(since=since, until=until) == []


@pytest.mark.parametrize(("column", "longest"), [("chain", 40), ("label", 200), ("locator", 200), ("source", 400)])
def test_a_text_is_no_longer_than_its_column(column, longest):
    assert faults(**{column: "x" * longest}) == []
    assert [named for named, _ in faults(**{column: "x" * (longest + 1)})] == [column]


def test_each_fault_of_each_row_is_told_and_the_right_rows_are_read():
    rows, found = read({**SITE, "kind": "x", "source": ""}, SITE, {**SITE, "label": ""})
    assert [line for line, _ in rows] == [3]
    assert [(fault.row, fault.column) for fault in found] == [(2, "kind"), (2, "source"), (4, "label")]


def test_a_table_without_a_column_that_is_needed_is_no_such_table():
    with pytest.raises(ImportFileError, match="locator"):
        read(SITE, columns=tuple(name for name in COLUMNS if name != "locator"))
