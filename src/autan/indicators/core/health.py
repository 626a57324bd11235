"""The health check on a day: too many, owned by nobody, late, and what was found when indicators were written."""

from collections.abc import Iterator, Sequence
from datetime import date

from autan.evidence.core.notation import date_text
from autan.evidence.core.texts import Text
from autan.indicators.core.findings import RULES, HealthFinding, HealthRules, IndicatorStanding


def check_health(
    standings: Sequence[IndicatorStanding], *, today: date, rules: HealthRules = RULES
) -> tuple[HealthFinding, ...]:
    """Return everything wrong with the indicators of one territory or several: of several first, then of each."""
    alone = (
        HealthFinding(code=code, subject=each.slug, siren=each.siren, evidence=evidence)
        for each in standings
        for code, evidence in (*each.found, *_dated(each, today, rules))
    )
    return (*_too_many(standings, rules), *alone)


def _too_many(standings: Sequence[IndicatorStanding], rules: HealthRules) -> Iterator[HealthFinding]:
    keys: dict[tuple[str, str], int] = {}
    actions: dict[tuple[str, str, str], int] = {}
    for each in standings:
        whole = (each.siren, each.plan or each.siren)
        keys[whole] = keys.get(whole, 0) + each.is_key
        if each.action:
            actions[*whole, each.action] = actions.get((*whole, each.action), 0) + 1
    for (siren, subject), count in keys.items():
        if count > rules.key_in_plan:
            most = rules.key_in_plan
            evidence = Text(
                f"{count} indicateurs clés, pour {most} que l’on peut suivre",
                f"{count} key indicators, for {most} that can be followed",
            )
            yield HealthFinding(code="too_many_key", subject=subject, siren=siren, evidence=evidence)
    for (siren, subject, action), count in actions.items():
        if count > rules.by_action:
            evidence = Text(f"{count} indicateurs pour « {action} »", f"{count} indicators for “{action}”")
            yield HealthFinding(code="too_many_for_action", subject=subject, siren=siren, evidence=evidence)


def _dated(each: IndicatorStanding, today: date, rules: HealthRules) -> Iterator[tuple[str, Text]]:
    """What depends on the day, or on who is there."""
    if not each.is_owned:
        yield "no_owner", Text("aucun nom n’est donné", "no name is given")
    elif each.is_owner_gone:
        yield "owner_gone", Text("la personne nommée n’est plus là", "the person named is no longer there")
    patience = each.months + rules.grace_months
    if each.last_year is None:
        if _months_between(each.created, today) > patience:
            words = ("aucune valeur connue depuis le {}", "no known value since {}")
            yield "never_updated", date_text(each.created, *words)
    elif _months_between(date(each.last_year, 12, 31), today) > patience:
        yield (
            "stale",
            Text(
                f"dernière valeur : {each.last_year}, attendue tous les {each.months} mois",
                f"last value: {each.last_year}, expected every {each.months} months",
            ),
        )


def _months_between(start: date, end: date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month
