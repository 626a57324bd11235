"""`{% link_to_give link %}`: a link that is handed over, with a button that copies it and its QR code."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.safestring import SafeString

from autan.ground.documents.renderers.printing import qr_drawing

register = template.Library()


@register.inclusion_tag("mail/link_to_give.html", takes_context=True)
def link_to_give(context: Mapping[str, Any], link: str, *, key: object = "", label: Any = "") -> dict[str, Any]:
    """The link under its label, whole where it is that of a page; `key` tells it from the others of the page."""
    whole = context["request"].build_absolute_uri(link)
    return {"link": whole, "field": f"link-{key}" if key else "link", "label": label}


@register.simple_tag
def qr_code(link: str) -> SafeString:
    """The QR code of a link, as a drawing."""
    # only squares are drawn of the link: no letter of it is in the drawing
    return SafeString(qr_drawing(link))
