"""The calendar of a person: what falls due in every room, for her alone, on a page and in a calendar program."""

import re
from datetime import date, timedelta

from django.test import Client
from django.utils import timezone

from autan.plans.plans.models import Plan
from autan.plans.projects.actions.sheets import SheetInput, add_sheet
from autan.territories.networks.models import Territory
from tests.cast import Cast
from tests.plans.projects.conftest import member, network, other, people, plan

__all__ = ["member", "network", "other", "people", "plan"]
TODAY = timezone.localdate()


def dated(plan: Plan, title: str, day: date, **more: str) -> None:
    steps = [{"name": f"Étape de {title}", "due": (day + timedelta(days=9)).isoformat()}]
    steps.append({"name": "Une étape faite", "due": day.isoformat(), "state": "done"})
    typed = {"title": title, "end": day.isoformat(), **more}
    add_sheet(by=None, plan=plan, sheet_input=SheetInput(typed=typed, lines={"steps": steps}))


def test_a_person_sees_her_tasks_day_by_day_and_follows_them_elsewhere(client: Client, plan: Plan, people: Cast):
    dated(plan, "Isoler", TODAY + timedelta(days=40))
    dated(plan, "Trier", TODAY - timedelta(days=40), status="planned")
    dated(plan, "Chauffer", TODAY + timedelta(days=50), status="done")
    client.force_login(people.officer)
    assert "/bureau/agenda/" in client.get("/bureau/").content.decode()
    page = client.get("/bureau/agenda/").content.decode()
    assert "Étape de Isoler" in page
    past = page[page.index("Date passée") :]
    assert ("Trier" in past, "Isoler" in past) == (True, False)
    assert not re.search("Chauffer|étape faite", page)
    key = re.search(r"agenda\.ics\?cle=([^<]+)", page)[1]
    client.logout()
    followed = client.get("/bureau/agenda.ics", {"cle": key})
    assert followed["Content-Type"].startswith("text/calendar")
    assert followed.content.count(b"BEGIN:VEVENT") == 4
    assert client.get("/bureau/agenda.ics").status_code == 404
    assert client.get("/bureau/agenda.ics", {"cle": key[:-2]}).status_code == 404
    people.officer.set_password("un tout autre mot de passe")
    people.officer.save()
    assert client.get("/bureau/agenda.ics", {"cle": key}).status_code == 404


def test_what_is_invented_is_said_so_among_the_days_of_a_person(client: Client, plan: Plan, people: Cast):
    dated(plan, "Isoler", TODAY + timedelta(days=40))
    client.force_login(people.officer)
    assert "(inventé)" not in client.get("/bureau/agenda/").content.decode()
    Territory.objects.update(is_invented=True)
    assert "(inventé)" in client.get("/bureau/agenda/").content.decode()


def test_the_calendar_of_another_member_holds_nothing_of_it(client: Client, plan: Plan, other: Territory, people: Cast):
    dated(plan, "Isoler", TODAY + timedelta(days=40))
    client.force_login(people.reader)
    page = client.get("/bureau/agenda/").content.decode()
    assert ("Isoler" in page, "Rien de daté ne vient" in page) == (False, True)
