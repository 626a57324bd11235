"""An edition written on screen: part by part, by two people at once, with its history; nothing typed is lost."""

from datetime import date

import pytest
from django.test import Client

from autan.cooperation.lessons.actions.needs import ask_need
from autan.cooperation.lessons.core.needs import NeedInput, NeedKind
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import PUBLIC, describe_one
from autan.ground.errors import ConflictError, NotAllowedError, RuleError, UnknownError
from autan.ground.texts.language import words
from autan.ground.wordings import Text
from autan.publishing.editions.actions.editions import withdraw_edition
from autan.publishing.editions.actions.new_editions import copy_edition, new_edition
from autan.publishing.editions.actions.publishing import PublicationRefusedError, publish_edition
from autan.publishing.editions.actions.writing import (
    SectionOutcome,
    add_chapter,
    discard_unsaved_section,
    move_chapter,
    remove_chapter,
    restore_version,
    save_section,
)
from autan.publishing.editions.core.edition_models import EditionModel
from autan.publishing.editions.models import Edition, UnreadSection
from autan.publishing.editions.presenters.catalogue import catalogue_topics, present_catalogue
from autan.publishing.editions.presenters.preparation import check_section
from autan.publishing.editions.queries.writing import versions_of, written_section, written_sections
from autan.publishing.living_text.importers.section_edits import tables_of
from autan.publishing.living_text.importers.sections import split_sections
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.models import Network
from tests.publishing.living_text.writing import read

CHAPTER = 2


def parts(edition):
    edition.refresh_from_db()
    return split_sections(edition.source)


def save(edition, text, *, by=None, rank=CHAPTER, version=""):
    return save_section(by=by, slug="essai", rank=rank, version=version or parts(edition)[rank].version, text=text)


def test_a_part_is_recorded_its_addresses_named_and_unused_names_dropped(people, edition):
    saved = save(
        edition, "# Premier chapitre\n\nIl y a {{facts.F3 | form: number}} de plus.\r\n", by=people.coordinator
    )
    assert saved.outcome is SectionOutcome.RECORDED
    assert saved.text.endswith("Il y a {{f3 | form: number}} de plus.")
    head = tables_of(parts(edition)[0].text)
    assert set(head["figures"]) == {"schemes", "answered", "f3"}
    assert head["charts"] == {}, "nothing draws it any more"
    assert read(edition.source).summary, "the rest of the text stands"
    assert versions_of(edition)[0].version.by_id == people.coordinator.pk


def test_a_part_that_cannot_be_read_is_kept_aside_with_its_faults(people, edition):
    before = edition.source
    for text, row in (("# Premier chapitre\n\nDu texte {{casse", 3), ("Sans titre", 1), ("# T\n\n<b>gras</b>", 3)):
        saved = save(edition, text, by=people.coordinator)
        assert (saved.outcome, saved.faults[0].row) == (SectionOutcome.FAULTY, row)
        assert parts(edition)
        assert edition.source == before
        shown = written_section(edition, people.coordinator, CHAPTER)
        assert (shown.text, shown.is_unread) == (text, True)
    discard_unsaved_section(by=people.coordinator, slug="essai", rank=CHAPTER)
    assert not UnreadSection.objects.exists()


def test_two_writers_of_one_part_are_both_kept(people, edition):
    version = parts(edition)[CHAPTER].version
    save(edition, "# Premier chapitre\n\nLe premier.", version=version)
    lost = save(edition, "# Premier chapitre\n\nLe second.", by=people.coordinator, version=version)
    assert lost.outcome is SectionOutcome.CONFLICT
    assert lost.current.endswith("Le premier.")
    assert written_section(edition, people.coordinator, CHAPTER).text.endswith("Le second.")
    again = save(
        edition, "# Premier chapitre\n\nLe premier, puis le second.", by=people.coordinator, version=lost.version
    )
    assert again.outcome is SectionOutcome.RECORDED
    assert not UnreadSection.objects.exists()


def test_two_writers_of_two_parts_do_not_meet_even_when_chapters_move(people, edition):
    rank = add_chapter(by=None, slug="essai", title="Second chapitre")
    version = parts(edition)[CHAPTER].version
    move_chapter(by=None, slug="essai", rank=rank, steps=-1)
    assert [part.title.fr for part in parts(edition)[2:]] == ["Second chapitre", "Premier chapitre"]
    saved = save(edition, "# Premier chapitre\n\nRécrit.", version=version)
    assert (saved.outcome, saved.rank) == (SectionOutcome.RECORDED, 3)
    move_chapter(by=None, slug="essai", rank=2, steps=-1)
    assert parts(edition)[2].title.fr == "Second chapitre", "at the top, nothing moves"
    remove_chapter(by=None, slug="essai", rank=2)
    assert len(parts(edition)) == 3


def test_the_head_and_the_summary_stay(edition):
    for act in (move_chapter, remove_chapter):
        with pytest.raises(RuleError):
            act(by=None, slug="essai", rank=1, **({"steps": 1} if act is move_chapter else {}))
    with pytest.raises(RuleError):
        add_chapter(by=None, slug="essai", title="  ")
    stolen = parts(edition)[0].text.replace("slug: essai", "slug: autre")
    assert save(edition, stolen, rank=0).outcome is SectionOutcome.FAULTY
    for broken in ("plus d’en-tête", "---\n: {\n---", parts(edition)[0].text.replace("  schemes:", "  Pas un nom:")):
        assert save(edition, broken, rank=0).outcome is SectionOutcome.FAULTY
    renamed = parts(edition)[0].text.replace("L'essai", "L'essai récrit")
    assert save(edition, renamed, rank=0).outcome is SectionOutcome.RECORDED
    assert Edition.objects.get().title_fr == "L'essai récrit"
    with pytest.raises(UnknownError):
        written_section(edition, None, 99)


def test_any_version_can_be_brought_back(edition):
    before = edition.source
    save(edition, "# Premier chapitre\n\nRécrit.")
    save(edition, "# Premier chapitre\n\nRécrit encore.")
    lines = versions_of(edition)
    assert len(lines) == 2, "what one person writes in a row is one version"
    assert ("+", "Récrit encore.") in lines[0].lines
    restore_version(by=None, slug="essai", version=lines[-1].version.pk)
    assert parts(edition)
    assert edition.source == before
    assert versions_of(edition)[0].is_current
    with pytest.raises(UnknownError):
        restore_version(by=None, slug="essai", version=0)


def test_what_is_wrong_is_told_with_its_line_and_its_mend(edition):
    text = (
        "# Chapitre\n\nIl y a {{facts.F1 | text: onze | claim: value == 11}} plans.\n\nEt 7 autres.\n\n"
        "À écrire : la suite.\n\nUne source morte [@F9].\n\n{{facts.F8}}"
    )
    checked = check_section(edition, CHAPTER, text)
    told = {(remark["what"], remark["line"]) for remark in checked.remarks}
    assert {
        ("affirmation périmée", 3),
        ("nombre sans source", 5),
        ("passage à écrire", 7),
        ("citation morte", 9),
    } <= told
    assert any(remark["what"] == "chiffre inconnu" for remark in checked.remarks)
    assert all(remark["mend"] for remark in checked.remarks)
    assert check_section(edition, 0, text).remarks == ()
    broken = check_section(edition, CHAPTER, "# Chapitre\n\n{{casse")
    assert (broken.view, broken.remarks[0]["line"]) == (None, 3)


def test_a_new_edition_from_each_model_and_from_a_copy(people, edition, network):
    for model in (EditionModel.SYNTHESIS, EditionModel.NOTE):
        made = new_edition(by=people.coordinator, network="autan", slug=f"n-{model}", title="Neuve", model=model)
        assert "À écrire" in made.source
        assert ("contents: false" in made.source) is (model is EditionModel.NOTE)
        with pytest.raises(PublicationRefusedError, match="passage à écrire"):
            publish_edition(by=None, slug=made.slug, formats=["html"])
    sheet = {"network": "autan", "slug": "fiche", "title": "Fiche", "model": EditionModel.MEMBER}
    with pytest.raises(RuleError):
        new_edition(by=None, **sheet)
    assert "Autan-Nord" in new_edition(by=None, member="100000001", **sheet).source
    copy = copy_edition(by=people.coordinator, origin="essai", slug="copie", title="Copie : l'essai")
    assert (copy.title_fr, copy.source.count("essai")) == ("Copie : l'essai", 2)
    with pytest.raises(ConflictError, match="copie"):
        copy_edition(by=None, origin="essai", slug="copie", title="x")
    with pytest.raises(NotAllowedError):
        new_edition(by=people.officer, network="autan", slug="x", title="x", model=EditionModel.NOTE)


def test_the_catalogue_finds_facts_and_proposes_their_marks(edition):
    (line, *_others) = present_catalogue("autan", "énoncé F1")
    marks = {label: mark for label, mark, _block in line.marks}
    assert marks["Chiffre"] == "{{facts.F1}}"
    assert marks["Citation entière"] == "> Énoncé F1 [@F1]"
    assert present_catalogue("autan", "introuvable") == []


def test_the_catalogue_is_kept_to_a_topic_and_shows_what_was_written_last_before_any_word(people, edition):
    topics = dict(catalogue_topics())
    assert {"Les territoires", "Les faits", "Ce que les membres ont écrit"} <= topics.keys()
    assert [line.topic for line in present_catalogue("autan", "énoncé", "Les faits")] == ["Les faits"] * 3
    assert present_catalogue("autan", "énoncé", "Les territoires") == []
    network = Network.objects.get(slug="autan")
    need = NeedInput(
        kind=NeedKind.TECHNICAL, title="Un relevé des chaudières", asked_on=date(2026, 3, 1), is_published=True
    )
    ask_need(by=people.coordinator, network=network, territory=None, need_input=need)
    assert present_catalogue("autan", "")[0].label == "Un relevé des chaudières"
    assert "Les savoir-faire et les besoins" in {line.topic for line in present_catalogue("autan", "savoir-faire")}
    assert "Un relevé des chaudières" not in {line.label for line in present_catalogue("autan", "", "Les faits")}


def test_a_published_edition_is_cited_by_a_later_one(edition):
    assert present_catalogue("autan", "essai") == [], "what is not out is not cited"
    publish_edition(by=None, slug="essai", formats=["html"], on=date(2014, 9, 30))
    (line,) = [line for line in present_catalogue("autan", "essai") if line.url == "/syntheses/essai/"]
    assert line.marks[0][1] == "[@edition:essai]"
    card = describe_one(EvidenceRef(kind="edition", key="essai"), reader=PUBLIC)
    assert words(card.statement) == "Publiée le 30\u00a0septembre\u00a02014."
    withdraw_edition(by=None, slug="essai", reason="Une erreur")
    assert describe_one(EvidenceRef(kind="edition", key="essai"), reader=PUBLIC) is None


def test_the_whole_way_on_screen(people, edition):
    client = Client()
    client.force_login(people.coordinator)
    made = {"title": "Note", "slug": "note", "model": "note", "member": ""}
    assert client.post("/syntheses/nouvelle/autan/", made)["Location"] == "/syntheses/note/ecrire/"
    assert client.post("/syntheses/nouvelle/autan/", made).status_code == 422
    copied = made | {"slug": "copie", "model": "copy:essai"}
    assert client.post("/syntheses/nouvelle/autan/", copied).status_code == 302
    assert "Où nous en sommes" in client.get("/syntheses/note/ecrire/").content.decode()
    one = "/syntheses/essai/ecrire/2/"
    page = client.get(f"{one}?q=énoncé")
    assert "Citation entière" in page.content.decode()
    version = page.context["section"].version
    plain = client.post(one, {"text": "# Titre\n\nDu texte", "version": version, "insert": "{{facts.F1}}"})
    assert plain["Location"] == one
    section = written_sections(Edition.objects.get(slug="essai"), people.coordinator)[CHAPTER]
    assert section.text == "# Titre\n\nDu texte {{schemes}}"
    under_title = {"text": "# Titre", "version": section.version, "insert": "{{facts.F1}}"}
    assert client.post(one, under_title).status_code == 302
    section = written_sections(Edition.objects.get(slug="essai"), people.coordinator)[CHAPTER]
    assert section.text == "# Titre\n\n{{schemes}}"
    json = {"headers": {"accept": "application/json"}}
    autosaved = client.post(one, {"text": "# Titre\n\nPlus", "version": section.version}, **json)
    assert autosaved.json()["outcome"] == "recorded"
    stale = client.post(one, {"text": "# Titre\n\nMoins", "version": section.version}, **json)
    assert (stale.status_code, stale.json()["version"]) == (409, "")
    both = client.post(one, {"text": "# Titre\n\nMoins", "version": section.version})
    assert both.status_code == 409
    assert all(words in both.content.decode() for words in ("Plus", "Moins"))
    assert client.post(one, {"text": "{{casse", "version": both.context["saved"].version}).status_code == 422
    seen = client.post(f"{one}apercu/", {"text": "# Titre\n\nIl y a 7 plans."}).json()
    assert "<h2" in seen["preview"]
    assert "ligne 3" in seen["remarks"]
    assert "facts.F1" in client.get("/syntheses/essai/ecrire/catalogue/?q=énoncé").content.decode()


def test_a_chapter_that_a_click_removed_is_put_back(people, edition):
    client = Client()
    client.force_login(people.coordinator)
    before = Edition.objects.get(slug="essai").source
    removed = client.post("/syntheses/essai/ecrire/ranger/", {"act": "remove", "rank": 2}, follow=True)
    assert Edition.objects.get(slug="essai").source != before
    assert 'action="/annuler/"' in removed.content.decode()
    client.post("/annuler/")
    assert Edition.objects.get(slug="essai").source == before


def test_chapters_are_arranged_and_versions_brought_back_on_screen(people, edition):
    client = Client()
    client.force_login(people.coordinator)
    arrange = "/syntheses/essai/ecrire/ranger/"
    assert client.post(arrange, {"act": "add", "title": "Suite"})["Location"] == "/syntheses/essai/ecrire/3/"
    for sent in ({"act": "up", "rank": 3}, {"act": "down", "rank": 2}, {"act": "remove", "rank": 3}, {"act": "remove"}):
        assert client.post(arrange, sent)["Location"] == "/syntheses/essai/ecrire/"
    assert client.post(arrange, {"act": "add", "title": "{{cassé"})["Location"] == "/syntheses/essai/ecrire/"
    assert client.post(arrange, {"act": "up", "rank": "x"}).status_code == 302
    assert client.post(arrange, {"act": "give_up", "rank": 2})["Location"] == "/syntheses/essai/ecrire/2/"
    versions = client.get("/syntheses/essai/histoire/").context["versions"]
    assert client.post("/syntheses/essai/histoire/", {"version": versions[-1].version.pk}).status_code == 302
    assert client.post("/syntheses/essai/histoire/", {})["Location"] == "/syntheses/essai/histoire/"
    assert "Ce qui a changé" in client.get("/syntheses/essai/histoire/").content.decode()
    client.force_login(people.officer)
    for path in ("ecrire/", "ecrire/2/", "histoire/", "ecrire/catalogue/"):
        assert client.get(f"/syntheses/essai/{path}").status_code == 403
    assert client.post(arrange, {"act": "remove", "rank": 2}).status_code == 403
    assert client.get("/syntheses/nouvelle/autan/").status_code == 403


def test_a_chapter_is_commented_by_those_who_write(people, edition):
    client = Client()
    client.force_login(people.coordinator)
    sent = client.post("/syntheses/essai/ecrire/2/commenter/", {"text": "Le compte est de quand ?"})
    assert sent.headers["Location"].endswith("/ecrire/2/#commentaires")
    assert "Le compte est de quand" in client.get("/syntheses/essai/ecrire/2/").content.decode()
    assert "Le compte est de quand" not in client.get("/syntheses/essai/ecrire/1/").content.decode()
    assert "Le compte est de quand" in client.get("/syntheses/essai/ecrire/").content.decode()
    empty = client.post("/syntheses/essai/ecrire/2/commenter/", {"text": " "}, follow=True)
    assert "Un commentaire de 1 à" in empty.content.decode()
    client.force_login(people.officer)
    assert client.post("/syntheses/essai/ecrire/2/commenter/", {"text": "Non"}).status_code == 403


def test_a_save_whose_answer_was_lost_is_no_other_writer(edition, people):
    first = written_section(edition, people.coordinator, 2)
    sent = f"{first.text}\n\nUne phrase."
    lost = save_section(by=people.coordinator, slug="essai", rank=2, version=first.version, text=sent)
    again = {"by": people.coordinator, "slug": "essai", "rank": 2, "version": first.version, "text": f"{sent} Deux."}
    assert save_section(**again).outcome is SectionOutcome.CONFLICT
    assert save_section(**again, tried=[lost.version]).outcome is SectionOutcome.RECORDED


def test_the_catalogue_leaves_out_the_facts_of_another_network(edition):
    assert {line.label for line in present_catalogue("autan", "énoncé")} == {"Énoncé F1", "Énoncé F2", "Énoncé F3"}
    create_network(by=None, slug="ailleurs", name=Text("Réseau", "Network"), is_invented=True)
    assert present_catalogue("autan", "énoncé") == []
