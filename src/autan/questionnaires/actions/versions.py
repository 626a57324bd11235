"""The writer of dated versions of questionnaires."""

import hashlib
import re

from django.db import transaction

from autan.accounts.models import Person
from autan.errors import RuleError
from autan.journal.actions import record_entry
from autan.questionnaires.importers.questionnaire_yaml import read_questionnaire
from autan.questionnaires.models import QuestionnaireVersion

_LONGEST_SLUG = 80
_SLUG = re.compile(rf"[A-Za-z0-9_-]{{1,{_LONGEST_SLUG}}}")


@transaction.atomic
def record_questionnaire(*, by: Person | None, text: str, file: str) -> QuestionnaireVersion:
    """Keep a version of a questionnaire as the document it is read from; the same document is kept once.

    Raises:
        ImportFileError: the document is at fault; nothing is written.
        RuleError: `by` coordinates no network, its name makes no address, or this version is kept already with
            another document.
    """
    if by is not None and not by.has_perm("territories.coordinate_network", None):
        message = "seule la coordination d’un réseau enregistre un questionnaire"
        raise RuleError(message)
    questionnaire = read_questionnaire(text, file)
    _require_slug(questionnaire.slug)
    digest = hashlib.sha256(text.encode()).hexdigest()
    kept, is_new = QuestionnaireVersion.objects.get_or_create(
        slug=questionnaire.slug,
        version=questionnaire.version,
        defaults={
            "title_fr": questionnaire.title.fr,
            "title_en": questionnaire.title.en,
            "document": text,
            "sha256": digest,
        },
    )
    if kept.sha256 != digest:
        message = (
            f"la version du {questionnaire.version:%d/%m/%Y} de « {questionnaire.title.fr} » est déjà enregistrée "
            "avec un autre contenu ; donnez une autre date à la nouvelle version"
        )
        raise RuleError(message)
    if is_new:
        summary = f"Questionnaire enregistré : {questionnaire.title.fr}, version du {questionnaire.version:%d/%m/%Y}"
        record_entry(
            by=by,
            act="record_questionnaire",
            room="questionnaires",
            kind="questionnaire",
            object_id=questionnaire.slug,
            summary=summary,
        )
    return kept


def _require_slug(slug: str) -> None:
    """Refuse a name that no address can hold: every page that lists it would fail."""
    if not _SLUG.fullmatch(slug):
        message = (
            f"« {slug} » ne peut pas servir d’adresse : des lettres sans accent, des chiffres, « - » et « _ » sont "
            f"attendus, {_LONGEST_SLUG} au plus"
        )
        raise RuleError(message)
