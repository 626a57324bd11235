"""Reads a file of published results from a parsed document, with every fault and its place."""

from autan.evidence.figures.core.units import get_unit
from autan.ground.errors import DomainError
from autan.ground.tables.core.documents import Fields, Node, ParsedDocument
from autan.ground.tables.core.findings import Findings
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Sentence
from autan.survey.campaigns.core.documented.documents import PublishedContent
from autan.survey.campaigns.core.documented.published import PublishedResult
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
    if "question" in parts and parts["question"].value not in codes:
        parts["question"].refuse("le code d’une question du questionnaire")
    for key, read in (("unit", get_unit), ("period", Period.parse)):
        try:
            read(str(parts[key].value))
        except DomainError:
            parts[key].refuse("une unité connue" if key == "unit" else "une année, deux années, ou une date")
