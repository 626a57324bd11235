"""How a site looks, where a plug-in gives it a theme of its own."""

import re
from dataclasses import dataclass
from hashlib import sha256

from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Text
from autan.territories.networks.core.colours import NIGHT, PAPER, PRODUCT, is_colour, readable_on

_FONTS = re.compile(r"[\w\s,'\"-]*")
_LARGEST_LOGO = 8_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteTheme:
    """The look of a site. What is left empty is that of the product; the colour of a network goes before.

    Invariants: colours are six hexadecimal digits, read with a contrast of 7 by day and by night (the nearest that can
    is taken); fonts are names of families alone, which readers have; the logo is a drawing in SVG, 8 kB at most.

    Attributes:
        name: words beside the logo and in the titles of pages.
        colour: of links, buttons and data.
        emphasis: of what needs attention.
        headings, text: families of fonts, the one wanted first, such as `Marianne, Arial, sans-serif`.
        logo: text of the drawing.
        footer: a sentence of the foot of every page.
    """

    name: str = "Autan"
    colour: str = PRODUCT
    emphasis: str = ""
    headings: str = ""
    text: str = ""
    logo: str = ""
    footer: Text = NO_TEXT

    def __post_init__(self) -> None:
        """Refuse what a page cannot show."""
        for colour in filter(None, (self.colour, self.emphasis)):
            if not is_colour(colour):
                message = f"une couleur s’écrit comme {PRODUCT}, et non {colour}"
                raise ValueError(message)
        for fonts in (self.headings, self.text):
            if not _FONTS.fullmatch(fonts):
                message = f"des noms de polices sont attendus, et non {fonts}"
                raise ValueError(message)
        if self.logo and not (self.logo.startswith("<svg") and len(self.logo) <= _LARGEST_LOGO):
            message = f"un logo est un dessin SVG de {_LARGEST_LOGO} signes au plus"
            raise ValueError(message)

    @property
    def style_sheet(self) -> str:
        r"""Its colours by day and by night, and its fonts.

        >>> SiteTheme(headings="Marianne, serif").style_sheet
        ':root{--serif:Marianne, serif}\n'
        """
        day, night = (self._colours(paper) for paper in (PAPER, NIGHT))
        fonts = {"serif": self.headings, "sans": self.text}
        always = "".join(f"--{name}:{value};" for name, value in (day | fonts).items() if value).rstrip(";")
        rules = f":root{{{always}}}\n" if always else ""
        at_night = ";".join(f"--{name}:{value}" for name, value in night.items())
        return rules + (f"@media(prefers-color-scheme:dark){{:root{{{at_night}}}}}\n" if at_night else "")

    @property
    def digest(self) -> str:
        """A word that changes with the style sheet, which readers keep."""
        return sha256(self.style_sheet.encode()).hexdigest()[:8]

    def _colours(self, paper: str) -> dict[str, str]:
        colours = {"woad": "" if self.colour == PRODUCT else self.colour, "brick": self.emphasis}
        return {name: readable_on(colour, paper) for name, colour in colours.items() if colour}


PLAIN = SiteTheme()
"""The look of the product."""
