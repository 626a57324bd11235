"""Sections of a plan as grids: targets and budgets, on screen and by a workbook."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from autan.plans.plans.actions.plans import save_section
from autan.plans.plans.core.plans import LineInput
from autan.plans.plans.models import Plan, PlanLine
from tests.cast import Cast


def grid_of(plan: Plan, section: str) -> str:
    return reverse("plans:section_values", kwargs={"slug": plan.slug, "section": section})


def typed(plan: Plan, section: str) -> list[dict[str, str]]:
    return [line.typed for line in PlanLine.objects.filter(plan=plan, section=section).order_by("key")]


@pytest.fixture
def writer(client: Client, people: Cast) -> Client:
    client.force_login(people.officer)
    return client


@pytest.fixture
def target(plan: Plan) -> Plan:
    fields = {"quantity": "ghg", "kind": "change", "value": "-40", "unit": "pct", "horizon": "2030"}
    save_section(by=None, plan=plan, section="targets", lines=[LineInput(key="", typed=fields)])
    return plan


def test_targets_are_filled_line_by_line_and_one_is_added(writer: Client, target: Plan):
    fill = writer.get(reverse("plans:fill", kwargs={"slug": target.slug}), {"ouvrir": "targets"}).content.decode()
    assert f'href="{grid_of(target, "targets")}"' in fill
    page = writer.get(grid_of(target, "targets")).content.decode()
    assert 'name="1:value" value="-40"' in page
    sent = {"1:value": "-42", "1:revision": page.split('name="1:revision" value="')[1].split('"')[0],
            "1:quantity": "ghg", "1:kind": "change", "1:unit": "pct", "1:horizon": "2030",
            "2:quantity": "final_energy", "2:kind": "change", "2:value": "beaucoup", "2:unit": "pct",
            "2:horizon": "2030"}  # fmt: skip
    answer = writer.post(grid_of(target, "targets"), sent, follow=True).content.decode()
    assert "2 lignes enregistrées" in answer
    assert [line["value"] for line in typed(target, "targets")] == ["-42", "beaucoup"]
    assert "gardée, à vérifier" in answer
    stale = writer.post(grid_of(target, "targets"), sent | {"1:value": "-50"})
    assert stale.status_code == 409
    assert "−50" in stale.content.decode()


def test_budgets_come_back_by_the_workbook_with_new_lines(writer: Client, plan: Plan):
    save_section(
        by=None,
        plan=plan,
        section="budget",
        lines=[LineInput(key="", typed={"purpose": "Vélo", "amount": "150 k€ HT"})],
    )
    book = load_workbook(io.BytesIO(writer.get(grid_of(plan, "budget"), {"classeur": "1"}).content))
    sheet = book.active
    heads = [cell.value for cell in next(sheet.iter_rows())]
    nature = next(column for column in sheet.iter_cols() if column[0].value == "Nature")
    assert sheet.cell(2, heads.index("Montant") + 1).value == "150 k€ HT"
    nature[1].value = "Investissement"
    added = {"Objet": "Rénovation", "Montant": "2 M€ TTC", "Année": 2027}
    sheet.append([added.get(head) for head in heads])
    filled = io.BytesIO()
    book.save(filled)
    shown = writer.post(
        grid_of(plan, "budget"), {"classeur": "1", "workbook": SimpleUploadedFile("b.xlsx", filled.getvalue())}
    )
    page = shown.content.decode()
    assert 'value="Rénovation"' in page
    assert 'value="2027"' in page
    assert len(typed(plan, "budget")) == 1


def test_who_does_not_write_the_plan_opens_no_grid(client: Client, people: Cast, plan: Plan):
    client.force_login(people.outsider)
    assert client.get(grid_of(plan, "targets")).status_code in {403, 404}
    client.force_login(people.officer)
    assert client.get(grid_of(plan, "nothing")).status_code in {404, 422}


def test_what_establishes_a_line_is_chosen_on_its_own(writer: Client, target: Plan, people: Cast):
    address = reverse("plans:line_evidence", kwargs={"slug": target.slug, "section": "targets", "key": "1"})
    assert (
        f'href="{address}"'
        in writer.get(reverse("plans:fill", kwargs={"slug": target.slug}), {"ouvrir": "targets"}).content.decode()
    )
    assert 'name="evidence-search"' in writer.get(address).content.decode()
    assert writer.post(address, {"evidence": [f"plan:{target.slug}"]}).status_code == 302
    line = PlanLine.objects.get(plan=target, section="targets")
    assert (line.evidence, line.typed["value"]) == ([["plan", target.slug]], "-40")
    assert f'value="plan:{target.slug}"' in writer.get(address).content.decode()
    assert writer.post(address, {"evidence": ["fact:nothing"]}).status_code == 422
    assert writer.get(address.replace("/1/", "/9/")).status_code == 404
    writer.force_login(people.outsider)
    assert writer.post(address, {"evidence": []}).status_code in {403, 404}
