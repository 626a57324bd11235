"""Where the data of a network stand, for who coordinates it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from autan.ground.extension_points import NetworkStep, NetworkStepView
from autan.ground.texts.language import day, name_some, number
from autan.opendata.measures.queries.editions import held_editions
from autan.territories.networks.queries.networks import network_members


def data_step(slug: str, _reader: Any) -> NetworkStepView | None:
    """How many sources are held, how old the last copy is, and which members none covers. Two queries."""
    members = network_members(slug)
    if not members:
        return None
    held = [edition for edition in held_editions() if edition.is_current]
    sources = {edition.snapshot.card.source for edition in held}
    covered = {siren for edition in held for siren in edition.covered}
    lacking = [member.short_name for member in members if member.siren not in covered]
    known = _("Aucune donnée ouverte.")
    if held:
        last = max(edition.snapshot.card.retrieved_on for edition in held)
        counted = ngettext("%(count)s source", "%(count)s sources", len(sources)) % {"count": number(len(sources))}
        known = _("%(sources)s, dernière copie le %(day)s.") % {"sources": counted, "day": day(last)}
    return NetworkStepView(
        title=_("Données"),
        is_done=bool(held) and not lacking,
        known=known,
        lacks=(_("Sans donnée\u00a0: %(names)s.") % {"names": name_some(lacking)},) if lacking else (),
        url=f"{reverse('updates:open-data')}?reseau={slug}",
        label=_("Voir les données"),
    )


DATA_STEP = NetworkStep(rank=40, build=data_step)
