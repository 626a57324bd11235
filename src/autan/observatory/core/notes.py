"""What a reader must know beside a figure, in both languages: gaps, masks, small counts, mixed years."""

from autan.evidence.core.periods import Period
from autan.evidence.core.texts import Text

FEW_CERTIFICATES = 30
"""Below this number of certificates a share is shown with a warning (see the limits of the card)."""


def join_notes(*notes: Text | None) -> Text | None:
    """Put notes one after the other; None when there is none.

    >>> join_notes(Text("a.", "b."), None, Text("c.", "d."))
    Text(fr='a. c.', en='b. d.')
    """
    kept = [note for note in notes if note is not None]
    if not kept:
        return None
    return Text(" ".join(note.fr for note in kept), " ".join(note.en for note in kept))


def note_lower_bounds(count: int) -> Text | None:
    """Communes whose own value is a lower bound."""
    if not count:
        return None
    many = count > 1
    return Text(
        f"{count} {'communes ont' if many else 'commune a'} une valeur incomplète (mailles masquées ou part "
        f"manquante)\u00a0: "
        "le total est un minorant.",
        f"{count} {'municipalities have' if many else 'municipality has'} an incomplete value (masked meshes or a "
        f"missing part): "
        "the total is a lower bound.",
    )


def note_absent(count: int, *, is_gap: bool) -> Text | None:
    """Communes without any value."""
    if not count:
        return None
    many = count > 1
    fr = f"{count} {'communes' if many else 'commune'} sans valeur\u00a0: "
    en = f"{count} {'municipalities' if many else 'municipality'} without a value: "
    if is_gap:
        return Text(fr + "non renseigné, et non zéro.", en + "not known, and not zero.")
    return Text(
        fr + "nul ou non publié, la source ne le dit pas.", en + "none or not published, the source does not say."
    )


def note_unstated_basis() -> Text:
    """Gas whose calorific basis nobody states: it is added to nothing else."""
    return Text(
        "La source ne dit pas si le gaz est compté en PCI ou en PCS\u00a0: il n’est pas ajouté à l’électricité.",
        "The source does not say whether gas is counted by lower or higher calorific value: it is not added to "
        "electricity.",
    )


def note_register(*, partial: int, unknown: int) -> Text | None:
    """Rows of the register whose energy is partial or unknown."""
    if not partial and not unknown:
        return None
    return Text(
        f"Énergie partielle pour {partial} et inconnue pour {unknown} lignes du registre\u00a0: le total est un "
        f"minorant.",
        f"Energy partial for {partial} and unknown for {unknown} rows of the register: the total is a lower bound.",
    )


def note_few_certificates(count: float | None) -> Text | None:
    """Too few certificates for a share."""
    if count is None or count >= FEW_CERTIFICATES:
        return None
    return Text(
        f"Moins de {FEW_CERTIFICATES} diagnostics\u00a0: à lire avec prudence. Ce sont des diagnostics, pas des "
        f"logements.",
        f"Fewer than {FEW_CERTIFICATES} certificates: to be read with caution. These are certificates, not dwellings.",
    )


def note_mixed_years(numerator: Period, denominator: Period) -> Text:
    """Two periods in one ratio."""
    return Text(
        f"Deux dates se mêlent\u00a0: numérateur {numerator.words().fr}, dénominateur {denominator.words().fr}.",
        f"Two dates are mixed: numerator {numerator.words().en}, denominator {denominator.words().en}.",
    )


def note_other_date(period: Period) -> Text:
    """A member whose value is of another date than those of the others."""
    return Text(
        f"La valeur de ce membre est d’une autre date ({period.words().fr})\u00a0: elle n’est pas ajoutée.",
        f"The value of this member is of another date ({period.words().en}): it is not added.",
    )


def note_left_out(count: int) -> Text:
    """Members left out of a sum because their value is of another date."""
    many = count > 1
    return Text(
        f"{count} {'membres n’ont' if many else 'membre n’a'} pas de valeur à cette date\u00a0: la somme est un "
        "minorant.",
        f"{count} {'members have' if many else 'member has'} no value at this date: the sum is a lower bound.",
    )


def note_bounded_denominator() -> Text:
    """A ratio whose denominator is itself a lower bound goes neither way for sure."""
    return Text(
        "Le dénominateur est un minorant\u00a0: le rapport est une estimation, plutôt haute.",
        "The denominator is a lower bound: the ratio is an estimate, rather on the high side.",
    )


def note_reservations(noted: int, parts: int) -> Text | None:
    """Reservations on some of the values that were added."""
    if not noted:
        return None
    return Text(
        f"Réserves sur {noted} des {parts} valeurs additionnées\u00a0: voir chacune d’elles.",
        f"Reservations on {noted} of the {parts} values added: see each of them.",
    )


def note_own_values(count: int) -> Text | None:
    """Values that authorities gave and chose, among those that entered a figure."""
    if not count:
        return None
    many = count > 1
    fr = "valeurs propres de collectivités y entrent, choisies" if many else "valeur propre y entre, choisie"
    en = "own values of authorities enter it, chosen" if many else "own value of an authority enters it, chosen"
    return Text(
        f"{count} {fr} plutôt que celle du fournisseur.",
        f"{count} {en} rather than the provider’s.",
    )


def note_total_apart() -> Text:
    """A total that stays the provider's while one of its parts is the authority's own."""
    return Text(
        "Une de ses parties est une valeur propre de la collectivité\u00a0: ce total reste celui du fournisseur et "
        "n’en est plus la somme.",
        "One of its parts is the authority’s own value: this total stays the provider’s and is no longer their sum.",
    )
