"""Needs, offers and what is matched with them, as pages show them."""

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from autan.cooperation.lessons.core.matching import SUBJECT_MARK, Match, MatchObject
from autan.cooperation.lessons.core.needs import NeedKind, NeedState
from autan.cooperation.lessons.models import MatchDecision, Need, Offer
from autan.ground.texts.language import colon, day, with_french, words
from autan.plans.projects.core.themes import ActionTheme
from autan.territories.networks.queries.bodies import known_bodies

type Row = Mapping[str, object]
"""What a template shows of one thing."""
_PAGES = {
    "lesson": "lessons:lesson",
    "project": "projects:project",
    "action": "projects:sheet",
    "resource": "evidence:resource",
}


def need_rows(needs: Iterable[Need], *, today: date) -> list[Row]:
    """Give needs in words, with how long each waits or waited."""
    return [_row(need, today) for need in needs]


def _row(need: Need, today: date) -> Row:
    record = need.as_core()
    return {
        "slug": need.slug,
        "title": need.heading,
        "kind": words(record.kind.label),
        "place": need.territory.short_name if need.territory else _("le réseau"),
        "state": words(record.state.label) if record.asked_on else _("énoncé dans un document"),
        "result": words(record.result.label) if record.result else "",
        "asked": day(record.asked_on) if record.asked_on else need.period,
        "wait": wait_words(record.waited_days(today), record.state),
    }


def wait_words(days: int | None, state: NeedState) -> str:
    """Say how long a need waits, or waited for its first answer."""
    if days is None:
        return _("attente inconnue\u00a0: aucun jour n’est donné")
    message = ngettext("%(n)d jour", "%(n)d jours", days) % {"n": days}
    return (
        _("attend depuis %(wait)s") % {"wait": message}
        if state is NeedState.ASKED
        else _("a attendu %(wait)s") % {"wait": message}
    )


def offer_rows(offers: Iterable[Offer], *, may_withdraw: Container[str] = ()) -> list[Row]:
    """Give offers in words."""
    return [
        {
            "slug": offer.slug,
            "title": offer.title,
            "text": offer.words,
            "kind": words(NeedKind(offer.kind).label),
            "place": offer.territory.short_name if offer.territory else offer.organisation,
            "offered": day(offer.offered_on),
            "may_withdraw": offer.slug in may_withdraw,
        }
        for offer in offers
    ]


def match_views(matches: Sequence[Match], decisions: Mapping[str, MatchDecision], *, network: str) -> list[Row]:
    """Give matches in words: what each is, where, why it is there, what was decided of it."""
    sirens = [siren for match in matches for siren in match.found.sirens[:2]]
    names = {siren: body.name for siren, body in known_bodies(sirens).items()} if sirens else {}
    return [_match(match, decisions.get(match.found.key), names, network) for match in matches]


def _match(match: Match, decision: MatchDecision | None, names: Mapping[str, str], network: str) -> Row:
    match_object = match.found
    return {
        "key": match_object.key,
        "kind": words(match_object.kind.label),
        "title": match_object.title,
        "url": match_url(match_object.key, network),
        "place": ", ".join(names.get(siren, f"SIREN {siren}") for siren in match_object.sirens[:2]),
        "reasons": reason_words(match),
        "score": match.score,
        "decision": "" if decision is None else "yes" if decision.is_accepted else "no",
    }


def reason_words(match: Match) -> str:
    """Say why something is near: shared words, subjects and themes, what is known of both places."""
    themes = [words(ActionTheme(code).label) for code in match.themes]
    shared = {"words": ", ".join(match.words[:6]), "subjects": ", ".join(match.subjects[:4])}
    labels = {"words": _("mots communs"), "subjects": _("sujets communs")}
    texts = [f"{labels[name]}{colon()} %({name})s" for name, text in shared.items() if text]
    texts += [f"{_('thème commun')}{colon()} {', '.join(themes)}"] if themes else []
    texts += [_("tailles voisines")] if match.is_near_size else []
    return with_french(" · ".join([*texts, *filter(None, map(_trait_words, match.traits))]), **shared)


def _trait_words(trait: str) -> str:
    """What two territories have in common, beside their sizes."""
    kind, _sign, _value = trait.partition(":")
    labels = {"kind": _("même nature"), "climate": _("hivers voisins"), "density": _("densités voisines")}
    resource = trait.removeprefix(SUBJECT_MARK)
    return labels.get(kind) or _("ressource commune\u00a0: %(resource)s") % {"resource": resource}


def match_url(key: str, network: str) -> str:
    """Return the page of what is matched."""
    kind, _sign, slug = key.partition(":")
    if kind == "offer":
        return f"{reverse('lessons:needs', kwargs={'network': network})}#offre-{slug}"
    if kind == "filed":
        return reverse("action_search:filed", kwargs={"key": slug})
    try:
        return reverse(_PAGES[kind], kwargs={"slug": slug})
    except (KeyError, NoReverseMatch):
        return ""


def kept_views(
    decisions: Mapping[str, MatchDecision], match_objects: Mapping[str, MatchObject], *, network: str, knows: bool
) -> list[Row]:
    """Give the matches that people kept beside a need, and who kept them to those who may know."""
    return [
        {
            "title": match_objects[key].title,
            "kind": words(match_objects[key].kind.label),
            "url": match_url(key, network),
            "by": decision.by_name if knows else "",
            "on": day(decision.at.date()),
        }
        for key, decision in decisions.items()
        if decision.is_accepted and key in match_objects
    ]
