"""Publishing: everything or nothing, frozen, and told again when it changes."""

import re
from datetime import date

import pytest
from django.test import Client

from autan.evidence.figures.models import Fact
from autan.ground import request_cache
from autan.ground.errors import ImportFileError, RuleError
from autan.ground.texts.core.notation import NO_BREAK_SPACE
from autan.ground.wordings import Text
from autan.people.journal.core import ObjectRef
from autan.people.journal.models import JournalEntry
from autan.people.journal.queries import history_of
from autan.publishing.edition_files.queries.dossiers import edition_folder, published_file
from autan.publishing.editions.actions.editions import load_edition, record_edition
from autan.publishing.editions.actions.publishing import (
    PublicationRefusedError,
    UnknownFormatError,
    publish_edition,
    write_files,
)
from autan.publishing.editions.core.reviews import EditionState
from autan.publishing.editions.models import Edition, Publication
from autan.publishing.editions.presenters.preparation import find_changes
from autan.publishing.editions.queries.editions import (
    UnknownEditionError,
    get_edition,
    latest_publication,
    list_editions,
    read_edition,
    read_source,
)
from autan.publishing.living_text.core.findings import FindingKind, check_text, stopping
from autan.survey.campaigns.actions.campaigns import open_campaign
from autan.survey.questionnaires.actions.drafts import record_questionnaire
from autan.territories.networks.queries.networks import UnknownNetworkError
from tests.publishing.editions.conftest import keep_facts
from tests.publishing.living_text.writing import TEXT, WITHOUT_MAP, with_body
from tests.survey.campaigns.answering import record_answer
from tests.survey.questionnaires.making import SMALL_YAML

DAY = date(2014, 9, 30)


def publish(**options):
    return publish_edition(by=None, slug="essai", on=DAY, **options)


def kinds(edition):
    return [finding.kind for finding in stopping(check_text(read_edition(edition).computed))]


def test_a_text_is_recorded_once_as_a_draft(edition):
    assert edition.state == EditionState.DRAFT
    assert str(edition) == edition.title.fr == "L'essai"
    before = JournalEntry.objects.count()
    assert record_edition(by=None, source=WITHOUT_MAP, file="essai.md") == edition
    assert JournalEntry.objects.count() == before, "the same text again writes nothing"
    record_edition(by=None, source=WITHOUT_MAP + "\nUn mot.\n", file="essai.md")
    assert [entry.summary for entry in history_of(ObjectRef("synthesis", "edition", "essai"))] == [
        "Texte de l’édition essai modifié",
        "Texte de l’édition essai enregistré",
    ]


def test_a_faulty_text_and_an_unknown_network_write_nothing(network):
    with pytest.raises(ImportFileError):
        record_edition(by=None, source="rien", file="essai.md")
    with pytest.raises(UnknownNetworkError):
        record_edition(by=None, source=WITHOUT_MAP.replace("network: autan", "network: ailleurs"), file="essai.md")
    assert not Edition.objects.exists()


def test_only_the_coordination_records_and_publishes(people, edition):
    for person in (people.officer, people.reader, people.outsider):
        with pytest.raises(RuleError):
            record_edition(by=person, source=WITHOUT_MAP, file="essai.md")
        with pytest.raises(RuleError):
            publish_edition(by=person, slug="essai", on=DAY)
    assert not edition_folder("essai").exists()
    assert publish_edition(by=people.coordinator, slug="essai", on=DAY, formats=["html"]).by == people.coordinator


def test_publication_writes_the_files_freezes_the_figures_and_notes_it(edition, tmp_path):
    told = []
    publication = publish(out=tmp_path / "copie", say=told.append)
    assert told
    assert sorted(path.name for path in (tmp_path / "copie").iterdir()) == [
        "synthese-essai.csv",
        "synthese-essai.docx",
        "synthese-essai.html",
        "synthese-essai.odt",
        "synthese-essai.pdf",
        "synthese-essai.pptx",
    ]
    assert published_file("essai", "pdf").read_bytes() == (tmp_path / "copie" / "synthese-essai.pdf").read_bytes()
    assert (publication.published_on, publication.formats) == (DAY, ["html", "pdf", "docx", "odt", "pptx", "csv"])
    assert str(publication).endswith("2014-09-30")
    edition.refresh_from_db()
    assert edition.state == EditionState.PUBLISHED
    frozen = list(publication.figures.all())
    assert [(item.name, item.printed.replace(NO_BREAK_SPACE, " ")) for item in frozen] == [
        ("schemes", "10 collectivités"),
        ("answered", "11 collectivités"),
        ("both", "10 collectivités"),
        ("both", "11 collectivités"),
    ]
    assert str(frozen[0]).startswith("schemes = 10")
    assert frozen[0].trace["evidence"][0]["locator"] == "lignes 1"
    assert JournalEntry.objects.latest("id").act == "publish_edition"


def test_the_same_content_on_the_same_day_is_one_publication(edition):
    first = publish(formats=["pdf"])
    assert publish(formats=["pdf"]) == first
    assert publish(formats=["html"]) != first
    assert Publication.objects.count() == 2


def test_without_a_date_an_unchanged_edition_keeps_its_day(edition):
    publish(formats=["html"])
    assert publish_edition(by=None, slug="essai", formats=["html"]).published_on == DAY
    keep_facts({"F1": "10", "F2": "11", "F3": "", "F4": "3"})
    record_edition(by=None, source=WITHOUT_MAP + "\nUn mot.\n", file="essai.md")
    assert publish_edition(by=None, slug="essai", formats=["html"]).published_on != DAY


def test_an_answer_that_changes_makes_the_claim_stale_and_stops_the_publication(network, tmp_path):
    version = record_questionnaire(by=None, text=SMALL_YAML, file="essai.yaml")
    campaign = open_campaign(
        by=None,
        slug="recueil",
        network=network,
        questionnaire=version,
        title=Text("Recueil", "Collection"),
        opened_on=DAY,
    )
    answer(campaign, "100000001", "yes")
    answer(campaign, "100000002", "yes")
    source = with_body(
        "{{plans | text: Les deux territoires | claim: value == 2 of 2}} ont un plan.",
        figures="  plans: survey.recueil.q1.count_yes\n",
    )
    edition = record_edition(by=None, source=source, file="essai.md")
    publication = publish(formats=["html"])
    assert kinds(edition) == []

    answer(campaign, "100000002", "no")
    assert kinds(edition) == [FindingKind.STALE_CLAIM]
    (change,) = find_changes(publication, read_source(publication.source))
    assert (change.name, change.published[0], change.today[0]) == ("plans", "2", "1")

    before = published_file("essai", "html").read_bytes()
    with pytest.raises(PublicationRefusedError) as caught:
        publish(out=tmp_path / "copie")
    assert [finding.kind for finding in caught.value.findings] == [FindingKind.STALE_CLAIM]
    assert "affirmation périmée : plans" in str(caught.value)
    assert published_file("essai", "html").read_bytes() == before
    assert not (tmp_path / "copie").exists()
    assert Publication.objects.count() == 1


def test_in_a_request_an_edition_is_read_once_and_again_after_an_act(network, django_assert_num_queries):
    version = record_questionnaire(by=None, text=SMALL_YAML, file="essai.yaml")
    title = Text("Recueil", "Collection")
    campaign = open_campaign(
        by=None, slug="recueil", network=network, questionnaire=version, title=title, opened_on=DAY
    )
    answer(campaign, "100000001", "yes")
    source = with_body("{{plans}} territoire.", figures="  plans: survey.recueil.q1.count_yes\n")
    edition = record_edition(by=None, source=source, file="essai.md")
    request_cache.begin()
    read = read_edition(edition)
    assert read.computed.figures["plans"].value == 1
    with django_assert_num_queries(0):
        assert read_source(edition.source, edition.file) is read
    answer(campaign, "100000002", "yes")
    assert read_edition(edition).computed.figures["plans"].value == 2


def answer(campaign, siren, choice):
    record_answer(by=None, campaign=campaign, siren=siren, question="q1", value={"choice": choice}, on=DAY)


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        (with_body("{{schemes}}", figures="  schemes: facts.F9\n"), FindingKind.UNKNOWN_FIGURE),
        (with_body("{{schemes}} [@F9]"), FindingKind.DEAD_CITATION),
        (with_body("{{schemes}} et 7 autres"), FindingKind.UNCITED_NUMBER),
        (with_body("{{schemes}}", figures="  schemes: {figure: facts.F1, unit: GWh}\n"), FindingKind.UNFIT_UNIT),
    ],
)
def test_a_refused_publication_leaves_no_file_and_no_row(edition, tmp_path, source, kind):
    record_edition(by=None, source=source, file="essai.md")
    with pytest.raises(PublicationRefusedError) as caught:
        publish(out=tmp_path / "copie")
    assert kind in {finding.kind for finding in caught.value.findings}
    assert not edition_folder("essai").exists()
    assert not (tmp_path / "copie").exists()
    assert not Publication.objects.exists()


def test_a_chart_or_map_whose_figure_is_unknown_is_refused(edition):
    source = TEXT.replace("figures: [facts.F2]", "figures: [facts.F9]").replace("facts: [F3]", "facts: [F8]")
    changed = record_edition(by=None, source=source, file="essai.md")
    assert set(kinds(changed)) == {FindingKind.UNKNOWN_FIGURE, FindingKind.DEAD_CITATION}


def test_evidence_that_disappears_is_found(edition):
    Fact.objects.filter(pk="F3").delete()
    assert kinds(edition) == [FindingKind.DEAD_CITATION]


def test_what_cannot_be_made_or_found_is_said(edition):
    with pytest.raises(UnknownFormatError, match="epub"):
        publish(formats=["epub"])
    with pytest.raises(UnknownEditionError, match="essai"):
        get_edition("autre")
    assert published_file("essai", "pdf") is None


def test_a_failure_while_writing_leaves_what_was_there_and_freezes_nothing(edition, tmp_path):
    folder = tmp_path / "plein"
    folder.write_text("un fichier à la place du dossier", encoding="utf-8")
    with pytest.raises(FileExistsError):
        publish(out=folder, formats=["html"])
    assert not Publication.objects.exists()
    write_files(tmp_path / "x", {"a": b"1"})
    write_files(tmp_path / "x", {"a": b"2"})
    assert [path.name for path in (tmp_path / "x").iterdir()] == ["a"]
    assert (tmp_path / "x" / "a").read_bytes() == b"2"


def test_editions_are_listed_and_the_latest_is_found(edition):
    assert list_editions(published_only=True) == []
    assert not list_editions(published_only=True)
    assert latest_publication(edition) is None
    publish(formats=["html"])
    assert [item.slug for item in list_editions(published_only=True)] == ["essai"]
    assert list_editions(published_only=True) == [edition]


def test_an_edition_is_loaded_from_its_folder(network, tmp_path):
    keep_facts({"F1": "10"})
    (tmp_path / "edition.md").write_text(with_body("{{schemes}}"), encoding="utf-8")
    assert load_edition(folder=tmp_path, by=None).file == "edition.md"


def test_the_figures_leave_as_a_table_where_the_unknown_is_empty(edition):
    publish()
    head, *lines = published_file("essai", "csv").read_bytes().decode("utf-8-sig").splitlines()
    assert head.startswith("Numéro;Nom;Chiffre;Imprimé;Valeur;")
    assert lines[0].startswith("1;schemes;")
    assert ";facts.F1;" in lines[0]
    assert all(line.count(";") == head.count(";") for line in lines)


def test_a_file_that_was_not_made_is_not_offered(edition):
    publish_edition(by=None, slug="essai", formats=["html", "csv"])
    page = Client().get("/syntheses/essai/?ouvrir=tout").content.decode()
    offered = set(re.findall(r'href="(/syntheses/essai/(?:html|pdf|docx|odt|pptx|csv)/)"', page))
    assert offered == {"/syntheses/essai/html/", "/syntheses/essai/csv/"}
    for address in offered:
        assert b"".join(Client().get(address)), address


def test_no_file_of_another_text_is_left_beside_those_of_a_publication(edition):
    publish(formats=["html", "csv"])
    publish(formats=["html"])
    assert published_file("essai", "csv"), "the same text and figures"
    record_edition(by=None, source=WITHOUT_MAP.replace("Un résumé", "Un bilan"), file="essai.md")
    publish(formats=["html"])
    assert published_file("essai", "csv") is None
    assert "Un bilan" in published_file("essai", "html").read_text(encoding="utf-8")
