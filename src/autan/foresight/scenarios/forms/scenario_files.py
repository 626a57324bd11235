"""Taking up the file of a scenario."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from autan.ground.tables.importers.yaml_document import MAX_BYTES


class ScenarioFileForm(forms.Form):
    """The file that a page of levers gives, or that of the command line."""

    file = forms.FileField(label=_("Fichier JSON ou YAML"), widget=forms.FileInput({"accept": ".json,.yaml,.yml"}))

    def clean_file(self) -> object:
        """Refuse what is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise ValidationError(_("Ce fichier dépasse 1\u00a0Mo."))
        return file
