"""What becomes of what was sent: its act is done and said, or what is refused is said, on the form or the next page."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from autan.ground.errors import ConflictError, DomainError, ImportFileError, NotAllowedError, RuleError, UnknownError
from autan.ground.texts.core.plain_letters import fold_accents
from autan.ground.texts.language import colon
from autan.ground.texts.refusals import refusal_words, sentence_words

type Errors = tuple[type[Exception], ...]
type Names = tuple[str, Callable[[], Iterable[tuple[str, str]]]]
_SECOND, _SEEN = "second", "seen"
_CHANGED = gettext_noop(
    "Ceci a été changé depuis que cette page est ouverte, par quelqu’un d’autre ou par vous\u00a0: relisez-le dans un"
    " autre onglet. Vos mots sont ici\u202f; les enregistrer à nouveau remplace ce qui est écrit."
)
_OF_THEIR_OWN_PAGE = (NotAllowedError, ConflictError)


class _SeenInput(forms.HiddenInput):
    """The mark of what stands when the page is drawn, whatever was sent: a form drawn again rests on what is new."""

    def __init__(self, mark: str) -> None:
        super().__init__()
        self.mark = mark

    def format_value(self, value: Any) -> str:
        """Give the mark."""
        del value
        return self.mark


def resting_on[F: forms.BaseForm](form: F, *objects: object) -> F:
    """Let a form be sent for what it was made from alone; `is_right` and `act_on_form` refuse it after.

    `objects`: what is changed, as values whose `repr` tells two states apart; nothing asked where it is all None.
    """
    if any(value is not None for value in objects):
        mark = sha256(repr(objects).encode()).hexdigest()[:16]
        form.fields[_SEEN] = forms.CharField(required=False, widget=_SeenInput(mark))
    return form


def version_field(version: str) -> forms.CharField:
    """Return a field that holds the version of what the page shows; "-" is sent for none."""
    return forms.CharField(required=False, empty_value="-", widget=_SeenInput(version))


def _has_changed_since(form: forms.BaseForm) -> bool:
    """Say whether what a form rests on is no longer what its page was made from; no page of before says."""
    field = form.fields.get(_SEEN)
    sent = form.data.get(form.add_prefix(_SEEN))
    return bool(sent) and field is not None and isinstance(field.widget, _SeenInput) and sent != field.widget.mark


def refuse_change(form: forms.BaseForm, words: str) -> bool:
    """Say on a form that is right that what it rests on has changed, where it has."""
    form.cleaned_data.pop(_SEEN, None)  # no field of the document
    is_refused = _has_changed_since(form)
    if is_refused:
        form.add_error(None, words)
    return is_refused


def is_right(form: forms.BaseForm) -> bool:
    """Say whether a form that was sent can be acted on: what it reads, and what it rests on, which it says."""
    return form.is_valid() and not refuse_change(form, _(_CHANGED))


def act_on_form[T](
    request: HttpRequest,
    form: forms.BaseForm,
    act: Callable[[], T],
    *,
    success: str = "",
    field: str | None = None,
    also: Errors = (),
    names: Names | None = None,
) -> T | None:
    """Do what a form asks when it was sent and is right; a form that is refused bears its errors.

    A refusal is said under `field`, above the form when it is None; `also` are errors that are said as refusals are,
    though they have a page of their own. `names` give the field of a name, and the name and address of what stands: a
    second one of the same name is refused under the field, with a link to the first, until a box says that it is meant.
    Returns what the act made; None when the form was not sent, or was refused.

    Raises ConflictError: what was read has changed.
    """
    if request.method != "POST" or not is_right(form):
        return None
    if names and _bears_a_name(request, form, *names):
        return None
    refused: Errors = (DomainError, RuleError, ImportFileError, *also)
    try:
        result = act()
    except refused as error:
        if isinstance(error, _OF_THEIR_OWN_PAGE) and not isinstance(error, also):
            raise
        form.add_error(field, _words_of(error))
        return None
    if success:
        messages.success(request, success)
    return result


def sent_data(form: forms.BaseForm) -> dict[str, Any]:
    """Return what was sent by a form that has no page of its own.

    Raises DomainError: its first fault, after the name of its field, for `report_outcome` to say.
    """
    for name, faults in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        raise DomainError("{fault}", fault=f"{label}{colon()} {faults[0]}" if label else str(faults[0]))
    return form.cleaned_data


def show_form(request: HttpRequest, form: forms.BaseForm, template: str, **context: Any) -> HttpResponse:
    """Show the page of a form as `form`; 422 when the form is refused."""
    return render(request, template, {"form": form, **context}, status=422 if form.errors else 200)


def _bears_a_name(
    request: HttpRequest, form: forms.BaseForm, field: str, current: Callable[[], Iterable[tuple[str, str]]]
) -> bool:
    """Say whether something bears the name of a form; the form then leads to it, and asks whether this is another."""
    typed = fold_accents(form[field].value())
    twin = next(((name, address) for name, address in current() if fold_accents(name) == typed), None)
    if twin is None or _SECOND in request.POST:
        return False
    name, address = twin
    message = _('Ce nom existe déjà\u00a0: <a href="{address}">{name}</a>. Si ce n’est pas le même, cochez la case.')
    form.add_error(field, format_html(message, address=address, name=name))
    before = [*form.fields][: [*form.fields].index(field) + 1]
    form.fields[_SECOND] = forms.BooleanField(label=_("C’en est un autre, du même nom"), required=False)
    form.order_fields([*before, _SECOND])
    return True


def _words_of(error: Exception) -> str:
    """What is refused, in words; of a text that cannot be read, what is expected of its first fault."""
    if isinstance(error, ImportFileError) and error.faults:
        return _("Attendu\u00a0: %s.") % sentence_words(error.faults[0].expected).rstrip(".")
    return refusal_words(error)


@contextmanager
def report_outcome(request: HttpRequest, success: str = "", *, also: Errors = ()) -> Iterator[None]:
    """Say on the next page that an act without a form of its own is done, or why it is refused.

    `also` are errors that are said as refusals are, though they have a page of their own.

    Raises:
        ConflictError: what was read has changed.
        UnknownError: what was asked for does not exist.
    """
    refused: Errors = (DomainError, RuleError, *also)
    try:
        yield
    except refused as error:
        if isinstance(error, (*_OF_THEIR_OWN_PAGE, UnknownError)) and not isinstance(error, also):
            raise
        text = refusal_words(error).rstrip(".")
        messages.error(request, f"{text[:1].upper()}{text[1:]}.")
    else:
        if success:
            messages.success(request, success)
