"""Comments that are meant for somebody: chosen or named after an @, told by mail and on the desk, once."""

import re
from typing import Any

from django.test import Client

from autan.people.mail.models import OutgoingMessage
from autan.plans.projects.models import ActionSheet
from tests.cast import Cast


def test_a_comment_reaches_whom_it_is_meant_for(client: Client, sheet: ActionSheet, people: Cast, settings: Any):
    settings.AUTAN_SITE = "https://autan.exemple.fr"
    client.force_login(people.officer)
    address, name = f"/actions/{sheet.slug}/", people.coordinator.name
    page = client.get(address).content.decode()
    assert (f"> {name}</label>" in page, f"> {people.outsider.name}</label>" in page) == (True, False)
    typed = {"text": f"@{name.upper()} peut-on avancer ?", "mention": [people.contributor.pk, people.outsider.pk]}
    for _again in range(2):
        client.post(f"{address}commentaires/", typed)
    messages = {message.to: message for message in OutgoingMessage.objects.filter(kind="projects.mention")}
    assert set(messages) == {people.coordinator.email, people.contributor.email}
    assert re.search(f"Pour.{{1,9}} .*{people.contributor.name}</p>", client.get(address).content.decode())
    client.force_login(people.contributor)
    assert f"{people.officer.name} vous écrit sur une action" in client.get("/bureau/").content.decode()
    client.force_login(people.reader)
    assert "vous écrit sur une action" not in client.get("/bureau/").content.decode()
    settings.AUTAN_SITE = "http://localhost:8000"  # no mail may leave with its address: the comment stays, on the desk
    client.post(f"{address}commentaires/", {"text": "Et sinon ?", "mention": [people.coordinator.pk]})
    assert OutgoingMessage.objects.filter(kind="projects.mention").count() == 2
    client.force_login(people.coordinator)
    assert client.get("/bureau/").content.decode().count("vous écrit sur une action") == 2
