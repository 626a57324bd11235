"""Minutes as a page or a document shows them."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from autan.cooperation.minutes.core import AmendmentState, MinutesDocument
from autan.cooperation.minutes.importers import parse_blocks
from autan.cooperation.minutes.models import Amendment, Minutes, PassageWithdrawal
from autan.ground.texts.language import current_language, day, typeset, words
from autan.territories.networks.models import Network


def caution_of(network: Network) -> str:
    """Say that a network is invented; empty for a real one."""
    message = _("Réseau inventé pour essayer\u00a0: rien ici ne décrit une vraie collectivité.")
    return message if network.is_invented else ""


def minutes_document(minutes: Minutes) -> MinutesDocument:
    """Give minutes ready to be drawn, in the current language. Three queries."""
    fingerprint_line = _("Empreinte du texte publié (SHA-256)\u00a0: %(hash)s") % {"hash": minutes.content_hash}
    return MinutesDocument(
        language=current_language(),
        title=typeset(minutes.title),
        network=typeset(words(minutes.network.name)),
        caution=caution_of(minutes.network),
        phase=phase_words(minutes),
        heading=tuple((typeset(label), typeset(text)) for label, text in minutes.heading),
        blocks=parse_blocks(typeset(minutes.text)),
        trace=_trace(list(minutes.amendments.all()), list(minutes.withdrawals.all())),
        fingerprint=fingerprint_line if minutes.content_hash else "",
    )


def phase_words(minutes: Minutes) -> str:
    """Say where minutes stand, and since or until when."""
    phase = minutes.current_phase
    sentence = words(phase.label)
    if minutes.published_on:
        return _("%(phase)s le %(day)s") % {"phase": sentence, "day": day(minutes.published_on)}
    if minutes.settled_on:
        return _("%(phase)s le %(day)s") % {"phase": sentence, "day": day(minutes.settled_on)}
    if minutes.amendments_until:
        return _("%(phase)s jusqu’au %(day)s inclus") % {"phase": sentence, "day": day(minutes.amendments_until)}
    return sentence


def _trace(amendments: Sequence[Amendment], withdrawals: Sequence[PassageWithdrawal]) -> tuple[str, ...]:
    """Sentences on what was asked for and what was taken out; nobody is named."""
    lines = []
    if amendments:
        accepted = sum(amendment.state == AmendmentState.ACCEPTED for amendment in amendments)
        message = ngettext(
            "%(count)d amendement demandé (accepté\u00a0: %(accepted)d).",
            "%(count)d amendements demandés (acceptés\u00a0: %(accepted)d).",
            len(amendments),
        )
        lines.append(message % {"count": len(amendments), "accepted": accepted})
    lines += [withdrawal_words(withdrawal) for withdrawal in withdrawals]
    return tuple(lines)


def withdrawal_words(withdrawal: PassageWithdrawal) -> str:
    """Say when and why words were taken out."""
    message = _("Un passage de %(count)d signes a été retiré le %(day)s\u00a0: %(reason)s.")
    return message % {
        "count": withdrawal.characters,
        "day": day(withdrawal.at.date()),
        "reason": typeset(withdrawal.reason.rstrip(".")),
    }
