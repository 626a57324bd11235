"""A mark in every text of every row, and the marks that an answer of the site holds, wherever in it they stand."""

import json
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from io import BytesIO
from itertools import count
from typing import Any

import pikepdf
from django.apps import apps
from django.db import models, transaction
from django.db.utils import IntegrityError

from autan.publishing.editions.models import Edition, Publication, Review
from tests.people.personal_data.named_rows import _make as make_row
from tests.people.personal_data.named_rows import marked_leaves
from tests.reading_pdf import words_of_pdf

MARK = re.compile(r"zqz(\d+)zqz", re.IGNORECASE)
CODES = re.compile(
    r"(.*_)?(key|kind|code|state|status|phase|format|siren|slug|section|question|measure|date|period|unit|room|act"
    r"|object_id|network|place|address|moment|rule|outcome|token.*|salt|sha256|hash|digest|stamp|version|colour"
    r"|fingerprint|text_version|time_zone|password|message_id|id|guid|number|month|on|url|document|media_type|language"
    r"|topic|subject|confidence|locator|domain|theme|identifier|origin|link|fact|scope|base_year|horizon|licence"
    r"|domains|themes|populations|titles?_of|competence|figure_id|printed|budget_basis|diffusion|chain|search_text"
    r"|evidence|facts|lines|disclosures|polygons|results|versions|cards|mix|converged|asked|trace|formats|project"
    r"|heading|consent|opinion|since|series|targets|own_definition|change|passages|texts|coders|options|query|sides|found|lines_hash)"
)
"""Columns whose words are codes, or lists of codes: a mark in them would break what they point to."""
NOT_PLANTED = {
    "accounts.Person",  # people are planted as individuals; who signs in needs an address that holds
    "site.OperatorNotice",  # what the site states of who runs it is for everybody
    "surveys.Campaign.period",
    "coding.CodingRecord.text", "coding.TextReading.text", "coding.SuggestionDecision.text",
    "coding.SettlementRecord.text", "coding.CodingRecord.quote", "coding.CodingRecord.before",
    "coding.CodingRecord.after", "coding.SettlementRecord.decision", "indicators.RecordedValue.reliability",
    "questionnaires.QuestionnaireVersion.document",  # read by its checksum
    "foresight.KeptScenario.document", "mail.OutgoingMessage.content",
}  # fmt: skip
WRITINGS = (
    "synthesis.Edition.source",
    "synthesis.TextVersion.source",
    "synthesis.Publication.source",
    "synthesis.Review.source",
)
"""Texts with a grammar: the mark goes where a paragraph ends."""
DRAFTS = ("questionnaires.QuestionnaireDraft.document",)


_TRACE = ("label", "period", "value", "low", "high", "unit", "state", "known", "total")
FILLED: Mapping[str, Mapping[str, Any]] = {
    "observatory.FileMappingRecord": {
        "content": {
            "producer": "P",
            "licence": "L",
            "mesh": "epci",
            "place": "siren",
            "year": "annee",
            "values": ["mwh = total / total"],
            "unit": "= MWh",
            "accounting": "= empreinte",
        }
    },
    "funding.FundingCallRecord": {"kind": "fund", "content": {"kind": "fund", "name": "Fonds"}},
    "estate.EstateRecord": {"kind": "building", "content": {"kind": "building", "name": "Bien"}},
    "plans.PlanLine": {"section": "people", "typed": {"name": "Odile Chargée"}},  # an unknown section closes the plan
    "synthesis.ReviewOpinion": {"opinion": "agreed"},
    "synthesis.PublishedFigure": {"trace": dict.fromkeys(_TRACE)},
    "working_group.AgendaItem": {"kind": "task", "lead": "Une autre"},
    "workshops.AttendanceRecord": {"kind": "expert"},
    "workshops.Attendee": {"kind": "expert", "organisation": "Son service"},
}
"""Codes that a row made for the planting needs to be read."""
NOT_FILLED = {"crossreading.FrameVersion"}
"""Tables whose rows follow a grammar of their own."""


def fill_tables() -> None:
    """Give a row to every table that has none, hung on the first rows of the others, which are the first network's."""
    for model in apps.get_models():
        label = model._meta.label
        if model.__module__.startswith("autan.") and label not in NOT_FILLED and not model._default_manager.exists():
            with suppress(IntegrityError, StopIteration), transaction.atomic():
                row = make_row(model)
                model._default_manager.filter(pk=row.pk).update(**FILLED.get(label, {}))
    for model in (Publication, Review):
        model._default_manager.update(source=Edition.objects.get().source)


def plant() -> dict[int, str]:
    """Write a mark in each text of each row; return which row and column each number stands for."""
    marks: dict[int, str] = {}
    numbers = count(1)
    for model in apps.get_models():
        if not model.__module__.startswith("autan.") or model._meta.label in NOT_PLANTED:
            continue
        for rank, row in enumerate(model._default_manager.order_by("pk"), start=1):
            changes = {}
            for field in model._meta.local_concrete_fields:
                number = next(numbers)
                value = _marked(model, field, getattr(row, field.attname), f"zqz{number}zqz")
                if value is not None:
                    changes[field.name] = value
                    marks[number] = f"{model._meta.label}.{field.name} {rank}"
            if changes:
                model._default_manager.filter(pk=row.pk).update(**changes)
    return marks


def _marked(model: Any, field: Any, value: Any, mark: str) -> Any:  # noqa: PLR0911 - one rule a line
    label = f"{model._meta.label}.{field.name}"
    is_text = isinstance(field, models.CharField | models.TextField)
    if label in NOT_PLANTED or field.unique or field.choices:
        return None
    if label in WRITINGS:
        return f"{value}\n{mark}\n"
    if label in DRAFTS:
        return re.sub(r"^((?:title|label|text|help|name).*?:[ \t]+)(\w)", rf"\1{mark} \2", value, flags=re.MULTILINE)
    if CODES.fullmatch(field.name):
        return None
    if is_text and field.name in {"email", "to", "reply_to"}:
        return f"{mark}@exemple.fr"
    if is_text:
        return f"{mark} {value}"[: field.max_length] if field.max_length else f"{mark} {value}"
    if isinstance(field, models.JSONField):
        changed = marked_leaves(value, mark)
        return changed if changed != value else None
    return None


def marks_in(response: Any) -> set[int]:
    """Numbers of the marks in the body of an answer, its headers, and the parts and properties of a file."""
    body = b"".join(response) if response.streaming else response.content
    texts = [json.dumps(dict(response.headers.items())), *_texts_of(body)]
    return {int(number) for text in texts for number in MARK.findall(text)}


def _texts_of(body: bytes) -> Iterator[str]:
    if body[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(body)) as archive:
            for name in archive.namelist():
                yield name
                yield from _texts_of(archive.read(name))
    elif body[:5] == b"%PDF-":
        yield words_of_pdf(body)
        with pikepdf.open(BytesIO(body)) as pdf:
            yield str(dict(pdf.docinfo))
            yield from (str(stream.read_bytes()) for stream in _metadata(pdf))
    else:
        if body[:2] == b"\x1f\x8b":
            body = zlib.decompress(body, wbits=31)
        text = body.decode("utf-8", errors="replace")
        # a drawing may write letters apart, a program writes accents as escapes: a mark has neither
        yield text


def _metadata(pdf: pikepdf.Pdf) -> Iterator[Any]:
    if "/Metadata" in pdf.Root:
        yield pdf.Root.Metadata
