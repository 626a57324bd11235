"""Notes beside a figure, in both languages: gaps, masks, small counts, mixed years."""

from collections.abc import Collection
from functools import lru_cache

from autan.ground.texts.core.periods import Period
from autan.ground.texts.core.texts import plural
from autan.ground.wordings import Sentence, Text
from autan.opendata.sources.core.absence import Absence

FEW_CERTIFICATES = 30
"""Below this number of certificates a share is shown with a warning (see the limits of the card)."""

_COMMUNES = Text("commune", "municipality"), Text("communes", "municipalities")

_MEMBERS_HAVE_NOT = Text("membre n’a", "member has"), Text("membres n’ont", "members have")
UNSTATED_BASIS = Sentence(
    "La source ne dit pas si le gaz est compté en PCI ou en PCS\u00a0: il n’est pas ajouté à l’électricité."
)
BOUNDED_DENOMINATOR = Sentence("Le dénominateur est une valeur plancher\u00a0: le rapport est au plus celui-ci.")
NO_DIRECTION = Sentence(
    "Ce qui entre dans le calcul n’est connu qu’au moins\u00a0: le résultat peut être plus haut ou plus bas, il "
    "n’est pas établi."
)
OTHER_GROUND = Sentence(
    "Le dénominateur n’est pas connu partout, et le numérateur ne peut pas être réduit aux mêmes communes\u00a0: le "
    "rapport n’est pas établi."
)
TOTAL_APART = Sentence(
    "Une de ses parties est une valeur propre de la collectivité\u00a0: ce total reste celui du fournisseur et n’en "
    "est plus la somme."
)


_once_for_each_count = lru_cache(maxsize=4096)
"""A page of a large network makes the same note of thousands of figures."""


def join_notes(*notes: Text | None) -> Text | None:
    """Put notes one after the other; None when there is none.

    >>> join_notes(Text("a.", "b."), None, Text("c.", "d."))
    Text(fr='a. c.', en='b. d.')
    """
    stated = [note for note in notes if note is not None]
    if len(stated) < 2:
        return stated[0] if stated else None
    return Text(" ".join(note.fr for note in stated), " ".join(note.en for note in stated))


def _count_note(count: int, one: Text, many: Text, text: Text) -> Text | None:
    """How many there are, in the singular or the plural, and what is said of them; None when there is none."""
    some = plural(count, one, many)
    return Text(f"{count} {some.fr} {text.fr}", f"{count} {some.en} {text.en}") if count else None


@_once_for_each_count
def note_lower_bounds(count: int) -> Text | None:
    """Communes whose own value is a lower bound."""
    return _count_note(
        count,
        Text("commune a une valeur incomplète", "municipality has an incomplete value"),
        Text("communes ont une valeur incomplète", "municipalities have an incomplete value"),
        Sentence("(mailles masquées ou part manquante)\u00a0: le total est une valeur plancher."),
    )


_WITHOUT_ROW = {
    Absence.UNKNOWN: Text("non renseigné, et non zéro", "not known, and not zero"),
    Absence.NO_SERVICE: Sentence("sans réseau ou non publié, rien ne le dit"),
    Absence.NOT_PUBLISHED: Text("non publié, et non zéro", "not published, and not zero"),
}


@_once_for_each_count
def note_absent(count: int, absence: Absence) -> Text | None:
    """Communes without any value."""
    why = _WITHOUT_ROW[absence]
    text = Sentence("sans valeur\u00a0: {why}\u202f; le total est une valeur plancher.", why=why)
    return _count_note(count, *_COMMUNES, text)


@_once_for_each_count
def note_unserved(count: int) -> Text | None:
    """Communes that the register of serviced communes says have no network."""
    text = Sentence("sans réseau d’après le registre des communes desservies\u00a0: zéro confirmé.")
    return _count_note(count, *_COMMUNES, text)


def note_ground(known: int, total: int) -> Text:
    """A term of a ratio, added over the communes where both terms are known."""
    return Sentence(
        "Ajouté sur {known} des {total} communes\u00a0: celles où les deux termes du rapport sont connus.",
        known=known,
        total=total,
    )


def note_part_of_ground(known: int, total: int) -> Text:
    """A ratio over a part of its territory."""
    return Sentence(
        "Rapport établi sur {known} des {total} communes, celles où ses deux termes sont connus\u00a0: il ne dit "
        "rien des autres.",
        known=known,
        total=total,
    )


@_once_for_each_count
def note_register(*, partial: int, unknown: int) -> Text | None:
    """Rows of the register whose energy is partial or unknown."""
    if not partial and not unknown:
        return None
    return Sentence(
        "Énergie partielle pour {partial} et inconnue pour {unknown} lignes du registre\u00a0: le total est une "
        "valeur plancher.",
        partial=partial,
        unknown=unknown,
    )


def note_few_certificates(count: float | None) -> Text | None:
    """Too few certificates for a share."""
    if count is None or count >= FEW_CERTIFICATES:
        return None
    return Sentence(
        "Moins de {few_certificates} diagnostics\u00a0: à lire avec prudence. Ce sont des diagnostics, pas des "
        "logements.",
        few_certificates=FEW_CERTIFICATES,
    )


def note_mixed_years(numerators: Collection[Period], denominators: Collection[Period]) -> Text:
    """The periods that are mixed in one ratio, or in ratios side by side."""
    above, below = (Sentence.joined(", ", [period.words() for period in terms]) for terms in (numerators, denominators))
    if len({*numerators, *denominators}) == 2:
        return Sentence(
            "Deux dates se mêlent\u00a0: numérateur {above}, dénominateur {below}.", above=above, below=below
        )
    return Sentence(
        "Plusieurs dates se mêlent\u00a0: numérateur {above}, dénominateur {below}.", above=above, below=below
    )


def note_other_date(period: Period) -> Text:
    """A member whose value is of another date than those of the others."""
    return Sentence(
        "La valeur de ce membre est d’une autre date ({words})\u00a0: elle n’est pas ajoutée.", words=period.words()
    )


def note_left_out(count: int) -> Text | None:
    """Members left out of a sum because their value is of another date; None when there is none."""
    text = Sentence("pas de valeur à cette date\u00a0: la somme est une valeur plancher.")
    return _count_note(count, *_MEMBERS_HAVE_NOT, text)


def note_without_rows(count: int) -> Text | None:
    """Members that the source has no row about; None when there is none."""
    text = Sentence(
        "aucune ligne dans la source\u00a0: non renseigné, et non zéro\u202f; la somme est une valeur plancher."
    )
    return _count_note(count, *_MEMBERS_HAVE_NOT, text)


def note_reservations(noted: int, parts: int) -> Text | None:
    """Reservations on some of the values that were added."""
    if not noted:
        return None
    return Sentence(
        "Réserves sur {noted} des {parts} valeurs additionnées\u00a0: voir chacune d’elles.", noted=noted, parts=parts
    )


def note_own_values(count: int) -> Text | None:
    """Values that authorities gave and chose, among those that entered a figure."""
    return _count_note(
        count,
        Text("valeur propre y entre, choisie", "own value of an authority enters it, chosen"),
        Text("valeurs propres de collectivités y entrent, choisies", "own values of authorities enter it, chosen"),
        Text("plutôt que celle du fournisseur.", "rather than the provider’s."),
    )
