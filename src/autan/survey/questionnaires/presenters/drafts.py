"""The screens of an author: the outline of a draft, the fields of a question, what is wrong, the line of the desk."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from autan.evidence.figures.core.units import get_unit
from autan.ground.errors import DomainError, Fault
from autan.ground.extension_points import DeskItem, DeskLine
from autan.ground.texts.language import number, words
from autan.ground.texts.refusals import sentence_words
from autan.survey.questionnaires.core.acts import pickable_conditions
from autan.survey.questionnaires.core.editing import Tree, choices_of, lists_of, place_of, uses_of_list
from autan.survey.questionnaires.core.kinds import CheckSeverity, QuestionKind, Requirement, Scope
from autan.survey.questionnaires.core.kinds.registry import COLUMN_KINDS, KINDS
from autan.survey.questionnaires.core.question_fields import (
    MORE_CHECKS,
    MORE_COLUMNS,
    PICKED,
    Fields,
    field_of,
    row_count,
)
from autan.survey.questionnaires.queries import count_drafts

UNITS = (
    *("count", "EUR", "kEUR", "MEUR", "kWh", "MWh", "GWh", "tep", "ktep", "tCO2e", "ktCO2e", "kW", "MW"),
    *("inhabitants", "dwellings", "communes", "participants", "workshops", "installations", "km2", "pct"),
)

type Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftField:
    """One field of a screen: `text`, `area`, `select`, `groups` (options under the name of each group) or `box`.

    `language`: language of what is typed, where it is not that of the page.
    """

    name: str
    label: str
    value: str = ""
    kind: str = "text"
    options: Options = ()
    groups: tuple[tuple[str, Options], ...] = ()
    help: str = ""
    errors: tuple[str, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftFieldGroup:
    """Fields under one heading; those of a closed group are shown on demand, those of a row stand side by side."""

    title: str
    fields: tuple[DraftField, ...]
    is_open: bool = True
    is_row: bool = False


@dataclass(slots=True, kw_only=True)
class ScreenFields:
    """What the fields of one screen are made from."""

    tree: Tree
    fields: Fields
    errors: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def one(self, name: str, label: str, **more: Any) -> DraftField:
        """Return a field with what it holds and what is wrong with it."""
        errors = tuple(self.errors.get(name, ()))
        return DraftField(name=name, label=label, value=self.fields.get(name, ""), errors=errors, **more)

    def both(self, name: str, french: str, english: str, *, kind: str = "text") -> tuple[DraftField, DraftField]:
        """Return the two fields of a wording."""
        return (
            self.one(f"{name}_fr", french, kind=kind, language="fr"),
            self.one(f"{name}_en", english, kind=kind, language="en"),
        )


def question_groups(kind: QuestionKind, screen: ScreenFields) -> tuple[DraftFieldGroup, ...]:
    """Return the fields of a question of a kind, group by group."""
    groups = [DraftFieldGroup(title=_("La question"), fields=_wording(screen))]
    takes = KINDS[kind].takes
    if shape := _shape(takes, screen):
        groups.append(DraftFieldGroup(title=_("La réponse"), fields=shape))
    if "columns" in takes:
        count = row_count(screen.fields, "column", MORE_COLUMNS)
        groups += [_column_group(rank, screen) for rank in range(count)]
    groups.append(DraftFieldGroup(title=_("Quand la poser"), fields=_conditions(kind, screen)))
    if kind.is_asked:
        groups += [_check_group(rank, screen) for rank in range(row_count(screen.fields, "check", MORE_CHECKS))]
        groups.append(_memory_group(screen))
    return tuple(groups)


def _wording(screen: ScreenFields) -> tuple[DraftField, ...]:
    code_help = _("Lettres minuscules, chiffres et « _ ». Gardez-le d’une enquête à l’autre ; vide, il est donné.")
    return (
        *screen.both("text", _("Question"), _("Question en anglais"), kind="area"),
        *screen.both("help", _("Aide à la réponse"), _("Aide en anglais"), kind="area"),
        screen.one("code", _("Code"), help=code_help),
    )


def _shape(takes: Collection[str], screen: ScreenFields) -> tuple[DraftField, ...]:
    """Return the fields of a kind: a list, a unit, bounds, the ends of a scale, the lines of a grid."""
    fields: list[DraftField] = []
    if "choices" in takes:
        fields += _list_fields("choices", _("Liste de choix"), _("Ou une nouvelle liste"), screen)
    if "rows" in takes:
        fields += _list_fields("rows", _("Liste des lignes"), _("Ou de nouvelles lignes"), screen)
    if "allows_other" in takes:
        fields.append(screen.one("allows_other", _("Offrir « Autre, à préciser »"), kind="box"))
    fields += _limit_fields(takes, screen)
    if "unit" in takes:
        fields.append(screen.one("unit", _("Unité"), kind="select", options=_units(screen)))
    if "min" in takes:
        fields += [screen.one("min", _("Plus petite valeur")), screen.one("max", _("Plus grande valeur"))]
    if "low_label" in takes:
        fields += screen.both("low_label", _("Ce que veut dire le bas"), _("Le bas, en anglais"))
        fields += screen.both("high_label", _("Ce que veut dire le haut"), _("Le haut, en anglais"))
    return tuple(fields)


def _limit_fields(takes: Collection[str], screen: ScreenFields) -> Iterator[DraftField]:
    """Give the fields of what an answer may say at once: how many choices, and which together."""
    if "max_choices" in takes:
        yield from (
            screen.one("min_choices", _("Nombre de choix, au moins")),
            screen.one("max_choices", _("Nombre de choix, au plus")),
        )
    if "max_rows" in takes:
        yield from (
            screen.one("min_rows", _("Nombre de lignes, au moins")),
            screen.one("max_rows", _("Nombre de lignes, au plus")),
        )
    if "exclusive" in takes:
        alone_help = _(
            "Un choix par ligne, en toutes lettres ou par son code\u00a0: "
            "«\u202fAucun\u202f», «\u202fNe sait pas\u202f»…"
        )
        group_help = _("Un choix par ligne, en toutes lettres ou par son code.")
        yield from (
            screen.one("exclusive", _("Choix qui excluent les autres"), kind="area", help=alone_help),
            screen.one("at_least_one_of", _("Au moins un de ces choix"), kind="area", help=group_help),
        )


def _list_fields(name: str, label: str, new: str, screen: ScreenFields) -> tuple[DraftField, DraftField]:
    lines_help = _("Un choix par ligne : « français », « français | anglais » ou « code | français | anglais ».")
    return (
        screen.one(name, label, kind="select", options=_lists(screen)),
        screen.one(f"new_{name}", new, kind="area", help=lines_help),
    )


def _column_group(rank: int, screen: ScreenFields) -> DraftFieldGroup:
    start = f"column_{rank}_"
    kinds = tuple((kind.value, words(kind.label)) for kind in COLUMN_KINDS)
    fields = (
        *screen.both(f"{start}label", _("Titre de la colonne"), _("Titre en anglais")),
        screen.one(f"{start}kind", _("Sorte"), kind="select", options=kinds),
        screen.one(f"{start}choices", _("Liste, pour un choix"), kind="select", options=_lists(screen)),
        screen.one(f"{start}unit", _("Unité, pour un nombre"), kind="select", options=_units(screen)),
        screen.one(f"{start}min", _("Plus petite valeur")),
        screen.one(f"{start}max", _("Plus grande valeur")),
        screen.one(f"{start}min_total", _("Total de la colonne, au moins")),
        screen.one(f"{start}max_total", _("Total de la colonne, au plus")),
        screen.one(f"{start}code", _("Code")),
    )
    title = _("Colonne %(rank)s") % {"rank": rank + 1}
    is_open = rank == 0 or any(draft_field.value or draft_field.errors for draft_field in fields)
    return DraftFieldGroup(title=title, fields=fields, is_open=is_open, is_row=True)


def _conditions(kind: QuestionKind, screen: ScreenFields) -> tuple[DraftField, ...]:
    fields = [*_relevance(screen)]
    scopes = ((scope.value, words(scope.label)) for scope in Scope)
    fields.append(screen.one("scope", _("Périmètre"), kind="select", options=(("", "–"), *scopes)))
    if kind.is_asked:
        needs = (
            ("", _("libre")),
            (Requirement.SOFT.value, _("souhaitée (un rappel)")),
            (Requirement.HARD.value, _("attendue pour valider la rubrique")),
        )
        fields.append(screen.one("required", _("Réponse"), kind="select", options=needs))
    return tuple(fields)


def _relevance(screen: ScreenFields) -> tuple[DraftField, DraftField]:
    """The condition to pick, and the one to write; what stands is shown in the first that can say it."""
    offered = tuple(
        (words(name), tuple((rule, words(label)) for rule, label in conditions))
        for name, conditions in pickable_conditions(screen.tree, own=screen.fields.get("code", ""))
    )
    rules = {rule for _name, conditions in offered for rule, _label in conditions}
    written, picked = screen.fields.get("relevance", ""), screen.fields.get(PICKED, "")
    if not picked and written in rules:
        written, picked = "", written
    pick_help = _("Choisissez la réponse qui la fait poser\u202f; pour en combiner plusieurs, écrivez la condition.")
    write_help = _("Par exemple\u00a0: q01 == 'oui' and q02 > 3, 'air' in q05, answered(q07).")
    pick = DraftField(
        name=PICKED, label=_("Poser la question si"), value=picked, kind="groups", groups=offered, help=pick_help
    )
    typed = screen.one("relevance", _("Condition écrite"), help=write_help)
    return pick, replace(typed, value=written)


def _check_group(rank: int, screen: ScreenFields) -> DraftFieldGroup:
    start = f"check_{rank}_"
    severities = (
        (CheckSeverity.ERROR.value, _("erreur")),
        (CheckSeverity.WARNING.value, _("avertissement")),
        (CheckSeverity.INFO.value, _("information")),
    )
    fields = (
        screen.one(f"{start}rule", _("Ce qui doit être vrai"), help=_("Dans la même langue que la condition.")),
        screen.one(f"{start}severity", _("Gravité"), kind="select", options=severities),
        *screen.both(f"{start}message", _("Ce qui est dit sinon"), _("La même chose en anglais")),
    )
    title = _("Contrôle %(rank)s") % {"rank": rank + 1}
    filled = any(
        draft_field.errors or (draft_field.value and not draft_field.name.endswith("severity"))
        for draft_field in fields
    )
    return DraftFieldGroup(title=title, fields=fields, is_open=filled, is_row=True)


def _memory_group(screen: ScreenFields) -> DraftFieldGroup:
    fields = (
        *screen.both("why", _("Pourquoi cette question"), _("Pourquoi, en anglais"), kind="area"),
        screen.one("continues_campaign", _("Continue une question de la campagne")),
        screen.one("continues_question", _("Code de cette question")),
    )
    return DraftFieldGroup(
        title=_("Pour mémoire"),
        fields=fields,
        is_open=any(draft_field.value or draft_field.errors for draft_field in fields),
    )


def _lists(screen: ScreenFields) -> Options:
    return (("", "–"), *((code, code) for code in lists_of(screen.tree)))


def _units(screen: ScreenFields) -> Options:
    """Usual units, and those that the fields hold already."""
    values = [value for name, value in screen.fields.items() if name.endswith("unit") and value]
    codes = tuple(dict.fromkeys((*UNITS, *values)))
    return (("", "–"), *((code, _name_unit(code)) for code in codes))


def _name_unit(code: str) -> str:
    try:
        symbol = words(get_unit(code).symbol)
    except DomainError:
        return code
    return f"{symbol} ({code})" if symbol not in {"", code} else code


def place_faults(faults: Sequence[Fault], tree: Tree) -> tuple[dict[str, Any], ...]:
    """Return faults with the section and the question that each is about."""
    placed = []
    for fault in faults:
        section, question = place_of(tree, fault.column or "")
        rest = (fault.column or "").rpartition("].")[2] if section else fault.column or ""
        shown = _(" («\u202f%(value)s\u202f»)") % {"value": fault.value} if fault.value else ""
        fields = {"place": rest, "value": shown, "expected": sentence_words(fault.expected)}
        message = _("%(place)s%(value)s : attendu, %(expected)s") % fields
        placed.append({"section": section, "question": question, "words": message})
    return tuple(placed)


def errors_of_question(faults: Sequence[Fault], tree: Tree, code: str) -> dict[str, list[str]]:
    """Return what is wrong with the fields of one question, by field; the empty field stands for the whole."""
    errors: dict[str, list[str]] = {}
    for fault in faults:
        path = fault.column or ""
        section, question = place_of(tree, path)
        if section and question == code:
            inside = path.partition("].questions[")[2].partition("]")[2].lstrip(".")
            name, message = (
                field_of(inside),
                _("Attendu : %(expected)s.") % {"expected": sentence_words(fault.expected)},
            )
        else:
            where = question or section or path
            name, message = (
                "",
                _("%(place)s : attendu, %(expected)s") % {"place": where, "expected": sentence_words(fault.expected)},
            )
        errors.setdefault(name, []).append(message)
    return errors


def present_lists(tree: Tree) -> tuple[dict[str, Any], ...]:
    """Return the choice lists of a draft."""
    views = []
    for code in lists_of(tree):
        labels = ", ".join(choice["label"]["fr"] for choice in choices_of(tree, code))
        views.append({"code": code, "words": labels, "uses": tuple(uses_of_list(tree, code))})
    return tuple(views)


_RANK = 60


def author_items(person: Any) -> Iterable[DeskItem]:
    """Give the way to the questionnaires to whoever may write them. One query, beside that of the right."""
    if not person.has_perm("questionnaires.author"):
        return
    count = count_drafts(person)
    drafts = ngettext("%(count)s brouillon en cours", "%(count)s brouillons en cours", count)
    yield DeskItem(
        title=_("Écrire un questionnaire, ouvrir une campagne"),
        url=reverse("questionnaires:index"),
        detail=drafts % {"count": number(count)} if count else "",
        rank=_RANK,
    )


AUTHOR_LINES = DeskLine(build=author_items)
