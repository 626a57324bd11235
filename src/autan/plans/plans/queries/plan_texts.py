"""What published plans say in their own words, as texts to be coded: one set for each field of prose of the sections.

A text is one line of one plan. It is no answer to a survey: the coding room counts it apart.
"""

from hashlib import sha256

from django.db.models import Q, QuerySet

from autan.evidence.figures.core.codable_texts import AvailableTextSet, CodableKind, CodableText, TextSet
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.codable_texts import TextSource
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Sentence, Text
from autan.plans.plans.core.addresses import PlanLineKey
from autan.plans.plans.core.figures import LINE_KIND
from autan.plans.plans.core.sections import PlanSection, SectionField
from autan.plans.plans.importers.definitions import plan_sections
from autan.plans.plans.models import Plan, PlanLine
from autan.territories.networks.queries.networks import network_members

PLAN_TEXTS = CodableKind(code="plan", label=Sentence("Textes des plans"))
_GROUP = Sentence("Plans publiés")
_PLAN = "plan_"


def offer_plan_texts(network: str) -> list[AvailableTextSet]:
    """Return the fields of prose that a published plan of a network fills. Two queries."""
    prose = _prose()
    lines = PlanLine.objects.filter(section__in=prose, plan__in=_published_plans(network)).values_list(
        "section", "typed"
    )
    filled = {section for section, typed in lines if typed.get(prose[section][1].code, "").strip()}
    return [
        AvailableTextSet(
            kind=PLAN_TEXTS, address=f"{network}.{_PLAN}{section.code}", label=_label(section, field), group=_GROUP
        )
        for section, field in prose.values()
        if section.code in filled
    ]


def read_plan_texts(address: str) -> TextSet | None:
    """Return what the plans of a network say in one section; None when there is no such section. Four queries."""
    network, _, part = address.partition(".")
    plan_section = _prose().get(part.removeprefix(_PLAN))
    if plan_section is None or not part.startswith(_PLAN):
        return None
    section, field = plan_section
    names = {member.siren: member.short_name for member in network_members(network)}
    lines = _lines(network).filter(section=section.code).prefetch_related("plan__subjects")
    return TextSet(
        kind=PLAN_TEXTS,
        address=address,
        network=network,
        label=_label(section, field),
        group=_GROUP,
        period=Period.undated(),
        asked=(),
        texts=tuple(_text(line, field, names) for line in lines if line.typed.get(field.code, "").strip()),
    )


def find_plan_text(address: str, key: str) -> CodableText | None:
    """Return one text of a set, or None. Four queries."""
    plan_texts = read_plan_texts(address)
    return plan_texts.find(key) if plan_texts else None


def version_of_plan_texts(address: str) -> str:
    """Return a text that changes whenever a text of the set does. Four queries."""
    plan_texts = read_plan_texts(address)
    return sha256(
        repr([(text.key, text.text) for text in plan_texts.texts] if plan_texts else []).encode()
    ).hexdigest()[:16]


def _prose() -> dict[str, tuple[PlanSection, SectionField]]:
    """Each section whose lines hold a field of prose, with this field."""
    return {section.code: (section, field) for section in plan_sections() for field in section.fields if field.is_prose}


def _label(section: PlanSection, field: SectionField) -> Text:
    return Text(f"{section.label.fr} : {field.label.fr.lower()}", f"{section.label.en}: {field.label.en.lower()}")


def _lines(network: str) -> QuerySet[PlanLine]:
    """The lines of the published plans of the members of a network, and of the network itself. Two queries."""
    lines = PlanLine.objects.filter(plan__in=_published_plans(network)).select_related("plan")
    return lines.order_by("plan__slug", "section", "pk")


def _published_plans(network: str) -> QuerySet[Plan]:
    sirens = [member.siren for member in network_members(network)]
    return Plan.objects.filter(Q(subjects__siren__in=sirens) | Q(network__slug=network), is_published=True)


def _text(line: PlanLine, field: SectionField, names: dict[str, str]) -> CodableText:
    sirens = [place.siren for place in line.plan.subjects.all()]
    who = ", ".join(names[siren] for siren in sirens if siren in names)
    title = f"{who} ({line.plan.as_core().kind.short})" if who else line.plan.title
    key = str(PlanLineKey(plan=line.plan.slug, section=line.section, line=line.key))
    return CodableText(
        key=key,
        kind=PLAN_TEXTS,
        text=line.typed[field.code].strip(),
        siren=sirens[0] if len(sirens) == 1 else "",
        title=Text(title, title),
        evidence=EvidenceRef(kind=LINE_KIND, key=key),
    )


PLAN_TEXT_SOURCE = TextSource(
    kind=PLAN_TEXTS,
    offer=offer_plan_texts,
    read=read_plan_texts,
    find=find_plan_text,
    may_read=lambda _reader, _address: True,
    version=version_of_plan_texts,
)
