"""The kit of a workshop, drawn from what the product knows of its site and of its host."""

from django.utils.translation import gettext as _

from autan.cooperation.minutes.presenters import caution_of
from autan.cooperation.workshops.core.formats import AttendeeKind, Moment
from autan.cooperation.workshops.core.kit import KitFigure, KitMoment, KitTopic, WorkshopKit
from autan.cooperation.workshops.core.notes import NoteKind
from autan.cooperation.workshops.models import Workshop
from autan.cooperation.workshops.presenters.page import day_words, target_words
from autan.evidence.figures.core.charts import MapKind, MapPlace, MapSpec, Series
from autan.evidence.figures.core.evidence_cards import EvidenceCard
from autan.evidence.figures.presenters.figures import present_figure
from autan.evidence.figures.queries.registry import Reader
from autan.ground.errors import UnknownError
from autan.ground.extension_points import TerritoryDigest
from autan.ground.registry import registered
from autan.ground.texts.language import current_language, typeset, with_unit, words
from autan.ground.wordings import Sentence, Text
from autan.plans.projects.core.projects import ProjectTopic
from autan.plans.projects.models import Project
from autan.plans.projects.presenters.evidence_kinds import state_views, topic_views
from autan.territories.networks.queries.contours import contours_credit
from autan.territories.networks.queries.networks import network_members

_MOST_FIGURES = 6


def workshop_kit(workshop: Workshop, *, reader: Reader, link: str = "") -> WorkshopKit:
    """Give the kit of a workshop in the current language."""
    sites = list(workshop.sites.all())
    site = sites[0] if sites else None
    heading = site.as_core() if site else None
    return WorkshopKit(
        language=current_language(),
        title=typeset(workshop.title),
        network=typeset(words(workshop.network.name)),
        caution=caution_of(workshop.network),
        heading=_heading(workshop),
        invitation=typeset(workshop.invitation),
        agenda=_agenda(workshop),
        site=typeset(words(heading.name)) if heading else "",
        ambition=typeset(words(heading.ambition)) if heading else "",
        states=tuple(
            (view["years"], view["kind"], typeset(view["label"])) for view in state_views(heading.states, reader)
        )
        if heading
        else (),
        topics=_topics(site, reader) if site else (),
        figures=_figures(workshop, reader),
        moments=tuple(_moment(moment) for moment in Moment),
        attendee_kinds=tuple(words(kind.label) for kind in AttendeeKind if kind is not AttendeeKind.NOT_STATED),
        link=link,
        words=_words(),
        map=_host_map(workshop),
    )


def _host_map(workshop: Workshop) -> MapSpec | None:
    """The host among the members of the network; None without contours."""
    members, host = network_members(workshop.network.slug), workshop.host.siren
    credit = contours_credit(member.siren for member in members)
    if credit is None:
        return None
    names = {member.siren: Text(member.short_name, member.short_name) for member in members}
    return MapSpec(
        id=f"map.{workshop.slug}.host",
        kind=MapKind.CATEGORIES,
        title=Sentence("Le territoire qui reçoit"),
        sentence=Sentence("Il est montré parmi les membres du réseau."),
        places=tuple(
            MapPlace(siren=siren, label=name, category="host" if siren == host else "others")
            for siren, name in names.items()
        ),
        source=credit,
        categories=(
            Series(code="host", label=Sentence("qui reçoit")),
            Series(code="others", label=Sentence("autres membres")),
        ),
    )


def _heading(workshop: Workshop) -> tuple[tuple[str, str], ...]:
    heading = workshop.as_core()
    lines = (
        (_("Format"), words(heading.format.label)),
        (_("Date"), ", ".join(part for part in (day_words(workshop), workshop.hours) if part)),
        (_("Lieu"), workshop.place),
        (_("Hôte"), workshop.host.name),
        (_("Copilotes"), ", ".join(place.short_name for place in workshop.copilots.all())),
        (_("Cible du plan"), target_words(heading)),
    )
    return tuple((label, typeset(text)) for label, text in lines if text)


def _agenda(workshop: Workshop) -> tuple[str, ...]:
    """The lines that were given; else the welcome, the visit, the three moments and the close."""
    lines = tuple(typeset(line.strip()) for line in workshop.agenda.splitlines() if line.strip())
    moments = [f"{moment.rank}. {words(moment.label)}" for moment in Moment]
    return lines or (_("Accueil"), _("Visite du site"), *moments, _("Ce que chacun emporte, et clôture"))


def _topics(site: Project, reader: Reader) -> tuple[KitTopic, ...]:
    """Return what sources state of the site, the workshops apart."""
    left_out = words(ProjectTopic.WORKSHOP.label)
    topics = []
    for label, text, cards in topic_views(site.as_core(), reader):
        statements = [(typeset(text), "")] if text else []
        statements += [(typeset(words(card.statement)), _source(card)) for card in cards]
        if label != left_out and statements:
            topics.append(KitTopic(label=label, statements=tuple(statements)))
    return tuple(topics)


def _source(card: EvidenceCard) -> str:
    citation = card.citation
    parts = (citation.source.title, citation.locator) if citation else (words(card.title),)
    return typeset(", ".join(part for part in parts if part))


def _figures(workshop: Workshop, reader: Reader) -> tuple[KitFigure, ...]:
    """The main figures of the host; none for one that the register does not hold."""
    try:
        parts = [digest.build(workshop.host.siren, reader) for digest in registered(TerritoryDigest)]
    except UnknownError:
        return ()
    figures = [figure for part in parts for figure in part.figures if figure.figure.is_known]
    return tuple(
        KitFigure(
            label=view.label,
            number=with_unit(view.number, view.unit),
            facts=" · ".join(part for part in (view.period, view.coverage, view.state) if part),
            source=typeset(words(figure.source)),
            address=figure.figure.id,
        )
        for figure, view in ((figure, present_figure(figure.figure)) for figure in figures[:_MOST_FIGURES])
    )


def _moment(moment: Moment) -> KitMoment:
    transfer_hints = (_("Ce que les visiteurs emportent"), _("Ce que les hôtes reçoivent"))
    kinds = tuple(words(kind.label).capitalize() for kind in NoteKind)
    return KitMoment(
        rank=moment.rank, question=words(moment.label), hints=transfer_hints if moment is Moment.TRANSFER else kinds
    )


def _words() -> dict[str, str]:
    return {
        "kit": _("Dossier de l’atelier"),
        "agenda": _("Déroulé"),
        "site": _("Fiche du site"),
        "no_site": _("Aucun site n’est choisi."),
        "states": _("Où en est le projet"),
        "stated": _("Ce que disent les sources"),
        "nothing_stated": _("Aucune source n’est enregistrée sur ce site."),
        "figures": _("Le territoire qui reçoit, en chiffres"),
        "no_figures": _("Aucun chiffre de ce territoire n’est connu ici."),
        "trace": _("preuve"),
        "moment": _("Temps"),
        "badges": _("Badges à découper"),
        "sign_in": _("Feuille de présence"),
        "name": _("Nom"),
        "organisation": _("Organisme"),
        "capacity": _("À quel titre"),
        "agrees": _("J’accepte que mon nom figure au compte rendu"),
        "signature": _("Signature"),
        "consent": _(
            "Les présences sont comptées par titre. Un nom n’est gardé que de qui l’accepte, et retiré à sa demande."
        ),
        "link": _("Notes sur un téléphone"),
    }
