"""The browser of a session in words."""

from django import template
from django.utils.translation import gettext as _

register = template.Library()
_BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "Vivaldi/": "Vivaldi",
    "SamsungBrowser/": "Samsung Internet",
    "FxiOS/": "Firefox",
    "Firefox/": "Firefox",
    "CriOS/": "Chrome",
    "Chromium/": "Chromium",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
_SYSTEMS = {
    "Windows": "Windows",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "CrOS": "ChromeOS",
    "Macintosh": "macOS",
    "Linux": "Linux",
}


@register.filter
def browser(user_agent: str) -> str:
    """Name a browser and its system from what it says of itself, where most name those that they stand in for last."""
    name = next((name for sign, name in _BROWSERS.items() if sign in user_agent), _("Navigateur inconnu"))
    return ", ".join([name, *(system for sign, system in _SYSTEMS.items() if sign in user_agent)][:2])
