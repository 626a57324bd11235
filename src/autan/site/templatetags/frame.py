"""`{% shows_invented as … %}`: whether the page that is being drawn is about something invented."""

from django import template

from autan.site.presenters.invented import shows_invented as shows

register = template.Library()
_OF_EVERY_PAGE = frozenset({"request", "user", "perms", "messages", "csrf_token", "block", "menu", "networks"})


@register.simple_tag(takes_context=True)
def shows_invented(context: template.Context) -> bool:
    """True when one of the things given to the page is invented, or hangs on what is."""
    given = {name: value for layer in context.dicts for name, value in layer.items()}
    return shows(value for name, value in given.items() if name not in _OF_EVERY_PAGE)
