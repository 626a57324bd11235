"""Comments that are meant for somebody: chosen or named after an @, told by mail and on the desk, once."""

import re
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from autan.people.mail.models import OutgoingMessage
from autan.plans.projects.models import ActionSheet
from autan.territories.networks.models import Mandate, Territory
from tests.cast import Cast
from tests.mailing import posted


def test_a_comment_reaches_whom_it_is_meant_for(client: Client, sheet: ActionSheet, people: Cast, settings: Any):
    settings.AUTAN_SITE = "https://autan.exemple.fr"
    client.force_login(people.officer)
    address, name = f"/actions/{sheet.slug}/", people.coordinator.name
    page = client.get(address).content.decode()
    assert (f"> {name}</label>" in page, f"> {people.outsider.name}</label>" in page) == (True, False)
    typed = {"text": f"@{name.upper()} peut-on avancer ?", "mention": [people.contributor.pk, people.outsider.pk]}
    for _again in range(2):
        client.post(f"/en{address}commentaires/", typed)
    messages = {message.to: message for message in OutgoingMessage.objects.filter(kind="projects.mention")}
    assert set(messages) == {people.coordinator.email, people.contributor.email}
    assert all(f"https://autan.exemple.fr{address}#commentaire-" in message.body for message in posted())
    answer = client.post(f"{address}commentaires/", {"text": "Et @Camille Rey ?"}, follow=True)
    assert answer.redirect_chain[0][0].endswith("#commentaires")
    assert "Personne ici ne s’appelle Camille Rey" in answer.content.decode()
    assert re.search(f"Pour.{{1,9}} .*{people.contributor.name}</p>", client.get(address).content.decode())
    client.force_login(people.contributor)
    assert f"{people.officer.name} vous écrit sur une action" in client.get("/bureau/").content.decode()
    client.force_login(people.reader)
    assert "vous écrit sur une action" not in client.get("/bureau/").content.decode()
    client.force_login(people.contributor)
    held = client.get(reverse("privacy:own_data")).json()["authorship"]
    assert [row["what"] for row in held if row["table"] == "journal.remark"] == [
        f"{people.officer.name}: @{name.upper()} peut-on avancer ?"
    ]
    settings.AUTAN_SITE = "http://localhost:8000"  # no mail may leave with its address: the comment stays, on the desk
    client.force_login(people.officer)
    client.post(f"{address}commentaires/", {"text": "Et sinon ?", "mention": [people.coordinator.pk]})
    assert OutgoingMessage.objects.filter(kind="projects.mention").count() == 2
    client.force_login(people.coordinator)
    assert client.get("/bureau/").content.decode().count("vous écrit sur une action") == 2


def test_a_comment_on_a_draft_is_sent_to_nobody_who_may_not_open_it(
    client: Client, sheet: ActionSheet, other: Territory, people: Cast, settings: Any
):
    settings.AUTAN_SITE = "https://autan.exemple.fr"
    today = timezone.localdate()
    Mandate.objects.create(person=people.outsider, role="member_officer", territory=other, valid_from=today)
    address, label = f"/actions/{sheet.slug}/", f"> {people.outsider.name}</label>"
    client.force_login(people.officer)
    assert label in client.get(address).content.decode()
    ActionSheet.objects.update(is_published=False)
    assert label not in client.get(address).content.decode()
    for chosen in (people.outsider, people.coordinator):  # the same words, meant for one more
        client.post(f"{address}commentaires/", {"text": "@Outsider, on en parle ?", "mention": [chosen.pk]})
    assert [message.to for message in OutgoingMessage.objects.all()] == [people.coordinator.email]
    assert f"{people.coordinator.name}</p>" in client.get(address).content.decode()
