"""Two publications side by side: what changed for each figure, and why."""

from dataclasses import replace
from datetime import date

import docx
import pytest
from django.test import Client

from autan.ground.errors import RuleError
from autan.publishing.editions.actions.editions import record_edition
from autan.publishing.editions.actions.publishing import publish_edition
from autan.publishing.editions.core.comparisons import ChangeReason, KeptFigure, compare_figures, facing_passages
from autan.publishing.editions.models import Publication
from autan.publishing.editions.queries.comparisons import publications_to_compare
from tests.publishing.edition_files.test_valid_files import errors_of
from tests.publishing.editions.conftest import keep_facts
from tests.publishing.living_text.writing import WITHOUT_MAP

KEPT = KeptFigure(
    name="gas", figure_id="observatory.autan.gas.2023", printed="12 GWh", value=(12.0, None, None), unit="GWh",
    period="2023", territories=frozenset({"100000001"}), coverage=(1, 1), state="observed", method="m []",
    sources=frozenset({"ORE"}), text="Le gaz : {{gas}}.",
)  # fmt: skip


@pytest.mark.parametrize(
    ("reason", "changed"),
    [
        (ChangeReason.VALUE, {"value": (13.0, None, None)}),
        (ChangeReason.PERIOD, {"period": "2024", "figure_id": "observatory.autan.gas.2024"}),
        (ChangeReason.PERIMETER, {"territories": frozenset({"100000001", "100000002"})}),
        (ChangeReason.COVERAGE, {"coverage": (1, 2)}),
        (ChangeReason.STATE, {"state": "estimated"}),
        (ChangeReason.SOURCE, {"sources": frozenset({"SDES"})}),
        (ChangeReason.METHOD, {"method": "n []"}),
        (ChangeReason.UNIT, {"unit": "MWh"}),
        (ChangeReason.TEXT, {"text": "Le gaz, lui : {{gas}}."}),
    ],
)
def test_each_reason_is_found_alone(reason, changed):
    (found,) = compare_figures([KEPT], [replace(KEPT, **changed)])
    assert found.reasons == (reason,)
    assert found.has_moved is (reason is ChangeReason.VALUE)
    assert reason.label.fr


def test_figures_meet_by_name_then_address_then_measure():
    renamed = replace(KEPT, name="gaz")
    later = replace(KEPT, name="gas_now", figure_id="observatory.autan.gas.2024-12-31")
    other = replace(KEPT, name="power", figure_id="observatory.autan.power.2023")
    assert [figure.reasons for figure in compare_figures([KEPT], [KEPT])] == [()]
    assert [figure.reasons for figure in compare_figures([KEPT], [renamed])] == [()]
    assert [figure.reasons for figure in compare_figures([KEPT], [later])] == [()]
    figures = compare_figures([KEPT], [other])
    assert [(figure.shown.name, figure.reasons) for figure in figures] == [
        ("power", (ChangeReason.ADDED,)),
        ("gas", (ChangeReason.REMOVED,)),
    ]


def test_two_publications_on_screen_and_as_files(people, edition, tmp_path):
    client, address = Client(), "/syntheses/essai/comparer/"
    assert client.get(address).status_code == 404, "nothing is published"
    with pytest.raises(RuleError):
        publications_to_compare(edition)
    publish_edition(by=None, slug="essai", formats=["html"], on=date(2014, 9, 30))
    assert client.get(address).status_code == 302, "there is nothing to compare it with"
    keep_facts({"F1": "9", "F2": "11", "F3": ""})
    text = WITHOUT_MAP.replace("value == 10 and answered == 11", "value == 9").replace("value == 10", "value == 9")
    record_edition(by=None, source=text.replace("Un résumé", "Le résumé"), file="essai.md")
    publish_edition(by=None, slug="essai", formats=["html"], on=date(2015, 9, 30), note="Un dispositif de moins")
    page = client.get(address)
    lines = {line.name: line for line in page.context["comparison"].lines}
    assert (lines["schemes"].before[:2], lines["schemes"].after[:1]) == ("10", "9")
    assert "valeur" in lines["schemes"].reasons
    assert "phrase" in lines["schemes"].reasons
    assert len(page.context["comparison"].moved) == 2
    assert "Un dispositif de moins" in page.content.decode()
    refused = client.get(address, {"avec": "2014"}, follow=True).content.decode()
    other = Publication.objects.last()
    assert "2014\u202f» n’est le numéro d’aucune autre publication" in refused
    assert f"{other.pk} (L" in refused
    assert "essai, 30/09/2014)" in refused
    summary = page.context["comparison"].chapters[0]
    assert summary["passages"][1][0].startswith("Un résumé"), "each text as it was printed, face to face"
    assert summary["passages"][1][1].startswith("Le résumé")
    assert all("{{" not in passage for pair in summary["passages"] for passage in pair)
    english = client.get(f"/en{address}").content.decode()
    assert '<div lang="fr">' in english, "what a text says is in its own language"
    assert f'<span lang="fr">{lines["schemes"].before}' in english
    table = client.get(f"{address}?format=csv").content.decode("utf-8-sig")
    assert table.startswith("nom;adresse;avant;apres")
    for kind in ("docx", "odt"):
        made = client.get(f"{address}?format={kind}").content
        assert made == client.get(f"{address}?format={kind}").content
        (tmp_path / f"comparaison.{kind}").write_bytes(made)
        assert errors_of(tmp_path / f"comparaison.{kind}") == []
    cells = [cell.text for row in docx.Document(tmp_path / "comparaison.docx").tables[0].rows for cell in row.cells]
    assert any(cell.startswith("9") for cell in cells)
    assert client.get(f"{address}?avec=0").status_code == 302
    assert "Un dispositif de moins" in client.get("/syntheses/essai/").content.decode()


def test_a_figure_is_held_against_one_figure_and_the_nearest():
    here = replace(KEPT, name="gaz", value=(1.0, None, None))
    moved = replace(KEPT, figure_id="observatory.autan.gas.2022", value=(2.0, None, None))
    compared = compare_figures([here, moved, KEPT], [KEPT, replace(KEPT, name="other")])
    assert [(item.shown.name, item.before, item.after is not None) for item in compared] == [
        ("gas", KEPT, True),
        ("other", here, True),
        ("gas", moved, False),
    ]
    assert compared[0].reasons == ()
    assert compared[1].has_moved
    assert (compared[2].reasons, compared[2].has_moved) == ((ChangeReason.REMOVED,), False)


@pytest.mark.parametrize(
    ("address", "measure"),
    [
        ("observatory.autan.gas.2023", "observatory.autan.gas"),
        ("observatory.autan.gas.2023-12", "observatory.autan.gas"),
        ("observatory.autan.gas.2023-12-31.total", "observatory.autan.gas.total"),
        ("facts.F2023", "facts.F2023"),
        ("observatory.12345.gas", "observatory.12345.gas"),
    ],
)
def test_a_measure_is_an_address_without_its_time(address, measure):
    assert replace(KEPT, figure_id=address).measure == measure


def test_all_that_changed_is_said_in_the_order_of_the_reasons():
    changed = replace(KEPT, text="", value=(None, 1.0, 2.0), unit="MWh", state="missing")
    (found,) = compare_figures([KEPT], [changed])
    assert found.reasons == (ChangeReason.VALUE, ChangeReason.STATE, ChangeReason.UNIT, ChangeReason.TEXT)


@pytest.mark.parametrize(
    ("before", "after", "facing"),
    [
        ([], [], []),
        (["a", "b"], ["a", "b"], []),
        (["a", "b", "c"], ["a", "c"], [("b", "")]),
        (["a", "c"], ["a", "b", "c"], [("", "b")]),
        (["a", "b", "c", "d"], ["a", "x", "d"], [("b", "x"), ("c", "")]),
    ],
)
def test_passages_that_changed_are_set_face_to_face(before, after, facing):
    assert list(facing_passages(before, after)) == facing
