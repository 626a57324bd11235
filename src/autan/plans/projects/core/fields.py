"""The fields of an action sheet: what each holds, how it is read, which headings of files it answers to.

The codes and the order are those of the national template, then what it lacks. A sheet keeps what was typed; a value
that cannot be read is a problem shown at its field, and enters no count.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.money import AMOUNT, Amount
from autan.ground.wordings import Sentence, Text
from autan.plans.plans.core.sections import READERS, FieldKind, Reading
from autan.plans.projects.core.choices import (
    ActionScope,
    ActionStatus,
    Disclosure,
    ExpectedEffect,
    ParticipationLevel,
    Priority,
    TargetAudience,
    read_choice,
)
from autan.plans.projects.core.themes import ActionTheme

MAX_TYPED = 20_000
MAX_TITLE = 300


class SheetFieldGroup(Labelled):
    """Part of a sheet that a field stands in, as in the national template."""

    PRESENTATION = "presentation", "Présentation de l’action", "The action"
    ACTORS = "actors", "Acteurs", "Who"
    MEANS = "means", "Moyens et budget", "Means and budget"
    PROGRESS = "progress", "Mise en œuvre", "Implementation"
    RESULTS = "results", "Résultats et liens", "Results and links"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetField:
    """One field of an action sheet.

    Attributes:
        headings: headings of files that name it, beside its label; the first is that of the national template, as it is
            written there.
        weight: how much it counts in the completeness of a sheet; 0 for what many actions have no use for.
        least: the widest disclosure that it may have.
    """

    code: str
    kind: FieldKind
    label: Text
    group: SheetFieldGroup
    choices: type[Labelled] | None = None
    headings: tuple[str, ...] = ()
    weight: int = 0
    least: Disclosure = Disclosure.PUBLIC


_K, _G, _P = FieldKind, SheetFieldGroup, Disclosure.TERRITORY


def _field(
    code: str, kind: FieldKind, group: SheetFieldGroup, fr: str, en: str, *headings: str, **more: object
) -> SheetField:
    values: dict[str, object] = {"weight": 0, **more}
    return SheetField(code=code, kind=kind, group=group, label=Text(fr, en), headings=headings, **values)  # type: ignore[arg-type]  # each keyword is checked by the class


FIELDS: tuple[SheetField, ...] = (
    _field("title", _K.TEXT, _G.PRESENTATION, "Titre de l’action", "Title", "Titre de la fiche action", "Intitulé",
           "Intitulé de l’action", "Action", "Nom de l’action", "Fiche action", "Titre", "Libellé",
           "Libellé de l’action", "Mesure", "Opération", "Projet", "Nom de la fiche", "Action proposée", weight=2),
    _field("description", _K.PROSE, _G.PRESENTATION, "Descriptif", "Description", "Descriptif", "Description",
           "Contexte", "Présentation", "Description de l’action", weight=2),
    _field("objectives", _K.PROSE, _G.PRESENTATION, "Objectifs", "Objectives", "Objectifs", "Objectif", "Finalités",
           weight=1),
    _field("themes", _K.CHOICES, _G.PRESENTATION, "Thèmes", "Themes", "Thématiques", "Thématique", "Thème", "Domaines",
           "Domaine", "Secteurs", choices=ActionTheme, weight=1),
    _field("scope", _K.CHOICE, _G.PRESENTATION, "Champ", "Scope", "Périmètre de l’action", "Volet",
           choices=ActionScope),
    _field("effects", _K.CHOICES, _G.PRESENTATION, "Effets attendus", "Expected effects", "Résultats attendus",
           "Effet attendu", choices=ExpectedEffect, weight=1),
    _field("audiences", _K.CHOICES, _G.PRESENTATION, "Publics visés", "Audiences", "Cibles", "Cible", "Public visé",
           "Public cible", choices=TargetAudience, weight=1),
    _field("governance", _K.PROSE, _G.PRESENTATION, "Instances de gouvernance", "Governance bodies",
           "Instances de gouvernance", "Gouvernance", "Instances"),
    _field("lead", _K.NAMES, _G.ACTORS, "Structure pilote", "Lead organisation", "Structure pilote", "Pilote",
           "Maître d’ouvrage", "Maîtrise d’ouvrage", "MOA", "Porteur", "Structures pilotes", "Porteur de l’action",
           "Porteur de projet", weight=2),
    _field("department", _K.NAMES, _G.ACTORS, "Direction ou service pilote", "Lead department",
           "Direction ou service pilote", "Service pilote", "Direction pilote", "Service", "Services", weight=1),
    _field("officer", _K.PEOPLE, _G.ACTORS, "Personne pilote", "Officer", "Personne pilote", "Personnes pilotes",
           "Référent technique", "Chef de projet", "Référent", "Agent référent", weight=1, least=_P),
    _field("elected", _K.PEOPLE, _G.ACTORS, "Élu·e référent·e", "Elected lead", "Élu·e référent·e ", "Élu référent",
           "Elu référent", "Élue référente", weight=1, least=_P),
    _field("partners", _K.NAMES, _G.ACTORS, "Partenaires", "Partners", "Partenaires ", "Partenaire",
           "Partenaires de l’action", "Partenaires associés", "Partenaires pressentis", "Part.", "Acteurs",
           "Acteurs associés", weight=1),
    _field("participation", _K.CHOICE, _G.ACTORS, "Participation citoyenne", "Public participation",
           "Participation Citoyenne", choices=ParticipationLevel),
    _field("means", _K.PROSE, _G.MEANS, "Moyens humains et techniques", "Means", "Moyens humains et techniques",
           "Moyens", "Moyens humains", weight=1),
    _field("staff_fte", _K.QUANTITY, _G.MEANS, "Équivalents temps plein", "Full-time equivalents", "ETP",
           "Nombre d’ETP"),
    _field("financing", _K.PROSE, _G.MEANS, "Financements, en texte", "Funding, in words", "Financements",
           "Financement", "Sources de financement", "Plan de financement", "Financeurs potentiels"),
    _field("budget", _K.MONEY, _G.MEANS, "Budget prévisionnel total", "Planned budget",
           "Budget prévisionnel total € HT", "Budget prévisionnel", "Budget", "Coût", "Coût total", "Montant total",
           "Budget total", "Coût estimé", "Coût prévisionnel", "Coût estimatif", "Montant", "Total",
           "Enveloppe", weight=2),
    _field("spent", _K.MONEY, _G.MEANS, "Dépensé à ce jour", "Spent to date", "Dépenses", "Montant dépensé",
           "Réalisé (€)"),
    _field("status", _K.CHOICE, _G.PROGRESS, "Statut", "Status", "Statut ", "État d’avancement", "Avancement", "État",
           "Avt",
           choices=ActionStatus, weight=2),
    _field("status_reason", _K.TEXT, _G.PROGRESS, "Raison du statut", "Reason of the status", "Motif",
           "Raison du retard"),
    _field("priority", _K.CHOICE, _G.PROGRESS, "Niveau de priorité", "Priority", "Niveau de priorité", "Priorité",
           choices=Priority, weight=1),
    _field("start", _K.DATE, _G.PROGRESS, "Date de début", "Start", "Date de début", "Début", "Date de démarrage",
           "Date de lancement", weight=1),
    _field("end", _K.DATE, _G.PROGRESS, "Date de fin", "End", "Date de fin", "Fin", "Échéance", "Éch.",
           "Date de fin prévisionnelle", weight=1),
    _field("is_continuous", _K.YES_NO, _G.PROGRESS, "Action en amélioration continue", "Continuous action",
           "Action en amélioration continue", "Amélioration continue"),
    _field("calendar", _K.PROSE, _G.PROGRESS, "Calendrier", "Calendar", "Calendrier", "Planning", "Période",
           "Échéancier", "Délai", "Temporalité", "Calendrier prévisionnel"),
    _field("notes", _K.PROSE, _G.PROGRESS, "Notes de suivi", "Follow-up notes", "Notes", "Notes de suivi",
           "Notes complémentaires", "Commentaires", "Suivi", least=Disclosure.NETWORK),
    _field("results", _K.PROSE, _G.RESULTS, "Résultats obtenus", "Results", "Résultats", "Bilan", "Résultat obtenu",
           weight=1),
    _field("difficulties", _K.PROSE, _G.RESULTS, "Difficultés et leviers", "Difficulties and levers", "Difficultés",
           "Freins", "Leviers"),
    _field("indicators", _K.PROSE, _G.RESULTS, "Indicateurs liés", "Indicators", "Indicateurs liés", "Indicateurs",
           "Indicateurs de suivi", weight=1),
    _field("measures", _K.PROSE, _G.RESULTS, "Mesures liées", "Measures", "Mesures liées",
           "Mesures des référentiels liées"),
    _field("linked", _K.PROSE, _G.RESULTS, "Actions liées", "Linked actions", "Actions liées", "Fiches des plans liées",
           "Actions des plans liées", "Fiches liées"),
    _field("links", _K.PROSE, _G.RESULTS, "Documents et liens", "Documents and links", "Documents et liens",
           "Documents", "Liens"),
)  # fmt: skip
"""Every field, in the order of the sheet."""
BY_CODE: Mapping[str, SheetField] = {field.code: field for field in FIELDS}
FULL_WEIGHT = sum(field.weight for field in FIELDS)


def read_field(field: SheetField, text: str) -> Reading | None:
    """Read what was typed in a field; None when it cannot be read.

    >>> read_field(BY_CODE["start"], "12/2026")
    PartialDate(year=2026, month=12, day=0)
    >>> read_field(BY_CODE["partners"], "ADEME ; Région, ")
    ('ADEME', 'Région')
    >>> read_field(BY_CODE["status"], "peut-être") is None
    True
    """
    if field.choices is not None:
        one_or_several = _read_choices if field.kind is FieldKind.CHOICES else read_choice
        return one_or_several(field.choices, text.strip())
    return READERS[field.kind](text.strip())


def _read_choices(choices: type[Labelled], text: str) -> tuple[Labelled, ...] | None:
    """Every name of a list; None as soon as one is unknown. A label may hold a comma or a slash itself."""
    if whole := read_choice(choices, text):
        return (whole,)
    parts = [part for part in text.replace("|", ",").replace(";", ",").replace("\n", ",").split(",") if part.strip()]
    members = [read_choice(choices, part) for part in parts]
    return None if None in members else tuple(dict.fromkeys(member for member in members if member is not None))


def expected_in(field: SheetField) -> Text:
    """Say what a field expects, as the end of « attendu : … »."""
    if field.choices is not None:
        fr = ", ".join(member.label.fr for member in field.choices)
        en = ", ".join(member.label.en for member in field.choices)
        return Text(f"l’un de : {fr}", f"one of: {en}")
    return _EXPECTED.get(field.kind, Sentence("un texte"))


_EXPECTED = {
    FieldKind.QUANTITY: Sentence("un nombre"),
    FieldKind.MONEY: AMOUNT,
    FieldKind.DATE: Sentence("une date possible, comme « 12/2026 » ou « 31/12/2026 »"),
    FieldKind.YES_NO: Sentence("oui ou non"),
}


def value_code(value: Reading) -> str:
    """Return a value that was read as it is kept: codes of choices, ISO dates, the text of an amount.

    >>> value_code(read_field(BY_CODE["themes"], "Mobilités, Déchets"))
    'mobility, waste'
    """
    match value:
        case Labelled():
            return value.value
        case bool():
            return "yes" if value else "no"
        case Amount():
            return value.text
        case tuple():
            return ", ".join(part.value if isinstance(part, Labelled) else part for part in value)
        case float():
            return f"{value:g}"
    return str(value)
