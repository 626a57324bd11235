"""The form of an action, as it is heard: parts, fields, buttons and errors have names and are tied to each other."""

import re
from collections import Counter

from django.test import Client
from django.urls import reverse

from autan.plans.projects.models import ActionSheet
from tests.cast import Cast


def test_each_part_of_the_form_has_a_name_and_each_error_its_field(people, sheet):
    client = Client()
    client.force_login(people.officer)
    ActionSheet.objects.filter(pk=sheet.pk).update(typed={**sheet.typed, "start": "bientôt"})
    html = client.get(reverse("projects:fill", args=[sheet.slug])).content.decode()
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert [name for name, count in Counter(ids).items() if count > 1] == []
    fields = re.findall(r'<(?:input|select|textarea) id="([^"]+)"', html)
    assert [name for name in fields if f'<label for="{name}"' not in html and f' for="{name}"' not in html] == []
    errors = re.findall(r'class="error" id="([^"]+)"', html)
    assert errors == ["start-e"]
    assert f'aria-invalid="true" aria-describedby="{errors[0]}"' in html
    buttons = re.findall(r'<button type="submit" name="stay" value="1">(.*?)</button>', html)
    assert len(buttons) == len(set(buttons)) > 3
    assert html.count('role="heading" aria-level="2"') == len(buttons)


def test_a_missing_title_is_tied_to_its_field(people, plan):
    client = Client()
    client.force_login(people.officer)
    answer = client.post(reverse("projects:add_to_plan", args=[plan.slug]), {"title": ""})
    assert answer.status_code == 422
    assert re.search(r'<input id="title"[^>]*aria-invalid="true" aria-describedby="refusal"', answer.content.decode())


def test_budgets_of_a_plan_are_filled_in_one_grid(client: Client, people: Cast, sheet: ActionSheet):
    address = reverse("projects:budgets", kwargs={"slug": sheet.plan.slug})
    client.force_login(people.outsider)
    assert client.get(address).status_code in {403, 404}
    client.force_login(people.officer)
    assert (
        f'href="{address}"' in client.get(reverse("projects:plan", kwargs={"slug": sheet.plan.slug})).content.decode()
    )
    page = client.get(address).content.decode()
    assert f'name="{sheet.slug}:budget" value="150 k€ HT"' in page
    assert "fiche du" in page
    revision = page.split(f'name="{sheet.slug}:revision" value="')[1].split('"')[0]
    sent = {f"{sheet.slug}:budget": "200 k€ HT", f"{sheet.slug}:spent": "cher", f"{sheet.slug}:revision": revision}
    kept = client.post(address, sent, follow=True).content.decode()
    assert "1 fiche changée" in kept
    assert "gardée, à vérifier" in kept
    changed = ActionSheet.objects.get(pk=sheet.pk)
    assert (changed.typed["budget"], changed.typed["spent"], changed.budget_low_eur) == ("200 k€ HT", "cher", 200_000)
    assert changed.typed["description"] == sheet.typed["description"]
    stale = client.post(address, sent | {f"{sheet.slug}:budget": "300 k€ HT"})
    assert stale.status_code == 409
    assert "300 k€ HT" in stale.content.decode()
