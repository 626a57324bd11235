"""What is counted of each member, for the rules of strengths and weaknesses."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from autan.coding.codings.queries.corpora import shown_corpora, view_corpus
from autan.coding.results.queries.counts import table_of
from autan.cooperation.crossreading.core.contradictions import ContradictionKind
from autan.cooperation.crossreading.core.findings import CountedFact
from autan.cooperation.crossreading.core.passages import PassageKind, Strength
from autan.cooperation.crossreading.core.statements import Aspect, Statement
from autan.cooperation.crossreading.queries.contradictions import network_contradictions
from autan.cooperation.crossreading.queries.plan_statements import plan_statements
from autan.cooperation.crossreading.queries.readings import NetworkReading, network_reading
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.numbers import falling_order
from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.request_cache import cached_in_request
from autan.plans.indicators.core.addresses import INDICATOR_KIND
from autan.plans.indicators.models import Indicator
from autan.plans.indicators.queries.indicators import network_health
from autan.plans.plans.core.digests import PlanDigest
from autan.plans.plans.core.figures import PLAN_KIND
from autan.plans.plans.core.measures import MeasureKind
from autan.plans.plans.queries.plans import plans_named
from autan.plans.projects.models import ActionSheet

LEAST_TOLD, MOST_CODED = 2, 8
"""Members that must tell an idea for it to be shown beside the findings, and how many ideas are."""
_MOST_REFS = 60
_SECTIONS = ("targets", "people", "evaluation", "staff")
"""Sections of a plan of which something is counted."""
type Facts = dict[str, CountedFact]


@cached_in_request
def member_facts(network: str, today: date) -> Mapping[str, Facts]:
    """Return what is counted of each member by SIREN; what is not known is not there. Some forty queries."""
    reading = network_reading(network)
    facts: dict[str, Facts] = {siren: {} for siren in reading.corpus.names}
    _count_plans(facts, plan_statements(frozenset(facts)))
    _count_domains(facts, reading)
    _count_actions(facts, reading)
    _count_indicators(facts, reading, today)
    _count_contradictions(facts, network)
    return facts


def _add_fact(facts: dict[str, Facts], siren: str, fact: CountedFact) -> None:
    if fact.refs:
        facts[siren][fact.code] = fact


def _refs(refs: Sequence[EvidenceRef]) -> tuple[EvidenceRef, ...]:
    return tuple(dict.fromkeys(refs))[:_MOST_REFS]


def _count_plans(facts: dict[str, Facts], stated: Sequence[Statement]) -> None:
    """Targets, with and without a base year; leads; staff of the last year; evaluation. Three queries.

    What is counted may be more, and none is not known, unless the section is stated complete in each plan in force.
    """
    by_member: dict[str, list[Statement]] = {}
    for entry in stated:
        by_member.setdefault(entry.siren, []).append(entry)
    recorded = plans_named({statement.ref.key for statement in stated if _is_plan(statement)})
    for siren, statements in by_member.items():
        own = [recorded[statement.ref.key].digest for statement in statements if _is_plan(statement)]
        is_open = {code: not all(code in plan.complete for plan in own) for code in _SECTIONS}
        plans = [statement.ref for statement in statements if _is_plan(statement)]
        targets = [statement for statement in statements if statement.aspect is Aspect.TARGET]
        changes = [target for target in targets if target.form == "change"]
        bare = [change for change in changes if change.base_year is None]
        dated = [change for change in changes if change.base_year is not None]
        refs, has_more = _refs([target.ref for target in targets] or plans), is_open["targets"]
        _add_fact(facts, siren, CountedFact(code="targets", value=len(targets), refs=refs, is_open=has_more))
        # a base year that nobody typed is missing only from a list that somebody said complete
        missing, unknown = (0, len(bare)) if has_more else (len(bare), 0)
        among = partial(CountedFact, total=float(len(changes)), refs=refs, is_open=has_more, unknown=unknown)
        _add_fact(facts, siren, among(code="bare_targets", value=missing))
        _add_fact(facts, siren, among(code="dated_targets", value=len(dated)))
        leads = [statement.ref for statement in statements if statement.quantity in {"elected_lead", "officer_lead"}]
        evaluation = [statement.ref for statement in statements if statement.quantity == "evaluation"]
        for code, section, counted_refs in (("leads", "people", set(leads)), ("evaluation", "evaluation", evaluation)):
            rests_on = _refs(list(counted_refs) or ([] if is_open[section] else plans))
            counted = CountedFact(code=code, value=len(counted_refs), refs=rests_on, is_open=is_open[section])
            _add_fact(facts, siren, counted)
        _add_fact(facts, siren, _staff(statements, own, plans if not is_open["staff"] else []))


def _is_plan(statement: Statement) -> bool:
    return statement.aspect is Aspect.EXISTS and statement.quantity == "plan"


def _staff(statements: Sequence[Statement], plans: Sequence[PlanDigest], stated: Sequence[EvidenceRef]) -> CountedFact:
    """Staff of the last year; `stated` are the plans where the list is stated complete in each, else none."""
    staff = [statement for statement in statements if statement.aspect is Aspect.STAFF]
    last = [statement for statement in staff if statement.year == max(one.year or 0 for one in staff)]
    measures = [plan.measures[MeasureKind.STAFF] for plan in plans if MeasureKind.STAFF in plan.measures]
    is_partial = any(measure.known < measure.total for measure in measures)
    return CountedFact(
        code="staff_fte",
        value=sum(statement.value for statement in last),
        refs=_refs([statement.ref for statement in last] or stated),
        is_open=is_partial or not stated,
    )


def _count_domains(facts: dict[str, Facts], reading: NetworkReading) -> None:
    """Domains carried: at least, unless the plan is stated complete and was read whole."""
    for member in reading.members:
        carried = [domain.code for domain in reading.frame.domains if member.on(domain.code)]
        if not carried and not member.rests_on_the_whole:
            continue
        refs = _refs([EvidenceRef(kind=PLAN_KIND, key=member.plan)])
        total = float(len(reading.frame.domains))
        unknown = 0 if member.rests_on_the_whole else total - len(carried)
        # the frame has no other domain: the list of them is never open, what a plan carries may be
        counted = CountedFact(code="domains", value=len(carried), total=total, refs=refs, unknown=unknown)
        _add_fact(facts, member.siren, counted)


def _count_actions(facts: dict[str, Facts], reading: NetworkReading) -> None:
    """Actions done, funded and late, at least: of one without status or funder, nothing is stated. One query."""
    slugs = [slug for slug in reading.corpus.plans.values() if slug]
    current = ActionSheet.objects.filter(plan__slug__in=slugs, is_published=True, replaced_on__isnull=True)
    statuses = dict(current.values_list("slug", "status"))
    for member in reading.members:
        actions = [
            decided_passage.passage
            for decided_passage in member.read
            if decided_passage.passage.kind is PassageKind.ACTION
        ]
        if not actions:
            continue
        funded = [action for action in actions if action.strength is Strength.FUNDED]
        silent = sum(not statuses.get(action.ref.key) for action in actions)
        by_code = {
            "actions_done": ([action for action in actions if action.strength is Strength.DONE], silent),
            "actions_funded": (funded, len(actions) - len(funded)),
            "actions_late": ([action for action in actions if statuses.get(action.ref.key) == "late"], silent),
        }
        for code, (matching, unknown) in by_code.items():
            counted = CountedFact(
                code=code,
                value=len(matching),
                total=float(len(actions)),
                refs=_refs([action.ref for action in (matching or actions)]),
                unknown=unknown,
                is_open=not member.is_stated_whole,
            )
            _add_fact(facts, member.siren, counted)


def _count_indicators(facts: dict[str, Facts], reading: NetworkReading, today: date) -> None:
    """Troubles of published indicators, of the members that follow any."""
    findings, _sirens = network_health(reading.network, today=today)
    published = dict(
        Indicator.objects.filter(territory__siren__in=list(facts), is_published=True).values_list(
            "slug", "territory__siren"
        )
    )
    followed: dict[str, list[str]] = {}
    for slug, siren in published.items():
        followed.setdefault(siren, []).append(slug)
    for siren, slugs in followed.items():
        subjects = [finding.subject for finding in findings if finding.subject in slugs]
        refs = _refs([EvidenceRef(kind=INDICATOR_KIND, key=slug) for slug in (subjects or slugs)])
        _add_fact(facts, siren, CountedFact(code="indicator_troubles", value=len(subjects), refs=refs))


def _count_contradictions(facts: dict[str, Facts], network: str) -> None:
    """Contradictions of a member of which a plan is known; and those of what was observed with a target."""
    by_member: dict[str, list[tuple[ContradictionKind, EvidenceRef]]] = {}
    for network_contradiction in network_contradictions(network):
        kind = network_contradiction.kind
        by_member.setdefault(network_contradiction.siren, []).append((kind, network_contradiction.sides[0].ref))
    for siren, fact in facts.items():
        # of a member without a known plan, no contradiction says nothing
        if "targets" not in fact:
            continue
        entries = by_member.get(siren, [])
        wrong = [ref for kind, ref in entries if kind is ContradictionKind.WRONG_WAY]
        refs = _refs([ref for _kind, ref in entries]) or fact["targets"].refs
        _add_fact(facts, siren, CountedFact(code="contradictions", value=len(entries), refs=refs))
        _add_fact(facts, siren, CountedFact(code="wrong_ways", value=len(wrong), refs=_refs(wrong) or refs))


def coded_counts(network: str) -> tuple[Figure, ...]:
    """Return what most members say in coded answers whose counts are shown, most told first. Ten queries a corpus."""
    figures = [
        row.territories for corpus in shown_corpora(network=network) for row in table_of(view_corpus(corpus)).rows
    ]
    frequent = [figure for figure in figures if figure.value is not None and figure.value >= LEAST_TOLD]
    return tuple(sorted(frequent, key=falling_order))[:MOST_CODED]
