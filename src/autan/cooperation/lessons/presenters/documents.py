"""A lesson as a document shows it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from autan.coding.codings.core.codebook import Code
from autan.cooperation.lessons.models import Lesson
from autan.cooperation.lessons.presenters.lessons import (
    code_labels,
    condition_views,
    labelled_difficulties,
    labelled_texts,
)
from autan.ground.documents.renderers.sheets import DocumentSheet
from autan.ground.texts.language import day, words


def lesson_document(lesson: Lesson, obstacles: Sequence[Code], levers: Sequence[Code]) -> DocumentSheet:
    """Give a lesson as a sheet: its texts, both views apart, conditions, obstacles beside remedies."""
    content, labels = lesson.parsed_content, code_labels(levers)
    views = (
        (_("Ce qu’en disent les hôtes"), content.host_view),
        (_("Ce qu’en disent les visiteurs"), content.visitors_view),
    )
    stated = [
        (_("Maturité"), words(content.maturity.label) if content.maturity else "", content.maturity_source),
        (
            _("Reproductibilité"),
            words(content.reproducibility.label) if content.reproducibility else "",
            content.reproducibility_source,
        ),
    ]
    facts = [(label, f"{text} ({source})") for label, text, source in stated if text]
    facts.append((_("Leviers"), ", ".join(labels.get(code, code) for code in content.levers)))
    facts.append((_("Preuves"), " ; ".join((*(f"{ref.kind}:{ref.key}" for ref in content.evidence), *content.sources))))
    facts.append((_("Contact"), _("par la coordination du réseau")))
    if lesson.confirmed_on:
        facts.append((_("Confirmé le"), day(lesson.confirmed_on)))
    headings = (_("Condition"), _("Poids"), _("Ce qu’il faut"), _("Ce qui l’établit"), _("Montant et payeur"))
    rows = tuple(
        (
            view.label,
            view.weight,
            view.words,
            view.evidence,
            " · ".join(part for part in (view.amount, view.paid_by) if part),
        )
        for view in condition_views(content.conditions)
    )
    difficulties = tuple(
        (difficulty.obstacle, difficulty.remedy or _("sans remède connu"), difficulty.code)
        for difficulty in labelled_difficulties(content.difficulties, obstacles)
    )
    return DocumentSheet(
        title=lesson.title,
        place=" · ".join([lesson.territory.short_name, *([lesson.workshop.title] if lesson.workshop else [])]),
        note=_note(lesson),
        parts=(
            (_("Ce que l’on a appris"), labelled_texts(content)),
            (_("Deux regards"), views),
            (_("Ce qui en est dit"), tuple((label, text) for label, text in facts if text)),
        ),
        tables=(
            (_("Conditions de transfert"), headings, rows),
            (_("Obstacles et remèdes"), (_("Obstacle"), _("Remède"), _("Code")), difficulties),
        ),
    )


def _note(lesson: Lesson) -> str:
    if lesson.network.is_invented:
        return _("Savoir-faire inventé, pour essayer.")
    return "" if lesson.is_published else _("Brouillon.")
