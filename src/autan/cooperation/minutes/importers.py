"""Simple Markdown as blocks: headings, paragraphs, lists, quotes, bold and italic; anything else is plain words."""

from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from autan.cooperation.minutes.core import MinutesBlock, Run, even_headings

_DEEPEST_HEADING = 3


def parse_blocks(text: str) -> tuple[MinutesBlock, ...]:
    """Return the blocks of a text; HTML and links are kept as the words they are written with."""
    parser = MarkdownIt("commonmark", {"html": False}).disable(["link", "image", "autolink", "html_inline"])
    return even_headings(list(_blocks(SyntaxTreeNode(parser.parse(text)).children, depth=0, quoted=False)))


def _blocks(nodes: Sequence[SyntaxTreeNode], *, depth: int, quoted: bool) -> Iterator[MinutesBlock]:
    for node in nodes:
        match node.type:
            case "heading":
                level = min(int(node.tag[1:]), _DEEPEST_HEADING)
                yield MinutesBlock(kind="heading", runs=_runs(node), level=level)
            case "paragraph":
                yield MinutesBlock(kind="quote" if quoted else "paragraph", runs=_runs(node))
            case "bullet_list" | "ordered_list":
                yield from _list(node, depth=depth + 1)
            case "blockquote":
                yield from _blocks(node.children, depth=depth, quoted=True)
            case "code_block" | "fence" | "html_block":
                yield MinutesBlock(kind="paragraph", runs=(Run(text=node.content.strip()),))


def _list(node: SyntaxTreeNode, *, depth: int) -> Iterator[MinutesBlock]:
    start = int(node.attrs.get("start", 1))
    for rank, item in enumerate(node.children, start=start):
        mark = f"{rank}." if node.type == "ordered_list" else "–"
        for block in _blocks(item.children, depth=depth, quoted=False):
            is_own = block.kind == "paragraph"
            yield MinutesBlock(kind="item", runs=block.runs, level=depth, mark=mark) if is_own else block
            mark = "" if is_own else mark


def _runs(node: SyntaxTreeNode) -> tuple[Run, ...]:
    inline = node.children[0] if node.children else None
    tokens = inline.to_tokens()[0].children if inline else None
    return tuple(_read_runs(tokens or []))


def _read_runs(tokens: Sequence[Token]) -> Iterator[Run]:
    bold = italic = 0
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                bold += token.nesting
            case "em_open" | "em_close":
                italic += token.nesting
            case "softbreak" | "hardbreak":
                yield Run(text=" ")
            case _:
                if token.content:
                    yield Run(text=token.content, is_bold=bold > 0, is_italic=italic > 0)
