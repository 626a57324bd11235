"""Wordings of LimeSurvey, which are HTML in any language, and ours, which are plain in French and English."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape, unescape

from autan.ground.wordings import Text
from autan.survey.questionnaires.core.questionnaire import ForeignTrait

_HIDDEN = re.compile(r"(</?(?:script|style)\b[^<>]*>)", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>|</(?:p|div|li|h[1-6]|tr)\s*>", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")
_LINK = re.compile(r"(<a\s[^<>]*>|</a\s*>)", re.IGNORECASE)
_ADDRESS = re.compile(r"\shref\s*=\s*[\"']?(https?://[^\"'<>\s]+)", re.IGNORECASE)
_UNSHOWN = re.compile(r"<(img|iframe|video|audio|object|embed|table|svg)\b", re.IGNORECASE)
_ECHO = re.compile(r"\{[^\s{}][^{}]*\}")


def from_html(text: str) -> str:
    r"""Return the words of a wording, without its markup; a line break stays one.

    >>> from_html("Avez-vous un <b>plan</b>&nbsp;?<br />Lequel")
    'Avez-vous un plan\xa0?\nLequel'
    >>> from_html('Voir <a href="https://autan.test/def">la définition</a>.')
    'Voir la définition (https://autan.test/def).'
    """
    words = _TAG.sub("", _BREAK.sub("\0", _with_addresses(_without_scripts(text))))
    lines = [re.sub(r"[ \t\r\n]+", " ", unescape(line)).strip(" ") for line in words.split("\0")]
    return "\n".join(lines).strip()


def _without_scripts(text: str) -> str:
    """Leave out scripts and styles; each piece is looked at once, however the tags are nested or left open."""
    shown, hidden = [], 0
    for piece in _HIDDEN.split(text):
        if not _HIDDEN.fullmatch(piece):
            shown.append("" if hidden else piece)
        elif piece.startswith("</"):
            hidden = max(0, hidden - 1)
        else:
            hidden += 1
    return "".join(shown)


def _with_addresses(text: str) -> str:
    """Say the address of each link after its words, unless these are it; each piece is looked at once."""
    if "<a" not in text.lower():
        return text
    written, address, words = [], "", ""
    for piece in _LINK.split(text):
        if not _LINK.fullmatch(piece):
            words += piece if address else ""
            written.append(piece)
        elif piece.startswith("</"):
            written.append(f" ({address})" if address and unescape(address) not in unescape(words) else "")
            address, words = "", ""
        else:
            match = _ADDRESS.search(piece)
            address, words = match[1] if match else "", ""
    return "".join(written)


def unshown_in(texts: Mapping[str, str]) -> tuple[str, ...]:
    """Name what our words do not show of a wording: pictures, films, tables, and what other answers would fill in.

    >>> unshown_in({"fr": 'Voir <img src="plan.png"> : {Q1.shown}', "en": "See {Q1.shown}"})
    ('<img>', '{Q1.shown}')
    """
    fromkeys = dict.fromkeys(f"<{match.lower()}>" for text in texts.values() for match in _UNSHOWN.findall(text))
    echoes = (match for text in texts.values() for match in _ECHO.findall(_without_scripts(text)))
    return tuple(fromkeys | dict.fromkeys(echoes))


def to_html(text: str) -> str:
    """Return words as a wording of LimeSurvey."""
    return escape(text, quote=False).replace("\n", "<br />")


def slots_of(languages: list[str]) -> dict[str, str]:
    """Say which of our two languages holds each language of a file; the first one stands for a missing French.

    >>> slots_of(["en", "de"]), slots_of(["fr-informal", "en"])
    ({'en': 'fr'}, {'fr-informal': 'fr', 'en': 'en'})
    """
    french = next((code for code in languages if code.partition("-")[0] == "fr"), languages[0])
    english = next((code for code in languages if code.partition("-")[0] == "en" and code != french), None)
    return {french: "fr"} | ({english: "en"} if english else {})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wordings:
    """Turns texts by language into our two languages, and keeps what these do not hold."""

    slots: Mapping[str, str]

    @property
    def french(self) -> str:
        """Language of the file that stands for our French."""
        return next(language for language, slot in self.slots.items() if slot == "fr")

    def text(self, texts: Mapping[str, str], default: str = "") -> Text:
        """Return the wording, its French replaced by the English when it is empty, by `default` when all are."""
        plain = {slot: from_html(texts.get(language, "")) for language, slot in self.slots.items()}
        french = plain["fr"] or plain.get("en", "")
        if default and not french:
            french = next(filter(None, map(from_html, texts.values())), default)
        is_english = self.french.partition("-")[0] == "en"
        return Text(french, french if is_english else plain.get("en", ""))

    def kept(self, name: str, texts: Mapping[str, str]) -> list[ForeignTrait]:
        """Return the wordings whose markup or language our text does not hold, an empty French included."""
        traits = [
            ForeignTrait(name=f"{name}.{language}", value=text)
            for language, text in texts.items()
            if text.strip() and (language not in self.slots or to_html(from_html(text)) != text)
        ]
        if any(map(str.strip, texts.values())) and not texts.get(self.french, "").strip():
            traits.append(ForeignTrait(name=f"{name}.{self.french}", value=""))
        return traits
