"""Forms of described documents: each field as it is described, read back into the document."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from django import forms
from django.forms.forms import DeclarativeFieldsMetaclass
from django.utils.functional import lazy

from autan.ground.descriptions.core.documents import Rows, descriptions_of
from autan.ground.descriptions.core.kinds import (
    Choice,
    Codes,
    Day,
    Described,
    Flag,
    Lines,
    LongText,
    Money,
    Number,
    PersonName,
    Several,
    ShortText,
    Year,
)
from autan.ground.descriptions.core.wording import Wording
from autan.ground.texts.core.money import ONE_AMOUNT, read_amount
from autan.ground.texts.language import words
from autan.ground.web.forms.fields import choices_of, day_field, list_field, text_area
from autan.ground.web.forms.sending import resting_on
from autan.ground.wordings import Text

lazy_words: Callable[[Text], Any] = lazy(words, str)
"""Words of a label in the language of each page, for what is made once."""


class MoneyField(forms.CharField):
    """One amount in euros as people type it, « 12 000 € » or « 12 k€ »; None when nothing was typed."""

    def clean(self, value: Any) -> Any:
        """Return the amount; `ValidationError` when it is none, or is out of its bounds."""
        if not (typed := super().clean(value).strip()):
            return None
        amount = read_amount(typed)
        if amount is None or not amount.is_plain or amount.low >= 1e12:
            raise forms.ValidationError(words(ONE_AMOUNT).capitalize() + ".")
        return amount.low

    def prepare_value(self, value: Any) -> Any:
        """Write an amount as it can be typed."""
        return _typed_number(value)


class _NumberField(forms.FloatField):
    def prepare_value(self, value: Any) -> Any:
        return _typed_number(value)


def _typed_number(value: Any) -> Any:
    """A number as a person types it: 60 and not 60.0."""
    return f"{value:.12g}" if isinstance(value, float) else value


class WordingField(forms.CharField):
    """Words typed once, that stand in both languages; those in French are shown to be changed."""

    def clean(self, value: Any) -> Any:
        """Return the words."""
        typed = super().clean(value)
        return Text(typed, typed)

    def prepare_value(self, value: Any) -> Any:
        """Write the words."""
        return value.fr if isinstance(value, Text) else value


class LinesField(forms.CharField):
    """Texts, one a line."""

    def __init__(self, *, lines: int = 4, max_length: int = 20_000, **more: Any) -> None:
        super().__init__(max_length=max_length, widget=forms.Textarea({"rows": lines}), **more)

    def clean(self, value: Any) -> Any:
        """Return the lines that say something."""
        return tuple(filter(None, map(str.strip, super().clean(value).splitlines())))

    def prepare_value(self, value: Any) -> Any:
        """Write the lines."""
        return "\n".join(value) if isinstance(value, tuple) else value


class TypedRowsField(LinesField):
    """Rows of a document, one a line, the texts of each between bars; a row without its first text is left out."""

    def __init__(self, *, document: type, **more: Any) -> None:
        self.document, self.names = document, tuple(descriptions_of(document))
        super().__init__(**more)

    def clean(self, value: Any) -> Any:
        """Return the rows."""
        typed = [[part.strip() for part in line.split("|")] for line in super().clean(value)]
        return tuple(self.document(**dict(zip(self.names, parts, strict=False))) for parts in typed if parts[0])

    def prepare_value(self, value: Any) -> Any:
        """Write the rows as they are typed."""
        if not isinstance(value, tuple):
            return value
        return "\n".join(" | ".join(getattr(row, name) for name in self.names).rstrip(" |") for row in value)


def _number_field(description: Number, **more: Any) -> forms.Field:
    kind: type[Any] = forms.IntegerField if description.is_whole else _NumberField
    field: forms.Field = kind(min_value=description.minimum, max_value=description.maximum, **more)
    return field


def _choice_field(description: Choice, **more: Any) -> forms.Field:
    blank = None if description.is_required else "—"
    more |= {"blank": blank, "empty_value": None, "is_capitalised": description.is_capitalised}
    return list_field(more.pop("label"), description.members, **more)


def _several_field(description: Several, **more: Any) -> forms.Field:
    choices = partial(choices_of, description.members)
    return forms.TypedMultipleChoiceField(choices=choices, coerce=description.members, **more)


def _wording_field(description: Wording, **more: Any) -> forms.Field:
    widget = forms.Textarea({"rows": description.lines}) if description.lines > 1 else forms.TextInput()
    return WordingField(max_length=description.max_length, widget=widget, **more)


_FIELDS: Mapping[type[Described], Callable[..., forms.Field]] = {
    ShortText: lambda kind, **more: forms.CharField(max_length=kind.max_length, **more),
    PersonName: lambda kind, **more: forms.CharField(max_length=kind.max_length, **more),
    LongText: lambda kind, **more: text_area(more.pop("label"), rows=kind.lines, max_length=kind.max_length, **more),
    Wording: _wording_field,
    Choice: _choice_field,
    Several: _several_field,
    Codes: lambda _kind, **more: forms.MultipleChoiceField(**more),
    Lines: lambda kind, **more: LinesField(lines=kind.lines, **more),
    Day: lambda _kind, **more: day_field(more.pop("label"), **more),
    Number: _number_field,
    Year: _number_field,
    Money: lambda _kind, **more: MoneyField(widget=forms.TextInput({"inputmode": "decimal"}), **more),
    Flag: lambda _kind, **more: forms.BooleanField(**more),
    Rows: lambda kind, **more: TypedRowsField(document=kind.document, **more),
}


def described_field(description: Described, **more: Any) -> forms.Field:
    """Return the field of a form that a description asks for; `more` is what Django's field takes besides."""
    help_text = lazy_words(description.help) if description.help else ""
    labelled = {"label": lazy_words(description.label), "help_text": help_text, "required": description.is_required}
    return _FIELDS[type(description)](description, **labelled | more)


class _DescribedFormType(DeclarativeFieldsMetaclass):
    """Gives a form the fields of its document, before those that it declares; one of the same name takes its place."""

    def __new__(mcs, name: str, bases: tuple[type, ...], attrs: dict[str, Any]) -> Any:
        meta = attrs.get("Meta")
        if meta is not None:
            left_out = getattr(meta, "exclude", ())
            described = {
                field: described_field(description)
                for field, description in descriptions_of(meta.document).items()
                if field not in left_out and (not isinstance(description, Rows) or description.is_typed)
            }
            attrs = {**described, **attrs}
        return super().__new__(mcs, name, bases, attrs)


class DescribedForm(forms.Form, metaclass=_DescribedFormType):
    """A form of a described document: `class Meta` names the `document`, its `faults`, what it leaves out (`exclude`).

    It asks every field of the document in its order, but rows that are not typed one a line: these have a formset.
    A field of the class body takes the place of one that is described, or comes after all; `field_order` moves them.
    A field of the same name gives the value of the document as it cleans it. What it shows first is read of a
    `document`, or of a row that has its columns: it is then sent for that alone (`resting_on`), but where the action
    compares the version that was read (`has_version` of `Meta`).
    """

    def __init__(self, *args: Any, document: Any = None, initial: Mapping[str, Any] | None = None, **more: Any) -> None:
        first = dict(initial or {})
        if document is not None:
            names = descriptions_of(self.Meta.document)  # type: ignore[attr-defined]  # as for `document`
            first = {name: getattr(document, name) for name in names} | first
        more["initial"] = first
        super().__init__(*args, **more)
        if document is not None and not hasattr(self.Meta, "has_version"):  # type: ignore[attr-defined]  # as above
            resting_on(self, first)

    def clean(self) -> dict[str, Any]:
        """Say what cannot be in the document at its field, as the function `faults` of `Meta` gives it."""
        data: dict[str, Any] = super().clean() or {}
        # a form that others of documents are made from describes none itself
        faults = getattr(getattr(self, "Meta", None), "faults", None)
        for field, text in faults(self.document()) if faults and not self.errors else ():
            fault = words(text)
            self.add_error(field, f"{fault[:1].upper()}{fault[1:]}.")
        return data

    def document(self, **values: Any) -> Any:
        """Return the document that was typed, its values that the form does not ask given apart."""
        document_type = self.Meta.document  # type: ignore[attr-defined]  # every form of a document has it
        typed = {
            name: self.cleaned_data[name]
            for name in descriptions_of(document_type)
            if name in self.cleaned_data and name not in values
        }
        lists = {name: tuple(value) for name, value in typed.items() if isinstance(value, list)}
        return document_type(**typed | lists | values)


def are_valid(described_forms: Sequence[forms.Form]) -> bool:
    """Say whether forms sent together are all right; each is read, so that each bears its errors."""
    return all([form.is_valid() for form in described_forms])  # noqa: C419  # each is read


def rows_formset(
    form: type[DescribedForm], rows: Iterable[Any], data: Any = None, *, prefix: str, extra: int = 2
) -> Any:
    """Return the formset of rows edited together: those that stand, then empty ones; each can be taken out."""
    initial = [{name: getattr(row, name) for name in descriptions_of(row)} for row in rows]
    return forms.formset_factory(form, extra=extra, can_delete=True)(data, initial=initial, prefix=prefix)


def typed_rows(formset: Any) -> tuple[Any, ...]:
    """Return the rows of a formset that is valid, without those taken out and those left empty."""
    # a form that was left as it was shown, empty, has no cleaned data
    forms_kept = [form for form in formset.forms if form.cleaned_data and form not in formset.deleted_forms]
    rows = [form.document() for form in forms_kept]
    return tuple(
        row
        for row in rows
        if any(getattr(row, name) != description.empty for name, description in descriptions_of(row).items())
    )
