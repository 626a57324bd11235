"""How rules, filings, acts and competences are described in a trace."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from autan.evidence.figures.core.evidence_cards import EvidenceCard
from autan.evidence.figures.core.sources import Citation, EvidenceRef, Source
from autan.evidence.figures.queries.registry import EvidenceKind, Reader, one_by_one
from autan.ground.texts.core.dates import PartialDate
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.texts.language import day, recorded
from autan.ground.wordings import Sentence, Text
from autan.opendata.measures.queries.filings import filed_plans
from autan.opendata.sources.lake import snapshots
from autan.plans.obligations.core.act_tables import DUTY_ACT
from autan.plans.obligations.core.rules import RULE
from autan.plans.obligations.importers.rules import competence_source, find_obligation, plan_competences
from autan.plans.obligations.lake.competences import declared_codes
from autan.plans.obligations.queries.records import BASE, FILED_PLAN, STATED, stated_rows
from autan.plans.obligations.queries.territorial_bodies import TERRITORIAL_BODY, body_statement, find_territorial_body
from autan.plans.plans.models import StatedCompetence
from autan.territories.networks.queries.people import sirens_acted_for
from autan.territories.perimeters.lake.register import LATEST, register_source


def describe_rule(code: str) -> EvidenceCard | None:
    """Describe what was read of a rule; None when there is none."""
    rule = find_obligation(code)
    if rule is None:
        return None
    read = rule.read
    source = Source(slug="", title=read.reference, producer="", published=read.version, document=read.source)
    quotation = f"«\u202f{read.quotation}\u202f»" if read.quotation else read.who
    return EvidenceCard(
        ref=EvidenceRef(kind=RULE, key=code),
        title=rule.label,
        statement=Text(quotation, quotation),
        citation=Citation(source=source, locator=""),
        note=Text(
            f"{read.certainty.label.fr.capitalize()}\u202f; à confirmer sur Légifrance.",
            f"{read.certainty.label.en.capitalize()}; to be confirmed on Légifrance.",
        ),
        is_free_text=True,
    )


def describe_filed_plan(key: str) -> EvidenceCard | None:
    """Describe a filing of a climate plan by its headings; None when the lake holds none of that number."""
    siren, _, number = key.partition("/")
    filing = next((filing for filing in filed_plans().get(siren, ()) if str(filing.id) == number), None)
    snapshot = snapshots.find_snapshot(filing.source, filing.edition) if filing else None
    if filing is None or snapshot is None or filing.modified_on is None:
        return None
    changed = day(filing.modified_on)
    return EvidenceCard(
        ref=EvidenceRef(kind=FILED_PLAN, key=key),
        title=Sentence("Démarche {id} «\u202f{filing}\u202f»", id=filing.id, filing=filing.name),
        statement=Sentence("État\u00a0: mise en œuvre, au {changed}. L’adoption n’y est pas datée.", changed=changed),
        citation=Citation(source=snapshot.card.to_source(), locator=f"{filing.edition}, {filing.id}"),
        note=snapshot.card.limits,
    )


def describe_body(siren: str) -> EvidenceCard | None:
    """Describe one of the bodies of Greater Paris; None when none has this SIREN."""
    body = find_territorial_body(siren)
    if body is None:
        return None
    return EvidenceCard(
        ref=EvidenceRef(kind=TERRITORIAL_BODY, key=siren),
        title=Text(body.name, body.name),
        statement=body_statement(siren),
        citation=Citation(source=register_source(), locator=f"ept.json, {siren}, {LATEST}"),
        whole_list=reverse("obligations:territorial_body", kwargs={"siren": siren}),
    )


def describe_duty_act(key: str) -> EvidenceCard | None:
    """Describe an act that a table tells: the row, the table, where the act can be read; None when it is gone."""
    siren, *_rest = key.split("/")
    rows = stated_rows([siren])
    act = next((act for act in rows[siren].acts if [DUTY_ACT, key] in act["evidence"]), None) if siren in rows else None
    rule = find_obligation(act["rule"]) if act else None
    if act is None or rule is None:
        return None
    table, when = act["table"], PartialDate.parse(act["when"])
    source = Source(slug="", title=table["name"], producer=table["producer"], url=act["address"])
    locator = _("%(file)s, ligne %(line)s") % {"file": table["file"], "line": act["line"]}
    snapshot = {"on": day(date.fromisoformat(table["on"])), "digest": table["digest"][:12]}
    return EvidenceCard(
        ref=EvidenceRef(kind=DUTY_ACT, key=key),
        title=rule.label,
        statement=Sentence("{act}, {when}", act=act["act"], when=when.words() if when else act["when"]),
        citation=Citation(source=source, locator=locator),
        note=Sentence("Lu le {on}, empreinte SHA-256 {digest}…", **snapshot),
    )


def describe_base(siren: str) -> EvidenceCard | None:
    """Describe what the national base lists for an EPCI; None when it does not know it."""
    codes = declared_codes(siren)
    if codes is None:
        return None
    listed = [known.label for known in plan_competences() if set(known.national_codes) & set(codes)]
    return EvidenceCard(
        ref=EvidenceRef(kind=BASE, key=siren),
        title=competence_source(),
        statement=Text(", ".join(label.fr for label in listed), ", ".join(label.en for label in listed)),
        note=Sentence("Une compétence absente de la liste n’est pas déclarée ; elle peut être exercée."),
    )


def describe_stated_competences(keys: Sequence[str], reader: Reader) -> Mapping[str, EvidenceCard]:
    """Describe what people stated of competences; who did is told to those who act for the territory. Two queries."""
    known = sirens_acted_for(reader)
    parts = {key: key.partition("/") for key in keys}
    sirens = {siren for siren, _, _ in parts.values()}
    stated = StatedCompetence.objects.filter(territory__siren__in=sirens).select_related("territory")
    statements = {(statement.territory.siren, statement.competence): statement for statement in stated}
    return {
        key: _stated_card(key, statement, is_named=siren in known)
        for key, (siren, _, code) in parts.items()
        if (statement := statements.get((siren, code)))
    }


def _stated_card(key: str, stated_competence: StatedCompetence, *, is_named: bool) -> EvidenceCard:
    labels = {competence.code: competence.label for competence in plan_competences()}
    return EvidenceCard(
        ref=EvidenceRef(kind=STATED, key=key),
        title=labels.get(stated_competence.competence, NO_TEXT),
        statement=Text(stated_competence.source, stated_competence.source),
        recorded=recorded(stated_competence.stated_at, by=stated_competence.stated_by_name if is_named else ""),
        is_free_text=True,
    )


EVIDENCE = (
    EvidenceKind(kind=BASE, describe=one_by_one(describe_base)),
    EvidenceKind(kind=STATED, describe=describe_stated_competences),
    EvidenceKind(kind=RULE, describe=one_by_one(describe_rule)),
    EvidenceKind(kind=FILED_PLAN, describe=one_by_one(describe_filed_plan)),
    EvidenceKind(kind=DUTY_ACT, describe=one_by_one(describe_duty_act)),
    EvidenceKind(kind=TERRITORIAL_BODY, describe=one_by_one(describe_body)),
)
