"""Parts of a page that are made when they are opened."""

from django import template
from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.utils.html import format_html
from django.utils.safestring import SafeString

from autan.ground.web.presenters import EVERY_PART, OPENED, is_opened, opening_address

register = template.Library()


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
    """A part of the page: `{% part code title count is_open %}…{% endpart %}`, the link that opens it until then.

    `is_open`: true for a part that is made at once, false if left out.
    """
    tag, *words = token.split_contents()
    if len(words) not in {3, 4}:
        message = f"{tag} takes the code of the part, its title, how many lines it has and whether it is open"
        raise template.TemplateSyntaxError(message)
    nodes = parser.parse(("endpart",))
    parser.delete_first_token()
    return PartNode([parser.compile_filter(word) for word in words], nodes)


class PartNode(Node):
    """A part of a page, and what it holds."""

    def __init__(self, words: list[FilterExpression], nodes: NodeList) -> None:
        self.words, self.nodelist = words, nodes

    def render(self, context: template.Context) -> SafeString:
        """Write the part, or the link that opens it."""
        code, title, count, *is_open = (word.resolve(context) for word in self.words)
        url = "" if any(is_open) else opening(context, code)
        if url:
            link = '<p class="later" data-part="{0}" id="{0}"><a href="{1}" rel="nofollow">{2} ({3})</a></p>'
            return format_html(link, code, url, title, count)
        opened = '<details open data-part="{0}" id="{0}"><summary>{2} ({3})</summary>{1}</details>'
        return format_html(opened, code, self.nodelist.render(context), title, count)
