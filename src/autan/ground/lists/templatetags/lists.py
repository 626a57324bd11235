"""`{% rows listing %}…{% endrows %}`: the table or the items of a declared list, its content once for each row."""

from collections.abc import Iterable
from html import escape

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from autan.ground.lists.presenters import Column, ListPage
from autan.ground.texts.language import MarkedText

register = template.Library()


@register.filter
def options_of(choices: Iterable[tuple[object, object]], chosen: object = "") -> SafeString:
    """The options of a list, the chosen one marked; for lists of hundreds, that a template loops over slowly."""
    written = (
        f'<option value="{escape(str(code))}"{" selected" if code == chosen else ""}'
        f"{' lang="fr"' if isinstance(label, MarkedText) else ''}>{escape(str(label))}</option>"
        for code, label in choices
    )
    return mark_safe("".join(written))  # noqa: S308 - both parts are escaped


class _RowsNode(template.Node):
    """Draws each row with itself as `row`, its rank as `counter`, and the headings of columns as `labels`."""

    def __init__(self, listing: FilterExpression, content: NodeList) -> None:
        self.listing, self.content = listing, content

    def render(self, context: Context) -> SafeString:
        listing: ListPage = self.listing.resolve(context)
        tag = listing.declared.item
        if tag is None:
            tag = "tr" if listing.columns else "li"
        with context.push(labels={column.code: column.heading for column in listing.columns}):
            drawn = [self._draw(row, rank, tag, context) for rank, row in enumerate(listing.rows, start=1)]
        content = mark_safe("\n".join(drawn))  # noqa: S308 - drawn by templates
        if listing.columns:
            content = content or _empty_message(listing, "td", f' colspan="{len(listing.columns)}"')
            return _table(listing, content if tag == "tbody" and drawn else format_html("<tbody>{}</tbody>", content))
        if tag == "li":
            items = content or _empty_message(listing, "li")
            return format_html('<ul class="{}">{}</ul>', listing.declared.look, items)
        return content or _empty_message(listing, "p")

    def _draw(self, row: object, rank: int, tag: str, context: Context) -> str:
        with context.push(row=row, counter=rank):
            cells = self.content.render(context).strip()
        return f"<{tag}>{cells}</{tag}>" if tag else cells


@register.tag
def rows(parser: Parser, token: Token) -> template.Node:
    """The table or the items of a declared list: what stands up to `endrows` is drawn for each row."""
    try:
        _name, listing = token.split_contents()
    except ValueError:
        raise template.TemplateSyntaxError("rows takes one page of a list") from None
    content = parser.parse(("endrows",))
    parser.delete_first_token()
    return _RowsNode(parser.compile_filter(listing), content)


def _table(listing: ListPage, body: SafeString) -> SafeString:
    has_boxes = any(not column.label for column in listing.columns)
    return format_html(
        '<div class="scroll" tabindex="0" role="region" aria-label="{caption}"><table class="stack{choosing}">'
        '<caption class="visually-hidden">{caption}</caption>\n'
        "<thead><tr>{heads}</tr></thead>\n{body}\n</table></div>",
        caption=listing.declared.caption,
        choosing=" choosing" if has_boxes else "",
        heads=format_html_join("", "{}", ((_heading(column),) for column in listing.columns)),
        body=body,
    )


def _heading(column: Column) -> SafeString:
    if not column.label:
        return mark_safe("<td></td>")
    number = mark_safe(' class="number"') if column.is_number else ""
    return format_html('<th scope="col"{}>{}</th>', number, column.heading)


def _empty_message(listing: ListPage, tag: str, attributes: str = "") -> SafeString:
    cell = f'<{tag}{attributes} class="unknown">{conditional_escape(str(listing.nothing))}</{tag}>'
    return mark_safe(f"<tr>{cell}</tr>" if tag == "td" else cell)  # noqa: S308 - the words are escaped
