"""The form of an action, as it is heard: parts, fields, buttons and errors have names and are tied to each other."""

import re
from collections import Counter

from django.test import Client
from django.urls import reverse

from autan.plans.projects.models import ActionSheet


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
