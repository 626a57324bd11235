"""Equipment that a member lends to the others of its network."""

from dataclasses import dataclass
from datetime import date

from autan.ground.descriptions.core.fields import (
    choice,
    day,
    flag,
    lines,
    long_text,
    money,
    number,
    person,
    rows,
    several,
    text,
)
from autan.ground.lists.core import ListFilter, choice_parameter, text_parameter
from autan.ground.texts.core.labelled import Labelled
from autan.ground.wordings import Text
from autan.plans.projects.core.themes import ActionTheme


class EquipmentKind(Labelled):
    """What is lent."""

    METER = "meter", "mesure", "metering"
    VEHICLE = "vehicle", "véhicule", "vehicle"
    EXHIBITION = "exhibition", "exposition", "exhibition"


class EquipmentPart(Labelled):
    """Parts of a page and of a sheet."""

    WHAT = "what", "Ce que c’est", "What it is"
    LENDING = "lending", "Comment l’emprunter", "How to borrow it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loan:
    """One loan, to whom and when."""

    borrower: str = text(Text("Emprunteur", "Borrower"), is_required=True, is_searched=True)
    on: date | None = day(Text("Prêté le", "Lent on"))
    person: str = person(Text("Reçu par", "Received by"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Equipment:
    """What is said of a piece of equipment."""

    title: str = text(Text("Nom", "Name"), is_required=True, is_shown=False, published=Text("Nom.", "Name, in French."))
    words: str = long_text(
        Text("À quoi cela sert", "What it is for"),
        part=EquipmentPart.WHAT,
        needed=Text("dites à quoi cela sert", "say what it is for"),
        is_searched=True,
    )
    kind: EquipmentKind | None = choice(
        Text("Sorte", "Kind"),
        EquipmentKind,
        part=EquipmentPart.WHAT,
        needed=Text("dites la sorte", "say the kind"),
        published=Text("Sorte de matériel.", "Kind of equipment."),
    )
    themes: tuple[ActionTheme, ...] = several(Text("Thèmes", "Topics"), ActionTheme, part=EquipmentPart.WHAT)
    pieces: int | None = number(
        Text("Combien", "How many"),
        part=EquipmentPart.WHAT,
        minimum=1,
        maximum=1000,
        is_whole=True,
        published=Text("Pièces\u202f; vide, si on ne le sait pas.", "Pieces; empty when not known."),
    )
    value_eur: float | None = money(Text("Valeur", "Value"), part=EquipmentPart.LENDING)
    available_on: date | None = day(
        Text("Libre dès le", "Free from"),
        part=EquipmentPart.LENDING,
        published=Text("Premier jour libre.", "First day."),
    )
    is_free: bool = flag(Text("Sans frais", "Free of charge"), part=EquipmentPart.LENDING)
    contact: str = person(Text("Qui le prête", "Who lends it"), is_shown=False)
    sources: tuple[str, ...] = lines(Text("Notices", "Manuals"), part=EquipmentPart.LENDING)
    loans: tuple[Loan, ...] = rows(Text("Prêts", "Loans"), Loan, is_searched=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class EquipmentFilter(ListFilter):
    """What the list of a network is narrowed to."""

    kind: EquipmentKind | None = choice_parameter("sorte", Text("Sorte", "Kind"), EquipmentKind)
    text: str = text_parameter("texte", Text("Mots", "Words"))
