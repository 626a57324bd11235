"""The only writer of the settings of a network: its words, its languages, who its messages come from, its colour."""

from collections.abc import Mapping
from typing import Any

from autan.evidence.figures.actions.facts import rename_subject
from autan.ground.errors import RuleError
from autan.people.accounts.models import Person
from autan.people.journal.actions import acting
from autan.people.journal.core import ObjectRef, list_changes, require_version
from autan.territories.networks.core.colours import PAPER, is_colour, readable_on
from autan.territories.networks.models import Network
from autan.territories.perimeters.core.time_zones import TIME_ZONES

SETTINGS = (
    "name_fr", "name_en", "description_fr", "description_en", "is_bilingual", "sender_name", "reply_to", "colour",
    "time_zone", "reminds",
)  # fmt: skip


class UnreadableColourError(RuleError):
    """A text of this colour could not be read on the pages. `nearest`: the nearest colour that can."""

    def __init__(self, colour: str, nearest: str) -> None:
        self.nearest = nearest
        super().__init__(
            "un texte de la couleur {colour} se lirait mal\u202f; la plus proche qui se lit est {nearest}",
            colour=colour,
            nearest=nearest,
        )


def change_settings(*, by: Person | None, network: Network, fields: Mapping[str, Any], seen: str = "") -> Network:
    """Change the settings of a network; one in French alone says the same in both languages.

    `fields`: value of each of `SETTINGS`.
    `seen`: version that the person saw; empty when none was shown.

    Raises:
        RuleError: it has no name.
        UnreadableColourError: its colour cannot be read on the pages.
    """
    with acting(by=by, act="change_settings", permission="territories.coordinate_network", on=network) as act:
        current = Network.objects.select_for_update().get(pk=network.pk)
        before, former = settings_fields(current), current.name_fr
        require_version(seen, before)
        for name in SETTINGS:
            setattr(current, name, fields[name])
        # an English that was typed before would outlive the choice of French alone
        if not current.is_bilingual:
            current.name_en, current.description_en = current.name_fr, current.description_fr
        _refuse_wrong(current)
        changes = list_changes(before, settings_fields(current))
        if changes:
            current.save(update_fields=SETTINGS)
            rename_subject(before=former, after=current.name_fr)
            ref, slug = ObjectRef("territories", "network", current.slug), current.slug
            act.record(ref, summary=f"Réglages du réseau « {current.name_fr} » changés", network=slug, changes=changes)
    return current


def set_aside(*, by: Person | None, network: Network, code: str, title: str, is_aside: bool) -> bool:
    """Set aside a part of the year that a network does not want, or take it up again; nothing of it is lost.

    Returns:
        False where it was so already.
    """
    with acting(by=by, act="set_aside", permission="territories.coordinate_network", on=network) as act:
        current = Network.objects.select_for_update().get(pk=network.pk)
        if (code in current.set_aside) == is_aside:
            return False
        current.set_aside = sorted({*current.set_aside, code} if is_aside else {*current.set_aside} - {code})
        current.save(update_fields=["set_aside"])
        summary = f"« {title} » mis de côté" if is_aside else f"« {title} » repris"
        act.record(ObjectRef("territories", "network", current.slug), summary=summary, network=current.slug)
    return True


def _refuse_wrong(network: Network) -> None:
    if not (network.name_fr.strip() and network.name_en.strip()):
        raise RuleError("un réseau a un nom")
    if network.time_zone and network.time_zone not in TIME_ZONES:
        raise RuleError("choisissez une heure de la liste")
    if network.colour and not is_colour(network.colour):
        raise RuleError("une couleur s’écrit # suivi de six chiffres hexadécimaux")
    if network.colour and readable_on(network.colour, PAPER) != network.colour:
        raise UnreadableColourError(network.colour, readable_on(network.colour, PAPER))


def settings_fields(network: Network) -> dict[str, str | None]:
    """What a reader of the journal compares, and what the version of the form is made from."""
    return {
        "nom": network.name_fr,
        "nom anglais": network.name_en,
        "description": network.description_fr or None,
        "description anglaise": network.description_en or None,
        "langues": "français et anglais" if network.is_bilingual else "français",
        "expéditeur": network.sender_name or None,
        "adresse de réponse": network.reply_to or None,
        "couleur": network.colour or None,
        "heure": network.time_zone or None,
        "rappels": "d’eux-mêmes" if network.reminds else None,
    }
