"""Files joined to answers: from a page without a script and from a device, kept apart, opened by few, erased."""

import io
import json
import zipfile
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from autan.ground.wordings import Text
from autan.survey.answering.actions import attachments
from autan.survey.campaigns.actions.campaigns import open_campaign
from autan.survey.campaigns.models import Answer, Attachment, Campaign, UnsavedEntry
from autan.survey.questionnaires.actions.drafts import record_questionnaire
from autan.territories.networks.models import Network
from tests.cast import Cast
from tests.cooperation.workshops.test_files import photo
from tests.survey.answering.device import Device, FilesAfterCuts, cut_files
from tests.survey.campaigns.answering import OTHER, OWN, address, link, token_of

YAML = """\
questionnaire: pieces
title: {fr: "Pièces", en: "Files"}
version: 2026-01-01
sections:
  - code: all
    title: {fr: "Tout", en: "All"}
    questions:
      - {code: doc, kind: file, text: {fr: "Votre plan ?", en: "Your plan?"}}
      - {code: word, kind: short_text, text: {fr: "Un mot", en: "A word"}}
  - code: more
    title: {fr: "Suite", en: "More"}
    questions:
      - {code: view, kind: file, text: {fr: "Une photo ?", en: "A photo?"}}
"""
PDF = b"%PDF-1.7 notre plan"
DIGEST = sha256(PDF).hexdigest()
PLACE = {"campaign": "pieces", "section": "all"}


def pdf(data: bytes = PDF, name: str = "plan.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="application/pdf")


@pytest.fixture
def pieces(network: Network) -> Campaign:
    return open_campaign(
        by=None,
        slug="pieces",
        network=network,
        questionnaire=record_questionnaire(by=None, text=YAML, file="pieces.yaml"),
        title=Text("Pièces", "Files"),
        opened_on=timezone.localdate() - timedelta(days=1),
    )


@pytest.fixture
def holder(client: Client, pieces: Campaign) -> Client:
    client.get(link(token_of(pieces)))
    return client


def send(client: Client, revision: int = 0, **fields: Any) -> Any:
    data = {"doc.revision": str(revision), "go": "stay"} | {
        name.replace("__", "."): value for name, value in fields.items()
    }
    return client.post(address("respond_section", **PLACE), data)


def file_at(digest: str = DIGEST, siren: str = OWN) -> str:
    return address("attachment", campaign="pieces", siren=siren, digest=digest)


def test_a_file_is_joined_without_a_script_and_opened_by_few(holder: Client, people: Cast) -> None:
    assert send(holder, doc__upload=pdf()).status_code == 302
    answer = Answer.objects.get()
    assert answer.value == {"name": "plan.pdf", "file": DIGEST}
    page = holder.get(address("respond_section", **PLACE)).content.decode()
    assert file_at() in page
    assert f'name="doc.file" value="{DIGEST}" checked' in page
    response: Any = holder.get(file_at())
    assert b"".join(response.streaming_content) == PDF
    assert response.headers["Content-Disposition"].startswith("attachment")
    statuses = {}
    for name in ("officer", "coordinator", "outsider"):
        reader = Client()
        reader.force_login(getattr(people, name))
        statuses[name] = reader.get(file_at()).status_code
    assert statuses == {"officer": 200, "coordinator": 200, "outsider": 403}
    assert Client().get(file_at()).status_code == 302
    assert holder.get(file_at("0" * 64)).status_code == 404


def test_a_contributor_opens_the_files_of_her_sections_alone(holder: Client, pieces: Campaign) -> None:
    from autan.survey.campaigns.core.campaigns import InvitationRole

    send(holder, doc__upload=pdf())
    contributor = Client()
    contributor.get(link(token_of(pieces, InvitationRole.CONTRIBUTOR, ("more",))))
    assert contributor.get(file_at()).status_code == 404


def test_what_is_taken_away_or_replaced_is_erased(holder: Client) -> None:
    send(holder, doc__upload=pdf())
    send(holder, 1, doc__name="plan.pdf", doc__file=DIGEST, doc__upload=pdf(b"%PDF-1.7 le nouveau", "nouveau.pdf"))
    assert list(Attachment.objects.values_list("name", flat=True)) == ["nouveau.pdf"]
    assert Answer.objects.get(is_current=True).value["name"] == "nouveau.pdf"
    assert holder.get(file_at()).status_code == 404
    send(holder, 2, doc__name="nouveau.pdf")
    assert not Attachment.objects.exists()
    assert Answer.objects.get(is_current=True).value == {"name": "nouveau.pdf"}


def test_a_photo_is_drawn_again(holder: Client) -> None:
    data = {"view.revision": "0", "view.upload": SimpleUploadedFile("../IMG 1.JPG", photo(60, 40))}
    holder.post(address("respond_section", campaign="pieces", section="more"), data)
    kept = Attachment.objects.get()
    assert (kept.name, kept.media_type) == ("IMG 1.jpg", "image/jpeg")
    assert not dict(Image.open(io.BytesIO(kept.content)).getexif())


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (pdf(b"MZ"), "n’en est pas un"),
        (pdf(PDF, "jeu.exe"), "de cette sorte"),
        (pdf(b"%PDF-" + b"0" * 20_000_000), "20 Mo"),
    ],
)
def test_a_file_that_is_not_taken_says_why_beside_its_field(
    holder: Client, file: SimpleUploadedFile, words: str
) -> None:
    response = send(holder, doc__name="Le plan", doc__upload=file, word__revision="0", word__value="Oui")
    assert response.status_code == 422
    page = response.content.decode()
    assert words in page.split('data-fault="doc.file"')[1][:400]
    assert Answer.objects.get().question == "word"
    assert not Attachment.objects.exists()


def test_more_than_a_territory_may_join_is_refused(holder: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "MOST_BYTES", 10)
    assert "200 Mo" in send(holder, doc__upload=pdf()).content.decode()


def test_a_file_that_does_not_stand_is_refused_at_each_door(holder: Client, people: Cast, pieces: Campaign) -> None:
    assert "joignez-le de nouveau" in send(holder, doc__name="x", doc__file="a" * 64).content.decode()
    assert send(holder, doc__name="x", doc__file="abc").status_code == 422
    UnsavedEntry.objects.all().delete()
    coordinator = Client()
    coordinator.force_login(people.coordinator)
    table = f"siren,doc[name],doc[file]\n{OTHER},x.pdf,{DIGEST}\n"
    data = {"file": SimpleUploadedFile("r.csv", table.encode()), "on_conflict": "keep"}
    page = coordinator.post(reverse("formats:imports", args=["pieces"]), data).content.decode()
    assert "l’empreinte d’un fichier joint à cette réponse" in page
    assert not Answer.objects.exists()


def test_answers_taken_away_and_read_again_keep_their_files(holder: Client, people: Cast) -> None:
    send(holder, doc__upload=pdf())
    coordinator = Client()
    coordinator.force_login(people.coordinator)
    table = coordinator.get(reverse("formats:download", args=["pieces", "csv"])).content
    assert DIGEST.encode() in table
    data = {"file": SimpleUploadedFile("r.csv", table), "on_conflict": "replace"}
    assert "Rien à écrire" in coordinator.post(reverse("formats:imports", args=["pieces"]), data).content.decode()
    response: Any = coordinator.get(reverse("formats:attachments", args=["pieces"]))
    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {f"{OWN}/doc/plan.pdf": PDF}
    assert Client().get(reverse("formats:attachments", args=["pieces"])).status_code == 302


def device(client: Client, change: int, revision: int = 0, **fields: Any) -> Any:
    form = client.get(address("offline_content", campaign="pieces")).json()
    data = {name: form[name] for name in ("holder", "form")} | {"doc.revision": str(revision)}
    data |= {"doc.change": f"00000000-0000-4000-8000-{change:012}"}
    data |= {f"doc.{name}": value for name, value in fields.items()}
    return client.post(address("offline_send", campaign="pieces"), data).json()


def test_a_device_sends_a_file_once_whatever_is_cut(holder: Client) -> None:
    for _cut in range(3):  # no answer came back
        said = device(holder, 1, name="plan.pdf", file=DIGEST, upload=pdf())
    assert (said["outcomes"], said["redraw"]) == ({"doc": "unchanged"}, True)
    assert (Answer.objects.count(), Attachment.objects.count()) == (1, 1)
    assert DIGEST in holder.get(address("offline_content", campaign="pieces")).json()["html"]


def test_a_file_in_conflict_or_come_after_the_end_is_kept_apart(holder: Client, pieces: Campaign) -> None:
    send(holder, doc__upload=pdf(b"%PDF-1.7 du bureau", "bureau.pdf"))
    assert device(holder, 1, name="plan.pdf", file=DIGEST, upload=pdf())["outcomes"] == {"doc": "conflict"}
    assert Attachment.objects.count() == 2
    said = device(holder, 2, 1, contested="1", keep="mine", kept="1", name="plan.pdf", file=DIGEST)
    assert said["outcomes"] == {"doc": "written"}
    assert [row.sha256 for row in Attachment.objects.all()] == [DIGEST]
    Campaign.objects.update(closed_at=timezone.now())
    form = {"holder": "", "form": ""} | json.loads(holder.get(address("offline_content", campaign="pieces")).content)
    data = {name: form[name] for name in ("holder", "form")} | {"doc.revision": "2", "doc.name": "tard.pdf"}
    late = b"%PDF-1.7 trop tard"
    data |= {"doc.upload": pdf(late, "tard.pdf")}
    assert holder.post(address("offline_send", campaign="pieces"), data).json()["is_closed"]
    assert UnsavedEntry.objects.get(settled_at=None).value["file"] == [sha256(late).hexdigest()]
    assert Attachment.objects.count() == 2


def test_files_cut_anywhere_are_neither_lost_nor_doubled(holder: Client, pieces: Campaign) -> None:
    cuts = cut_files(Device(holder, "pieces"), ["doc", "view"], 30)
    assert cuts == FilesAfterCuts(lost=0, doubled=0, left_over=0)
    assert not UnsavedEntry.objects.exists()
