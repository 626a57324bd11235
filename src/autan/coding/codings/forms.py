"""Forms of a codebook, each of which gives one edit of it, and of what is done with one text."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from autan.coding.codings.core.anchors import Anchor, anchor_passage, anchor_quote, anchor_selection
from autan.coding.codings.core.codebook import Code, Codebook, CodeExample
from autan.coding.codings.core.codebook_edits import (
    add_code,
    merge_codes,
    move_code,
    redefine_code,
    rename_code,
    retire_code,
    split_code,
    used_keys,
)
from autan.coding.codings.core.qda.incoming import free_key
from autan.evidence.figures.core.codable_texts import CodableText
from autan.evidence.figures.queries.codable_texts import offered_sets
from autan.evidence.imports.forms import UploadForm
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.texts.language import words
from autan.ground.web.forms.fields import text_area
from autan.ground.wordings import Text

type Edit = Callable[[Codebook], Codebook]


class EditForm(forms.Form):
    """An edit of a codebook, based on the version that the person saw."""

    based_on = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, codebook: Codebook, code: Code | None = None) -> None:
        self.codebook, self.code = codebook, code
        super().__init__(data, initial={"based_on": codebook.version, **self._initial()})
        for name, empty in (("parent", True), ("into", False)):
            if name in self.fields:
                self.fields[name].choices = self._codes(empty=empty)  # type: ignore[attr-defined]  # a choice field

    def _initial(self) -> dict[str, Any]:
        return {}

    def _codes(self, *, empty: bool) -> list[tuple[str, str]]:
        own = self.code.key if self.code else ""
        choices = [(code.key, f"{'— ' * depth}{words(code.label)}") for depth, code in self.codebook.walk()]
        return [*([("", "—")] if empty else []), *((key, label) for key, label in choices if key != own)]

    @property
    def _key(self) -> str:
        return self.code.key if self.code else ""

    def edit(self, day: date) -> Edit:
        """Return what is changed, once the form is valid."""
        return partial(retire_code, key=self._key, day=day)


def _text(french: str, english: str) -> Text:
    return Text(french.strip(), english.strip()) if french.strip() else NO_TEXT


_area = partial(text_area, rows=2, max_length=4000, required=False)


class RenameForm(EditForm):
    """Another label; the codings stay."""

    label_fr = forms.CharField(label=_("Libellé"), max_length=120)
    label_en = forms.CharField(label=_("Libellé en anglais"), max_length=120, required=False)

    def _initial(self) -> dict[str, Any]:
        return {"label_fr": self.code.label.fr, "label_en": self.code.label.en} if self.code else {}

    def _label(self) -> Text:
        return Text(self.cleaned_data["label_fr"], self.cleaned_data["label_en"])

    def edit(self, day: date) -> Edit:
        """Rename the code."""
        return partial(rename_code, key=self._key, label=self._label(), day=day)


_NO_COLOR = "#000000"  # what a browser sends of a colour that nobody chose


class DefinitionForm(EditForm):
    """What a code says: definition, rules, examples, key words, colour."""

    definition = _area(_("Définition"))
    includes = _area(_("On code ici aussi"))
    excludes = _area(_("On ne code pas ici"))
    examples = _area(_("Exemples, un par ligne"))
    keywords = forms.CharField(label=_("Mots-clés, séparés par des virgules"), required=False, max_length=2000)
    color = forms.RegexField(
        r"^#[0-9A-Fa-f]{6}$",
        label=_("Couleur (noir\u00a0: aucune)"),
        required=False,
        widget=forms.TextInput({"type": "color"}),
    )

    def _initial(self) -> dict[str, Any]:
        if self.code is None:
            return {}
        return {
            "definition": self.code.definition.fr,
            "includes": self.code.includes.fr,
            "excludes": self.code.excludes.fr,
            "examples": "\n".join(example.words for example in self.code.examples),
            "keywords": ", ".join(self.code.keywords),
            "color": self.code.color,
        }

    def described_code(self, key: str, label: Text) -> Code:
        """Return a code that says what was typed; English wordings of what did not change are kept."""
        data = self.cleaned_data
        code = self.code

        def kept(name: str) -> Text:
            before: Text = getattr(code, name) if code else NO_TEXT
            return before if before.fr == data[name].strip() else _text(data[name], "")

        known = {example.words: example for example in code.examples} if code else {}
        typed = [line.strip() for line in data["examples"].splitlines() if line.strip()]
        return Code(
            key=key,
            label=label,
            definition=kept("definition"),
            includes=kept("includes"),
            excludes=kept("excludes"),
            examples=tuple(known.get(line, CodeExample(words=line)) for line in typed),
            keywords=tuple(word.strip() for word in data["keywords"].split(",") if word.strip()),
            color="" if data["color"] == _NO_COLOR else data["color"],
            locator=code.locator if code else "",
        )

    def edit(self, day: date) -> Edit:
        """Redefine the code."""
        described_code = self.described_code(self._key, self.code.label if self.code else NO_TEXT)
        return partial(redefine_code, code=described_code, day=day)


class AddForm(DefinitionForm, RenameForm):
    """A new code; its key is made of its label."""

    parent = forms.ChoiceField(label=_("Sous"), required=False)
    field_order = ("based_on", "label_fr", "label_en", "parent")

    def _initial(self) -> dict[str, Any]:
        return {}

    def edit(self, day: date) -> Edit:
        """Add the code, last under its parent."""
        key = free_key(self.cleaned_data["label_fr"], used_keys(self.codebook))
        described_code = self.described_code(key, self._label())
        fields = {name: getattr(described_code, name) for name in described_code.__slots__} | {
            "parent": self.cleaned_data["parent"]
        }
        return partial(add_code, code=Code(**fields), day=day)


class MoveForm(EditForm):
    """Under another code, with everything under it."""

    parent = forms.ChoiceField(label=_("Sous"), required=False)

    def _initial(self) -> dict[str, Any]:
        return {"parent": self.code.parent} if self.code else {}

    def edit(self, day: date) -> Edit:
        """Move the code."""
        return partial(move_code, key=self._key, parent=self.cleaned_data["parent"], day=day)


class MergeForm(EditForm):
    """Into another code, which takes its codings."""

    into = forms.ChoiceField(label=_("Réunir dans"))

    def edit(self, day: date) -> Edit:
        """Merge the code into the other."""
        into = self.cleaned_data["into"]
        return partial(merge_codes, keys=[self._key, into], into=into, day=day)


class SplitForm(EditForm):
    """Into several codes, which come under it."""

    parts = text_area(_("Libellés des nouveaux codes, un par ligne (français | anglais)"), rows=3, max_length=2000)

    def edit(self, day: date) -> Edit:
        """Split the code."""
        used = used_keys(self.codebook)
        parts = []
        for line in filter(None, map(str.strip, self.cleaned_data["parts"].splitlines())):
            french, _, english = (part.strip() for part in line.partition("|"))
            parts.append(Code(key=free_key(french, used), label=Text(french, english)))
            used.add(parts[-1].key)
        return partial(split_code, key=self._key, parts=parts, day=day)


EDITS: dict[str, type[EditForm]] = {
    "rename": RenameForm,
    "redefine": DefinitionForm,
    "move": MoveForm,
    "merge": MergeForm,
    "split": SplitForm,
    "retire": EditForm,
    "add": AddForm,
}
"""The form of each edit, by the word that its page sends."""


class CodebookUploadForm(UploadForm):
    """A codebook to take in."""

    slug = forms.CharField(
        label=_("Sous un autre nom, si celui du fichier est pris ici"), required=False, max_length=60
    )

    def clean_slug(self) -> str:
        """Return the name as addresses hold it."""
        slug: str = slugify(self.cleaned_data["slug"])
        return slug


class AddCorpusForm(forms.Form):
    """A set of texts to code with a codebook."""

    address = forms.ChoiceField(label=_("Textes à coder"))

    def __init__(self, data: Any = None, *, network: str, addresses: Sequence[str] = ()) -> None:
        super().__init__(data)
        groups: dict[str, list[tuple[str, str]]] = {}
        for offer in offered_sets(network):
            if offer.address not in addresses:
                groups.setdefault(words(offer.group), []).append((offer.address, words(offer.label)))
        self.fields["address"].choices = list(groups.items())  # type: ignore[attr-defined]  # a choice field


class TextActForm(forms.Form):
    """What is done with one text, or a page of them: words that are given a code, one coding, one proposition."""

    do = forms.CharField(max_length=20)
    text = forms.CharField(required=False, max_length=200)
    texts = forms.Field(required=False, widget=forms.MultipleHiddenInput)
    suggests = forms.BooleanField(required=False)
    territory = forms.BooleanField(required=False)
    code = forms.CharField(required=False, max_length=80)
    start = forms.IntegerField(required=False, min_value=0)
    end = forms.IntegerField(required=False, min_value=0)
    quote = forms.CharField(required=False, max_length=100_000, strip=False)
    occurrence = forms.IntegerField(required=False, min_value=1)
    memo = forms.CharField(required=False, max_length=5_000)
    coding = forms.IntegerField(required=False, min_value=1)
    part = forms.CharField(required=False, max_length=80)
    suggestion = forms.CharField(required=False)

    def clean(self) -> None:
        """Refuse to give no code, and to change no coding."""
        act = self.cleaned_data.get("do")
        if act == "give" and not self.cleaned_data.get("code"):
            self.add_error("code", _("choisissez un code"))
        if act in ("withdraw", "note", "place", "allocate") and not self.cleaned_data.get("coding"):
            self.errors["coding"] = self.error_class([str(_("choisissez un codage"))])

    def anchor(self, text: CodableText) -> Anchor:
        """Return the passage, once the form is valid; `AnchorError` when it is none of the text."""
        data = self.cleaned_data
        if data["start"] is not None and data["end"] is not None:
            return anchor_selection(text.text, data["start"], data["end"])
        if data["quote"].strip():
            # browsers send CRLF, whichever break the text has
            typed = data["quote"].replace("\r\n", "\n")
            quote = typed if typed in text.text else data["quote"]
            return anchor_quote(text.text, quote, occurrence=data["occurrence"])
        whole = len(text.text) - len(text.text.lstrip()), len(text.text.rstrip())
        return anchor_passage(text.text, *whole)
