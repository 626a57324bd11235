"""Whether a territory holds a competence, and what it did of its duties."""

from django import forms
from django.utils.translation import gettext_lazy as _

from autan.evidence.figures.forms import EvidenceField
from autan.evidence.imports.forms import UploadForm
from autan.ground.texts.core.dates import PartialDate
from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.language import typeset, words
from autan.ground.web.forms.described import DescribedForm
from autan.ground.web.forms.fields import list_field
from autan.plans.obligations.core.act_tables import ActTable, table_faults
from autan.plans.obligations.core.competences import Holding
from autan.plans.obligations.core.rules import RuleNature
from autan.plans.obligations.importers.rules import obligation_rules, plan_competences


class CompetenceForm(forms.Form):
    """Whether a member holds a competence, with its source."""

    competence = forms.ChoiceField(
        label=_("Compétence"),
        choices=lambda: [(known.code, typeset(words(known.label))) for known in plan_competences()],
    )
    holding = list_field(_("Exercée"), (Holding.HELD, Holding.NOT_HELD))
    source = forms.CharField(label=_("Source\u00a0: statuts, délibération, arrêté"), max_length=300)


def _duty_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Obligation"),
        choices=lambda: [
            (rule.code, typeset(words(rule.label))) for rule in obligation_rules() if rule.nature is RuleNature.DUTY
        ],
    )


class ActTableForm(UploadForm, DescribedForm):
    """A table of acts for a duty, and what its columns say."""

    rule = _duty_field()

    class Meta:
        document = ActTable
        faults = table_faults

    field_order = ("rule", "file")


class ActStatus(Labelled):
    """What a source says of an act."""

    DONE = "done", "fait à cette date", "done on this date"
    NOT_DONE = "not_done", "pas fait, dit une source de cette date", "not done, says a source of this date"


class ActForm(forms.Form):
    """An act that meets a duty, its date and its source."""

    rule = _duty_field()
    act = forms.CharField(label=_("Acte\u00a0: délibération, bilan publié, dépôt"), max_length=300)
    when = forms.CharField(label=_("Date"), max_length=10, help_text=_("Une année, un mois (2024-06) ou un jour."))
    status = list_field(_("Ce que dit la source"), ActStatus)
    evidence = EvidenceField(label=_("Ce qui l’établit"))

    def clean_when(self) -> PartialDate:
        """Read a date known to the year, the month or the day."""
        when = PartialDate.parse(self.cleaned_data["when"])
        if when is None:
            raise forms.ValidationError(_("Ce n’est pas une date\u00a0: attendu 2024, 2024-06 ou 2024-06-30."))
        return when
