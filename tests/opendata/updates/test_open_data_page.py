"""The page of what the lake holds: dates, ages, coverage of the members, and a warning for what is damaged."""

import pytest
from django.urls import reverse

from autan.opendata.sources.lake import snapshots
from tests.opendata.observatory.making import add_file, cell

pytestmark = pytest.mark.django_db


@pytest.fixture
def newer(shipped, tmp_path):
    file = tmp_path / "dpe.csv"
    file.write_text(cell("ademe-dpe", 2, "nb_dpe_a", "11"))
    return add_file(source="ademe-dpe", file=file)


def page(client, **fields):
    return client.get(reverse("updates:open-data"), fields)


def test_anybody_sees_what_we_have_and_whom_it_covers(client, newer, demo_network):
    text = page(client, ouvrir="editions").content.decode()
    assert "Base des diagnostics" in text
    assert "11 sur 11" in text
    assert "aujourd’hui" in text  # the copy added by hand
    assert "remplacée" in text
    assert "Sans donnée" in text
    assert 'role="alert"' not in text


def test_a_damaged_edition_is_said_at_the_top(client, newer):
    newer.table.write_bytes(b"PAR1")
    text = page(client).content.decode()
    assert 'role="alert"' in text
    assert "est endommagée" in text


def test_the_network_may_be_chosen_and_must_exist(client, shipped, demo_network):
    assert page(client, reseau=demo_network.slug).status_code == 200
    assert page(client, reseau="nulle-part").status_code == 404


def test_without_data_nor_network_the_page_says_so(client, lake_folder):
    assert "Aucune donnée pour l’instant." in page(client).content.decode()


def test_the_page_asks_few_questions(client, shipped, demo_network, django_assert_max_num_queries):
    page(client)
    with django_assert_max_num_queries(8):
        page(client)


def test_what_is_listed_is_what_the_lake_holds(client, shipped):
    assert len(page(client).context["rows"]) == len(snapshots.list_snapshots())
