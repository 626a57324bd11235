"""What the plans give to the one page of a territory or a network: plan, next date, target, observed, cost, payers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from autan.evidence.figures.core.deadlines import DeadlineStatus
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.presenters.figures import present_figure
from autan.ground.extension_points import DigestLine, DigestPart, NetworkDigest, TerritoryDigest
from autan.ground.texts.core.dates import PartialDate
from autan.ground.texts.language import day, typeset, words
from autan.ground.wordings import Sentence
from autan.plans.network_plans.core.network_figures import count_adopted, count_plans, network_sum
from autan.plans.obligations.core.duty_status import DutyStatus
from autan.plans.obligations.core.rules import RuleTheme
from autan.plans.obligations.presenters.duties import due_days_ahead, due_words
from autan.plans.obligations.queries.duties import network_statuses, statuses_at
from autan.plans.plans.core.figures import HeldPlan, plan_figure
from autan.plans.plans.core.measures import MeasureKind
from autan.plans.plans.core.targets import TargetKind
from autan.plans.plans.core.trajectories import observed_year
from autan.plans.plans.presenters.trajectories import target_words
from autan.plans.plans.presenters.words import stage_words
from autan.plans.plans.queries.plans import find_plan, gather, member_plans, plans_of
from autan.plans.plans.queries.trajectories import TargetSeries, trajectories_of
from autan.territories.networks.queries.networks import network_members

_MONEY = (MeasureKind.BUDGET_TERRITORY, MeasureKind.BUDGET_ESTATE, MeasureKind.GRANTED, MeasureKind.OWN_SHARE)
_SUMMED = (MeasureKind.BUDGET_TERRITORY, MeasureKind.GRANTED)
_MOST_TARGETS = 2


def of_territory(siren: str, reader: Any) -> DigestPart:
    """Return the part of a territory: the plan that stands for it, as far as a reader may read it."""
    plans = plans_of(siren, reader=reader)
    plan, on = gather("", [siren], plans).plans[siren], timezone.localdate()
    statuses = statuses_at([siren], {siren: plans}, on=on)[siren]
    url = reverse("obligations:territory", kwargs={"siren": siren})
    if plan is None:
        missing = [_("Son plan climat, ce qu’il vise et ce qu’il coûte"), *_missing_date(statuses)]
        return DigestPart(plan=list(_dates(statuses, url)), missing=missing)
    targets = [series for series in trajectories_of(find_plan(plan.heading.slug, reader=reader)) if series.targets]
    lines = [_heading(plan), *_dates(statuses, url), *(_target(series, plan) for series in targets[:_MOST_TARGETS])]
    missing = [*_missing_date(statuses), *([] if targets else [_("Un objectif chiffré de son plan")])]
    money = _amounts(plan_figure(plan, kind) for kind in _MONEY)
    return DigestPart(plan=lines, money=list(money), missing=missing)


def _heading(plan: HeldPlan) -> DigestLine:
    adoption = plan.digest.measures.get(MeasureKind.ADOPTION)
    adopted = PartialDate.parse(adoption.date) if adoption else None
    stage = (
        _("adoption\u00a0: %(date)s") % {"date": words(adopted.words())} if adopted else stage_words(plan.digest.stage)
    )
    sentence = f"{plan.heading.title}, {stage}." if stage else f"{plan.heading.title}."
    return DigestLine(words=typeset(sentence), url=reverse("plans:plan", kwargs={"slug": plan.heading.slug}))


def _dates(statuses: Iterable[DutyStatus], url: str) -> Iterator[DigestLine]:
    """The next date that falls due, and the last of the climate plan that is past without anything known of it.

    Silence accuses nobody; what is past of other duties is on their page.
    """
    ahead = _by_status(statuses, DeadlineStatus.DUE)
    of_plan = [one for one in statuses if one.reading.rule.theme is RuleTheme.CLIMATE_PLAN]
    past = _by_status(of_plan, DeadlineStatus.PASSED)
    if ahead:
        yield DigestLine(words=_with_date(_("Prochaine échéance\u00a0: %(day)s, %(rule)s."), ahead[0]), url=url)
    if past:
        sentence = _("Échéance passée, suite non connue ici\u00a0: %(day)s, %(rule)s.")
        yield DigestLine(words=_with_date(sentence, past[-1]), url=url)


def _missing_date(statuses: Iterable[DutyStatus]) -> list[str]:
    return [] if _by_status(statuses, DeadlineStatus.DUE) else [_("Une échéance à venir")]


def _by_status(statuses: Iterable[DutyStatus], deadline_status: DeadlineStatus) -> list[DutyStatus]:
    of_status = [one for one in statuses if one.due and one.judged and one.judged.status is deadline_status]
    return sorted(of_status, key=lambda status: status.due[1] if status.due else date.max)


def _with_date(sentence: str, status: DutyStatus) -> str:
    rule = words(status.reading.rule.label).partition(" (")[0]
    return typeset(sentence % {"day": due_words(status), "rule": rule})


def _target(series: TargetSeries, plan: HeldPlan) -> DigestLine:
    """What is aimed at beside the last value observed; that nothing is observed is said."""
    observed = present_figure(series.observed[-1]) if series.observed else None
    not_known = _("aucune valeur comparable n’est connue ici")
    value = f"{observed.spoken} ({observed.period})" if observed else not_known
    fields = {"what": words(series.label), "target": _aim(series), "observed": value}
    sentence = _("%(what)s, visé\u00a0: %(target)s\u202f; observé\u00a0: %(observed)s.") % fields
    url = observed.trace_url if observed else reverse("plans:plan", kwargs={"slug": plan.heading.slug})
    return DigestLine(words=typeset(sentence[:1].upper() + sentence[1:]), url=url)


def _aim(series: TargetSeries) -> str:
    """The first target; of a change, the level that it leads to too, where its base year is known."""
    target = series.targets[0]
    level = next((one for one in series.aimed if observed_year(one) == target.horizon), None)
    if level is None or target.kind is not TargetKind.CHANGE:
        return target_words(target)
    return _("%(target)s, soit %(level)s") % {"target": target_words(target), "level": present_figure(level).spoken}


def _amounts(figures: Iterable[Figure]) -> Iterator[DigestLine]:
    for figure in figures:
        if figure.is_known:
            view = present_figure(figure)
            sentence = _("%(label)s\u00a0: %(amount)s.") % {"label": view.label, "amount": view.spoken}
            yield DigestLine(words=typeset(sentence), url=view.trace_url)


def of_network(slug: str, _reader: Any) -> DigestPart:
    """Return the part of a network: published plans alone, and what falls due for its members."""
    names = {member.siren: member.short_name for member in network_members(slug)}
    members, on = member_plans(slug, list(names)), timezone.localdate()
    counts = count_plans(members, Sentence("Membres dont un plan est connu")), count_adopted(members)
    targets = network_sum(members, MeasureKind.TARGETS)
    lines = [*_amounts(counts), *_next_days(slug, names, on), *_amounts([targets])]
    money = _amounts(network_sum(members, kind) for kind in _SUMMED)
    return DigestPart(plan=lines, money=list(money))


def _next_days(slug: str, names: Mapping[str, str], on: date) -> Iterator[DigestLine]:
    days = due_days_ahead(network_statuses(slug, list(names), on=on), names)
    for due in days[:1]:
        fields = {"day": day(due.due), "rule": words(due.rule.label), "who": due.members}
        sentence = _("Prochaine échéance\u00a0: %(day)s, %(rule)s (%(who)s).") % fields
        yield DigestLine(words=typeset(sentence), url=reverse("obligations:network", kwargs={"slug": slug}))


DIGESTS: Sequence[object] = (TerritoryDigest(rank=30, build=of_territory), NetworkDigest(rank=30, build=of_network))
