"""What any page may say: whether it is about something invented, and what was typed in a form that is refused."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _

from autan.instance.site.presenters.invented import shows_invented as shows
from autan.instance.site.queries import site_theme
from autan.people.accounts.access import posted_words

register = template.Library()
register.simple_tag(site_theme)
_OF_EVERY_PAGE = frozenset({"request", "user", "perms", "messages", "csrf_token", "block", "menu", "networks"})


@register.simple_tag(takes_context=True)
def shows_invented(context: template.Context) -> bool:
    """Say whether an object in the context of the page is invented, or depends on one that is."""
    values = {name: value for layer in context.dicts for name, value in layer.items()}
    return shows(value for name, value in values.items() if name not in _OF_EVERY_PAGE)


@register.simple_block_tag(takes_context=True)
def invented_title(context: template.Context, content: str) -> str:
    """Mark the title of a page about something invented, unless its own words say so."""
    mark = _("inventé")
    is_marked = not context["is_invented"] or f"{mark})" in content or f"({_('réseau inventé')})" in content
    return content if is_marked else format_html("{} ({})", content, mark)


@register.inclusion_tag("site/typed_words.html", takes_context=True)
def typed_words(context: template.Context) -> dict[str, Any]:
    """Return the values of a refused form, to be copied: nothing typed is lost."""
    return {"typed": posted_words(context["request"])}
