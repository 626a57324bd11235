"""`{% figure f %}`, `{% figure_inline f %}`, `{% figure_facts f %}`: the same component wherever a number is shown."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

from autan.evidence.figures.core.figures import SPREAD, Figure
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.wording import is_narrow
from autan.evidence.figures.importers import TERMS
from autan.evidence.figures.presenters.figures import alike_figures, present_figure
from autan.evidence.figures.queries.registry import evidence_page, name_place
from autan.ground.texts import language
from autan.ground.texts.core.notation import NO_BREAK_SPACE, set_typography, write_source_date
from autan.ground.texts.core.periods import Period
from autan.ground.texts.language import FRENCH
from autan.ground.texts.refusals import sentence_words, shown_words
from autan.ground.web.presenters import set_quotations
from autan.ground.wordings import Text

register = template.Library()
register.simple_tag(evidence_page)
_QUOTED = re.compile("“[^“”]+”")
_OPENED_TERM = re.compile(r'popovertarget="mot-(\w+)"')


@register.inclusion_tag("evidence/figure.html")
def figure(item: Figure, size: str = "") -> dict[str, Any]:
    """The block: label, number, unit, period, coverage dots, state, one mark to the trace."""
    return {"view": present_figure(item), "size": size}


@register.simple_tag
def figure_inline(item: Figure) -> SafeString:
    """Number and unit in a line of text or a cell, linked to the trace, and the alerts on it."""
    view = present_figure(item)
    return format_html(
        '<a class="figure-inline{}" href="{}">{}{}{}</a>{}',
        "" if view.is_known else " is-unknown",
        view.trace_url,
        view.number,
        NO_BREAK_SPACE if view.unit else "",
        view.unit,
        format_html(' <span class="small caution">({})</span>', view.caution) if view.caution else "",
    )


@register.simple_tag
def figure_in_sentence(item: Figure) -> SafeString:
    """Number and unit in a sentence, its bound in words, linked to the trace."""
    view = present_figure(item)
    return format_html(
        '<a class="figure-inline{}" href="{}">{}</a>{}',
        "" if view.is_known else " is-unknown",
        view.trace_url,
        view.spoken,
        format_html(' <span class="small caution">({})</span>', view.caution) if view.caution else "",
    )


@register.simple_tag
def figure_indication(item: Figure) -> str:
    """The number that stands in the trace of what is not established: computed from what is known, and no more."""
    shown = replace(item, value=item.indication, indication=None, state=ValueState.ESTIMATED)
    return present_figure(shown).quantity


@register.simple_tag
def figure_ends(item: Figure) -> str:
    """Both ends of a value that reads as one number, for its trace; nothing for another."""
    if not is_narrow(item):
        return ""
    method = replace(item.method, name=SPREAD)  # the words of a spread keep its ends
    return present_figure(replace(item, method=method)).quantity


@register.simple_tag
def figure_facts(item: Figure) -> SafeString:
    """Period and state of a figure that stands in a sentence, in small letters after it."""
    view = present_figure(item)
    state = term(view.state_code) if view.state else ""
    parts = [word for word in (view.period, state, view.caution, view.own) if word]
    return format_html('<span class="small">{}</span>', format_html_join(" · ", "{}", ((word,) for word in parts)))


@register.simple_tag
def term(code: str) -> SafeString:
    """A word that opens its meaning where it stands; the page holds the meanings once, at its end."""
    entry = TERMS[code]
    return format_html(
        '<button type="button" class="term" popovertarget="mot-{}">{}</button>', code, language.words(entry.label)
    )


@register.simple_block_tag
def with_meanings(content: SafeString) -> SafeString:
    """A page, and after it the meaning of each word that it has, closed until its button opens it."""
    terms = [TERMS[code] for code in dict.fromkeys(_OPENED_TERM.findall(content))]
    return content + render_to_string("evidence/term_meanings.html", {"terms": terms}) if terms else content


@register.simple_tag
def colon() -> str:
    """A colon, set as in the language of the page."""
    return language.colon()


@register.simple_tag
def semicolon() -> str:
    """A semicolon, set as in the language of the page."""
    return language.semicolon()


@register.filter
def alike(figures: Iterable[Figure]) -> list[Figure | None]:
    """Return figures in one size of each unit: no MWh beside GWh."""
    return alike_figures(figures)


@register.filter
def places(item: Figure) -> str:
    """Names of the territories of a figure; how many they are when there are several."""
    if len(item.territories) > 1:
        return ngettext("%(count)d territoire", "%(count)d territoires", len(item.territories)) % {
            "count": len(item.territories)
        }
    return ", ".join(map(name_place, item.territories))


@register.filter
def localised(text: Text | None) -> str:
    """The wording of a `Text` in the language of the page."""
    return language.words(text)


@register.filter
def in_its_language(text: Text) -> SafeString:
    """A wording in the language of the page; one that exists in French alone is said to be French."""
    if language.is_only_french(text):
        return format_html('<span lang="fr">{}</span>', set_quotations(set_typography(text.fr, language=FRENCH)))
    return quotations(typeset(language.words(text)))


@register.filter
def quotations(text: str) -> SafeString:
    """A sentence whose quotations are marked as such; words between the same marks that are a name are not."""
    return set_quotations(text)


@register.filter
def credited(source: Text | str) -> SafeString:
    """A credit in the language of the page; one in French alone is said to be so, and so are titles that it quotes."""
    if isinstance(source, Text) and language.is_only_french(source):
        return format_html('<span lang="fr">{}</span>', source.fr)
    credit = escape(language.words(source) if isinstance(source, Text) else source)
    is_marked = language.current_language() != FRENCH
    return mark_safe(_QUOTED.sub(r'<span lang="fr">\g<0></span>', credit) if is_marked else credit)  # noqa: S308 - escaped


@register.filter
def sentence(sentence: str) -> str:
    """A sentence of a refusal or of a fault in the language of the page."""
    return sentence_words(sentence)


@register.filter
def shown(text: str) -> str:
    """What a fault shows of a file: as it is there, or a sentence in the language of the page."""
    return shown_words(text)


@register.filter
def period(value: Period) -> str:
    """A period in words."""
    return language.words(value.words())


@register.filter(expects_localtime=True)
def day(value: date | None) -> str:
    """A day in full, that of the reader's clock for a moment; nothing for none."""
    return language.day(value) if value else ""


@register.filter(expects_localtime=True)
def moment(value: datetime | None) -> str:
    """A day in full and the time, by the reader's clock; nothing for none."""
    return f"{language.day(value)}, {value:%H:%M}" if value else ""


@register.filter
def source_date(published: str) -> str:
    """The date that a source gives, as a reader says it."""
    return write_source_date(published, language=language.current_language())


@register.filter
def number(value: float, decimals: int = 0) -> str:
    """A plain number, written as the reader writes it."""
    return language.number(value, decimals=decimals)


register.filter("quoting_french", language.quoting_french)


@register.filter
def typeset(text: str, code: str = "") -> str:
    """Return words with the apostrophes, quotes and no-break spaces of a language, or that of the page."""
    if isinstance(text, language.MarkedText):
        return text  # set already, its French as French
    return set_typography(text, language=code or language.current_language())
