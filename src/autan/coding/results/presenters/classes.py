"""Reinert classes as a page shows them."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from autan.coding.textometry.queries import TextClasses
from autan.evidence.figures.core.codable_texts import TextSet
from autan.ground.texts.language import number, typeset, words

_FORMS_IN_TREE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassView:
    """One class: its number, size, share of the segments, forms, and typical segments with who says them."""

    number: int
    size: int
    share: str
    forms: tuple[dict[str, Any], ...]
    typical: tuple[tuple[str, str], ...]


def present_classes(text_classes: TextClasses, texts: TextSet) -> dict[str, Any]:
    """Return classes as a page shows them, in the language of the page."""
    total = max(len(text_classes.classes), 1)
    classes = tuple(
        ClassView(
            number=report.number,
            size=report.size,
            share=number(100 * report.size / total),
            forms=tuple(
                {
                    "form": key.form.replace("_", " "),
                    "keyness": number(key.keyness, decimals=1),
                    "count": key.count,
                    "elsewhere": key.count_elsewhere,
                    "share": number(100 * key.segment_share),
                    "is_overused": key.keyness > 0,
                }
                for key in report.forms
            ),
            typical=tuple(_typical(text_classes, texts, segment.segment) for segment in report.typical),
        )
        for report in text_classes.reports
    )
    return {
        "segments": len(text_classes.classes),
        "forms": len(text_classes.classification.table.forms),
        "unclassed": text_classes.unclassed,
        "classes": classes,
        "tree_title": _("Arbre des classes, de l’ensemble des segments à gauche aux classes à droite"),
        "tree_labels": {class_view.number: _tree_label(class_view) for class_view in classes},
        "formula": words(text_classes.method.formula),
        "parameters": text_classes.method.parameters,
        "remarks": tuple(typeset(words(remark.text)) for remark in text_classes.remarks),
    }


def _typical(text_classes: TextClasses, texts: TextSet, segment: int) -> tuple[str, str]:
    text_segment = text_classes.segments[segment]
    return words(texts.texts[text_segment.document].title), text_segment.text


def _tree_label(view: ClassView) -> str:
    first = [form["form"] for form in view.forms if form["is_overused"]][:_FORMS_IN_TREE]
    values = {"number": view.number, "size": view.size, "forms": ", ".join(first) or "—"}
    return _("Classe %(number)d · %(size)d segments · %(forms)s") % values
