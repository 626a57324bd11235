"""What a reader may ask of the register of facts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from autan.evidence.core.fact_kinds import FactKind
from autan.evidence.core.topics import Topic
from autan.evidence.forms.fields import list_field


class FactSearchForm(forms.Form):
    """Words, a topic and how the fact was learnt; all optional."""

    text = forms.CharField(label=_("Mots"), required=False, max_length=80)
    topic = list_field(_("Thème"), Topic, blank=_("tous les thèmes"), required=False)
    kind = list_field(_("Appris comment"), FactKind, blank=_("de toute façon"), required=False)
