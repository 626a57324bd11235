"""A coordinator writes a questionnaire on screen: outline, questions, lists, publication, opening of a campaign."""

import io
import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from autan.evidence.figures.queries.registry import OPERATOR
from autan.ground.errors import ImportFileError, RuleError, UnknownError
from autan.ground.expressions.core.rules import parse_rule
from autan.people.journal.models import JournalEntry
from autan.people.workflows.actions import take
from autan.survey.campaigns.models import Campaign
from autan.survey.questionnaires.actions.drafts import (
    DRAFT,
    StaleDraftError,
    begin_draft,
    change_draft,
    import_draft,
    publish_draft,
)
from autan.survey.questionnaires.core.acts import ACTS
from autan.survey.questionnaires.core.editing import Tree, blank_questionnaire
from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.survey.questionnaires.core.kinds.registry import KINDS
from autan.survey.questionnaires.core.questionnaire import EarlierQuestion, Questionnaire
from autan.survey.questionnaires.importers import read_questionnaire
from autan.survey.questionnaires.models import QuestionnaireDraft, QuestionnaireVersion
from autan.survey.questionnaires.queries import find_draft, tree_of
from autan.survey.xlsforms.exporters.form import write_template
from tests.cast import Cast
from tests.survey.questionnaires.making import SMALL_YAML

K = QuestionKind
TODAY = date(2026, 1, 2)


@pytest.fixture
def draft(version: QuestionnaireVersion) -> QuestionnaireDraft:
    """A draft of the small questionnaire."""
    return begin_draft(by=None, questionnaire=read_questionnaire(SMALL_YAML, "essai"), based_on=version)


@pytest.fixture
def author(client: Client, people: Cast) -> Client:
    client.force_login(people.coordinator)
    return client


def at(name: str, **more: str) -> str:
    return reverse(f"questionnaires:{name}", kwargs={"slug": "essai", **more})


def current() -> Questionnaire:
    return read_questionnaire(find_draft("essai", reader=OPERATOR).document, "essai")


def text(response: Any) -> str:
    return str(response.content.decode())


def send(author: Client, code: str, /, **fields: str) -> Any:
    """Send the screen of a question with some of its fields changed."""
    page = text(author.get(at("draft_question", code=code)))
    given = dict(re.findall(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"', page))
    given |= dict(re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>([^<]*)</textarea>', page))
    for name, inside in re.findall(r'<select[^>]*name="(\w+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', inside)
        given[name] = chosen.group(1) if chosen else ""
    typed = {name: unescape(value) for name, value in given.items()}
    return author.post(at("draft_question", code=code), typed | fields)


# --- actions --------------------------------------------------------------------------------------------------------


def test_a_draft_starts_from_a_version_and_becomes_another(draft: QuestionnaireDraft) -> None:
    assert [question.code for question in current().questions] == ["q1", "q2", "q3"]
    change_draft(by=None, slug="essai", edit=lambda tree: ACTS["question", "up"](tree, "q3"), summary="essai")
    version = publish_draft(by=None, slug="essai", revision=2, day=TODAY)
    kept = read_questionnaire(version.document, "essai")
    assert (kept.version, [question.code for question in kept.questions]) == (TODAY, ["q1", "q3", "q2"])
    assert not QuestionnaireDraft.objects.exists()
    acts = set(JournalEntry.objects.filter(kind="draft").values_list("act", flat=True))
    assert acts == {"begin_draft", "change_draft", "publish_draft"}


def test_what_would_not_be_a_questionnaire_is_refused_whole(draft: QuestionnaireDraft) -> None:
    def empty(tree: Tree) -> Tree:
        for code in ("q1", "q2", "q3"):
            tree = ACTS["question", "remove"](tree, code)
        return tree

    with pytest.raises(ImportFileError) as caught:
        change_draft(by=None, slug="essai", edit=empty, summary="essai")
    assert [fault.column for fault in caught.value.faults] == ["sections[0].questions"]
    assert find_draft("essai", reader=OPERATOR).revision == 1


def test_a_stale_act_is_refused(draft: QuestionnaireDraft) -> None:
    down = ACTS["question", "down"]
    change_draft(by=None, slug="essai", edit=lambda tree: down(tree, "q1"), summary="essai", revision=1)
    for act in (
        lambda: change_draft(by=None, slug="essai", edit=lambda tree: tree, summary="essai", revision=1),
        lambda: publish_draft(by=None, slug="essai", revision=1, day=TODAY),
    ):
        with pytest.raises(StaleDraftError):
            act()


def test_one_draft_a_questionnaire_and_none_for_others(draft: QuestionnaireDraft, people: Cast) -> None:
    with pytest.raises(RuleError, match="existe déjà"):
        begin_draft(by=people.coordinator, questionnaire=current())
    for act in (
        lambda: begin_draft(by=people.officer, questionnaire=blank_questionnaire("autre", "Autre", "Other")),
        lambda: change_draft(by=people.officer, slug="essai", edit=lambda tree: tree, summary="essai"),
        lambda: publish_draft(by=people.officer, slug="essai", revision=1, day=TODAY),
        lambda: take(DRAFT, "discard_draft", draft, by=people.officer, at=timezone.now()),
        lambda: import_draft(by=people.officer, data=b"", file="a.yaml", today=TODAY),
    ):
        with pytest.raises(RuleError):
            act()
    take(DRAFT, "discard_draft", draft, by=people.coordinator, at=timezone.now())
    with pytest.raises(UnknownError):
        take(DRAFT, "discard_draft", draft, by=people.coordinator, at=timezone.now())


# --- screens --------------------------------------------------------------------------------------------------------

PAGES = [
    ("questionnaires:index", {}),
    ("questionnaires:draft", {"slug": "essai"}),
    ("questionnaires:draft_heading", {"slug": "essai"}),
    ("questionnaires:draft_preview", {"slug": "essai"}),
    ("questionnaires:draft_publish", {"slug": "essai"}),
    ("questionnaires:draft_files", {"slug": "essai"}),
    ("questionnaires:draft_file", {"slug": "essai", "extension": "xlsx"}),
    ("questionnaires:draft_question", {"slug": "essai", "code": "q1"}),
    ("questionnaires:draft_add_section", {"slug": "essai"}),
    ("questionnaires:draft_section", {"slug": "essai", "code": "first"}),
    ("questionnaires:draft_add_list", {"slug": "essai"}),
    ("questionnaires:draft_list", {"slug": "essai", "code": "status"}),
    ("questionnaires:version", {"slug": "essai", "day": "2013-04-01"}),
    ("questionnaires:version_files", {"slug": "essai", "day": "2013-04-01"}),
    ("questionnaires:version_file", {"slug": "essai", "day": "2013-04-01", "extension": "docx"}),
    ("surveys:open_version", {"slug": "essai", "day": "2013-04-01"}),
]


@pytest.mark.parametrize(("name", "kwargs"), PAGES)
def test_each_screen_is_for_coordinators_alone(
    client: Client, draft: QuestionnaireDraft, people: Cast, name: str, kwargs: dict[str, str]
) -> None:
    address = reverse(name, kwargs=kwargs)
    assert client.get(address).status_code == 302
    for person, status in ((people.officer, 403), (people.outsider, 403), (people.coordinator, 200)):
        client.force_login(person)
        answer = client.get(address)
        assert answer.status_code == status
    assert b"style=" not in answer.content or name.endswith("file")


@pytest.mark.parametrize("kind", list(K))
def test_each_kind_has_its_screen(author: Client, draft: QuestionnaireDraft, kind: QuestionKind) -> None:
    page = text(author.get(at("draft_add_question"), {"section": "first", "kind": kind.value}))
    names = re.findall(r'name="(\w+)"', page)
    assert ("unit" in names) is (kind is K.NUMBER)
    assert ("choices" in names) is ("choices" in KINDS[kind].takes)
    assert ("column_2_label_fr" in names) is (kind in {K.TABLE, K.MATRIX})
    assert ("check_0_rule" in names) is (kind is not K.DISPLAY)
    labelled = set(re.findall(r'<label[^>]*for="([^"]+)"', page))
    ids = re.findall(r'<(?:input|select|textarea)[^>]*\bid="([^"]+)"', page)
    assert set(ids) <= labelled
    assert len(ids) == len(set(ids))


def test_a_screen_sent_as_it_is_changes_nothing(author: Client, draft: QuestionnaireDraft) -> None:
    before = current()
    for code in ("q1", "q2", "q3"):
        assert send(author, code).status_code == 302
    assert current() == before


def test_a_question_is_added_with_a_list_of_its_own(author: Client, draft: QuestionnaireDraft) -> None:
    fields = {
        "section": "first",
        "kind": "multiple",
        "text_fr": "Quels thèmes\u202f?",
        "text_en": "Which themes?",
        "new_choices": "Air | Air\neau | Eau | Water",
        "allows_other": "on",
        "required": "soft",
        "relevance": "q2 > 3",
    }
    answer = author.post(at("draft_add_question"), fields)
    assert answer.status_code == 302
    assert answer["Location"].endswith("#q4")
    question = current().question("q4")
    assert question.choices
    assert (question.choices.code, question.choices.codes) == ("q4_choices", ("air", "eau"))
    assert (question.allows_other, question.requirement) == (True, "soft")


def test_a_condition_is_picked_and_shown_picked_again(author: Client, draft: QuestionnaireDraft) -> None:
    answer = send(author, "q2", picked_relevance="q1 == 'yes'")
    assert "C’est enregistré." in text(author.get(answer["Location"]))
    assert current().question("q2").relevance == parse_rule("q1 == 'yes'")
    page = text(author.get(at("draft_question", code="q2")))
    assert '<option value="q1 == &#x27;yes&#x27;" selected>' in page
    assert 'name="relevance" value=""' in page


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"relevance": "q9 == 1"}, "relevance", "un nom connu"),
        ({"relevance": "q1 =="}, "relevance", "bien formée"),
        ({"relevance": "answered(q2)"}, "relevance", "cercle"),
        ({"relevance": "q1 > 3"}, "relevance", "nom =="),
        ({"unit": ""}, "", "unit"),
        ({"min": "beaucoup"}, "min", "un nombre"),
        ({"min": "900"}, "", "dans l’ordre"),
        ({"text_fr": ""}, "text_fr", ""),
        ({"code": "Q 2"}, "code", "minuscules"),
        ({"code": "q1"}, "", "unique"),
        ({"check_0_rule": "q2 > 'x'", "check_0_message_fr": "Non"}, "check_0_rule", "un nombre"),
        ({"check_0_rule": "q2 > 1"}, "check_0_rule", "message"),
    ],
)
def test_a_fault_is_shown_beside_its_field(
    author: Client, draft: QuestionnaireDraft, fields: dict[str, str], field: str, words: str
) -> None:
    answer = send(author, "q2", **fields)
    page = text(answer)
    assert answer.status_code == 422
    assert "Rien n’a été enregistré." in page
    if field:
        said = re.search(rf'id="e-{field}">(.*?)</ul>', page, re.DOTALL)
        assert said
        assert words in unescape(said.group(1))
    else:
        assert words in unescape(page)
    assert find_draft("essai", reader=OPERATOR).revision == 1


@pytest.mark.parametrize(
    ("campaign", "question", "field", "words"),
    [
        ("2099", "q1", "continues_campaign", "une campagne connue (recueil)"),
        ("recueil", "q99", "continues_question", "une question de la campagne recueil"),
        ("recueil", "", "continues_question", "question"),
    ],
)
def test_a_question_continues_one_that_was_asked(
    author: Client, draft: QuestionnaireDraft, collected: Campaign, campaign: str, question: str, field: str, words: str
) -> None:
    answer = send(author, "q2", continues_campaign=campaign, continues_question=question)
    said = re.search(rf'id="e-{field}">(.*?)</ul>', text(answer), re.DOTALL)
    assert answer.status_code == 422
    assert said
    assert words in unescape(said.group(1))
    assert send(author, "q2", continues_campaign="recueil", continues_question="q3").status_code == 302
    assert current().question("q2").continues == EarlierQuestion(campaign="recueil", question="q3")


def test_what_a_file_said_to_continue_elsewhere_may_be_kept(author: Client, version: QuestionnaireVersion) -> None:
    text_elsewhere = SMALL_YAML.replace(
        "        unit: count\n", "        unit: count\n        continues: {campaign: ailleurs, question: q7}\n"
    )
    begin_draft(by=None, questionnaire=read_questionnaire(text_elsewhere, "essai"), based_on=version)
    assert send(author, "q2", text_fr="Autrement dit").status_code == 302
    assert current().question("q2").continues == EarlierQuestion(campaign="ailleurs", question="q7")


def test_what_was_typed_stays_on_the_screen(author: Client, draft: QuestionnaireDraft) -> None:
    page = text(send(author, "q2", relevance="q9 == 1", help_fr="Une aide"))
    assert "Une aide" in page
    assert "q9 == 1" in page


def test_two_authors_of_one_question_both_see_what_is_written(author: Client, draft: QuestionnaireDraft) -> None:
    page = text(author.get(at("draft_question", code="q2")))
    seen = re.search(r'name="seen" value="(\w+)"', page)
    assert seen
    send(author, "q2", text_fr="Écrit par l’autre")
    answer = send(author, "q2", text_fr="Écrit par moi", seen=seen.group(1))
    assert answer.status_code == 422
    assert "Écrit par l’autre" in text(answer)
    assert "Écrit par moi" in text(answer)
    assert current().question("q2").text.fr == "Écrit par l’autre"
    again = re.search(r'name="seen" value="(\w+)"', text(answer))
    assert again
    assert send(author, "q2", text_fr="Écrit par moi", seen=again.group(1)).status_code == 302
    assert current().question("q2").text.fr == "Écrit par moi"


def test_two_authors_of_two_questions_do_not_meet(author: Client, draft: QuestionnaireDraft) -> None:
    page = text(author.get(at("draft_question", code="q2")))
    seen = re.search(r'name="seen" value="(\w+)"', page)
    assert seen
    send(author, "q1", text_fr="Un autre plan\u202f?")
    assert send(author, "q2", text_fr="Combien\u202f?", seen=seen.group(1)).status_code == 302
    assert current().question("q1").text.fr == "Un autre plan\u202f?"


def test_the_kind_of_a_question_can_change(author: Client, draft: QuestionnaireDraft) -> None:
    page = text(author.get(at("draft_question", code="q1"), {"kind": "single"}))
    assert '<input type="hidden" name="kind" value="single">' in page
    assert send(author, "q1", kind="single").status_code == 302
    assert current().question("q1").kind is K.SINGLE


@pytest.mark.parametrize(
    ("part", "verb", "code", "order"),
    [
        ("question", "down", "q1", ["q2", "q1", "q3"]),
        ("question", "up", "q1", ["q1", "q2", "q3"]),
        ("question", "copy", "q2", ["q1", "q2", "q2_copie", "q3"]),
        ("question", "remove", "q2", ["q1", "q3"]),
        ("section", "up", "first", ["q1", "q2", "q3"]),
    ],
)
def test_parts_move_without_javascript(
    author: Client, draft: QuestionnaireDraft, part: str, verb: str, code: str, order: list[str]
) -> None:
    fields = {"part": part, "act": verb, "code": code, "revision": "1"}
    assert author.post(at("draft_act"), fields).status_code == 302
    assert [question.code for question in current().questions] == order
    answer = author.post(at("draft_act"), fields, follow=True)
    assert "a changé depuis" in text(answer)


def test_an_act_that_would_break_the_draft_is_refused_with_its_place(author: Client, draft: QuestionnaireDraft) -> None:
    send(author, "q3", relevance="answered(q2)")
    fields = {"part": "question", "act": "remove", "code": "q2", "revision": "2"}
    answer = author.post(at("draft_act"), fields)
    assert answer.status_code == 422
    assert re.search(r'role="alert".*q3</a> relevance', text(answer), re.DOTALL)
    assert author.post(at("draft_act"), fields | {"act": "burn"}).status_code == 404
    assert author.post(at("draft_act"), fields | {"code": "q9"}, follow=True).status_code == 200


def test_sections_lists_and_titles_are_written(author: Client, draft: QuestionnaireDraft) -> None:
    section = {"title_fr": "Vos moyens", "title_en": "Your means", "text_fr": "Quel budget\u202f?", "code": ""}
    assert author.post(at("draft_add_section"), section).status_code == 302
    author.post(at("draft_section", code="first"), {"title_fr": "Votre démarche", "code": "first", "intro_fr": "Ici."})
    author.post(at("draft_list", code="status"), {"lines": "yes | Oui | Yes\nno | Non | No\nPeut-être"})
    author.post(at("draft_add_list"), {"code": "themes", "lines": "Air\nEau"})
    author.post(at("draft_heading"), {"title_fr": "Essai revu", "title_en": "Reviewed", "note_fr": "De l’essai"})
    found = current()
    assert [(s.code, s.title.fr, s.intro.fr) for s in found.sections] == [
        ("first", "Votre démarche", "Ici."),
        ("vos_moyens", "Vos moyens", ""),
    ]
    assert found.sections[1].questions[0].code == "q4"
    assert {item.code: item.codes for item in found.lists} == {
        "status": ("yes", "no", "peut_etre"),
        "themes": ("air", "eau"),
    }
    assert (found.title.fr, found.title.en, found.note.fr) == ("Essai revu", "Reviewed", "De l’essai")
    titles = re.findall(r'/listes/[^"]*">([^<]+)</a>', text(author.get(at("draft"))))
    assert "Oui, Non, Peut-être" in titles, "a list is titled by its choices"
    for name, more, fields in (
        ("draft_add_section", {}, {"title_fr": ""}),
        ("draft_list", {"code": "status"}, {"lines": "other | Autre | Other"}),
        ("draft_heading", {}, {"title_fr": ""}),
    ):
        answer = author.post(at(name, **more), fields)
        assert answer.status_code == 422
        assert "Rien n’a été enregistré." in text(answer)


def test_a_list_that_is_not_used_can_be_removed(author: Client, draft: QuestionnaireDraft) -> None:
    author.post(at("draft_add_list"), {"code": "themes", "lines": "Air\nEau"})
    page = text(author.get(at("draft")))
    assert "employée par" in page
    fields = {"part": "list", "act": "remove", "code": "themes", "revision": "2"}
    assert author.post(at("draft_act"), fields).status_code == 302
    assert "themes" not in tree_of(find_draft("essai", reader=OPERATOR).document, "essai")["choice_lists"]


def test_a_whole_questionnaire_goes_from_a_blank_page_to_a_campaign(author: Client, network: Any) -> None:
    blank = {"slug": "essai", "title_fr": "Essai", "title_en": "Trial"}
    assert author.post(reverse("questionnaires:begin_draft"), blank).status_code == 302
    assert author.post(reverse("questionnaires:begin_draft"), blank).status_code == 422
    assert author.post(reverse("questionnaires:begin_draft"), blank | {"slug": "é"}).status_code == 422
    page = text(author.get(at("draft_publish")))
    assert 'name="revision" value="1"' in page
    published = author.post(at("draft_publish"), {"revision": "1", "day": "2026-01-02"})
    assert published["Location"] == at("version", day="2026-01-02")
    opening = reverse("surveys:open_version", kwargs={"slug": "essai", "day": "2026-01-02"})
    fields = {
        "network": "autan",
        "title_fr": "Enquête 2026",
        "title_en": "",
        "slug": "enquete-2026",
        "opened_on": "2026-01-05",
        "closed_on": "2026-01-01",
    }
    assert author.post(opening, fields).status_code == 422
    answer = author.post(opening, fields | {"closed_on": "2026-03-01"})
    assert answer["Location"] == reverse("surveys:tracking", kwargs={"slug": "enquete-2026"})
    assert Campaign.objects.get().questionnaire.version == TODAY
    assert author.post(opening, fields | {"closed_on": "", "slug": "lien"}).status_code == 422
    again = author.post(at("version", day="2026-01-02"))
    assert again["Location"] == at("draft")
    assert author.post(at("version", day="2026-01-02"), follow=True).redirect_chain
    author.post(at("draft_heading"), {"title_fr": "Autre titre"})
    taken = author.post(at("draft_publish"), {"revision": "2", "day": "2026-01-02"})
    assert taken.status_code == 422
    assert "donnez une autre date" in text(taken)
    assert re.search(r"<li>\d+ questions?</li>", text(author.post(at("draft_give_up"))))
    assert QuestionnaireDraft.objects.exists()
    assert author.post(at("draft_give_up"), {"confirm": "1"}).status_code == 302
    assert not QuestionnaireDraft.objects.exists()


def test_a_file_becomes_a_draft_or_comes_back_with_its_faults(author: Client, network: Any) -> None:
    def bring(data: bytes, name: str) -> Any:
        return author.post(reverse("questionnaires:import_draft"), {"file": SimpleUploadedFile(name, data)})

    assert bring(SMALL_YAML.encode(), "essai.yaml")["Location"] == at("draft")
    assert bring(SMALL_YAML.encode(), "essai.yaml").status_code == 422
    assert bring(write_template(), "modele.xlsx").status_code == 302
    refused = bring(b"| survey |\n| | type | name | label |\n| | text | | A |", "essai.md")
    assert refused.status_code == 422
    assert "Fichier refusé" in text(refused)
    assert ">3</td><td>name</td>" in text(refused)
    told = bring(b"| survey |\n| | type | name | label |\n| | integer | a | A |", "nombre.md")
    assert "Fichier lu, avec des remarques" in text(told)
    assert author.post(reverse("questionnaires:import_draft"), {}).status_code == 422
    heavy = bring(b"a" * 20_000_001, "lourd.yaml")
    assert heavy.status_code == 422
    assert "trop lourd" in text(heavy)


def test_a_draft_goes_out_in_every_format_with_its_losses(author: Client, draft: QuestionnaireDraft) -> None:
    send(author, "q2", required="soft")
    page = text(author.get(at("draft_files")))
    assert "une réponse souhaitée devient facultative" in page
    for extension in ("yaml", "xlsx", "lss", "pdf", "docx"):
        answer = author.get(at("draft_file", extension=extension))
        assert answer["Content-Disposition"] == f'attachment; filename="essai.{extension}"'
        assert io.BytesIO(answer.content).read(1)
    assert author.get(at("draft_file", extension="exe")).status_code == 404
    for name, more in (
        ("draft_question", {"code": "q9"}),
        ("draft_section", {"code": "q9"}),
        ("draft_list", {"code": "q9"}),
        ("version", {"day": "2000-01-01"}),
        ("version", {"day": "jamais"}),
    ):
        assert author.get(at(name, **more)).status_code == 404
    assert author.get(at("draft_add_question"), {"section": "first", "kind": "rien"}).status_code == 404
    assert author.get(reverse("questionnaires:draft", kwargs={"slug": "perdu"})).status_code == 404


@pytest.mark.parametrize(
    ("given", "place"),
    [
        (SMALL_YAML.replace("questionnaire: essai", "questionnaire: mon essai"), "questionnaire"),
        (SMALL_YAML.replace('"Essai"', f'"{"Essai " * 40}"'), "title.fr"),
        (SMALL_YAML.replace("code: q2", f"code: {'q' * 41}"), "sections[0].questions[1].code"),
    ],
)
def test_what_could_not_be_kept_is_refused_with_its_place(db: None, given: str, place: str) -> None:
    with pytest.raises(ImportFileError) as caught:
        import_draft(by=None, data=given.encode(), file="essai.yaml", today=TODAY)
    assert [fault.column for fault in caught.value.faults] == [place]
    assert not QuestionnaireDraft.objects.exists()


def test_a_title_that_is_too_long_is_refused_on_screen(author: Client, draft: QuestionnaireDraft) -> None:
    answer = author.post(at("draft_heading"), {"title_fr": "x" * 201})
    assert answer.status_code == 422
    assert "200 signes" in text(answer)


def test_what_is_done_to_a_draft_is_told_of_the_draft(draft: QuestionnaireDraft) -> None:
    journal_entry = JournalEntry.objects.get(act="begin_draft")
    assert (journal_entry.room, journal_entry.kind, journal_entry.object_id) == ("questionnaires", "draft", draft.slug)


@pytest.mark.parametrize(("name", "place"), [("draft_question", {"code": "q99"}), ("draft_list", {"code": "gone"})])
def test_a_part_that_is_gone_is_not_found(author: Client, draft: QuestionnaireDraft, name: str, place: Any) -> None:
    assert author.get(at(name, **place)).status_code == 404
