"""Fields that the forms of every room share: a day, a text of several lines, one member of a closed list."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.language import FRENCH, with_french, words

_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2200, 12, 31)


def day_field(label: Any, **more: Any) -> forms.DateField:
    """Return a field for a day, with the calendar of the browser; `more` is what Django's field takes besides.

    A day before 1900 or after 2200 is a slip of the keyboard, and is refused.
    """
    message = _("Écrivez un jour de 1900 à 2200.")
    bounds = [MinValueValidator(_FIRST_DAY, message), MaxValueValidator(_LAST_DAY, message)]
    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, validators=bounds, **more)


def text_area(label: Any, *, rows: int = 4, max_length: int = 20_000, **more: Any) -> forms.CharField:
    """Return a field for a text of several lines; `more` is what Django's field takes besides."""
    return forms.CharField(label=label, max_length=max_length, widget=forms.Textarea({"rows": rows}), **more)


class TextForm(forms.Form):
    """One text to be sent, such as a comment; the act refuses in its own words one that is empty or too long."""

    def __init__(self, data: Any = None, *, label: Any = "", **more: Any) -> None:
        super().__init__(data)
        self.fields["text"] = text_area(label, **{"rows": 2, "required": False} | more)
        self.fields["text"].widget.attrs["required"] = True


def in_french(thing: Any) -> str:
    """Return the title of something, as somebody wrote it in French."""
    return with_french("%(title)s", title=thing.title)


class _OfferedField(forms.MultipleChoiceField):
    def to_python(self, value: Any) -> list[str]:
        return [key for key in super().to_python(value) if self.valid_value(key)]


class TickForm[T](forms.Form):
    """A box for each of the things that may be chosen, by its key; `name` is what is sent of those that are ticked."""

    def __init__(
        self,
        data: Any,
        name: str,
        label: Any,
        things: Mapping[str, T],
        words: Callable[[T], Any],
        initial: Sequence[str] = (),
    ) -> None:
        super().__init__(data)
        self.name, self.things = name, things
        choices = [(key, words(thing)) for key, thing in things.items()]
        boxes = forms.CheckboxSelectMultiple
        self.fields[name] = _OfferedField(label=label, choices=choices, required=False, initial=initial, widget=boxes)

    @property
    def chosen(self) -> list[T]:
        """Those that are ticked, in their order; what is not among them is left out."""
        ticked = self[self.name].value() or ()
        return [thing for key, thing in self.things.items() if key in ticked]


def list_field(
    label: Any, members: Iterable[Labelled], *, blank: Any = None, is_capitalised: bool = False, **more: Any
) -> forms.TypedChoiceField:
    """Return a field for one member of a closed list, worded in the language of each page; empty text for none.

    `blank` words the choice of none, which comes first; None where one must be chosen. `more` is what Django's field
    takes besides.
    """
    offered = tuple(members)
    choices = partial(choices_of, offered, blank=blank, is_capitalised=is_capitalised)
    return forms.TypedChoiceField(label=label, choices=choices, coerce=type(offered[0]), **more)


def choose(
    form: forms.Form,
    name: str,
    choices: Iterable[tuple[str, Any]],
    *,
    is_optional: bool = True,
    is_french: bool = False,
) -> None:
    """Give a field of a form its choices, with none of them first where it may stay empty.

    `is_french`: what is chosen has names that somebody gave in French.
    """
    field = form.fields[name]
    if is_french:
        field.widget.attrs["lang"] = FRENCH
    if isinstance(field, forms.ChoiceField):
        field.choices = [("", "—"), *choices] if is_optional else list(choices)


def choices_of(
    members: Iterable[Labelled], *, blank: Any = None, is_capitalised: bool = False
) -> list[tuple[str, Any]]:
    """Return the members of a closed list with their words, in the language of the page; see `list_field`."""
    pairs = [(member.value, words(member.label)) for member in members]
    options = [(code, label.capitalize() if is_capitalised else label) for code, label in pairs]
    return options if blank is None else [("", blank), *options]
