"""Loads the expectations that the document of 2014 states, and the lessons, needs and adoption of the invented network.

Loading them again changes nothing, and never what somebody changed since.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from autan.cooperation.lessons.actions.lessons import (
    LessonInput,
    add_lesson,
    confirm_lesson,
    declare_step,
    publish_lesson,
)
from autan.cooperation.lessons.actions.needs import answer_need, ask_need, close_need, make_offer
from autan.cooperation.lessons.core.adoption import AdoptionStep
from autan.cooperation.lessons.core.lessons import ConditionKind, LessonContent
from autan.cooperation.lessons.core.needs import NeedInput, NeedResult, OfferInput
from autan.cooperation.lessons.models import Adoption, Lesson, Need, Offer
from autan.cooperation.workshops.queries import workshops_of
from autan.ground.descriptions.core.documents import descriptions_of, from_json
from autan.ground.tables.importers.yaml_document import read_yaml_file
from autan.territories.networks.models import Network, Territory

CONTENT = Path(__file__).parent / "content"
_LATER = date(2100, 1, 1)


@transaction.atomic
def load_lessons(*, content: Path = CONTENT) -> None:
    """Take in what is not held yet: needs of the real network, then everything of the invented one."""
    _load_documented(read_yaml_file(content / "needs" / "dialogue-toulouse.yaml"))
    invented = content / "invented"
    _load_lessons(read_yaml_file(invented / "lessons.yaml"))
    described = read_yaml_file(invented / "needs.yaml")
    network = Network.objects.get(slug=described["network"])
    for need in described["needs"]:
        if not Need.objects.filter(slug=need["slug"]).exists():
            _load_need(network, need)
    for offer in described["offers"]:
        if not Offer.objects.filter(slug=offer["slug"]).exists():
            _load_offer(network, offer)
    _load_adoptions(read_yaml_file(invented / "adoption.yaml"))


def _load_documented(described: Mapping[str, Any]) -> None:
    network = Network.objects.get(slug=described["network"])
    for need in described["needs"]:
        if Need.objects.filter(slug=need["slug"]).exists():
            continue
        evidence = {"evidence": [("fact", need["fact"])], "is_published": True}
        need_input = from_json(NeedInput, {**need, **evidence})
        ask_need(by=None, network=network, territory=None, need_input=need_input, slug=need["slug"])


def _load_lessons(described: Mapping[str, Any]) -> None:
    network = Network.objects.get(slug=described["network"])
    workshops = {workshop.slug: workshop for workshop in workshops_of(network.slug)}
    for entry in described["lessons"]:
        if Lesson.objects.filter(slug=entry["slug"]).exists():
            continue
        lesson_input = LessonInput(
            content=_content(entry),
            territory=_place(entry),
            workshop=workshops.get(entry.get("workshop", "")),
        )
        lesson = add_lesson(by=None, network=network, lesson_input=lesson_input, slug=entry["slug"])
        publish_lesson(by=None, lesson=lesson, today=entry["on"])
        if entry["confirmed"] != entry["on"]:
            confirm_lesson(by=None, lesson=lesson, today=entry["confirmed"])


def _content(fields: Mapping[str, Any]) -> LessonContent:
    maturity, maturity_source = fields["maturity"]
    reproducibility, reproducibility_source = fields.get("reproducibility", ("", ""))
    stated = {"maturity": maturity, "maturity_source": maturity_source}
    stated |= {"reproducibility": reproducibility, "reproducibility_source": reproducibility_source}
    rows = {
        "conditions": list(map(_condition, ConditionKind, fields["conditions"])),
        "difficulties": [dict(zip(("obstacle", "remedy", "code"), row, strict=True)) for row in fields["difficulties"]],
    }
    return from_json(LessonContent, {**fields, **stated, **rows})


def _condition(kind: ConditionKind, row: Sequence[Any]) -> Mapping[str, Any]:
    return dict(zip(("kind", "weight", "words", "evidence", "amount_eur", "paid_by"), (kind, *row), strict=False))


def _load_need(network: Network, fields: Mapping[str, Any]) -> None:
    need_input = from_json(NeedInput, {**fields, "asked_on": fields["on"], "is_published": True})
    asker = _asker(fields)
    need = ask_need(
        by=None, network=network, territory=asker, need_input=need_input, slug=fields["slug"], by_name=_somebody(asker)
    )
    for siren, on, words in fields["answers"]:
        place = _asker({"siren": siren})
        answer_need(by=None, need=need, territory=place, words=words, on=on, by_name=_somebody(place))
    if "closed" in fields:
        on, result, words = fields["closed"]
        close_need(by=None, need=need, result=NeedResult(result), words=words, on=on, by_name=_somebody(asker))


def _load_offer(network: Network, fields: Mapping[str, Any]) -> None:
    offer_input = from_json(OfferInput, {**fields, "is_published": True})
    make_offer(
        by=None,
        network=network,
        territory=_asker(fields),
        offer_input=offer_input,
        on=fields["on"],
        slug=fields["slug"],
    )


def _load_adoptions(described: Mapping[str, Any]) -> None:
    for entry in described["adoptions"]:
        lesson, territory = Lesson.objects.get(slug=entry["lesson"]), _place(entry)
        if Adoption.objects.filter(lesson=lesson, territory=territory).exists():
            continue
        for row in entry["steps"]:
            step = from_json(AdoptionStep, dict(zip(descriptions_of(AdoptionStep), row, strict=True)))
            declare_step(by=None, lesson=lesson, territory=territory, step=step, today=_LATER)


def _place(fields: Mapping[str, Any]) -> Territory:
    return Territory.objects.get(siren=fields["siren"])


def _somebody(place: Territory | None) -> str:
    """Name of nobody, who asks or answers for a territory, or for the network."""
    return f"Mission climat, {place.short_name} (personne fictive)" if place else "Coordination (personne fictive)"


def _asker(fields: Mapping[str, Any]) -> Territory | None:
    return _place(fields) if fields.get("siren") else None
