"""What is asked to make a key."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from autan.ground.texts.language import words
from autan.ground.web.forms.fields import choose, day_field
from autan.publishing.api.queries.tables import writable_tables
from autan.territories.networks.models import Network


class KeyForm(forms.Form):
    """Which program writes, where, what, and until when."""

    name = forms.CharField(label=_("Nom du programme (un logiciel, pas une personne)"), max_length=120)
    network = forms.ChoiceField(label=_("Réseau où il écrit"))
    act = forms.ChoiceField(label=_("Ce qu’il écrit"))
    until = day_field(_("Jour où la clé n’ouvre plus rien, dans un an au plus"))

    def __init__(self, data: Any, *, networks: Iterable[Network]) -> None:
        super().__init__(data)
        choose(self, "network", [(network.slug, words(network.name)) for network in networks], is_optional=False)
        tables = [(table.name, words(table.title)) for table in writable_tables().values()]
        choose(self, "act", tables, is_optional=False)
