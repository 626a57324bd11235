"""What a member adds to the library, a field to choose evidence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from autan.evidence.figures.core.library import ResourceKind, read_tags
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.presenters.searching import choosable_evidence
from autan.evidence.figures.queries.registry import PUBLIC, Reader, describe_evidence
from autan.ground.extension_points import SearchHit
from autan.ground.web.forms.fields import list_field


class RecommendForm(forms.Form):
    """Why one recommends a resource."""

    reason = forms.CharField(label=_("Pourquoi la recommander"), max_length=500, widget=forms.Textarea({"rows": 2}))


class ResourceForm(RecommendForm):
    """A resource that is not in the library yet."""

    title = forms.CharField(label=_("Titre"), max_length=300)
    kind = list_field(_("Nature"), ResourceKind)
    url = forms.URLField(label=_("Adresse"), max_length=500, assume_scheme="https")
    tags = forms.CharField(label=_("Mots-clés, séparés par des virgules"), required=False, max_length=200)
    field_order = ("title", "kind", "url", "tags", "reason")

    def clean_tags(self) -> list[str]:
        """Read the tags."""
        return read_tags(self.cleaned_data["tags"])


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenEvidence:
    """What a form sent of its evidence: the boxes that were ticked, the words searched; None where nothing was."""

    refs: tuple[EvidenceRef, ...] = ()
    search: str | None = None


class EvidenceWidget(forms.Widget):
    """Boxes of what is chosen, and a search among all that the reader may cite.

    Without a script the search sends the form, which comes back with what is found; with one, the page stays.
    """

    template_name = "evidence/evidence_field.html"
    reader: Reader = PUBLIC
    network = label = ""

    def __init__(self, *, kinds: Sequence[str] = ()) -> None:
        super().__init__()
        self.kinds = tuple(kinds)

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> ChosenEvidence:
        """Read the boxes and the words; a box whose value is no evidence is refused later, as one that is not there."""
        del files
        typed = data.getlist(name) if hasattr(data, "getlist") else data.get(name, ())
        refs = (EvidenceRef(kind=kind, key=key) for kind, _mark, key in (text.partition(":") for text in typed) if kind)
        search = str(data.get(f"{name}-search", "")).strip()[:80] if f"{name}-find" in data else None
        return ChosenEvidence(refs=tuple(dict.fromkeys(refs)), search=search)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Add what is chosen, in words, and what the search finds."""
        chosen = value if isinstance(value, ChosenEvidence) else ChosenEvidence(refs=tuple(value or ()))
        selected = {f"{ref.kind}:{ref.key}" for ref in chosen.refs}
        return {
            **super().get_context(name, None, attrs),
            "cards": describe_evidence(chosen.refs, reader=self.reader),
            "search": chosen.search or "",
            "kinds": ",".join(self.kinds),
            "network": self.network,
            "label": self.label,
            "hits": [hit for hit in self._hits(chosen.search) if hit.ref not in selected],
        }

    def _hits(self, text: str | None) -> Sequence[SearchHit]:
        return () if text is None else choosable_evidence(text, self.reader, self.kinds, self.network)

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """Return no id: the field is a group with a name of its own."""
        del id_, index
        return ""


class EvidenceField(forms.Field):
    """Pieces of evidence that a person chooses by words among those that she may read; gives `EvidenceRef`s.

    `kinds`: the kinds that may be chosen; all of them when empty. Figures are those of one network.
    """

    def __init__(self, *, kinds: Sequence[str] = (), is_single: bool = False, **more: Any) -> None:
        super().__init__(widget=EvidenceWidget(kinds=kinds), **more)
        self.is_single = is_single

    def clean(self, value: ChosenEvidence) -> tuple[EvidenceRef, ...]:
        """Return the chosen evidence."""
        if value.search is not None:
            raise forms.ValidationError(_("Cochez ce que vous retenez de la recherche, puis enregistrez."))
        known = describe_evidence(value.refs, reader=self.reader)
        kinds = self.widget.kinds if isinstance(self.widget, EvidenceWidget) else ()
        lost = (ref for ref, card in known.items() if card is None and ref not in (self.initial or ()))
        if any(lost) or any(kinds and ref.kind not in kinds for ref in known):
            raise forms.ValidationError(_("Une preuve choisie n’est plus là, ou n’est pas ouverte à votre compte."))
        if self.is_single and len(value.refs) > 1:
            raise forms.ValidationError(_("N’en gardez qu’une."))
        if self.required and not value.refs:
            raise forms.ValidationError(_("Choisissez au moins une preuve."))
        return value.refs

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Say whether other evidence is chosen."""
        return tuple(initial or ()) != (data.refs if isinstance(data, ChosenEvidence) else ())

    @property
    def reader(self) -> Reader:
        """Who chooses; anybody until `for_reader` says who."""
        return self.widget.reader if isinstance(self.widget, EvidenceWidget) else PUBLIC


def for_reader[F: forms.BaseForm](form: F, reader: Reader, *, network: str = "") -> F:
    """Let a reader choose, in a form, evidence that is open to her, and figures of a network."""
    for name, field in form.fields.items():
        if isinstance(field.widget, EvidenceWidget):
            field.widget.reader, field.widget.network = reader, network
            # the rows of a formset bear the same labels: their rank tells them apart
            rank = (form.prefix or "").rpartition("-")[2]
            field.widget.label = f"{field.label} {int(rank) + 1}" if rank.isdecimal() else str(field.label)
            field.initial = form.initial.get(name)
    return form
