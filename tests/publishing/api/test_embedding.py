"""Figures, charts and maps in the pages of others: the only pages that may be framed, pinned or of today."""

import pytest
from django.test import Client

from autan.evidence.figures.queries.registry import PUBLIC, find_figure
from autan.publishing.api.actions import issue_key
from autan.publishing.api.queries.embedded import pin_figure
from autan.publishing.editions.actions.editions import withdraw_edition
from autan.publishing.editions.models import PublishedFigure

GAS = "observatory.243100518.gas_total.2024"
PINNED, TODAY = "/integrer/editions/2026", "/integrer/aujourdhui/2026"
DRAWING = "production_by_source"


@pytest.mark.parametrize(
    "path",
    [
        f"/integrer/chiffres/{GAS}/",
        f"{PINNED}/{DRAWING}/",
        f"{TODAY}/{DRAWING}/",
        "/integrer/editions/2014/evaluation/",
    ],
)
def test_these_pages_may_be_framed_and_no_other(program: Client, path: str) -> None:
    response = program.get(path)
    assert response.status_code == 200
    assert "X-Frame-Options" not in response.headers
    assert "frame-ancestors *" in response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert response.cookies == {}
    others = program.get(f"/preuves/{GAS}/")
    assert others.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in others.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path",
    [
        f"/integrer/chiffres/{GAS}.svg",
        f"{PINNED}/{DRAWING}/image.svg",
        f"{TODAY}/{DRAWING}/image.svg",
        "/integrer/editions/2014/evaluation/image.svg",
    ],
)
def test_each_has_a_picture(program: Client, path: str) -> None:
    response = program.get(path)
    assert response.headers["Content-Type"] == "image/svg+xml"
    assert response.content.startswith(b"<svg ")


def test_a_figure_says_its_coverage_and_leads_to_its_proof(program: Client) -> None:
    page = program.get(f"/integrer/chiffres/{GAS}/").content.decode()
    assert "35 sur 37" in page
    assert "Toulouse Métropole" in page
    assert f'href="/preuves/{GAS}/"' in page
    assert '<base target="_top">' in page
    invented = program.get("/integrer/chiffres/register.999000016.population.2026/")
    assert invented.status_code == 404 or "Inventé" in invented.content.decode()


def test_what_is_pinned_stays_as_it_was_printed(program: Client) -> None:
    drawn = PublishedFigure.objects.filter(publication__edition__slug="2026", name=DRAWING)
    for printed in drawn:
        printed.trace["value"] = 123_456_789
        printed.save(update_fields=["trace"])
    assert drawn
    assert "123 456 789" in spaces(program.get(f"{PINNED}/{DRAWING}/").content.decode())
    assert "123 456 789" not in spaces(program.get(f"{TODAY}/{DRAWING}/").content.decode())
    PublishedFigure.objects.filter(pk=drawn[0].pk).delete()
    issue_key(by=None, name="Autre version")  # another act: what was kept is read again
    assert "1 valeur n’a pas été gardée" in program.get(f"{PINNED}/{DRAWING}/").content.decode()


def spaces(page: str) -> str:
    """A page with plain spaces."""
    return page.replace("\u202f", " ").replace("\xa0", " ")


def test_a_pinned_figure_has_the_printed_value_or_is_unknown(program: Client) -> None:
    figure = find_figure(GAS, reader=PUBLIC)
    printed = {
        "value": 12,
        "low": None,
        "high": None,
        "unit": figure.unit.code,
        "state": "observed",
        "known": 1,
        "total": 2,
    }
    pinned = pin_figure(figure, printed)
    assert (pinned.value, pinned.known, pinned.total, pinned.state) == (12, 1, 2, "observed")
    for lost in (None, printed | {"unit": "kg"}):
        unknown = pin_figure(figure, lost)
        assert (unknown.value, unknown.known, unknown.state) == (None, 0, "missing")


@pytest.mark.parametrize("path", ["editions/2014/nothing", "aujourdhui/2014/nothing", "editions/never/evaluation"])
def test_what_no_public_edition_prints_is_not_found(program: Client, path: str) -> None:
    for end in ("/", "/image.svg"):
        response = program.get(f"/integrer/{path}{end}")
        assert (response.status_code, response.headers["X-Frame-Options"]) == (404, "DENY")


def test_what_was_withdrawn_is_no_longer_embedded(program: Client) -> None:
    withdraw_edition(by=None, slug="2014", reason="Essai.")
    assert program.get("/integrer/editions/2014/evaluation/").status_code == 404
