"""The writers of drafts of questionnaires: begun, changed, imported, published as a dated version."""

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from autan.ground.errors import ConflictError, Fault, ImportFileError, RuleError
from autan.ground.tables.core.documents import ParsedDocument
from autan.ground.texts.core.notation import format_date
from autan.ground.wordings import Sentence
from autan.people.accounts.models import Person
from autan.people.journal.actions import Act, acting, require_right
from autan.people.journal.core import ObjectRef
from autan.people.workflows.actions import GONE, Transition, Workflow
from autan.survey.questionnaires.core.editing import FIRST_DAY, Tree
from autan.survey.questionnaires.core.questionnaire import Questionnaire
from autan.survey.questionnaires.core.reading import build_questionnaire
from autan.survey.questionnaires.exporters.yaml_file import write_questionnaire
from autan.survey.questionnaires.importers import read_questionnaire
from autan.survey.questionnaires.models import QuestionnaireDraft, QuestionnaireVersion
from autan.survey.questionnaires.queries import UnknownDraftError, find_draft, read_questionnaire_file, tree_of
from autan.territories.networks.queries.people import coordinated_networks

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
        record, is_new = QuestionnaireVersion.objects.get_or_create(
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
        if record.sha256 != digest:
            message = (
                "la version du {day} de «\u202f{title}\u202f» est déjà enregistrée avec un autre contenu\u202f; "
                "donnez une autre date à la nouvelle version"
            )
            raise RuleError(message, day=day, title=title)
        if is_new:
            ref = ObjectRef("questionnaires", "questionnaire", questionnaire.slug)
            act.record(ref, summary=f"Questionnaire enregistré : {title}, version du {day}")
    return record


def _require_slug(slug: str) -> None:
    """Refuse a name that no address can hold: every page that lists it would fail."""
    if not SLUG.fullmatch(slug):
        message = (
            "«\u202f{slug}\u202f» ne peut pas servir d’adresse\u00a0: des lettres sans accent, des chiffres, "
            "«\u202f-\u202f» et «\u202f_\u202f» sont attendus, {longest_slug} au plus"
        )
        raise RuleError(message, slug=slug, longest_slug=LONGEST_SLUG)


_LONGEST_TITLE, _LONGEST_CODE = 200, 40
REFUSAL = "seule la coordination d’un réseau écrit un questionnaire"
_writing = partial(acting, permission="questionnaires.author", refusal=REFUSAL)


class StaleDraftError(ConflictError):
    """Somebody else changed the draft since it was read; it is given as it stands."""

    def __init__(self, draft: QuestionnaireDraft) -> None:
        self.draft = draft
        super().__init__("ce brouillon a changé depuis que vous l’avez ouvert\u202f; relisez-le, puis recommencez")


class RefusedEditError(ImportFileError):
    """A change would make a document that is no questionnaire: the `tree`, where each fault has its place."""

    def __init__(self, slug: str, faults: Sequence[Fault], tree: Tree) -> None:
        self.tree = tree
        super().__init__(slug, faults)


def _record(act: Act, draft: QuestionnaireDraft, summary: str) -> None:
    network = str(draft.network_id or "")
    act.record(ObjectRef("questionnaires", "draft", draft.slug), summary=summary, network=network)


def begin_draft(
    *, by: Person | None, questionnaire: Questionnaire, based_on: QuestionnaireVersion | None = None
) -> QuestionnaireDraft:
    """Begin to write a questionnaire, from what another one or a file holds; for the network of its author.

    Who coordinates several networks writes for the first of them, a real one before an invented one.

    Raises ImportFileError when the questionnaire would not read back, or its identifier or title cannot be kept.
    """
    with _writing(by=by, act="begin_draft") as act:
        if QuestionnaireDraft.objects.filter(slug=questionnaire.slug).exists():
            message = "un brouillon de «\u202f{slug}\u202f» existe déjà\u00a0: reprenez-le, ou abandonnez-le d’abord"
            raise RuleError(message, slug=questionnaire.slug)
        if faults := _unkeepable(questionnaire):
            raise ImportFileError(questionnaire.slug, faults)
        text = write_questionnaire(replace(questionnaire, version=FIRST_DAY))
        read_questionnaire(text, questionnaire.slug)
        draft = QuestionnaireDraft.objects.create(
            slug=questionnaire.slug,
            network=next(iter(coordinated_networks(by)), None) if by else None,
            title_fr=questionnaire.title.fr,
            document=text,
            based_on=based_on,
            updated_by=by,
        )
        _record(act, draft, f"Brouillon commencé : {draft.title_fr}")
    return draft


def import_draft(
    *, by: Person | None, data: bytes, file: str, today: date
) -> tuple[QuestionnaireDraft, tuple[Fault, ...]]:
    """Begin a draft from a file of any format that we read; what the file holds and we do not is returned.

    Raises:
        ImportFileError: with every fault of the file; nothing is written.
        RuleError: a draft of this questionnaire exists already.
    """
    require_right(by, "questionnaires.author", refusal=REFUSAL)  # before a file is read
    questionnaire, warnings = read_questionnaire_file(data, file, version=today)
    return begin_draft(by=by, questionnaire=questionnaire), warnings


def change_draft(
    *,
    by: Person | None,
    slug: str,
    edit: Callable[[Tree], Tree],
    summary: str,
    revision: int | None = None,
    is_removal: bool = False,
) -> QuestionnaireDraft:
    """Change a draft by an edit of its document; what would not be a questionnaire is refused, and nothing is written.

    `revision` is the one that was read, for an act that makes no sense on another one; what a removal takes away is
    kept until the next change, to be put back.

    Raises:
        StaleDraftError: the draft is no longer that revision.
        RefusedEditError: with every fault that the change would make, each with its place.
    """
    with _writing(by=by, act="change_draft") as act:
        draft = _lock_draft(slug, by, revision)
        tree = edit(tree_of(draft.document, slug))
        questionnaire = _read_tree(tree, slug)
        draft.document_before = draft.document if is_removal else ""
        draft.document = write_questionnaire(questionnaire)
        draft.title_fr = questionnaire.title.fr
        draft.revision += 1
        draft.updated_by = by
        draft.save()
        _record(act, draft, summary)
    return draft


def _lock_draft(slug: str, by: Person | None, revision: int | None = None) -> QuestionnaireDraft:
    """The draft, locked until the end of the transaction, if it still is the revision that was read."""
    draft = QuestionnaireDraft.objects.select_for_update().filter(slug=slug).first()
    if draft is None or (by is not None and not by.has_perm("questionnaires.author", draft)):
        raise UnknownDraftError(slug)
    if revision is not None and draft.revision != revision:
        raise StaleDraftError(draft)
    return draft


def _read_tree(tree: Tree, slug: str) -> Questionnaire:
    """The questionnaire of a document that can be kept under this identifier."""
    try:
        questionnaire, _warnings = build_questionnaire(ParsedDocument(value=tree, lines={}), slug)
    except ImportFileError as error:
        raise RefusedEditError(slug, error.faults, tree) from None
    faults = _unkeepable(questionnaire)
    if questionnaire.slug != slug:
        faults.append(Fault(column="questionnaire", value=questionnaire.slug, expected=slug))
    if faults:
        raise RefusedEditError(slug, faults, tree)
    return questionnaire


def publish_draft(*, by: Person | None, slug: str, revision: int, day: date) -> QuestionnaireVersion:
    """Keep a draft as a dated version, which never changes again; the draft itself goes.

    Raises:
        StaleDraftError: the draft is no longer the revision that was read.
        RuleError: a version of this day exists already.
    """
    with _writing(by=by, act="publish_draft") as act:
        draft = _lock_draft(slug, by, revision)
        questionnaire = read_questionnaire(draft.document, slug)
        version = record_questionnaire(by=by, text=write_questionnaire(replace(questionnaire, version=day)), file=slug)
        _record(act, draft, f"Brouillon publié : {draft.title_fr}, version du {format_date(day, language='fr')}")
        draft.delete()
    return version


def _unkeepable(questionnaire: Questionnaire) -> list[Fault]:
    """Return what a record cannot hold: an identifier that is no address, a title or a code too long."""
    faults = []
    if not SLUG.fullmatch(questionnaire.slug):
        expected = Sentence(
            "un identifiant fait de lettres sans accent, de chiffres, de « - » et de « _ », {longest_slug} au plus",
            longest_slug=LONGEST_SLUG,
        )
        faults.append(Fault(column="questionnaire", value=questionnaire.slug[:80], expected=expected))
    for language, words in (("fr", questionnaire.title.fr), ("en", questionnaire.title.en)):
        if len(words) > _LONGEST_TITLE:
            expected = Sentence("un titre d’au plus {longest_title} signes", longest_title=_LONGEST_TITLE)
            faults.append(Fault(column=f"title.{language}", value=f"{words[:60]}…", expected=expected))
    for question in questionnaire.questions:
        if len(question.code) > _LONGEST_CODE:
            expected = Sentence("un code d’au plus {longest_code} signes", longest_code=_LONGEST_CODE)
            path = f"{questionnaire.path_of(question.code)}.code"
            faults.append(Fault(column=path, value=question.code, expected=expected))
    return faults


def _goes_with(draft: QuestionnaireDraft) -> list[str]:
    sections = tree_of(draft.document, draft.slug)["sections"]
    count = sum(len(section["questions"]) for section in sections)
    return [ngettext("%(n)d question", "%(n)d questions", count) % {"n": count}]


DRAFT: Workflow[QuestionnaireDraft] = Workflow(
    name="questionnaires.draft",
    state=lambda draft: "cut" if draft.document_before else "whole",
    right="questionnaires.author",
    refusal=REFUSAL,
    network=lambda draft: str(draft.network_id or ""),
    find=lambda reader, slug: find_draft(slug, reader=reader),
    transitions=(
        Transition(
            name="restore_draft",
            begins={"cut"},
            ends="whole",
            refusals={"whole": "ce brouillon a changé depuis\u00a0: il n’y a plus rien à remettre"},
            sets={
                "document": lambda step: step.row.document_before,
                "document_before": "",
                "revision": lambda step: step.row.revision + 1,
                "updated_by": lambda step: step.act.by,
            },
            journal="Brouillon « {row.slug} » : ce qui était enlevé est remis",
            done=gettext_lazy("Ce qui était enlevé est remis."),
            label=gettext_lazy("Annuler\u00a0: remettre ce qui vient d’être enlevé"),
        ),
        Transition(
            name="discard_draft",
            begins={"cut", "whole"},
            ends=GONE,
            journal="Brouillon abandonné : {row.title_fr}",
            done=lambda step: _("Le brouillon «\u202f%(title)s\u202f» est abandonné.") % {"title": step.row.title_fr},
            label=gettext_lazy("Abandonner ce brouillon"),
            tells=_goes_with,
            leads=lambda _draft: reverse("questionnaires:index"),
        ),
    ),
)
