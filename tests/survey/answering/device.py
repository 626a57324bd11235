"""What a device without a network keeps and sends, played without a browser, and cuts anywhere in what it sends."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from random import Random
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from autan.survey.campaigns.models import Answer, Attachment
from autan.survey.campaigns.queries.importing import digest_in
from tests.survey.campaigns.answering import OWN, address


class Device:
    """What the script of the page does: identifiers, what each change rests on, what is not known to have left."""

    def __init__(self, client: Client, campaign: str = "enquete", siren: str = OWN) -> None:
        self.client = client
        self.content = address("offline_content", campaign, siren)
        self.sending = address("offline_send", campaign, siren)
        self.waiting: dict[str, dict[str, Any]] = {}
        self.tried: set[str] = set()
        self.bases: dict[str, int] = {}
        self.open()

    def open(self) -> dict[str, Any]:
        """Ask for the form, and learn what each answer rests on."""
        self.form = self.client.get(self.content).json()
        revisions = re.findall(r'name="(\w+)\.revision" value="(\d+)"', self.form["html"])
        self.bases = {code: int(revision) for code, revision in revisions}
        return self.form

    def type(self, change: int, code: str, **fields: str | bytes) -> None:
        """Type in a question; what may have been received without an answer stays named. Bytes are those of a file."""
        kept = self.waiting.get(code, {"change": [], "revision": self.bases[code]})
        names = kept["change"] if code in self.tried else kept["change"][:-1]
        self.waiting[code] = {"change": [*names, str(UUID(int=change))], "revision": kept["revision"], **fields}
        self.tried.discard(code)

    def send(self, codes: list[str] | None = None, **other: str) -> Any:
        """Post what waits, or a part of it, as it stands."""
        sent = self.waiting if codes is None else {code: self.waiting[code] for code in codes}
        self.tried |= sent.keys()
        data = {"holder": self.form["holder"], "form": self.form["form"]} | other
        for code, parts in sent.items():
            for name, value in parts.items():
                data[f"{code}.{name}"] = (
                    value if not isinstance(value, bytes) else SimpleUploadedFile(parts["name"], value)
                )
        return self.client.post(self.sending, data)

    def acknowledge(self, response: dict[str, Any]) -> None:
        """Let go of what the site says it has."""
        for code in response["outcomes"]:
            self.waiting.pop(code, None)
        self.open()


@dataclass(frozen=True, slots=True)
class FilesAfterCuts:
    """What a site holds once a device, cut again and again, had its network back."""

    lost: int
    doubled: int
    left_over: int


def cut_files(device: Device, codes: list[str], cuts: int) -> FilesAfterCuts:
    """Join files to some questions, most requests or their answers being lost on the way; then look for each file.

    The file of a question is replaced, taken away, or joined to two questions at once.
    """
    chance = Random(39)  # noqa: S311 - cuts drawn, nothing secret
    last = dict[str, bytes]()
    for cut in range(1, cuts + 1):
        code = chance.choice(codes)
        data = b"%PDF-1.7 " + str(chance.randint(0, cut)).encode() * chance.randint(1, 2_000)
        last[code] = data if chance.random() < 0.9 else b""
        joined = {"name": f"essai-{cut}.pdf", "file": sha256(data).hexdigest(), "upload": data}
        device.type(cut, code, **(joined if last[code] else {"name": "", "file": ""}))
        where = chance.random()
        if where < 0.4:  # the request never left, which the device does not always know
            device.tried |= device.waiting.keys() if where < 0.2 else set()
            continue
        response = device.send([code for code in device.waiting if chance.random() < 0.7]).json()
        if where > 0.8:
            device.acknowledge(response)
    device.acknowledge(device.send().json())
    return _files_after(device, last)


def _files_after(device: Device, last: Mapping[str, bytes]) -> FilesAfterCuts:
    wanted = {code: sha256(data).hexdigest() for code, data in last.items() if data}
    answers = Answer.objects.filter(is_current=True, question__in=last)
    current = {answer.question: digest for answer in answers if (digest := digest_in(answer.value))}
    sent = Answer.objects.filter(question__in=last).exclude(change=None)  # another campaign may hold the same names
    changes = list(sent.values_list("change", flat=True))
    rows = list(Attachment.objects.filter(question__in=last).values_list("question", "sha256"))
    unread = sum(device.client.get(file_address(device, digest)).status_code != 200 for digest in set(wanted.values()))
    return FilesAfterCuts(
        lost=sum(current.get(code) != digest for code, digest in wanted.items()) + unread + len(device.waiting),
        doubled=len(changes) - len(set(changes)) + len(rows) - len(set(rows)),
        left_over=len(set(rows) - set(wanted.items())) + len(current.keys() - wanted.keys()),
    )


def file_address(device: Device, digest: str) -> str:
    """Address of a file joined to an answer."""
    *_, campaign, _respond, siren, _offline, _content, _end = device.content.split("/")
    return address("attachment", campaign, siren, digest=digest)
