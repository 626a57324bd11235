"""What plans, surveys, indicators and accounts state of the members of a network, in one form."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from autan.cooperation.crossreading.core.statements import Aspect, Origin, Statement, observed_words
from autan.cooperation.crossreading.importers import SurveyReading, survey_reading
from autan.cooperation.crossreading.queries.passages import quantity_words
from autan.cooperation.crossreading.queries.plan_statements import plan_statements
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.units import get_unit
from autan.ground.texts.core.notation import date_text, number_text
from autan.ground.wordings import Sentence, Text
from autan.opendata.measures.core.amounts import figure_text
from autan.opendata.observatory.queries.compared_places import dates_of, figures_at
from autan.plans.indicators.core.addresses import VALUE_KIND, ValueKey
from autan.plans.indicators.models import Indicator
from autan.plans.plans.queries.trajectories import OBSERVED_MEASURES
from autan.survey.campaigns.core.answer_revisions import AnswerRevision
from autan.survey.campaigns.models import Campaign
from autan.survey.campaigns.queries.answers import read_revisions, shared_answers
from autan.survey.questionnaires.core.kinds import AnswerState


def account_statements(stated: Sequence[Statement]) -> Iterator[Statement]:
    """Give what the accounts count, for each quantity, part and year of a base value or an observation.

    One query of the database a measure and a date, and those of the lake.
    """
    sirens_by_part: dict[tuple[str, str, int], set[str]] = {}
    for statement in stated:
        if statement.aspect in {Aspect.BASE, Aspect.OBSERVED} and statement.year and statement.scope != "estate":
            sirens_by_part.setdefault((statement.quantity, statement.part, statement.year), set()).add(statement.siren)
    codes = {code for quantity, part, _year in sirens_by_part for code in OBSERVED_MEASURES.get((quantity, part), ())}
    dates = {code: dates_of(code) for code in codes}
    for (quantity, part, year), sirens in sirens_by_part.items():
        for code in OBSERVED_MEASURES.get((quantity, part), ()):
            date = next((date for date in dates[code] if date.startswith(str(year))), None)
            if date is None:
                continue
            for siren, figure in figures_at(code, sorted(sirens), date).items():
                if figure.interval is not None and figure.evidence:
                    yield _counted_statement(siren, figure, (quantity, part, year))
            break


def _counted_statement(siren: str, figure: Figure, key: tuple[str, str, int]) -> Statement:
    quantity, part, year = key
    bounds, interval = figure.interval, figure_text(figure)
    return Statement(
        siren=siren,
        origin=Origin.ACCOUNTS,
        source=figure.id.rsplit(".", 1)[0],
        aspect=Aspect.OBSERVED,
        ref=figure.evidence[0],
        words=Sentence("{figure} : {written} en {year}", figure=figure.label, written=interval, year=year),
        subject=quantity_words(quantity, part),
        quantity=quantity,
        part=part,
        scope="territory",
        unit=figure.unit.code,
        value=bounds.low if bounds else 0.0,
        is_floor=bool(bounds and not bounds.is_exact),
        year=year,
    )


_INDICATOR_UNITS = {"ghg": "tCO2e", "final_energy": "GWh", "renewable_output": "GWh", "renewable_share": "pct"}


def network_statements(network: str, sirens: Sequence[str]) -> list[Statement]:
    """Return what is stated of the members. Some ten queries, and three a campaign."""
    stated = [*plan_statements(frozenset(sirens)), *_answers(network, sirens), *_indicators(sirens)]
    return [*stated, *account_statements(stated)]


def _answers(network: str, sirens: Sequence[str]) -> Iterator[Statement]:
    """Yield the statements of the last campaign of the questionnaire, from the answers that every reader may read."""
    reading = survey_reading()
    campaign = (
        Campaign.objects.filter(network__slug=network, questionnaire__slug=reading.questionnaire, archived_at=None)
        .select_related("questionnaire", "network")
        .order_by("-opened_on", "-id")
        .first()
    )
    if campaign is None:
        return
    readable = shared_answers(campaign).filter(question__in=reading.questions, territory_id__in=list(sirens))
    for answer in read_revisions(readable.order_by("territory_id", "id")):
        yield from _of_answer(answer, reading)


def _of_answer(answer: AnswerRevision, reading: SurveyReading) -> Iterator[Statement]:
    yield from _existence(answer, reading)
    if answer.state is not AnswerState.ANSWERED:
        return
    value: Any = answer.value
    if answer.question == reading.adopted:
        day = date.fromisoformat(str(value))
        yield _statement(
            answer, Aspect.DATE, date_text(day, "adopté le {}", "adopted on {}"),
            quantity="adoption", value=float(day.toordinal()), subject=Sentence("Date d’adoption"),
        )  # fmt: skip
    if answer.question == reading.staff:
        number = number_text(float(value))
        yield _statement(
            answer, Aspect.STAFF, Sentence("{number} ETP", number=number),
            quantity="staff", value=float(value), year=answer.at.year, subject=Sentence("Personnel"),
        )  # fmt: skip
    if answer.question == reading.targets:
        for row in value:
            yield from _target(answer, row, reading)


def _statement(answer: AnswerRevision, aspect: Aspect, words: Text, **attributes: Any) -> Statement:
    return Statement(
        siren=answer.siren,
        origin=Origin.SURVEY,
        source=answer.campaign,
        aspect=aspect,
        ref=answer.ref,
        words=words,
        **attributes,
    )


def _existence(answer: AnswerRevision, reading: SurveyReading) -> Iterator[Statement]:
    for existence in reading.exists:
        if existence.question != answer.question:
            continue
        says_none = existence.is_none_when_empty and answer.state is AnswerState.NOT_APPLICABLE
        if answer.state is AnswerState.ANSWERED and existence.none:
            says_none = existence.none in _choices(answer.value)
        if says_none:
            words = Sentence("répond qu’il n’y en a pas : {existence}", existence=existence.label)
            yield _statement(answer, Aspect.EXISTS, words, quantity=existence.about, value=0.0, subject=existence.label)


def _choices(value: Any) -> Sequence[str]:
    if not isinstance(value, Mapping):
        return ()
    return value.get("choices", ()) or [value.get("choice", "")]


def _target(answer: AnswerRevision, row: Mapping[str, Any], reading: SurveyReading) -> Iterator[Statement]:
    quantity = reading.quantities.get(row.get("subject", ""))
    change, horizon = row.get("change_pct"), row.get("horizon")
    if quantity is None or change is None or horizon is None:
        return
    is_estate = row["subject"] == reading.estate
    base = row.get("base_year")
    label = quantity_words(quantity, "total")
    number = number_text(float(change))
    since = (f", depuis {base}", f", from {base}") if base else ("", "")
    yield _statement(
        answer,
        Aspect.TARGET,
        Text(f"{label.fr} : {number.fr} %, {horizon}{since[0]}", f"{label.en}: {number.en}%, {horizon}{since[1]}"),
        quantity=quantity,
        scope="estate" if is_estate else "territory",
        form="change",
        unit="pct",
        value=float(change),
        year=int(horizon),
        base_year=int(base) if base else None,
        subject=label,
    )


def _indicators(sirens: Sequence[str]) -> Iterator[Statement]:
    """Published indicators that count what targets are about. One query."""
    quantities = survey_reading().indicators
    indicators = Indicator.objects.filter(
        territory__siren__in=list(sirens), code__in=list(quantities), is_published=True, reads_measure=False
    ).select_related("territory")
    for indicator in indicators:
        quantity = quantities[indicator.code]
        unit, label = _INDICATOR_UNITS[quantity], quantity_words(quantity, "total")
        for value in indicator.values:
            if value.value is None:
                continue
            yield Statement(
                siren=indicator.territory.siren,
                origin=Origin.INDICATOR,
                source=indicator.slug,
                aspect=Aspect.OBSERVED,
                ref=EvidenceRef(kind=VALUE_KIND, key=str(ValueKey(slug=indicator.slug, year=str(value.year)))),
                words=observed_words(label, value.value, get_unit(unit).symbol, value.year),
                subject=label,
                quantity=quantity,
                scope="territory",
                unit=unit,
                value=value.value,
                year=value.year,
            )
