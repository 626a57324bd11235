"""Parts of a page that are made when they are opened."""

from django import template
from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.utils.html import format_html
from django.utils.safestring import SafeString

from autan.ground.web.presenters import EVERY_PART, OPENED, is_opened, opening_address

register = template.Library()
_FORMS = {
    "": (
        '<p class="later" data-part="{0}" id="{0}"><a href="{3}" rel="nofollow">{1} ({2})</a></p>',
        '<details open data-part="{0}" id="{0}"><summary>{1} ({2})</summary>{3}</details>',
    )
} | {
    heading: (
        '<section class="later" data-part="{0}" aria-labelledby="{0}">'
        f'<{heading} id="{{0}}"><a href="{{3}}" rel="nofollow">{{1}} <span class="count">{{2}}</span></a></{heading}>'
        "</section>",
        '<section class="folded" data-part="{0}" aria-labelledby="{0}"><details open><summary>'
        f'<{heading} id="{{0}}">{{1}} <span class="count">{{2}}</span></{heading}></summary>{{3}}</details></section>',
    )
    for heading in ("h2", "h3")
}
"""For each heading: the link that opens a part, and the part. Code, title, number of lines, address or content."""


@register.simple_tag(takes_context=True)
def opening(context: template.Context, code: str) -> str:
    """Address that opens a part of the page; empty where it is open, or where nobody asked for the page."""
    request = getattr(context, "request", None)
    if request is None or is_opened(request.GET, code):
        return ""
    return opening_address(request.path, request.GET, code)


@register.inclusion_tag("web/open_every_part.html", takes_context=True)
def open_every_part(context: template.Context) -> dict[str, object]:
    """The link that opens every part of the page, or closes them: for a search in the page, or for paper."""
    request = context["request"]
    return {"request": request, "is_whole": EVERY_PART in request.GET.getlist(OPENED)}


@register.tag
def part(parser: Parser, token: Token) -> Node:
    """A part of the page, or the link that opens it: `{% part code title count is_open… level=2 %}…{% endpart %}`.

    `is_open`: any of them true for a part that is made at once. `level`: of its heading, none if left out. `sent` at
    the end: the form around it says that the part is open.
    """
    tag, *words = token.split_contents()
    is_sent = words[-1] == "sent" and bool(words.pop())
    level = words.pop().removeprefix("level=") if words[-1].startswith("level=") else ""
    if len(words) < 3:
        message = f"{tag} takes the code of the part, its title, how many lines it has and whether it is open"
        raise template.TemplateSyntaxError(message)
    nodes = parser.parse(("endpart",))
    parser.delete_first_token()
    return PartNode(
        [parser.compile_filter(word) for word in words], nodes, _FORMS[f"h{level}" if level else ""], is_sent=is_sent
    )


class PartNode(Node):
    """A part of a page, and what it holds; `forms`: how its link and itself are written."""

    def __init__(
        self, words: list[FilterExpression], nodes: NodeList, forms: tuple[str, str], *, is_sent: bool
    ) -> None:
        self.words, self.nodelist, self.forms = words, nodes, forms
        self.is_sent = is_sent

    def render(self, context: template.Context) -> SafeString:
        """Write the part, or the link that opens it."""
        code, title, count, *is_open = (word.resolve(context) for word in self.words)
        url = "" if any(is_open) else opening(context, code)
        closed, opened = self.forms
        if url:
            return format_html(closed, code, title, count, url)
        sent = format_html('<input type="hidden" name="{}" value="{}">', OPENED, code) if self.is_sent else SafeString()
        return format_html(opened, code, title, count, sent + self.nodelist.render(context))
