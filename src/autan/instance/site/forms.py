"""The form of what the operator of the instance states."""

from django import forms
from django.utils.translation import gettext_lazy as _

from autan.instance.site.models import OperatorNotice


class NoticeForm(forms.ModelForm[OperatorNotice]):
    """Publisher, director, host, contacts, multi-year plan: each may stay empty."""

    class Meta:
        model = OperatorNotice
        fields = (
            "publisher", "publisher_address", "director", "host", "host_address", "contact_email", "contact_address",
            "accessibility_email", "accessibility_plan",
        )  # fmt: skip
        labels = {  # noqa: RUF012 - Django's documented way
            "publisher": _("Éditeur du site\u00a0: nom ou raison sociale"),
            "publisher_address": _("Adresse et téléphone de l’éditeur"),
            "director": _("Direction de la publication"),
            "host": _("Hébergeur\u00a0: nom ou raison sociale"),
            "host_address": _("Adresse et téléphone de l’hébergeur"),
            "contact_email": _("Adresse électronique de contact"),
            "contact_address": _("Adresse postale et téléphone de contact"),
            "accessibility_email": _("Adresse électronique pour l’accessibilité"),
            "accessibility_plan": _("Schéma pluriannuel d’accessibilité\u00a0: texte, ou adresse où il se lit"),
        }
        widgets = {"accessibility_plan": forms.Textarea({"rows": 6})}  # noqa: RUF012 - Django's documented way
