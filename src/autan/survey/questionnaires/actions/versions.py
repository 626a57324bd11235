"""The writer of dated versions of questionnaires."""

import hashlib
import re

from autan.ground.errors import RuleError
from autan.people.accounts.models import Person
from autan.people.journal.actions import acting
from autan.people.journal.core import ObjectRef
from autan.survey.questionnaires.importers import read_questionnaire
from autan.survey.questionnaires.models import QuestionnaireVersion

LONGEST_SLUG = 80
_REFUSAL = "seule la coordination d’un réseau enregistre un questionnaire"
SLUG = re.compile(rf"[A-Za-z0-9_-]{{1,{LONGEST_SLUG}}}")
"""What an address can hold of the identifier of a questionnaire."""


def record_questionnaire(*, by: Person | None, text: str, file: str) -> QuestionnaireVersion:
    """Keep a version of a questionnaire as the document it is read from; the same document is kept once.

    Raises ImportFileError when the document is at fault; nothing is written.
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
                "la version du {day} de «\u202f{title}\u202f» est déjà enregistrée avec un autre contenu\u202f; "
                "donnez une autre date à la nouvelle version"
            )
            raise RuleError(message, day=day, title=title)
        if is_new:
            ref = ObjectRef("questionnaires", "questionnaire", questionnaire.slug)
            act.record(ref, summary=f"Questionnaire enregistré : {title}, version du {day}")
    return kept


def _require_slug(slug: str) -> None:
    """Refuse a name that no address can hold: every page that lists it would fail."""
    if not SLUG.fullmatch(slug):
        message = (
            "«\u202f{slug}\u202f» ne peut pas servir d’adresse\u00a0: des lettres sans accent, des chiffres, "
            "«\u202f-\u202f» et «\u202f_\u202f» sont attendus, {longest_slug} au plus"
        )
        raise RuleError(message, slug=slug, longest_slug=LONGEST_SLUG)
