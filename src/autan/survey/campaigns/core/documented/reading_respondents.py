"""Reads the members and respondents of a documented campaign from a parsed document, with every fault and its place."""

from collections.abc import Collection
from enum import StrEnum

from autan.ground.tables.core.documents import Node, ParsedDocument
from autan.ground.tables.core.findings import Findings
from autan.ground.wordings import Sentence
from autan.survey.campaigns.core.documented.respondents import DocumentedRespondent, MemberState, RespondentState


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
