"""What the page of downloads shows: formats, each with what it does not hold."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from autan.ground.registry import registered
from autan.ground.texts.language import words
from autan.survey.formats.core.answer_files.formats import FORMATS, AnswerFormat, Headings
from autan.survey.formats.exporters.answers.files import ForeignFormat


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadLink:
    """One form of a format: what its link says, and what its address asks for."""

    label: str
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadView:
    """One format as the page shows it.

    Attributes:
        suffix: what tells it in an address: its extension without a dot, or the name of another tool.
    """

    name: str
    suffix: str
    losses: tuple[str, ...]
    forms: tuple[DownloadLink, ...]


def present_formats() -> tuple[DownloadView, ...]:
    """Return every format, in the order of the page: ours, then those of other tools."""
    ours = ((each.suffix.removeprefix("."), each.name, each.losses_in(), _forms(each)) for each in FORMATS)
    theirs = ((each.code, each.name, each.losses, [_form(_("télécharger"))]) for each in registered(ForeignFormat))
    return tuple(
        DownloadView(name=words(name), suffix=suffix, losses=tuple(map(words, losses)), forms=tuple(forms))
        for suffix, name, losses, forms in (*ours, *theirs)
    )


def name_form(suffix: str, query: str) -> str:
    """Return the words of one form of a format, to tell it from the others; its extension alone when it has one."""
    labels = [
        form.label
        for shown in present_formats()
        for form in shown.forms
        if (shown.suffix, form.query) == (suffix, query) and len(shown.forms) > 1
    ]
    return ", ".join((suffix.upper(), *labels))


def _forms(written: AnswerFormat) -> list[DownloadLink]:
    forms = [_form(_("en codes"))]
    if written.has_headings:
        forms.append(_form(_("en toutes lettres"), headings=Headings.TEXTS))
    if written.suffix == ".csv":
        forms.append(_form(_("en codes, points-virgules"), separator=";"))
        forms.append(_form(_("en toutes lettres, points-virgules"), headings=Headings.TEXTS, separator=";"))
    if written.has_long:
        forms.append(_form(_("détaillé\u00a0: une ligne par cellule"), long="1"))
    return forms if len(forms) > 1 else [_form(_("télécharger"))]


def _form(label: str, **asked: str) -> DownloadLink:
    query = QueryDict(mutable=True)
    query.update(asked)
    return DownloadLink(label=label, query=query.urlencode())
