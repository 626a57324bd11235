"""What each act on a draft writes, for whom, and what is refused whole; drafts and versions read back."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from autan.evidence.figures.queries.registry import OPERATOR
from autan.ground.errors import ConflictError, DomainError, ImportFileError, NotAllowedError, RuleError, UnknownError
from autan.people.accounts.models import Person
from autan.people.journal.core import version_of
from autan.people.journal.models import JournalEntry
from autan.people.workflows.actions import take
from autan.survey.questionnaires import queries
from autan.survey.questionnaires.actions.drafts import (
    DRAFT,
    LONGEST_SLUG,
    RefusedEditError,
    StaleDraftError,
    begin_draft,
    change_draft,
    import_draft,
    publish_draft,
    record_questionnaire,
)
from autan.survey.questionnaires.actions.parts import (
    StaleQuestionError,
    save_heading,
    save_list,
    save_question,
    save_section,
)
from autan.survey.questionnaires.core.acts import ACTS
from autan.survey.questionnaires.core.editing import Tree, blank_questionnaire, question_of, section_of
from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.survey.questionnaires.importers import questionnaire_models, read_questionnaire
from autan.survey.questionnaires.models import QuestionnaireDraft, QuestionnaireVersion
from tests.cast import Cast
from tests.survey.campaigns.conftest import foreign_coordinator  # noqa: F401 - asked for by its name
from tests.survey.questionnaires.making import SMALL_YAML

K = QuestionKind
TODAY, NOW = date(2026, 1, 2), datetime(2026, 1, 2, 9, tzinfo=UTC)


@pytest.fixture
def draft(version: QuestionnaireVersion, people: Cast) -> QuestionnaireDraft:
    """A draft of the small questionnaire, of the coordinator's network."""
    small = read_questionnaire(SMALL_YAML, "essai")
    return begin_draft(by=people.coordinator, questionnaire=small, based_on=version)


def last_line() -> tuple[str, str, str]:
    line = JournalEntry.objects.latest("pk")
    return line.act, line.summary, line.network


def tree() -> Tree:
    return queries.tree_of(QuestionnaireDraft.objects.get(slug="essai").document, "essai")


def written() -> tuple[int, int, int]:
    """How much there is: the same where nothing was written."""
    revisions = sum(QuestionnaireDraft.objects.values_list("revision", flat=True))
    return JournalEntry.objects.count(), QuestionnaireVersion.objects.count(), revisions


def faults_of(act: Callable[[], object]) -> list[tuple[str | None, str]]:
    with pytest.raises(ImportFileError) as caught:
        act()
    return [(fault.column, fault.expected) for fault in caught.value.faults]


def test_a_version_is_kept_once_and_never_under_another_content(version: QuestionnaireVersion, people: Cast):
    assert last_line() == ("record_questionnaire", "Questionnaire enregistré : Essai, version du 01/04/2013", "")
    assert (version.slug, version.title_fr, version.title_en, len(version.sha256)) == ("essai", "Essai", "Trial", 64)
    before = written()
    assert record_questionnaire(by=people.coordinator, text=SMALL_YAML, file="autre.yaml") == version
    with pytest.raises(RuleError, match="déjà enregistrée avec un autre contenu"):
        record_questionnaire(by=people.coordinator, text=SMALL_YAML.replace("Combien", "Quel nombre"), file="a.yaml")
    assert written() == before
    later = record_questionnaire(by=None, text=SMALL_YAML.replace("2013-04-01", "2014-04-01"), file="a.yaml")
    assert [row.pk for row in queries.list_versions()] == [later.pk, version.pk], "the newest first"


@pytest.mark.parametrize("who", ["officer", "contributor", "reader", "outsider"])
def test_who_coordinates_no_network_writes_no_questionnaire(draft: QuestionnaireDraft, people: Cast, who: str):
    person, before = getattr(people, who), written()
    acts: list[Callable[[], object]] = [
        lambda: record_questionnaire(by=person, text="rien", file="a.yaml"),
        lambda: begin_draft(by=person, questionnaire=blank_questionnaire("b", "B", "B")),
        lambda: import_draft(by=person, data=b"rien", file="a.yaml", today=TODAY),
        lambda: change_draft(by=person, slug="essai", edit=lambda held: held, summary="x"),
        lambda: publish_draft(by=person, slug="essai", revision=1, day=TODAY),
        lambda: save_heading(by=person, slug="essai", fields={"title_fr": "x"}),
        lambda: save_list(by=person, slug="essai", code="", lines="a"),
        lambda: take(DRAFT, "discard_draft", draft, by=person, at=NOW),
    ]
    for act in acts:
        with pytest.raises(NotAllowedError, match="coordination d’un réseau"):
            act()
    assert written() == before
    assert not person.has_perm("questionnaires.author", draft)


def test_another_network_does_not_know_of_a_draft(draft: QuestionnaireDraft, foreign_coordinator: Person):  # noqa: F811
    before = written()
    for act in (
        lambda: change_draft(by=foreign_coordinator, slug="essai", edit=lambda held: held, summary="x"),
        lambda: publish_draft(by=foreign_coordinator, slug="essai", revision=1, day=TODAY),
        lambda: queries.find_draft("essai", reader=foreign_coordinator),
    ):
        with pytest.raises(UnknownError, match="aucun brouillon «\u202fessai\u202f»"):
            act()
    assert written() == before
    assert queries.list_drafts(foreign_coordinator) == []
    QuestionnaireDraft.objects.update(network=None)
    assert queries.count_drafts(foreign_coordinator) == 1, "a draft of no network is of every author"
    assert queries.find_draft("essai", reader=foreign_coordinator) == draft


@pytest.mark.parametrize(
    ("slug", "is_kept"),
    [("a-b_C9", True), ("x" * LONGEST_SLUG, True), ("x" * (LONGEST_SLUG + 1), False), ("é", False), ("a b", False)],
)
def test_a_questionnaire_has_a_name_that_an_address_can_hold(db: None, slug: str, *, is_kept: bool):
    text = SMALL_YAML.replace("questionnaire: essai", f"questionnaire: {slug}")
    if is_kept:
        assert record_questionnaire(by=None, text=text, file="a.yaml").slug == slug
    else:
        with pytest.raises(RuleError, match="ne peut pas servir d’adresse"):
            record_questionnaire(by=None, text=text, file="a.yaml")
    assert QuestionnaireVersion.objects.exists() is is_kept


def test_a_draft_is_of_the_network_of_its_author_without_its_day(draft: QuestionnaireDraft, people: Cast):
    assert last_line() == ("begin_draft", "Brouillon commencé : Essai", "autan")
    assert (draft.network_id, draft.revision, draft.updated_by, draft.title_fr) == (
        "autan",
        1,
        people.coordinator,
        "Essai",
    )
    assert read_questionnaire(draft.document, "essai").version == date(2000, 1, 1)
    before = written()
    with pytest.raises(RuleError, match="un brouillon de «\u202fessai\u202f» existe déjà"):
        begin_draft(by=None, questionnaire=read_questionnaire(SMALL_YAML, "essai"))
    assert written() == before
    assert begin_draft(by=None, questionnaire=blank_questionnaire("b", "B", "B")).network is None


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"slug": "é"}, "questionnaire"),
        ({"title_fr": "x" * 201}, "title.fr"),
        ({"title_en": "x" * 201}, "title.en"),
    ],
)
def test_what_cannot_be_kept_begins_no_draft(db: None, change: dict[str, str], place: str):
    heading = {"slug": "b", "title_fr": "x" * 200, "title_en": "y" * 200}
    asked = blank_questionnaire(**heading | change)
    assert [column for column, _expected in faults_of(lambda: begin_draft(by=None, questionnaire=asked))] == [place]
    assert not QuestionnaireDraft.objects.exists()
    begin_draft(by=None, questionnaire=blank_questionnaire(**heading))


def test_a_change_is_kept_whole_with_its_author(draft: QuestionnaireDraft, people: Cast):
    def remove(held: Tree) -> Tree:
        return ACTS["question", "remove"](held, "q2")

    before = draft.document
    changed = change_draft(by=people.coordinator, slug="essai", edit=remove, summary="Retrait", revision=1)
    assert (changed.revision, changed.updated_by, changed.document_before) == (2, people.coordinator, "")
    assert last_line() == ("change_draft", "Retrait", "autan")
    cut = change_draft(
        by=None, slug="essai", edit=lambda held: ACTS["question", "remove"](held, "q3"), summary="x", is_removal=True
    )
    assert cut.document_before == changed.document != before
    again = change_draft(by=None, slug="essai", edit=lambda held: held, summary="x")
    assert again.document_before == "", "kept until the next change"


def test_a_removal_is_put_back_once(draft: QuestionnaireDraft, people: Cast):
    def cut(held: Tree) -> Tree:
        return ACTS["question", "remove"](held, "q2")

    with pytest.raises(DomainError, match="il n’y a plus rien à remettre"):
        take(DRAFT, "restore_draft", draft, by=None, at=NOW)
    change_draft(by=None, slug="essai", edit=cut, summary="x", is_removal=True)
    take(DRAFT, "restore_draft", draft, by=people.coordinator, at=NOW)
    assert last_line()[:2] == ("restore_draft", "Brouillon « essai » : ce qui était enlevé est remis")
    kept = QuestionnaireDraft.objects.get()
    assert (kept.revision, kept.document_before, kept.updated_by) == (3, "", people.coordinator)
    assert question_of(tree(), "q2")["kind"] == "number"


def test_an_edit_that_changes_the_identifier_or_breaks_a_rule_is_refused(draft: QuestionnaireDraft):
    before = written()
    assert faults_of(
        lambda: change_draft(by=None, slug="essai", edit=lambda held: {**held, "questionnaire": "b"}, summary="x")
    ) == [("questionnaire", "essai")]
    with pytest.raises(RefusedEditError) as caught:
        change_draft(by=None, slug="essai", edit=lambda held: {**held, "sections": []}, summary="x")
    assert caught.value.tree["sections"] == [], "given back as it was typed"
    with pytest.raises(UnknownError, match="aucun brouillon"):
        change_draft(by=None, slug="absent", edit=lambda held: held, summary="x")
    assert written() == before


def test_a_stale_act_gives_the_draft_as_it_stands(draft: QuestionnaireDraft):
    change_draft(by=None, slug="essai", edit=lambda held: held, summary="x", revision=1)
    for act in (
        lambda: change_draft(by=None, slug="essai", edit=lambda held: held, summary="x", revision=1),
        lambda: publish_draft(by=None, slug="essai", revision=1, day=TODAY),
    ):
        with pytest.raises(StaleDraftError, match="a changé depuis que vous l’avez ouvert") as caught:
            act()
        assert (caught.value.draft.revision, isinstance(caught.value, ConflictError)) == (2, True)


def test_a_published_draft_is_a_version_of_its_day(draft: QuestionnaireDraft, people: Cast):
    save_heading(by=None, slug="essai", fields={"title_fr": "Autre"})
    with pytest.raises(RuleError, match="déjà enregistrée avec un autre contenu"):
        publish_draft(by=people.coordinator, slug="essai", revision=2, day=date(2013, 4, 1))
    assert QuestionnaireDraft.objects.exists(), "nothing is half-done"
    version = publish_draft(by=people.coordinator, slug="essai", revision=2, day=TODAY)
    assert (version.version, version.title_fr) == (TODAY, "Autre")
    act, summary, network = last_line()
    assert (act, summary.replace("\u00a0", " "), network) == (
        "publish_draft",
        "Brouillon publié : Autre, version du 2 janvier 2026",
        "autan",
    )
    assert not QuestionnaireDraft.objects.exists()


def test_a_discarded_draft_says_what_goes_with_it(draft: QuestionnaireDraft, people: Cast):
    (told,) = DRAFT.transition("discard_draft").tells(draft)
    assert told == "3 questions"
    take(DRAFT, "discard_draft", draft, by=people.coordinator, at=NOW)
    assert last_line() == ("discard_draft", "Brouillon abandonné : Essai", "autan")
    assert not QuestionnaireDraft.objects.exists()


def save(**more: Any) -> tuple[QuestionnaireDraft, str]:
    given: dict[str, Any] = {
        "by": None,
        "slug": "essai",
        "kind": K.OPEN,
        "fields": {"text_fr": "Quoi"},
        "section": "first",
    }
    return save_question(**given | more)


def test_a_question_gets_the_next_code_and_its_own_lists(draft: QuestionnaireDraft):
    assert save()[1] == "q4"
    assert last_line()[1] == "Brouillon « essai » : question nouvelle écrite"
    lines = {"text_fr": "Quoi", "new_choices": "Rouge\nVert | Green"}
    assert save(kind=K.SINGLE, fields=lines)[1] == "q5"
    question = question_of(tree(), "q5")
    choices = tree()["choice_lists"][question["choices"]]
    assert (question["choices"], [choice["code"] for choice in choices]) == ("q5_choices", ["rouge", "vert"])
    assert save(fields={"text_fr": "Quoi", "code": " plan "})[1] == "plan"
    assert "plan" in last_line()[1]


def test_a_question_takes_the_place_of_the_one_that_was_seen(draft: QuestionnaireDraft):
    seen = version_of(question_of(tree(), "q2"))
    changed = {"text_fr": "Combien ?", "unit": "count", "code": "q2"}
    save(kind=K.NUMBER, fields=changed, replaced="q2", seen=seen)
    assert [question["code"] for question in section_of(tree(), "first")["questions"]] == ["q1", "q2", "q3"]
    before = written()
    with pytest.raises(StaleQuestionError, match="cette question a changé") as caught:
        save(kind=K.NUMBER, fields=changed, replaced="q2", seen=seen)
    assert caught.value.question["text"]["fr"] == "Combien ?"
    for wrong in ({"replaced": "gone"}, {"section": "gone"}):
        with pytest.raises(UnknownError):
            save(**wrong)
    assert written() == before
    save(kind=K.NUMBER, fields=changed, replaced="q2")
    assert question_of(tree(), "q2")["text"] == {"fr": "Combien ?"}, "without a mark, it is written over"


def test_a_question_continues_one_that_was_asked(draft: QuestionnaireDraft):
    fields = {"text_fr": "Quoi", "continues_campaign": "absente", "continues_question": "q1"}
    before = written()
    ((column, expected),) = faults_of(lambda: save(fields=fields))
    assert (column, expected.startswith("une campagne connue (")) == (
        "sections[0].questions[3].continues.campaign",
        True,
    )
    half = {"text_fr": "Quoi", "continues_campaign": "absente"}
    ((column, _expected),) = faults_of(lambda: save(fields=half))
    assert column is not None
    assert column.startswith("sections[0].questions[3].continues")
    assert written() == before


def test_a_section_comes_with_its_first_question_and_keeps_those_it_has(draft: QuestionnaireDraft):
    save_section(by=None, slug="essai", fields={"title_fr": "Énergie", "text_fr": "Laquelle ?", "intro_fr": "Lisez."})
    added = section_of(tree(), "energie")
    assert (added["title"], added["intro"], [question["code"] for question in added["questions"]]) == (
        {"fr": "Énergie"},
        {"fr": "Lisez."},
        ["q4"],
    )
    assert last_line()[1] == "Brouillon « essai » : rubrique écrite"
    save_section(by=None, slug="essai", fields={"title_fr": "Autre", "code": "autre"}, replaced="energie")
    assert [question["code"] for question in section_of(tree(), "autre")["questions"]] == ["q4"]
    save_section(by=None, slug="essai", fields={"title_fr": "Encore"}, replaced="autre")
    assert section_of(tree(), "autre")["title"] == {"fr": "Encore"}, "without a code, it keeps its own"


def test_lists_and_headings_are_written(draft: QuestionnaireDraft):
    save_list(by=None, slug="essai", code="", lines="Un\nDeux")
    save_list(by=None, slug="essai", code="status", lines="yes | Oui | Yes\nno | Jamais | Never")
    assert list(tree()["choice_lists"]) == ["status", "liste"]
    assert [choice["label"]["fr"] for choice in tree()["choice_lists"]["status"]] == ["Oui", "Jamais"]
    draft = save_heading(by=None, slug="essai", fields={"title_fr": " Titre ", "note_fr": "Note"})
    assert (draft.title_fr, tree()["note"]) == ("Titre", {"fr": "Note"})
    save_heading(by=None, slug="essai", fields={"title_fr": "Titre"})
    assert "note" not in tree()
    assert [column for column, _ in faults_of(lambda: save_heading(by=None, slug="essai", fields={}))] == [None]


def test_versions_are_found_by_their_day(version: QuestionnaireVersion):
    assert queries.find_version("essai", "2013-04-01") == version
    for slug, day in (("essai", "2013-04-02"), ("autre", "2013-04-01"), ("essai", "hier"), ("essai", "")):
        with pytest.raises(UnknownError, match=f"aucune version de «\u202f{slug}\u202f» du {day}"):
            queries.find_version(slug, day)


def test_drafts_are_listed_to_their_authors_the_last_changed_first(draft: QuestionnaireDraft, people: Cast):
    other = begin_draft(by=people.coordinator, questionnaire=blank_questionnaire("b", "B", "B"))
    assert queries.list_drafts(people.coordinator) == [other, draft]
    change_draft(by=None, slug="essai", edit=lambda held: held, summary="x")
    assert queries.list_drafts(people.coordinator) == [draft, other]
    assert queries.count_drafts(people.coordinator) == 2
    assert queries.find_draft("essai", reader=OPERATOR) == draft


def test_a_model_is_taken_under_a_name_of_its_own(version: QuestionnaireVersion):
    first = questionnaire_models()[0]
    assert queries.find_model(first.slug) == first
    with pytest.raises(UnknownError, match="aucun modèle «\u202frien\u202f»"):
        queries.find_model("rien")
    small = read_questionnaire(SMALL_YAML, "essai")
    taken = queries.with_own_slug(small)
    assert (taken.slug != "essai", taken.slug.startswith("essai")) == (True, True)
    begin_draft(by=None, questionnaire=taken)
    assert queries.with_own_slug(small).slug not in {"essai", taken.slug}


def test_files_are_read_and_written_by_their_ending():
    small = read_questionnaire(SMALL_YAML, "essai")
    content, losses = queries.convert_questionnaire(small, "a.YML")
    assert losses == ()
    assert queries.read_questionnaire_file(content, "dossier/a.yaml", version=TODAY) == (small, ())
    assert "yaml" in queries.offered_formats()
    assert {".yaml", ".yml"} <= set(queries.list_read_formats()["YAML"])
    for file, value in (("a.doc", ".doc"), ("a", None)):
        with pytest.raises(ImportFileError) as caught:
            queries.read_questionnaire_file(b"", file, version=TODAY)
        (fault,) = caught.value.faults
        assert (fault.value, ".yaml" in fault.expected) == (value, True)
    ((_column, expected),) = faults_of(lambda: queries.read_questionnaire_file(b"\xff", "a.yaml", version=TODAY))
    assert expected == "un fichier texte en UTF-8"
