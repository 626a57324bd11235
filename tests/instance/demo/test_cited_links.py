"""Links of facts and editions lead to the publishers of what they cite, on a kept list of hosts."""

import re
from urllib.parse import urlsplit

import pytest

from autan.evidence.figures.models import Source
from autan.publishing.edition_files.queries.dossiers import published_file
from autan.publishing.editions.actions.publishing import publish_edition
from tools.build_facts import COPY_READ, ORIGINAL, SOURCE_KEYS, TARGET, name_sources, read_csv, read_rows

pytestmark = pytest.mark.usefixtures("demo_network")

HOSTS = {row["host"]: row for row in read_csv(TARGET / "hosts.csv")}
DATA_HOSTS = {
    "bilans-ges.ademe.fr": "ADEME",
    "data.ademe.fr": "ADEME",
    "odre.opendatasoft.com": "ODRÉ",
    "opendata.agenceore.fr": "Agence ORE",
    "www.insee.fr": "INSEE",
    "www.statistiques.developpement-durable.gouv.fr": "SDES",
    "www.territoires-climat.ademe.fr": "ADEME",
}
"""Portals of the producers of the open data that the editions print."""
_LINK = re.compile(r"href=\"(https?://[^\"]+)\"")


def hosts_of(page: str) -> set[str]:
    return {urlsplit(link).netloc.lower() for link in _LINK.findall(page)} - {"testserver"}


@pytest.mark.parametrize("slug", ["2014", "2026", "2026-elus"])
def test_an_edition_links_to_publishers_alone(slug, settings, tmp_path):
    settings.AUTAN_HOME = tmp_path
    publish_edition(by=None, slug=slug, formats=["html"])
    linked = hosts_of(published_file(slug, "html").read_text(encoding="utf-8"))
    assert linked
    assert linked <= {*HOSTS, *DATA_HOSTS}


def test_a_page_of_facts_links_to_the_publisher_of_its_source_alone(client):
    shipped = {row["slug"]: row for row in read_csv(TARGET / "sources.csv")}
    assert len(shipped) == 166
    for slug, row in shipped.items():
        page = client.get(f"/sources/{slug}/").content.decode()
        linked = hosts_of(page)
        assert linked <= set(HOSTS), slug
        assert bool(linked) == bool(row["url"]), slug
        if not row["url"] and slug != "synthese-2014":
            assert COPY_READ in page.replace("\u202f", " ").replace("'", "’"), slug


def test_each_kept_host_has_its_publisher_and_its_reason_and_is_linked():
    shipped = [row["slug"] for row in read_csv(TARGET / "sources.csv")]
    urls = Source.objects.filter(slug__in=shipped).exclude(url="").values_list("url", flat=True)
    assert {urlsplit(url).netloc.lower() for url in urls} == set(HOSTS)
    assert all(row["publisher"] and row["why"] for row in HOSTS.values())


def test_what_was_read_in_a_copy_ships_without_its_link(shared_data):
    rows = read_rows(shared_data.parent / "reference")
    slugs = name_sources(rows)
    originals = {slugs[tuple(row[column] for column in SOURCE_KEYS)]: row.get("source_address") for row in rows}
    linked = Source.objects.filter(slug__in=originals).exclude(url="").values_list("slug", flat=True)
    assert {originals[slug] for slug in linked} == {ORIGINAL}
