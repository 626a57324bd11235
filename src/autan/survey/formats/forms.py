"""What may be asked of the page of downloads, and given to the page of imports."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from autan.evidence.imports.forms import UploadForm
from autan.ground.texts.language import words
from autan.ground.wordings import Sentence
from autan.survey.campaigns.core.exchange import OnConflict
from autan.survey.formats.core.answer_files.cells import SEPARATORS
from autan.survey.formats.core.answer_files.formats import Headings

_ON_CONFLICT = {
    OnConflict.KEEP: Sentence("garder ce qui est enregistré"),
    OnConflict.REPLACE: Sentence("prendre ce que dit le fichier"),
}


_MARKS = {
    "": _("à demander, colonne par colonne"),
    ",": _("virgule\u00a0: 12,500 vaut douze et demi, 12.500 douze mille cinq cents"),
    ".": _("point\u00a0: 12.500 vaut douze et demi, 12,500 douze mille cinq cents"),
}


class DownloadForm(forms.Form):
    """The form of a file: headings, one row a cell or a territory, separator."""

    headings = forms.ChoiceField(choices=[(value, value) for value in Headings], required=False)
    long = forms.BooleanField(required=False)
    separator = forms.ChoiceField(choices=[(sign, sign) for sign in SEPARATORS], required=False)


class AnswersForm(UploadForm):
    """A file of answers, what tells its territories, and what becomes of what stands."""

    companion = forms.FileField(label=_("Structure LimeSurvey (.lss ou .lsa), si besoin"), required=False)
    match = forms.CharField(label=_("Colonne qui dit la collectivité, si besoin"), max_length=200, required=False)
    on_conflict = forms.ChoiceField(label=_("Si une autre réponse est déjà enregistrée"))
    decimal_mark = forms.ChoiceField(
        label=_("Signe des décimales, si le fichier ne le montre pas"), choices=list(_MARKS.items()), required=False
    )
    skip_faults = forms.BooleanField(label=_("Laisser les réponses fautives et lire les autres"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(act.value, words(label)) for act, label in _ON_CONFLICT.items()]
        self.fields["on_conflict"] = forms.ChoiceField(label=self.fields["on_conflict"].label, choices=choices)
