"""What may be asked of the page of downloads, and given to the page of imports."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from autan.evidence.core.texts import Text
from autan.formats.core.tables import Headings
from autan.formats.exporters.answers.csv_file import SEPARATORS
from autan.surveys.core.exchange.import_plans import OnConflict

MAX_UPLOAD_BYTES = 20_000_000
_ON_CONFLICT = {
    OnConflict.KEEP: Text("garder ce qui est enregistré", "keep what is recorded"),
    OnConflict.REPLACE: Text("prendre ce que dit le fichier", "take what the file says"),
}


class DownloadForm(forms.Form):
    """The form of a file: headings, one row a cell or a territory, separator."""

    headings = forms.ChoiceField(choices=[(value, value) for value in Headings], required=False)
    long = forms.BooleanField(required=False)
    separator = forms.ChoiceField(choices=[(sign, sign) for sign in SEPARATORS], required=False)


class ImportForm(forms.Form):
    """A file of answers, what tells its territories, and whether it is written or only weighed."""

    file = forms.FileField(label=_("Fichier de réponses"))
    structure = forms.FileField(label=_("Structure LimeSurvey (.lss ou .lsa), si besoin"), required=False)
    match = forms.CharField(label=_("Colonne qui dit la collectivité, si besoin"), max_length=200, required=False)
    on_conflict = forms.ChoiceField(label=_("Si une autre réponse est déjà enregistrée"))
    skip_faults = forms.BooleanField(label=_("Laisser les réponses fautives et lire les autres"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "fr"
        choices = [(act.value, words.in_language(language)) for act, words in _ON_CONFLICT.items()]
        self.fields["on_conflict"] = forms.ChoiceField(label=self.fields["on_conflict"].label, choices=choices)

    def clean(self) -> dict[str, Any]:
        """Refuse a file that no questionnaire fills."""
        found: dict[str, Any] = super().clean() or {}
        for name in ("file", "structure"):
            if found.get(name) and found[name].size > MAX_UPLOAD_BYTES:
                self.add_error(name, _("Ce fichier dépasse 20\u00a0Mo."))
        return found
