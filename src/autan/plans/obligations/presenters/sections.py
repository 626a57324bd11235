"""What the room gives to shared pages: plans, duties and competences of a territory, what is due soon on a desk."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from autan.ground.extension_points import (
    DeskItem,
    DeskLine,
    NetworkStep,
    NetworkStepView,
    PageSection,
    SearchHit,
    SearchSource,
    StepDay,
    TerritorySection,
)
from autan.ground.search.core.searching import rate_each, search_words
from autan.ground.texts.language import colon, name_some, number, words
from autan.opendata.measures.queries.filings import HEADINGS
from autan.plans.obligations.presenters.duties import binding_rows, due_days_ahead, due_words
from autan.plans.obligations.queries.duties import duties_of, network_statuses, statuses_at
from autan.plans.obligations.queries.records import unregistered_carriers
from autan.plans.obligations.queries.territorial_bodies import TERRITORIAL_BODY, body_statement
from autan.plans.plans.presenters.completeness import list_statement
from autan.plans.plans.presenters.words import stage_words
from autan.plans.plans.queries.plans import PLANS, plans_of
from autan.territories.networks.models import Mandate
from autan.territories.networks.queries.bodies import ELSEWHERE, find_territory
from autan.territories.networks.queries.networks import network_members
from autan.territories.networks.queries.people import territories_of
from autan.territories.perimeters.core.bodies import GREATER_PARIS
from autan.territories.perimeters.lake.latest_epci import territorial_bodies


def territory_sections(siren: str, reader: Any) -> Iterable[PageSection]:
    """Give the plans of a territory, and what the dated rules say of its duties beside what sources say."""
    place = find_territory(siren)
    may_start = place.pk is not None and reader.has_perm("plans.start_plan", place)
    records = plans_of(siren, reader=reader)
    plans = [
        {"heading": plan.heading, "kind": words(plan.heading.kind.label), "stage": stage_words(plan.digest.stage)}
        for plan in records
    ]
    views = duties_of(siren, plans=records, on=timezone.localdate())
    yield PageSection(
        anchor="plans",
        title=_("Plans et obligations"),
        template="obligations/territory_section.html",
        context={
            "siren": siren,
            "plans": plans,
            "duties": binding_rows(views),
            "may_start": may_start,
            "statement": list_statement(place, PLANS, reader=reader),
            "bodies": territorial_bodies().values() if siren == GREATER_PARIS else (),
        },
        count=len(plans),
    )


def duty_lines(person: Any) -> Iterable[DeskItem]:
    """Remind an officer of what binds her territories within six months; what is past is on their pages."""
    for territory in territories_of(person, Mandate.Role.MEMBER_OFFICER):
        plans = {territory.siren: plans_of(territory.siren, reader=person)}
        for status in statuses_at([territory.siren], plans, on=timezone.localdate())[territory.siren]:
            if status.judged and status.judged.is_soon:
                yield DeskItem(
                    title=f"{territory.short_name}{colon()} {words(status.reading.rule.label)}",
                    url=reverse("obligations:territory", kwargs={"siren": territory.siren}),
                    detail=f"{words(status.reading.duty.label)}, {due_words(status)}",
                    rank=46,
                )


_MOST_DAYS = 4  # of the eight that the year of a network shows: meetings and replies have their place


def duties_step(slug: str, _reader: Any) -> NetworkStepView | None:
    """What falls due for the members of a network, and which have something due within six months. Twelve queries."""
    names = {member.siren: member.short_name for member in network_members(slug)}
    if not names:
        return None
    statuses = network_statuses(slug, list(names), on=timezone.localdate())
    days = due_days_ahead(statuses, names)
    soon = [
        names[siren]
        for siren, duties in statuses.items()
        if any(status.judged and status.judged.is_soon for status in duties)
    ]
    known = ngettext("%(count)s échéance à venir.", "%(count)s échéances à venir.", len(days))
    return NetworkStepView(
        title=_("Obligations"),
        is_done=bool(days) and not soon,
        known=known % {"count": number(len(days))} if days else _("Aucune échéance à venir n’est connue ici."),
        lacks=(_("Dans les six mois\u00a0: %(names)s.") % {"names": name_some(soon)},) if soon else (),
        days=tuple(StepDay(day=item.due, what=words(item.rule.label), who=item.members) for item in days[:_MOST_DAYS]),
        url=reverse("obligations:network", args=[slug]),
        label=_("Ouvrir les obligations"),
    )


def search_carriers(text: str, _reader: Any) -> Sequence[SearchHit]:
    """Return the bodies that the register of EPCI does not hold: those of Greater Paris, those that filed a plan.

    The place that is meant is said, no other stands for it; one that is not of Greater Paris has no page.
    """
    territorial = {siren: body.name for siren, body in territorial_bodies().items()}
    names = {**unregistered_carriers(), **territorial}
    rows = [(siren, name, "EPT établissement public" if siren in territorial else "") for siren, name in names.items()]
    return [
        SearchHit(
            title=names[siren],
            url=reverse("obligations:territorial_body", kwargs={"siren": siren})
            if siren in territorial
            else reverse("evidence:source", kwargs={"slug": HEADINGS}),
            kind=_("établissement public territorial du Grand Paris")
            if siren in territorial
            else _("organisme hors du registre des EPCI"),
            excerpt=words(body_statement(siren)) if siren in territorial else _FILED % {"siren": siren},
            score=score * ELSEWHERE,
            ref=f"{TERRITORIAL_BODY}:{siren}" if siren in territorial else "",
        )
        for siren, score in rate_each(search_words(text), rows).items()
    ]


_FILED = gettext_lazy(
    "SIREN %(siren)s\u00a0: porte un plan climat déposé auprès de l’ADEME. Le registre lu ici ne tient que "
    "les EPCI à fiscalité propre et les établissements publics territoriaux du Grand Paris\u00a0: ni syndicats, ni "
    "pôles. Ses communes, ses chiffres et ses obligations ne sont donc pas connus ici."
)
PAGE_EXTENSIONS = (
    NetworkStep(rank=31, build=duties_step, code="obligations"),
    TerritorySection(rank=40, build=territory_sections),
    DeskLine(build=duty_lines),
    SearchSource(name="filed-carriers", search=search_carriers),
)
