"""Reads published results, members and respondents from parsed documents, with every fault and its place."""

from collections.abc import Collection
from enum import StrEnum

from autan.evidence.figures.core.units import get_unit
from autan.ground.errors import DomainError
from autan.ground.tables.core.documents import Fields, Node, ParsedDocument
from autan.ground.tables.core.findings import Findings
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Sentence
from autan.survey.campaigns.core.documented.published import (
    DocumentedRespondent,
    MemberState,
    PublishedContent,
    PublishedResult,
    RespondentState,
)
from autan.survey.questionnaires.core.questionnaire import Questionnaire

_MEMBERS = "members"


def build_published_content(document: ParsedDocument, file: str, questionnaire: Questionnaire) -> PublishedContent:
    """Turn a parsed document into published results and findings.

    Raises ImportFileError: unknown question or unit, neither a value nor a range, no fact cited, one address twice.
    """
    findings = Findings()
    top = Node.root(document, findings).fields(required=("campaign", "results", "findings"))
    codes = {question.code for question in questionnaire.questions}
    results: dict[tuple[str, str], PublishedResult] = {}
    for item in top.read("results", Node.items, ()):
        result = _read_result(item, codes)
        if result is None:
            continue
        address = (result.place, result.published_measure)
        if address in results:
            item.refuse(Sentence("une adresse unique (« {address} » est déjà prise)", address=".".join(address)))
        results[address] = result
    stated = _read_findings(top["findings"], codes) if "findings" in top else {}
    findings.require_none(file)
    return PublishedContent(campaign=top["campaign"].string(), results=tuple(results.values()), findings=stated)


def _read_findings(node: Node, codes: set[str]) -> dict[str, tuple[str, ...]]:
    stated = {}
    for code, entry in node.entries().items():
        if code not in codes:
            entry.refuse(Sentence("le code d’une question du questionnaire (lu : {code})", code=code))
        stated[code] = entry.strings()
    return stated


def _read_result(node: Node, codes: set[str]) -> PublishedResult | None:
    parts = node.fields(
        required=("label", "unit", "period", "facts"),
        optional=(
            "question", "code", "value", "low", "high", "territories", "known", "more_than", "note", "compares_with",
        ),
    )  # fmt: skip
    if not {"label", "unit", "period", "facts"} <= parts.keys():
        return None
    if {"value", "low", "high"} & parts.keys() not in ({"value"}, {"low", "high"}):
        node.refuse("soit une valeur (« value »), soit les deux bouts d’un intervalle (« low », « high »)")
    _check_place(parts, codes)
    about = parts.get("territories")
    covers_members = about is not None and about.value == _MEMBERS
    numbers = {key: parts[key].number() for key in ("value", "low", "high", "known") if key in parts}
    known = numbers.get("known")
    return PublishedResult(
        question=parts.string("question"),
        code=parts.read("code", Node.code, ""),
        label=parts["label"].text(),
        unit=str(parts["unit"].value),
        period=str(parts["period"].value),
        facts=parts["facts"].strings(),
        value=numbers.get("value"),
        low=numbers.get("low"),
        high=numbers.get("high"),
        covers_members=covers_members,
        territories=tuple(item.siren() for item in about.items()) if about and not covers_members else (),
        known=None if known is None else int(known),
        is_lower_bound=parts.flag("more_than"),
        note=parts.read("note", Node.text, None),
        measure=parts.string("compares_with"),
    )


def _check_place(parts: Fields, codes: set[str]) -> None:
    if "question" in parts and str(parts["question"].value) not in codes:
        parts["question"].refuse("le code d’une question du questionnaire")
    for key, read in (("unit", get_unit), ("period", Period.parse)):
        try:
            read(str(parts[key].value))
        except DomainError:
            parts[key].refuse("une unité connue" if key == "unit" else "une année, deux années, ou une date")


def build_respondents(
    document: ParsedDocument, file: str, *, sirens: Collection[str], fact_ids: Collection[str]
) -> tuple[DocumentedRespondent, ...]:
    """Turn a parsed list into what sources say of each territory asked.

    Raises ImportFileError: a territory that is not asked, missing or told twice; an unknown state or fact.
    """
    findings = Findings()
    top = Node.root(document, findings)
    documented_respondents: dict[str, DocumentedRespondent] = {}
    for item in top.items():
        respondent = _read_respondent(item, sirens, fact_ids)
        if respondent.siren and respondent.siren in documented_respondents:
            item.refuse("une seule ligne par collectivité")
        documented_respondents[respondent.siren] = respondent
    if documented_respondents and (left := sorted(set(sirens) - documented_respondents.keys())):
        top.refuse(Sentence("une ligne pour chaque collectivité interrogée (il manque {left})", left=", ".join(left)))
    findings.require_none(file)
    return tuple(documented_respondents.values())


def _read_respondent(node: Node, sirens: Collection[str], fact_ids: Collection[str]) -> DocumentedRespondent:
    parts = node.fields(required=("siren", "body", "member", "respondent"))
    siren = parts.read("siren", Node.siren, "")
    if siren and siren not in sirens:
        parts["siren"].refuse("une collectivité interrogée")
    member, member_facts = _read_state(parts.get("member"), MemberState.NOT_NAMED, fact_ids)
    respondent, respondent_facts = _read_state(parts.get("respondent"), RespondentState.UNCONFIRMED, fact_ids)
    return DocumentedRespondent(
        siren=siren,
        body=parts.text("body"),
        member_state=member,
        member_facts=member_facts,
        respondent_state=respondent,
        respondent_facts=respondent_facts,
    )


def _read_state[S: StrEnum](node: Node | None, otherwise: S, fact_ids: Collection[str]) -> tuple[S, tuple[str, ...]]:
    """A state and its facts; the faults are noted at their place."""
    parts = node.fields(required=("state", "facts")) if node else {}
    if not {"state", "facts"} <= parts.keys():
        return otherwise, ()
    known = {state.value: state for state in type(otherwise)}
    state = known.get(str(parts["state"].value))
    if state is None:
        parts["state"].refuse(Sentence("un état parmi {known}", known=", ".join(known)))
    facts = []
    for item in parts["facts"].items():
        facts.append(item.string())
        if facts[-1] and facts[-1] not in fact_ids:
            item.refuse("un fait du registre")
    return state or otherwise, tuple(facts)
