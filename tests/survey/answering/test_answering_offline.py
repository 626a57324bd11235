"""What a device without a network keeps and sends: the same rules as a page, and nothing lost or doubled by a cut."""

from random import Random
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from autan.survey.campaigns.core.campaigns import InvitationRole
from autan.survey.campaigns.models import Answer, Campaign, Invitation, UnsavedEntry
from autan.survey.questionnaires.models import QuestionnaireVersion
from tests.cast import Cast
from tests.survey.answering.device import Device
from tests.survey.campaigns.answering import address, link, record_answer, token_of

CUTS = 500


@pytest.fixture
def device(guest: Client) -> Device:
    return Device(guest)


def test_the_form_holds_all_the_sections_of_its_holder(device: Device, running: Campaign) -> None:
    version = QuestionnaireVersion.objects.get()
    title = '  - code: second\n    title: {fr: "Deuxième partie", en: "Second part"}\n    questions:\n'
    assert version.document.count("      - code: q3\n") == 1
    document = version.document.replace("      - code: q3\n", f"{title}      - code: q3\n")
    QuestionnaireVersion.objects.update(document=document)
    assert {"q1", "q2", "q3"} <= Device(device.client).bases.keys()
    assert "proposal" not in device.form["html"]
    contributor = Client()
    contributor.get(link(token_of(running, InvitationRole.CONTRIBUTOR, ("first",))))
    own = Device(contributor)
    assert own.bases.keys() == {"q1", "q2"}
    assert own.form["holder"] != device.form["holder"]
    assert own.form["form"] != Device(device.client).form["form"]


def test_what_a_device_sends_is_saved_as_a_page_is(device: Device, running: Campaign) -> None:
    device.type(1, "q1", choice="yes", text="Depuis 2010")
    device.type(2, "q2", value="beaucoup")
    response = device.send()
    assert response.status_code == 200
    assert response.json()["outcomes"] == {"q1": "written", "q2": "invalid"}
    assert "q2.value" in response.json()["faults"]
    assert UnsavedEntry.objects.get().text == "beaucoup"
    assert Answer.objects.get().value == {"choice": "yes", "text": "Depuis 2010"}
    assert Answer.objects.get().change == UUID(int=1)
    assert 'name="q2.kept"' in device.open()["html"]


def test_a_conflict_is_shown_as_on_a_page(device: Device, running: Campaign) -> None:
    device.type(1, "q2", value="4")
    record_answer(campaign=running, siren="100000001", question="q2", value=3)
    sent = device.send().json()
    assert (sent["outcomes"], sent["redraw"]) == ({"q2": "conflict"}, True)
    device.acknowledge(sent)
    assert 'class="conflict"' in device.form["html"]
    device.type(2, "q2", value="4", contested="1", keep="mine", kept="1")
    assert device.send().json()["outcomes"] == {"q2": "written"}
    assert Answer.objects.get(is_current=True).value == 4


def test_the_same_change_sent_again_is_written_once_even_over_what_came_since(
    device: Device, running: Campaign
) -> None:
    """Its row was taken away by somebody else meanwhile: merging it again would bring it back."""
    device.type(1, "q3", **{"cell.0.title": "Bois"})
    device.send()
    record_answer(campaign=running, siren="100000001", question="q3", value=[{"title": "Eau"}])
    again = device.send().json()
    assert (again["outcomes"], again["redraw"]) == ({"q3": "unchanged"}, True)
    assert Answer.objects.get(is_current=True).value == [{"title": "Eau"}]
    assert not UnsavedEntry.objects.exists()


def test_who_types_on_after_a_cut_is_not_in_conflict_with_oneself(device: Device) -> None:
    for change, text in enumerate(("3", "34", "345"), start=1):
        device.type(change, "q2", value=text)
        device.send()  # no answer comes back
    assert list(Answer.objects.order_by("revision").values_list("value", flat=True)) == [3, 34, 345]


def test_a_change_that_was_merged_is_not_followed(device: Device, running: Campaign) -> None:
    """The device does not show the row of the other: what it types next would take it away."""
    record_answer(campaign=running, siren="100000001", question="q3", value=[{"title": "Air"}])
    device.open()
    device.type(1, "q3", **{"cell.0.title": "Air neuf"})
    record_answer(campaign=running, siren="100000001", question="q3", value=[{"title": "Air"}, {"title": "Eau"}])
    assert device.send().json()["merged"] == ["q3"]
    device.type(2, "q3", **{"cell.0.title": "Air très neuf"})
    assert device.send().json()["outcomes"] == {"q3": "conflict"}
    assert Answer.objects.get(is_current=True).value == [{"title": "Air neuf"}, {"title": "Eau"}]


def test_cuts_anywhere_neither_lose_nor_double_an_answer(device: Device) -> None:
    chance = Random(39)  # noqa: S311 - cuts drawn, nothing secret
    last, changes = dict[str, str](), 0
    for _cut in range(CUTS):
        for code in chance.sample(["q1", "q2"], chance.randint(1, 2)):
            changes += 1
            last[code] = str(changes % 500)
            device.type(changes, code, **({"value": last[code]} if code == "q2" else {"text": last[code]}))
        where = chance.random()
        if where < 0.8:
            device.tried |= device.waiting.keys() if where < 0.3 else set()
            continue  # the request never left, which the device knows of the others alone
        part = [code for code in device.waiting if where > 0.9 or chance.random() < 0.5]
        response = device.send(part).json()
        if where > 0.95:
            device.acknowledge(response)  # else the answer never came back
    device.acknowledge(device.send().json())
    assert not device.waiting
    current = {answer.question: answer.value for answer in Answer.objects.filter(is_current=True)}
    assert (current["q1"]["text"], str(current["q2"])) == (last["q1"], last["q2"])
    written = list(Answer.objects.values_list("change", flat=True))
    assert len(written) == len(set(written))
    assert not UnsavedEntry.objects.exists()


@pytest.mark.parametrize("name", ["holder", "form"])
def test_another_holder_or_an_older_form_is_refused_whole(device: Device, name: str) -> None:
    device.type(1, "q2", value="4")
    response = device.send(**{name: "ancien"})
    assert (response.status_code, response.json()) == (409, {"refused": name})
    assert not Answer.objects.exists()


def test_an_older_form_is_asked_again(device: Device) -> None:
    device.type(1, "q2", value="4")
    QuestionnaireVersion.objects.update(sha256="0" * 64)
    assert device.send().json() == {"refused": "form"}
    device.open()
    assert device.send().json()["outcomes"] == {"q2": "written"}


def test_a_campaign_that_closed_keeps_what_was_typed_apart(device: Device) -> None:
    device.type(1, "q2", value="4")
    Campaign.objects.update(closed_at=timezone.now())
    form = device.open()
    assert (bool(form["refusal"]), form["html"]) == (True, "")
    response = device.send()
    assert (response.status_code, response.json()["is_closed"]) == (403, True)
    assert UnsavedEntry.objects.get().text == "4"
    assert not Answer.objects.exists()


def test_a_link_that_ended_opens_and_takes_nothing(device: Device) -> None:
    device.type(1, "q2", value="4")
    Invitation.objects.update(revoked_at=timezone.now())
    assert device.client.get(address("offline_content")).status_code == 410
    assert device.send().status_code == 410
    assert not Answer.objects.exists()


def test_the_page_that_a_device_keeps_holds_nothing_of_anybody(guest: Client, running: Campaign, people: Cast) -> None:
    visitor = Client()
    shell = visitor.get(address("offline"))
    assert "manifest-src 'self'" in shell.headers["Content-Security-Policy"]
    assert "Autan-Nord" not in shell.content.decode()
    assert visitor.get(address("offline_content")).status_code == 302
    by_script = visitor.get(address("offline_content"), headers={"Sec-Fetch-Dest": "empty"})
    assert by_script.status_code == 401  # a script would take the page it is led to for what it asked
    outsider = Client()
    outsider.force_login(people.outsider)
    assert outsider.get(address("offline_content")).status_code == 403
    app = visitor.get(address("offline_app")).json()
    assert app["start_url"] == app["scope"] == address("offline")
    assert visitor.get(address("offline_worker")).headers["Content-Type"].startswith("text/javascript")
