"""The deadlines of the eleven against their sources: what a source dates is met, the rest is not known here."""

import re

import pytest
from django.test import Client

FACTS_THAT_DECIDE = {
    # plan, what is due: how it stands, and the fact that says so (none when no source does)
    ("rodez-pcet", "Mise à jour à cinq ans"): ("tenue", "W305"),
    ("toulouse-pcaet", "Rapport à trois ans"): ("tenue", "W042"),
    ("montauban-pcaet", "Rapport à trois ans"): ("tenue, à la précision des dates connues", "W225"),
    ("montauban-pcaet", "Mise à jour à six ans"): ("tenue, à la précision des dates connues", "W238"),
    ("toulouse-pcet", "Mise à jour à cinq ans"): ("tenue avec 26 à 27 mois de retard", "W038"),
    ("montauban-pcet", "Mise à jour à cinq ans"): ("tenue avec 24 à 47 mois de retard", "W220"),
    ("sicoval-pcet", "Mise à jour à cinq ans"): ("échéance passée, suite non connue ici", ""),
    ("castres-mazamet-pcet", "Mise à jour à cinq ans"): ("échéance passée, suite non connue ici", ""),
    ("rodez-pcaet", "Rapport à trois ans"): ("échéance passée, suite non connue ici", ""),
    ("rodez-pcaet", "Mise à jour à six ans"): ("échéance passée, suite non connue ici", ""),
}
_ROW = re.compile(r'<tr><th scope="row">.*?/plans/([\w-]+)/.*?</td>(.*?)</tr>', re.DOTALL)
_CELL = re.compile(r"<td[^>]*>(.*?)</td>", re.DOTALL)


@pytest.fixture
def rows(demo_network: object, client: Client) -> dict[tuple[str, str], str]:
    page = client.get("/reseaux/dialogue-toulouse/plans/echeances/").content.decode()
    cells = [(slug, _CELL.findall(rest)) for slug, rest in _ROW.findall(page)]
    return {(slug, cell[0]): re.sub(r"<[^>]+>", "", cell[-1]) for slug, cell in cells}


@pytest.mark.parametrize("asked", FACTS_THAT_DECIDE, ids="-".join)
def test_a_deadline_stands_as_its_source_says(rows: dict[tuple[str, str], str], asked: tuple[str, str]):
    assert rows[asked] == FACTS_THAT_DECIDE[asked][0]


def test_four_are_met_two_late_and_nobody_is_accused(rows: dict[tuple[str, str], str], client: Client):
    page = client.get("/reseaux/dialogue-toulouse/plans/echeances/").content.decode()
    assert "4 échéances tenues" in page
    assert "2 tenues en retard" in page
    assert "non faite selon une source" not in page
    assert sum(state.startswith("tenue") for state in rows.values()) == 6
    file = client.get("/reseaux/dialogue-toulouse/plans/echeances.ics").content.decode()
    open_rows = [state for state in rows.values() if not state.startswith("tenue")]
    assert file.count("BEGIN:VEVENT") == len(open_rows)
