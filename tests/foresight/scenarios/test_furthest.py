"""The page of a place says how far its levers go together, beside the target, and what keeps it out of reach."""

import re
from html import unescape

import pytest
from django.test import Client

from tests.cast import HERE


def section(client: Client) -> str:
    page = client.get(f"/prospective/{HERE}/").content.decode()
    return unescape(page.split('id="portee"')[1].split("</section>")[0])


def words_of(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", text).replace("\u00a0", " ").replace("\u202f", " ").split())


def test_a_page_tells_by_how_much_the_target_is_out_of_reach_why_and_by_which_choices(
    client: Client, here: object
) -> None:
    text = section(client)
    told = words_of(text)
    assert re.search(r"Les leviers d’ici \d+,\d \d+,\d il manque \d+,\d", told), told
    assert re.search(r"Avec l’État : lois et textes publiés.* \d+,\d \d+,\d (il manque|atteinte)", told)
    assert re.search(r"Ce qui reste vient surtout de : résidentiel \(\d,\d\), transport routier \(\d,\d\)", told), told
    without = re.search(r"cycle de vie \((\d,\d)\).* et de la cible : (\d+,\d) pour une cible de (\d+,\d)\. Cela", told)
    electricity, left, target = (float(amount.replace(",", ".")) for amount in without.groups())
    alone, whole = (
        float(amount.replace(",", ".")) for amount in re.search(r"Les leviers d’ici (\d+,\d) (\d+,\d)", told).groups()
    )
    assert alone == pytest.approx(left + electricity, abs=0.11)
    assert 0 < target < whole
    assert "logements sur un réseau de chaleur" in told.split("rien ne compte ici :")[1]
    assert "logements chauffés au fioul" not in told.split("rien ne compte ici :")[1]
    page = client.get(re.search(r'href="([^"]+)"', text)[1]).content.decode()
    assert "data-refused" not in page
    assert "#portee" in page  # the gap of any choice leads to this section
    level = re.search(r"Les leviers d’ici (\d+,\d)", told)[1]
    assert f"choisi {level.split(',')[0]}" in page


def test_a_page_says_that_the_climate_of_today_is_kept(client: Client, here: object) -> None:
    assert "ni le chauffage ni la climatisation" in client.get(f"/prospective/{HERE}/").content.decode()
