"""What is counted of each member, for the rules of strengths and weaknesses."""

from collections.abc import Mapping, Sequence
from datetime import date

from autan.coding.codings.queries.corpora import shown_corpora, view_corpus
from autan.coding.results.queries.counts import table_of
from autan.cooperation.crossreading.core.contradictions import ContradictionKind
from autan.cooperation.crossreading.core.findings import CountedFact, MemberFinding, find_strengths, finding_figure
from autan.cooperation.crossreading.core.passages import PassageKind, Strength
from autan.cooperation.crossreading.core.statements import Aspect, Statement
from autan.cooperation.crossreading.importers.definitions import finding_rules
from autan.cooperation.crossreading.queries.contradictions import network_contradictions
from autan.cooperation.crossreading.queries.plan_statements import plan_statements
from autan.cooperation.crossreading.queries.readings import NetworkReading, network_reading
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.request_cache import cached_in_request
from autan.plans.indicators.core.addresses import INDICATOR_KIND
from autan.plans.indicators.models import Indicator
from autan.plans.indicators.queries.indicators import network_health
from autan.plans.plans.core.figures import PLAN_KIND
from autan.plans.projects.models import ActionSheet

LEAST_TOLD, MOST_CODED = 2, 8
"""Members that must tell an idea for it to be shown beside the findings, and how many ideas are."""
_MOST_REFS = 60
type Facts = dict[str, CountedFact]


@cached_in_request
def member_facts(network: str, today: date) -> Mapping[str, Facts]:
    """Return what is counted of each member by SIREN; what is not known is not there. Some forty queries."""
    reading = network_reading(network)
    facts: dict[str, Facts] = {siren: {} for siren in reading.held.names}
    _count_plans(facts, plan_statements(list(facts)))
    _count_domains(facts, reading)
    _count_actions(facts, reading)
    _count_indicators(facts, reading, today)
    _count_contradictions(facts, network)
    return facts


def _put(facts: dict[str, Facts], siren: str, fact: CountedFact) -> None:
    if fact.refs:
        facts[siren][fact.code] = fact


def _refs(refs: Sequence[EvidenceRef]) -> tuple[EvidenceRef, ...]:
    return tuple(dict.fromkeys(refs))[:_MOST_REFS]


def _count_plans(facts: dict[str, Facts], stated: Sequence[Statement]) -> None:
    """Targets, with and without a base year; leads; staff of the last year; evaluation. Known where a plan is."""
    by_member: dict[str, list[Statement]] = {}
    for each in stated:
        by_member.setdefault(each.siren, []).append(each)
    for siren, held in by_member.items():
        plans = [each.ref for each in held if each.aspect is Aspect.EXISTS and each.quantity == "plan"]
        targets = [each for each in held if each.aspect is Aspect.TARGET]
        changes = [each for each in targets if each.form == "change"]
        bare = [each for each in changes if each.base_year is None]
        dated = [each for each in changes if each.base_year is not None]
        refs, total = _refs([each.ref for each in targets] or plans), float(len(changes))
        _put(facts, siren, CountedFact(code="targets", value=len(targets), refs=refs))
        _put(facts, siren, CountedFact(code="bare_targets", value=len(bare), total=total, refs=refs))
        _put(facts, siren, CountedFact(code="dated_targets", value=len(dated), total=total, refs=refs))
        leads = [each.ref for each in held if each.quantity in {"elected_lead", "officer_lead"}]
        _put(facts, siren, CountedFact(code="leads", value=len(set(leads)), refs=_refs(leads)))
        evaluation = [each.ref for each in held if each.quantity == "evaluation"]
        _put(facts, siren, CountedFact(code="evaluation", value=len(evaluation), refs=_refs(evaluation)))
        staff = [each for each in held if each.aspect is Aspect.STAFF]
        last = [each for each in staff if each.year == max(one.year or 0 for one in staff)]
        total_fte = sum(each.value for each in last)
        _put(facts, siren, CountedFact(code="staff_fte", value=total_fte, refs=_refs([each.ref for each in last])))


def _count_domains(facts: dict[str, Facts], reading: NetworkReading) -> None:
    """Domains carried, once the whole plan was read."""
    for member in reading.members:
        if not member.is_whole:
            continue
        carried = [each.code for each in reading.frame.domains if member.on(each.code)]
        refs = _refs([EvidenceRef(kind=PLAN_KIND, key=member.plan)])
        total = float(len(reading.frame.domains))
        _put(facts, member.siren, CountedFact(code="domains", value=len(carried), total=total, refs=refs))


def _count_actions(facts: dict[str, Facts], reading: NetworkReading) -> None:
    """Actions done, funded, late, and without a status. One query."""
    slugs = [slug for slug in reading.held.plans.values() if slug]
    current = ActionSheet.objects.filter(plan__slug__in=slugs, is_published=True, replaced_on__isnull=True)
    statuses = dict(current.values_list("slug", "status"))
    for member in reading.members:
        actions = [each.passage for each in member.read if each.passage.kind is PassageKind.ACTION]
        if not actions:
            continue
        by_code = {
            "actions_done": [each for each in actions if each.strength is Strength.DONE],
            "actions_funded": [each for each in actions if each.strength in {Strength.FUNDED, Strength.DONE}],
            "actions_late": [each for each in actions if statuses.get(each.ref.key) == "late"],
            "actions_silent": [each for each in actions if not statuses.get(each.ref.key)],
        }
        for code, held in by_code.items():
            refs = _refs([each.ref for each in (held or actions)])
            _put(facts, member.siren, CountedFact(code=code, value=len(held), total=float(len(actions)), refs=refs))


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
        found = [each.subject for each in findings if each.subject in slugs]
        refs = _refs([EvidenceRef(kind=INDICATOR_KIND, key=slug) for slug in (found or slugs)])
        _put(facts, siren, CountedFact(code="indicator_troubles", value=len(found), refs=refs))


def _count_contradictions(facts: dict[str, Facts], network: str) -> None:
    """Contradictions of a member of which a plan is known; and those of what was observed with a target."""
    by_member: dict[str, list[tuple[ContradictionKind, EvidenceRef]]] = {}
    for each in network_contradictions(network):
        kind = each.kind
        by_member.setdefault(each.siren, []).append((kind, each.sides[0].ref))
    for siren, held in facts.items():
        if "targets" not in held:
            continue
        told = by_member.get(siren, [])
        wrong = [ref for kind, ref in told if kind is ContradictionKind.WRONG_WAY]
        refs = _refs([ref for _kind, ref in told]) or held["targets"].refs
        _put(facts, siren, CountedFact(code="contradictions", value=len(told), refs=refs))
        _put(facts, siren, CountedFact(code="wrong_ways", value=len(wrong), refs=_refs(wrong) or refs))


def network_findings(network: str, today: date) -> tuple[tuple[MemberFinding, ...], tuple[Figure, ...]]:
    """Return what the rules find of each member, and how many members each rule finds, by rule."""
    facts = member_facts(network, today)
    return find_strengths(finding_rules(), facts), tuple(
        finding_figure(network, rule, facts) for rule in finding_rules()
    )


def coded_counts(network: str) -> tuple[Figure, ...]:
    """Return what most members say in coded answers whose counts are shown, most told first. Ten queries a corpus."""
    figures = [
        row.territories for corpus in shown_corpora(network=network) for row in table_of(view_corpus(corpus)).rows
    ]
    told = [each for each in figures if each.value is not None and each.value >= LEAST_TOLD]
    return tuple(sorted(told, key=lambda each: -(each.value or 0)))[:MOST_CODED]
