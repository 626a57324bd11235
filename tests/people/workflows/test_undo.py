"""What a person removed by one click is put back by the next, whole, for an hour, and by who removed it alone."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core import serializers
from django.urls import reverse

from autan.cooperation.workshops.models import WorkshopFile
from autan.people.journal.actions import acting
from autan.people.journal.core import ObjectRef
from autan.people.journal.models import JournalEntry
from autan.plans.estate.models import EstateRecord
from autan.plans.projects.models import ActionSheet
from autan.territories.networks.models import Mandate
from tests.rights.two_networks import make_two_networks

REMOVED: dict[Any, Callable[[Any], str]] = {
    ActionSheet: lambda row: reverse("projects:remove", args=[row.slug]),
    EstateRecord: lambda row: reverse("estate:remove", args=[row.slug]),
    WorkshopFile: lambda row: reverse("workshops:remove_file", args=[row.workshop.slug, row.pk]),
}


def everything() -> str:
    rows = [row for model in REMOVED for row in model.objects.order_by("pk")]
    carriers = [sorted(sheet.carriers.values_list("pk", flat=True)) for sheet in ActionSheet.objects.order_by("pk")]
    return f"{serializers.serialize('python', rows)}{carriers}"  # times whole: JSON cuts them to the millisecond


@pytest.mark.django_db
def test_what_a_click_removes_is_put_back_whole_by_who_removed_it() -> None:
    browsers = make_two_networks().browsers
    coordinator, officer, undo = browsers["coordinator"](), browsers["officer"](), reverse("workflows:undo")
    for model, address in REMOVED.items():
        before, row = everything(), model.objects.first()
        answer = coordinator.post(address(row), follow=True)
        assert f'action="{undo}"' in answer.content.decode(), model
        assert not model.objects.filter(pk=row.pk).exists()
        assert "trop tard" in officer.post(undo, follow=True).content.decode(), "another person removed it"
        coordinator.post(undo)
        assert everything() == before, model
        assert JournalEntry.objects.latest("pk").act == "put_back"
    assert "trop tard" in coordinator.post(undo, follow=True).content.decode(), "nothing is put back twice"


@pytest.mark.django_db
def test_nobody_puts_back_what_she_may_no_longer_write_nor_what_names_somebody_erased() -> None:
    officer, undo = make_two_networks().browsers["officer"](), reverse("workflows:undo")
    officer.post(REMOVED[EstateRecord](EstateRecord.objects.first()))
    left = EstateRecord.objects.count()
    Mandate.objects.update(valid_from=date(2019, 1, 1), valid_to=date(2020, 1, 1))
    assert officer.post(undo).status_code == 403
    Mandate.objects.update(valid_to=None)
    with acting(by=None, act="erase_person") as act:
        act.record(ObjectRef("accounts", "person", "1"), summary="Personne effacée")
    assert "trop tard" in officer.post(undo, follow=True).content.decode()
    assert EstateRecord.objects.count() == left


def undone_by(page: str) -> dict[str, str]:
    """What the button of a page that told of a removal sends."""
    key = re.search(r'name="removed" value="([^"]+)"', page)
    assert key, page
    return {"removed": key[1]}


@pytest.mark.django_db
def test_each_page_puts_back_what_it_told_of_unless_something_took_its_place() -> None:
    coordinator, undo = make_two_networks().browsers["coordinator"](), reverse("workflows:undo")
    sheet, good = ActionSheet.objects.first(), EstateRecord.objects.first()
    pages = [coordinator.post(REMOVED[type(row)](row), follow=True).content.decode() for row in (sheet, good)]
    ActionSheet.objects.create(slug=sheet.slug, title="Une autre", plan=sheet.plan)
    assert "changé depuis" in coordinator.post(undo, undone_by(pages[0]), follow=True).content.decode()
    ActionSheet.objects.get(slug=sheet.slug).delete()
    coordinator.post(undo, undone_by(pages[0]))
    assert ActionSheet.objects.filter(pk=sheet.pk).exists()
    assert not EstateRecord.objects.filter(pk=good.pk).exists(), "the other page has its own button"
    coordinator.post(undo, undone_by(pages[1]))
    assert EstateRecord.objects.filter(pk=good.pk).exists()
    assert "trop tard" in coordinator.post(undo, undone_by(pages[1]), follow=True).content.decode()
