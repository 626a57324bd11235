"""The file of a source that a coordinator adds."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from autan.evidence.imports.forms import UploadForm
from autan.ground.texts.language import words
from autan.opendata.sources.importers import shipped_cards
from autan.opendata.updates.actions.lake_imports import MAPPED, PAGE_SOURCES
from autan.opendata.updates.queries.file_mappings import all_mappings

MOST_REASON = 300  # signs


class DataFileForm(UploadForm):
    """A file, its source, and what is done with what is implausible in it."""

    source = forms.ChoiceField(label=_("Source du fichier"))
    skip_bad_rows = forms.BooleanField(
        label=_("Mettre de côté les lignes fautives, et prendre les autres"), required=False
    )
    accept = forms.BooleanField(
        label=_("Adopter malgré les alertes, après les avoir lues\u00a0: pertes, révisions, zéros nouveaux, échelle"),
        required=False,
    )
    reason = forms.CharField(label=_("Pourquoi (gardé avec l’édition)"), max_length=MOST_REASON, required=False)
    field_order = ("source", "file")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cards = shipped_cards()
        options = sorted((f"{cards[source].producer}, {cards[source].title}", source) for source in PAGE_SOURCES)
        choices = [(source, title) for title, source in options]
        choices += [
            (f"{MAPPED}{record.pk}", f"{record.document.producer}, {record.name} ({words(record.network.name)})")
            for record in all_mappings()
        ]
        self.fields["source"] = forms.ChoiceField(label=_("Source du fichier"), choices=choices)
        self.order_fields(self.field_order)
