"""A lesson as it is typed, its conditions of transfer, a step of adoption; a need, an offer, what is said of them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from autan.coding.codings.core.codebook import Code
from autan.cooperation.lessons.actions.lessons import LessonInput
from autan.cooperation.lessons.core.adoption import AdoptionStep
from autan.cooperation.lessons.core.lessons import Difficulty, LessonContent, TransferCondition
from autan.cooperation.lessons.core.needs import NeedInput, NeedResult, OfferInput
from autan.cooperation.lessons.models import Lesson
from autan.cooperation.workshops.models import Workshop
from autan.evidence.figures.forms import EvidenceField
from autan.ground.descriptions.core.documents import complete_rows
from autan.ground.texts.language import words
from autan.ground.web.forms.described import DescribedForm
from autan.ground.web.forms.fields import choose, list_field, text_area
from autan.plans.projects.models import Project
from autan.territories.networks.models import Territory


class LessonForm(DescribedForm):
    """What a lesson says; its conditions of transfer have forms of their own."""

    class Meta:
        document = LessonContent
        has_version = True

    territory = forms.ChoiceField(label=_("Collectivité hôte"))
    project = forms.ChoiceField(label=_("Projet du site"), required=False)
    workshop = forms.ChoiceField(label=_("Atelier où on l’a appris"), required=False)
    evidence = EvidenceField(label=_("Preuves"), required=False)
    reason = forms.CharField(label=_("Pourquoi ce changement"), max_length=300, required=False)
    field_order = ("title", "territory", "project", "workshop")

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
        labels = {code.key: words(code.label) for code in obstacles}
        self.obstacles = {label.casefold(): key for key, label in labels.items()} | {key: key for key in labels}
        difficulties: tuple[Difficulty, ...] = self.initial.get("difficulties", ())
        self.initial["difficulties"] = tuple(replace(row, code=labels.get(row.code, "")) for row in difficulties)
        names = [(siren, place.short_name) for siren, place in self.hosts.items()]
        choose(self, "territory", names, is_optional=len(names) > 1)  # a lesson is laid to no one’s account by default
        choose(self, "project", [(slug, project.name_fr) for slug, project in self.projects.items()])
        choose(self, "workshop", [(slug, workshop.title) for slug, workshop in self.workshops.items()])
        choose(self, "levers", [(code.key, words(code.label)) for code in levers], is_optional=False)

    def clean_difficulties(self) -> tuple[Difficulty, ...]:
        """Read the words of each kind of obstacle; those that the codebook does not hold are left out."""
        difficulties: tuple[Difficulty, ...] = self.cleaned_data["difficulties"]
        return tuple(replace(row, code=self.obstacles.get(row.code.casefold(), "")) for row in difficulties)

    def lesson_input(self, conditions: Sequence["ConditionForm"]) -> LessonInput:
        """Return the lesson as the action takes it."""
        data = self.cleaned_data
        return LessonInput(
            content=self.document(
                conditions=tuple(form.document(kind=form.kind) for form in conditions), evidence=data["evidence"]
            ),
            territory=self.hosts[data["territory"]],
            project=self.projects.get(data["project"]),
            workshop=self.workshops.get(data["workshop"]),
            reason=data["reason"],
        )


def lesson_initial(lesson: Lesson) -> dict[str, Any]:
    """Return what the form of a lesson shows first, beside its content."""
    return {
        "territory": lesson.territory.siren,
        "project": lesson.project.slug if lesson.project else "",
        "workshop": lesson.workshop.slug if lesson.workshop else "",
    }


class ConditionForm(DescribedForm):
    """One condition of transfer; an amount and who paid are asked of what is money."""

    class Meta:
        document = TransferCondition
        has_version = True
        exclude = ("kind",)

    def __init__(self, *args: Any, document: TransferCondition, **kwargs: Any) -> None:
        super().__init__(*args, document=document, prefix=document.kind.value, auto_id="%s", **kwargs)
        self.kind = document.kind
        if not self.kind.is_money:
            del self.fields["amount_eur"], self.fields["paid_by"]

    def add_prefix(self, field_name: str) -> str:
        """Name a field after its kind; that of the amount bears no unit."""
        return super().add_prefix(field_name.removesuffix("_eur"))


def condition_forms(content: LessonContent | None, data: Any = None) -> list[ConditionForm]:
    """Return the form of each condition of a lesson."""
    rows = complete_rows(LessonContent, "conditions", content.conditions if content else ())
    return [ConditionForm(data, document=row) for row in rows]


class StepForm(DescribedForm):
    """A step of adoption as it is declared."""

    class Meta:
        document = AdoptionStep

    territory = forms.ChoiceField(label=_("Collectivité qui reprend"))
    field_order = ("territory",)

    def __init__(self, *args: Any, places: Sequence[Territory], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {place.siren: place for place in places}
        names = [(place.siren, place.short_name) for place in places]
        choose(self, "territory", names, is_optional=len(names) > 1)


class NameForm(forms.Form):
    """A name to take out of everything that the room holds of a network."""

    name = forms.CharField(label=_("Nom à retirer"), max_length=120)


class _InName(DescribedForm):
    """What is said in the name of a member, or by whoever coordinates the network."""

    territory = forms.ChoiceField(label=_("Au nom de"), required=False)

    def __init__(self, *args: Any, places: Sequence[Territory], may_coordinate: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {place.siren: place for place in places}
        names = [(siren, place.short_name) for siren, place in self.places.items()]
        choose(self, "territory", names, is_optional=may_coordinate)

    @property
    def place(self) -> Territory | None:
        """Return the territory in whose name the need is written; None for the network, or somebody outside."""
        return self.places.get(self.cleaned_data["territory"])


class NeedForm(_InName):
    """A need, asked today."""

    class Meta:
        document = NeedInput
        exclude = ("title_en", "asked_on", "period")


class OfferForm(_InName):
    """An offer, of a member or of an organisation outside."""

    class Meta:
        document = OfferInput


class NeedAnswerForm(_InName):
    """An answer to a need."""

    words = text_area(_("Votre réponse"), rows=3)


class CloseForm(forms.Form):
    """The closing of a need."""

    result = list_field(_("Résultat"), NeedResult)
    words = text_area(_("Ce que le besoin a donné"), rows=2)
