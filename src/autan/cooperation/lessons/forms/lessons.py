"""A lesson as it is written, with its conditions of transfer; a step of adoption; a name to take out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from autan.coding.codings.core.codebook import Code
from autan.cooperation.lessons.actions.lessons import LessonInput
from autan.cooperation.lessons.core.adoption import AdoptionStage, AdoptionStep
from autan.cooperation.lessons.core.conditions import ConditionKind, ConditionWeight, TransferCondition, all_conditions
from autan.cooperation.lessons.core.lessons import (
    LONG_TEXTS,
    LessonContent,
    Maturity,
    Reproducibility,
    read_difficulties,
    read_sources,
    write_difficulties,
    write_sources,
)
from autan.cooperation.lessons.models import Lesson
from autan.cooperation.workshops.models import Workshop
from autan.ground.texts.language import words
from autan.ground.web.forms.fields import choices_of, choose, day_field, list_field, text_area
from autan.plans.projects.core.themes import ActionTheme
from autan.plans.projects.models import Project
from autan.territories.networks.models import Territory


def _area(label: Any, help_text: Any = "", rows: int = 4) -> forms.CharField:
    return text_area(label, rows=rows, help_text=help_text, required=False)


class LessonForm(forms.Form):
    """What a lesson says; `given()` gives it as the action takes it, conditions read from their own fields."""

    title = forms.CharField(label=_("Titre\u00a0: ce que l’on a appris, en une phrase"), max_length=300)
    territory = forms.ChoiceField(label=_("Collectivité hôte"))
    project = forms.ChoiceField(label=_("Projet du site"), required=False)
    workshop = forms.ChoiceField(label=_("Atelier où on l’a appris"), required=False)
    understood = _area(_("Que comprendre et retenir de ce site\u202f?"))
    ambition = _area(_("Comment l’ambition s’est-elle construite\u202f?"))
    transferable = _area(_("Que peut-on transférer\u202f?"))
    not_to_copy = _area(
        _("Que ne faut-il pas copier\u202f?"), _("Toujours demandé\u00a0: un site parfait n’apprend rien.")
    )
    host_view = _area(_("Ce qu’en disent les hôtes"))
    visitors_view = _area(
        _("Ce qu’en disent les visiteurs"), _("Gardé à part\u00a0: les deux regards ne sont pas fondus.")
    )
    difficulties = _area(_("Obstacles et remèdes"), _("Un par ligne\u00a0: obstacle | remède | code de l’obstacle."))
    levers = forms.MultipleChoiceField(label=_("Leviers"), required=False)
    themes = forms.MultipleChoiceField(label=_("Thèmes"), required=False)
    maturity = list_field(_("Maturité, telle qu’énoncée"), Maturity, blank="—", required=False)
    maturity_source = forms.CharField(label=_("par"), max_length=300, required=False)
    reproducibility = list_field(_("Reproductibilité, telle qu’énoncée"), Reproducibility, blank="—", required=False)
    reproducibility_source = forms.CharField(label=_("par"), max_length=300, required=False)
    sources = _area(_("Preuves"), _("Une par ligne\u00a0: fact:S089, action:…, ou un document en mots."))
    reason = forms.CharField(label=_("Pourquoi ce changement"), max_length=300, required=False)

    def __init__(
        self,
        *args: Any,
        hosts: Sequence[Territory],
        projects: Sequence[Project],
        workshops: Sequence[Workshop],
        levers: Sequence[Code],
        obstacles: Sequence[Code],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.hosts = {place.siren: place for place in hosts}
        self.projects = {project.slug: project for project in projects}
        self.workshops = {workshop.slug: workshop for workshop in workshops}
        self.obstacles = [code.key for code in obstacles]
        choose(self, "territory", [(siren, place.short_name) for siren, place in self.hosts.items()], is_optional=False)
        choose(self, "project", [(slug, project.name_fr) for slug, project in self.projects.items()])
        choose(self, "workshop", [(slug, workshop.title) for slug, workshop in self.workshops.items()])
        choose(self, "levers", [(code.key, words(code.label)) for code in levers], is_optional=False)
        choose(self, "themes", choices_of(ActionTheme), is_optional=False)

    def given(self, conditions: Sequence[TransferCondition]) -> LessonInput:
        """Return what was given."""
        data = self.cleaned_data
        refs, sources = read_sources(data["sources"])
        content = LessonContent(
            title=data["title"],
            **{name: data[name] for name in LONG_TEXTS},
            conditions=tuple(conditions),
            difficulties=read_difficulties(data["difficulties"], self.obstacles),
            levers=tuple(data["levers"]),
            maturity=data["maturity"] or None,
            maturity_source=data["maturity_source"],
            reproducibility=data["reproducibility"] or None,
            reproducibility_source=data["reproducibility_source"],
            themes=tuple(ActionTheme(code) for code in data["themes"]),
            evidence=refs,
            sources=sources,
        )
        return LessonInput(
            content=content,
            territory=self.hosts[data["territory"]],
            project=self.projects.get(data["project"]),
            workshop=self.workshops.get(data["workshop"]),
            reason=data["reason"],
        )


def lesson_initial(lesson: Lesson) -> dict[str, Any]:
    """Return what the form of a lesson shows first."""
    parsed_content = lesson.parsed_content
    return {
        name: getattr(parsed_content, name)
        for name in ("title", *LONG_TEXTS, "maturity_source", "reproducibility_source")
    } | {
        "territory": lesson.territory.siren,
        "project": lesson.project.slug if lesson.project else "",
        "workshop": lesson.workshop.slug if lesson.workshop else "",
        "difficulties": write_difficulties(parsed_content.difficulties),
        "levers": list(parsed_content.levers),
        "themes": [theme.value for theme in parsed_content.themes],
        "maturity": parsed_content.maturity.value if parsed_content.maturity else "",
        "reproducibility": parsed_content.reproducibility.value if parsed_content.reproducibility else "",
        "sources": write_sources(parsed_content),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionInput:
    """The fields of one condition of transfer, and what is wrong with them."""

    kind: ConditionKind
    label: str
    weight: str
    words: str
    evidence: str
    amount: str
    paid_by: str
    choices: tuple[tuple[str, str], ...]
    error: str = ""


def condition_inputs(transfer_conditions: Sequence[TransferCondition]) -> list[ConditionInput]:
    """Return the fields of each condition, as it is kept."""
    return [
        _input(
            condition.kind,
            {
                "weight": condition.weight.value if condition.weight else "",
                "words": condition.words,
                "evidence": condition.evidence,
                "amount": "" if condition.amount_eur is None else f"{condition.amount_eur:g}",
                "paid_by": condition.paid_by,
            },
        )
        for condition in all_conditions(transfer_conditions)
    ]


def _input(kind: ConditionKind, texts: dict[str, str], error: str = "") -> ConditionInput:
    choices = tuple(choices_of(ConditionWeight))
    return ConditionInput(kind=kind, label=words(kind.label), choices=choices, error=error, **texts)


_PARTS = ("weight", "words", "evidence", "amount", "paid_by")


def posted_conditions(posted: Any) -> tuple[list[ConditionInput], list[TransferCondition] | None]:
    """Read the conditions that were sent: their fields as typed, and their values, None when one cannot be read."""
    inputs, values = [], []
    for kind in ConditionKind:
        texts = {part: str(posted.get(f"{kind.value}-{part}", "")).strip()[:4000] for part in _PARTS}
        try:
            amount = _amount(texts["amount"])
        except ValueError:
            inputs.append(_input(kind, texts, now_("Un montant en euros, comme 12\u202f000.")))
            continue
        weight = ConditionWeight(texts["weight"]) if texts["weight"] in set(ConditionWeight) else None
        inputs.append(_input(kind, texts))
        values.append(
            TransferCondition(
                kind=kind,
                weight=weight,
                words=texts["words"],
                evidence=texts["evidence"],
                amount_eur=amount if kind.is_money else None,
                paid_by=texts["paid_by"] if kind.is_money else "",
            )
        )
    return inputs, values if len(values) == len(ConditionKind) else None


def _amount(text: str) -> float | None:
    """Read an amount as it is typed; None when nothing is."""
    plain = "".join(sign for sign in text if not sign.isspace()).replace("€", "").replace(",", ".")
    if not plain:
        return None
    amount = float(plain)
    if not 0 <= amount < 1e12:
        raise ValueError
    return amount


class StepForm(forms.Form):
    """A step of adoption as it is declared."""

    territory = forms.ChoiceField(label=_("Collectivité qui reprend"))
    stage = list_field(_("Où elle en est"), AdoptionStage)
    on = day_field(_("Depuis le"))
    adapted = _area(_("Adapté comment"), rows=2)
    result = _area(_("Avec quel résultat"), rows=2)
    evidence = forms.CharField(label=_("Ce qui le montre"), max_length=2000, required=False)
    person = forms.CharField(
        label=_("Personne qui l’a entendu ou le porte"),
        help_text=_("Facultatif\u202f; lu par les seules personnes du réseau."),
        max_length=120,
        required=False,
    )

    def __init__(self, *args: Any, places: Sequence[Territory], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {place.siren: place for place in places}
        choose(self, "territory", [(place.siren, place.short_name) for place in places], is_optional=False)

    def step(self) -> tuple[Territory, AdoptionStep]:
        """Return the territory and the step."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "territory"}
        return self.places[self.cleaned_data["territory"]], AdoptionStep(**values)


class NameForm(forms.Form):
    """A name to take out of everything that the room holds of a network."""

    name = forms.CharField(label=_("Nom à retirer"), max_length=120)
