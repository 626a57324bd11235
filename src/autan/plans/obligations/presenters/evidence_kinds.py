"""How the text of a rule, and the filing of a plan that may meet one, are described in a trace."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from autan.evidence.figures.core.evidence_cards import EvidenceCard
from autan.evidence.figures.core.sources import Citation, EvidenceRef, Source
from autan.evidence.figures.queries.registry import EvidenceKind, one_by_one
from autan.ground.texts.core.dates import PartialDate
from autan.ground.texts.language import day
from autan.ground.wordings import Sentence, Text
from autan.opendata.measures.queries.filings import filed_plans
from autan.opendata.sources.lake import snapshots
from autan.plans.obligations.core.act_tables import DUTY_ACT
from autan.plans.obligations.core.rules import RULE
from autan.plans.obligations.importers.rules import find_obligation
from autan.plans.obligations.presenters.sections import EVIDENCE as COMPETENCE_EVIDENCE
from autan.plans.obligations.queries.records import FILED_PLAN, stated_rows
from autan.plans.obligations.queries.territorial_bodies import TERRITORIAL_BODY, body_statement, find_territorial_body
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
    taken = {"on": day(date.fromisoformat(table["on"])), "digest": table["digest"][:12]}
    return EvidenceCard(
        ref=EvidenceRef(kind=DUTY_ACT, key=key),
        title=rule.label,
        statement=Sentence("{act}, {when}", act=act["act"], when=when.words() if when else act["when"]),
        citation=Citation(source=source, locator=locator),
        note=Sentence("Lu le {on}, empreinte SHA-256 {digest}…", **taken),
    )


EVIDENCE = (
    *COMPETENCE_EVIDENCE,
    EvidenceKind(kind=RULE, describe=one_by_one(describe_rule)),
    EvidenceKind(kind=FILED_PLAN, describe=one_by_one(describe_filed_plan)),
    EvidenceKind(kind=DUTY_ACT, describe=one_by_one(describe_duty_act)),
    EvidenceKind(kind=TERRITORIAL_BODY, describe=one_by_one(describe_body)),
)
