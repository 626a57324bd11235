"""Whether a territory holds a competence."""

from django import forms
from django.utils.translation import gettext_lazy as _

from autan.ground.texts.language import words
from autan.ground.web.forms.fields import list_field
from autan.plans.obligations.core.competences import Holding
from autan.plans.obligations.importers.competences import plan_competences


class CompetenceForm(forms.Form):
    """Whether a member holds a competence, with its source."""

    competence = forms.ChoiceField(
        label=_("Compétence"), choices=lambda: [(known.code, words(known.label)) for known in plan_competences()]
    )
    holding = list_field(_("Exercée"), (Holding.HELD, Holding.NOT_HELD))
    source = forms.CharField(label=_("Source\u00a0: statuts, délibération, arrêté"), max_length=300)
