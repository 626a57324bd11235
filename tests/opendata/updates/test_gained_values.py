"""What a file adds is judged as what it takes away: zeros that come together, values and places gained."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from autan.opendata.measures.queries.perimeter import known_commune_codes
from autan.opendata.sources.lake import snapshots
from autan.opendata.updates.core.plausibility import ImplausibleEditionError
from tests.opendata.observatory.producers import produced
from tests.opendata.updates.test_plausibility import ORE, add, give, write  # noqa: F401 -- a fixture

pytestmark = pytest.mark.django_db
COMMINGES = "200072643"


def with_zeros(rows, epci=""):
    """Gas at 0 for each commune that has no row of gas."""
    gas = {row["code_commune"] for row in rows if row["filiere"] == "gaz"}
    blank = {"filiere": "gaz", "mwh_residentiel": "0", "points_residentiels": "0", "mwh_total": "0"}
    lacking = [row for row in rows if row["code_commune"] not in gas and epci in row["code_epci"]]
    return rows + [row | blank | {"mailles_secretisees": "0"} for row in lacking]


def test_the_file_planted_has_612_rows():
    assert 2 * (len(with_zeros(produced(ORE))) - len(produced(ORE))) == 612


@pytest.mark.parametrize("epci", ["", COMMINGES], ids=["everywhere", "one territory"])
@pytest.mark.parametrize("first", [True, False], ids=["on an empty lake", "after a good edition"])
def test_gas_at_zero_where_there_was_none_is_asked_about(lake_folder, give, adopt, first, epci):  # noqa: F811
    if not first:
        adopt(ORE)
    held = snapshots.list_snapshots()
    done = give(ORE, lambda rows: with_zeros(rows, epci))
    assert isinstance(done.exception, ImplausibleEditionError), done.output
    text = " ".join(fault.value for fault in done.exception.faults)
    assert "gaz naturel" in text
    assert "zéros nouveaux" in text
    assert COMMINGES in text
    assert snapshots.list_snapshots() == held


def zero_for(rows, epci):
    """Gas of a territory that was known, given as nothing."""
    for row in rows:
        if row["filiere"] == "gaz" and row["code_epci"] == epci:
            row |= {"mwh_residentiel": "0", "mwh_total": "0"}
    return rows


def without_gas(rows):
    return [row for row in rows if row["filiere"] != "gaz" or row["code_epci"] != COMMINGES]


def with_gas(rows):
    return [row | {"mwh_residentiel": "300", "mwh_total": "700"} for row in with_zeros(rows)[len(rows) :]] + rows


def another_year(change):
    return lambda rows: [
        row | {"annee": "2025", "mwh_total": f"{float(row['mwh_total'] or 0) * 1.01:g}"} for row in change(rows)
    ]


CHANGES = {
    "amounts become nothing": (lambda rows: zero_for(rows, "243100518"), "zéros nouveaux"),
    "gas for every commune": (with_gas, "valeurs ajoutées"),
    "gas for every commune, the year after": (another_year(with_gas), "valeurs ajoutées"),
    "no gas in a territory, the year after": (another_year(without_gas), "valeurs perdues"),
    "gas at nothing, the year after": (another_year(with_zeros), "zéros nouveaux"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_places_gain_or_lose_together_is_asked_about(lake_folder, give, adopt, name):  # noqa: F811
    change, said = CHANGES[name]
    adopt(ORE)
    held = snapshots.list_snapshots()
    done = give(ORE, change)
    assert isinstance(done.exception, ImplausibleEditionError), done.output
    assert said in " ".join(fault.value for fault in done.exception.faults)
    assert snapshots.list_snapshots() == held


def test_places_added_to_a_territory_that_had_some_are_asked_about(lake_folder, give):  # noqa: F811
    cut = [row for row in produced(ORE) if row["code_epci"] != COMMINGES or row["code_commune"] < "31200"]
    assert give(ORE, lambda _rows: cut, "--accept").exit_code == 0
    done = give(ORE)
    assert isinstance(done.exception, ImplausibleEditionError), done.output
    assert f"({COMMINGES}) " in " ".join(fault.value for fault in done.exception.faults)


def test_a_territory_of_another_region_may_be_added_and_its_zeros_are_judged(lake_folder, tmp_path):
    """Nothing precedes it: its share of zeros is compared with what is usual of the source."""
    communes = [code for code in known_commune_codes() if code.startswith("35")][:40]
    rows = [
        {"code_commune": code, "annee": "2024", "filiere": carrier, "mwh_residentiel": homes, "mwh_total": total}
        | {"points_residentiels": "300", "mailles_secretisees": "0", "gestionnaires": "Enedis"}
        for rank, code in enumerate(sorted(communes))
        for carrier, homes, total in (
            ("electricite", 2000 + rank, 4000 + rank),
            ("gaz", 0 if rank > 5 else 900, 0 if rank > 5 else 2000),
        )
    ]
    assert add(ORE, write(tmp_path / "power.csv", rows[::2])).exit_code == 0
    done = add(ORE, write(tmp_path / "both.csv", rows), "--replace")
    assert isinstance(done.exception, ImplausibleEditionError), done.output
    assert "zéros" in " ".join(fault.value for fault in done.exception.faults)


def test_what_is_accepted_says_so_on_its_card_with_the_reason(lake_folder, give):  # noqa: F811
    assert give(ORE, with_zeros, "--accept", "--reason", "GRDF confirme : aucun réseau").exit_code == 0
    remarks = " ".join(snapshots.current_snapshots()[-1].card.remarks)
    assert "GRDF confirme" in remarks
    assert "zéros nouveaux" in remarks


def test_the_page_asks_and_takes_the_file_once_confirmed(client, cast, lake_folder, give, tmp_path):  # noqa: F811
    client.force_login(cast.coordinator)
    content = write(tmp_path / "zeros.csv", with_zeros(produced(ORE))).read_bytes()

    def post(**more):
        return client.post(
            "/donnees-ouvertes/ajouter/", {"file": SimpleUploadedFile("zeros.csv", content), "source": ORE} | more
        )

    refused = post()
    assert refused.status_code == 422
    assert "zéros nouveaux" in refused.content.decode()
    assert not snapshots.list_snapshots()
    shown = post(accept="on", reason="aucun réseau, dit le gestionnaire")
    assert "zéros nouveaux" in shown.content.decode()
    assert not snapshots.list_snapshots()
    confirm = {"confirm": shown.context["pending"].pk, "digest": shown.context["preview"].digest}
    client.post("/donnees-ouvertes/ajouter/", confirm)
    (held,) = snapshots.list_snapshots()
    assert "dit le gestionnaire" in " ".join(held.card.remarks)


def test_a_source_that_splits_no_place_is_judged_too(lake_folder, give):  # noqa: F811
    def without_some(rows):
        return [row for rank, row in enumerate(rows) if rank % 10]

    assert give("insee-dwellings", without_some, "--accept").exit_code == 0
    done = give("insee-dwellings")
    assert isinstance(done.exception, ImplausibleEditionError), done.output
    assert any("ensemble\u00a0: 49 valeurs ajoutées" in fault.value for fault in done.exception.faults)
