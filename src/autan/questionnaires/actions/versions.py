"""The writer of dated versions of questionnaires."""

import hashlib
import re

from autan.accounts.models import Person
from autan.errors import RuleError
from autan.journal.actions import acting
from autan.journal.core.objects import ObjectRef
from autan.questionnaires.importers.questionnaire_yaml import read_questionnaire
from autan.questionnaires.models import QuestionnaireVersion

LONGEST_SLUG = 80
_REFUSAL = "seule la coordination d’un réseau enregistre un questionnaire"
SLUG = re.compile(rf"[A-Za-z0-9_-]{{1,{LONGEST_SLUG}}}")
"""What an address can hold of the identifier of a questionnaire."""


def record_questionnaire(*, by: Person | None, text: str, file: str) -> QuestionnaireVersion:
    """Keep a version of a questionnaire as the document it is read from; the same document is kept once.

    Raises:
        ImportFileError: the document is at fault; nothing is written.
        NotAllowedError: `by` coordinates no network.
        RuleError: its name makes no address, or this version is kept already with another document.
    """
    with acting(by=by, act="record_questionnaire", permission="questionnaires.author", refusal=_REFUSAL) as act:
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
        day, title = f"{questionnaire.version:%d/%m/%Y}", questionnaire.title.fr
        if kept.sha256 != digest:
            message = (
                f"la version du {day} de « {title} » est déjà enregistrée "
                "avec un autre contenu ; donnez une autre date à la nouvelle version"
            )
            raise RuleError(message)
        if is_new:
            ref = ObjectRef("questionnaires", "questionnaire", questionnaire.slug)
            act.record(ref, summary=f"Questionnaire enregistré : {title}, version du {day}")
    return kept


def _require_slug(slug: str) -> None:
    """Refuse a name that no address can hold: every page that lists it would fail."""
    if not SLUG.fullmatch(slug):
        message = (
            f"« {slug} » ne peut pas servir d’adresse : des lettres sans accent, des chiffres, « - » et « _ » sont "
            f"attendus, {LONGEST_SLUG} au plus"
        )
        raise RuleError(message)
