"""A deck of cards laid out for print: every wording and number as written."""

from math import isnan
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from autan.foresight.engine.core.axes import Sector
from autan.foresight.engine.core.deck import CardChange, Deck, DeckCard
from autan.foresight.engine.core.levers import Basis, Effect
from autan.foresight.scenarios.presenters.quantities import UNKNOWN, count_words, quantity_words
from autan.foresight.scenarios.queries.places import ForesightPlace
from autan.foresight.scenarios.queries.workshops import card_changes
from autan.ground.texts.language import number, signed_number, with_unit, words

_GIGA, _MILLION, _TEN, _LEAST = 1000.0, 1e6, 10, 0.1
_MANY = 1_000


def block_words(deck: Deck) -> str:
    """What one block is."""
    return _("Une carte\u00a0: %(block)s GWh, économisés ou produits chaque année") % {
        "block": number(deck.block_mwh / _GIGA, decimals=0 if deck.block_mwh >= 10 * _GIGA else 1)
    }


def deck_content(deck: Deck, place: ForesightPlace, *, is_laid: bool = False) -> dict[str, Any]:
    """Lay out a deck as what JSON holds: cards to cut from A4, or sheets of A5 to lay, one a lever."""
    changes = card_changes(place, deck)
    copies = [(card, copy) for card in deck.cards for copy in range(1, 2 if is_laid else card.copies + 1)]
    return {
        "is_laid": is_laid,
        "title": _("Quelle énergie demain\u202f? %(place)s") % {"place": words(place.name)},
        "is_invented": place.is_invented,
        "footer": f"{words(place.name)} · {block_words(deck)} · Autan",
        "words": _words(deck, place),
        "protocol": _protocol(),
        "sectors": [
            {
                "label": words(Sector(code).label).capitalize(),
                "blocks": round(blocks),
                "written": _("%(count)s cartes") % {"count": number(blocks, decimals=1)},
            }
            for code, blocks in deck.sector_blocks.items()
        ],
        "cards": [_card(card, copy, changes[card.kind.code]) for card, copy in copies],
        "kinds": [
            {
                "label": words(card.kind.label),
                "quantity": quantity_words(card.kind, card.quantity),
                "copies": str(card.copies),
            }
            for card in deck.cards
        ],
    }


def _words(deck: Deck, place: ForesightPlace) -> dict[str, Any]:
    left = [words(sector.label) for sector in Sector if sector.value not in place.sectors]
    energy = number(deck.energy_mwh / _GIGA)
    return {
        "block": block_words(deck),
        "invented": _("Territoire inventé, pour essayer"),
        "intro": _(
            "En %(year)s, le territoire a consommé %(energy)s GWh dans les secteurs comptés. Chaque carte vaut le "
            "même bloc d’énergie, écrit dans une unité que l’on peut voir\u00a0: des logements, des éoliennes, "
            "des kilomètres. Chaque groupe compose son mélange, dans l’ordre\u00a0: sobriété, efficacité, énergies "
            "renouvelables."
        )
        % {"year": deck.base_year, "energy": energy},
        "protocol": _("Quatre-vingt-dix minutes, trois à cinq groupes"),
        "today": _("Aujourd’hui, en cartes"),
        "left_out": _("Laissés de côté, faute de données entières\u00a0: %(names)s.") % {"names": ", ".join(left)}
        if left
        else "",
        "stack": _("Posez ici les cartes jouées"),
        "sheet": _("Feuille d’un groupe"),
        "sheet_intro": _(
            "Écrivez combien de chaque carte vous jouez, puis tapez-le sur le téléphone ou donnez la feuille."
        ),
        "group": _("Groupe\u00a0:"),
        "guess": _("Avant de voir, nous pensons jouer\u00a0:"),
        "columns": [_("Carte"), _("Une carte"), _("Au plus"), _("Jouées")],
        "dissent": _("Ce qui nous a divisés, et qui n’était pas d’accord\u00a0:"),
    }


def _protocol() -> list[dict[str, str]]:
    steps = (
        (_("10 min"), _("Deviner\u00a0: combien de cartes pensez-vous jouer\u202f? L’écrire avant de voir.")),
        (_("40 min"), _("Composer\u00a0: chaque groupe pose ses cartes, et note ce qui le divise.")),
        (_("10 min"), _("Taper les mélanges sur un téléphone, ou les dicter à la personne qui anime.")),
        (_("20 min"), _("Comparer à l’écran\u00a0: ce que tous ont joué, ce qui sépare les groupes.")),
        (_("10 min"), _("Converger\u00a0: un mélange commun, et les désaccords qui restent, écrits.")),
    )
    return [{"time": time, "text": text} for time, text in steps]


def _card(card: DeckCard, copy: int, change: CardChange | None) -> dict[str, str]:
    kind = card.kind
    unit = words(kind.unit)
    is_part = kind.basis is Basis.SHARE
    return {
        "step": kind.group.step.value,
        "step_label": words(kind.group.step.label).capitalize(),
        "number": f"{copy} / {card.copies}",
        "label": words(kind.label),
        "quantity": count_words(kind, card.quantity),
        "unit": _unit(card, unit.removeprefix("%").strip() if is_part else unit),
        "code": kind.code,
        "copies": ngettext("%(count)s carte au plus", "%(count)s cartes au plus", card.copies) % {"count": card.copies},
        "change": change_words(change),
        "cost": _cost(card),
        "effect": _effect(card),
        "basis": words(kind.formula),
    }


def _effect(card: DeckCard) -> str:
    effect = {
        Effect.REDUCE: _("d’énergie en moins"),
        Effect.SHIFT: _("d’énergie qui change de source"),
        Effect.PRODUCE: _("d’énergie renouvelable produite"),
    }.get(card.kind.effect, "")
    count = ngettext("%(count)s carte", "%(count)s cartes", 1 if card.blocks <= 1 else 2)
    blocks = number(card.blocks, decimals=0 if card.blocks == 1 else 1)
    return f"{count % {'count': blocks}} {effect}"


def _unit(card: DeckCard, unit: str) -> str:
    """The unit of a card, with the things that make it: « soit 6 éoliennes »."""
    if card.things is None:
        return unit
    count = max(round(card.things), 1)
    words_of = {
        "wind": ngettext("%(count)s éolienne", "%(count)s éoliennes", count),
        "roof_photovoltaics": ngettext("%(count)s toit de maison", "%(count)s toits de maison", count),
        "ground_photovoltaics": ngettext("%(count)s hectare", "%(count)s hectares", count),
        "electric_car_share": _("%(count)s millions de kilomètres par an"),
    }
    label = words_of.get(card.kind.code, ngettext("%(count)s logement", "%(count)s logements", count))
    shown = card.things / _MILLION if card.kind.code == "electric_car_share" else float(count)
    written = {"count": number(round(shown, -1) if shown >= _MANY else shown)}
    return _("%(unit)s, soit %(things)s") % {"unit": unit, "things": label % written}


def change_words(change: CardChange | None) -> str:
    """What a card changes in a year, on the territory of today; what it leaves as it is goes unsaid."""
    if change is None:
        return _("émissions et facture\u00a0: selon les dates, non comptées ici")
    emissions = _("%(amount)s\u00a0kt CO₂e") % {"amount": _signed_text(change.tco2e / _GIGA)}
    bill = _("%(amount)s de facture") % {"amount": with_unit(_signed_text(change.bill_eur / _MILLION), "M€")}
    changes = [text for text, amount in ((emissions, change.tco2e), (bill, change.bill_eur)) if amount != 0]
    if not changes:  # wind, solar fields and biomethane feed networks: what is consumed stays as it was
        return _("émissions et facture\u00a0: inchangées, car comptées sur ce qui est consommé")
    return _("%(changes)s par an") % {"changes": _(" et ").join(changes)}


def _signed_text(value: float) -> str:
    if isnan(value):
        return UNKNOWN
    if abs(value) < _LEAST:
        return _("moins de %(amount)s") % {"amount": number(_LEAST, decimals=1)}
    return signed_number(value, decimals=0 if abs(value) >= _TEN else 1)


def _cost(card: DeckCard) -> str:
    """What a card asks to invest; that no source gives it, where none does."""
    if card.capex_eur is None:
        return _("investissement\u00a0: aucune source, non compté")
    millions = card.capex_eur / _MILLION
    decimals = 0 if millions >= _TEN else 1
    cost = _("environ %(cost)s\u00a0M€ à investir") % {"cost": number(millions, decimals=decimals)}
    if card.jobs is None or card.jobs < 1:
        return cost
    jobs = _("%(count)s emplois d’un an (à confirmer)") % {"count": number(card.jobs)}
    return f"{cost}, {jobs}"
