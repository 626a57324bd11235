"""What any page may say: whether it is about something invented, and what was typed in a form that is refused."""

from typing import Any

from django import template

from autan.instance.site.presenters.invented import shows_invented as shows
from autan.people.accounts.access import posted_words

register = template.Library()
_OF_EVERY_PAGE = frozenset({"request", "user", "perms", "messages", "csrf_token", "block", "menu", "networks"})


@register.simple_tag(takes_context=True)
def shows_invented(context: template.Context) -> bool:
    """Say whether an object in the context of the page is invented, or depends on one that is."""
    values = {name: value for layer in context.dicts for name, value in layer.items()}
    return shows(value for name, value in values.items() if name not in _OF_EVERY_PAGE)


@register.inclusion_tag("site/typed_words.html", takes_context=True)
def typed_words(context: template.Context) -> dict[str, Any]:
    """Return the values of a refused form, to be copied: nothing typed is lost."""
    return {"typed": posted_words(context["request"])}
