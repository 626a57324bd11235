"""How forms are written: as Django does, with the options of a list at once, and not by two templates each."""

from collections.abc import Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

_LISTS = frozenset({"django/forms/widgets/select.html", "django/forms/widgets/select_multiple.html"})


class FormRenderer(DjangoTemplates):
    """The renderer of Django, for which a list of 1,255 territories costs a tenth; a field is drawn as in the house."""

    field_template_name = "web/field.html"

    def render(self, template_name: str, context: Any, request: Any = None) -> SafeString:
        """Write a widget, or a form."""
        if template_name in _LISTS:
            return _list(context["widget"])
        return SafeString(super().render(template_name, context, request))


def _list(widget: Mapping[str, Any]) -> SafeString:
    groups = format_html_join("", "{}", ((_group(name, options),) for name, options, _rank in widget["optgroups"]))
    return format_html('<select name="{}"{}>{}</select>', widget["name"], _attributes(widget["attrs"]), groups)


def _group(name: str | None, options: list[dict[str, Any]]) -> SafeString:
    # as `format_html` would, in a third of the time
    rows = ((option["value"], option["attrs"] and _attributes(option["attrs"]), option["label"]) for option in options)
    html = mark_safe(  # noqa: S308 - each part is escaped
        "".join(
            f'<option value="{conditional_escape(value)}"{attributes or ""}>{conditional_escape(label)}</option>'
            for value, attributes, label in rows
        )
    )
    return format_html('<optgroup label="{}">{}</optgroup>', name, html) if name else html


def _attributes(attributes: Mapping[str, Any]) -> SafeString:
    pairs = ((name, value) for name, value in attributes.items() if value is not False)
    return format_html_join("", "{}", ((_attribute(name, value),) for name, value in pairs))


def _attribute(name: str, value: Any) -> SafeString:
    return format_html(" {}", name) if value is True else format_html(' {}="{}"', name, value)
