"""An edition is begun from a model, as a copy, as a first note or from a file; nothing is begun twice."""

import pytest

from autan.evidence.imports.core import Upload
from autan.ground.errors import ConflictError, ImportFileError, NotAllowedError, RuleError
from autan.publishing.editions.actions.new_editions import (
    MAX_TEXT_BYTES,
    copy_edition,
    edition_import,
    new_edition,
    preview_edition,
    start_edition,
    starter_slug,
)
from autan.publishing.editions.core.edition_models import EditionModel
from autan.publishing.editions.models import Edition
from autan.publishing.editions.queries.editions import read_edition
from autan.publishing.living_text.core.findings import check_text, stopping
from autan.territories.networks.models import Network, Territory
from tests.publishing.living_text.writing import WITHOUT_MAP, read

NORTH, SOUTH = "100000001", "100000002"
NEW = {"network": "autan", "slug": "neuve", "title": " Neuve ", "model": EditionModel.NOTE}


@pytest.fixture
def counted(network):
    """The network, whose members say how many they are."""
    Territory.objects.filter(siren=NORTH).update(declared_communes=4, declared_population=100)
    Territory.objects.filter(siren=SOUTH).update(declared_communes=3, declared_population=None)
    return network


def test_a_model_begins_with_the_figures_that_are_known_of_the_network(people, counted):
    made = new_edition(by=people.coordinator, **NEW)
    text = read(made.source)
    assert (made.title_fr, made.file, made.network, text.subtitle.fr) == ("Neuve", "edition-neuve.md", "autan", "")
    assert {item.figure_id for item in text.figures} == {
        "territories.autan.communes.2026",
        "territories.autan.population.2026",
    }


def test_the_sheet_of_a_member_is_about_this_member_alone(people, counted):
    sheet = NEW | {"model": EditionModel.MEMBER}
    for nobody in ("", "999999999"):
        with pytest.raises(RuleError, match="choisissez un membre du réseau"):
            new_edition(by=people.coordinator, member=nobody, **sheet)
    text = read(new_edition(by=people.coordinator, member=SOUTH, **sheet).source)
    assert text.subtitle.fr == "Autan-Sud"
    assert [item.figure_id for item in text.figures] == [f"territories.{SOUTH}.communes.2026"], (
        "what is not known is left"
    )


def test_an_identifier_is_taken_once_and_the_coordination_alone_begins(people, edition, counted):
    for begin in (
        lambda by, slug: new_edition(by=by, **(NEW | {"slug": slug})),
        lambda by, slug: copy_edition(by=by, origin="essai", slug=slug, title="Copie"),
    ):
        with pytest.raises(ConflictError, match="essai"):
            begin(people.coordinator, "essai")
        for person in (people.officer, people.contributor, people.reader, people.outsider):
            with pytest.raises(NotAllowedError, match="coordination"):
                begin(person, "autre")
    assert Edition.objects.count() == 1


def test_a_copy_says_the_same_under_its_own_title(people, edition):
    copy = copy_edition(by=people.coordinator, origin="essai", slug="copie", title=" Copie : l'essai ")
    text = read(copy.source)
    assert (copy.slug, copy.title_fr, copy.title_en, copy.file) == (
        "copie",
        "Copie : l'essai",
        "Copie : l'essai",
        "edition-copie.md",
    )
    origin = read(edition.source)
    assert (text.body, text.figures[0].figure_id, text.subtitle) == (
        text.body,
        origin.figures[0].figure_id,
        origin.subtitle,
    )
    assert len(text.body) == len(origin.body)


def test_the_first_note_says_what_is_known_and_holds(people, edition, counted):
    note = start_edition(by=people.coordinator, network="autan")
    assert (note.slug, starter_slug(counted), note.file) == ("autan-note", "autan-note", "edition-autan-note.md")
    text = read(note.source)
    assert [item.name for item in text.charts] == ["population_by_member", "communes_by_member"]
    assert {item.name for item in text.figures} == {
        "population",
        "communes",
        "communes_top",
        "communes_next",
    }, "of one member alone, none is said to be the first"
    assert "Réseau inventé, pour essayer." in text.notice.fr
    assert text.english_summary
    assert stopping(check_text(read_edition(note).computed)) == ()
    with pytest.raises(ConflictError, match="autan-note"):
        start_edition(by=people.coordinator, network="autan")
    assert starter_slug(Network(slug="x" * 60)) == f"{'x' * 50}-note"


def test_a_first_note_is_in_english_where_the_pages_and_the_name_are(people, counted):
    Network.objects.update(name_en=counted.name_fr, is_invented=False)
    text = read(start_edition(by=people.coordinator, network="autan").source)
    assert text.english_summary == ()
    assert "inventé" not in text.notice.fr


def test_no_note_is_made_of_nothing_nor_by_who_does_not_coordinate(people, network):
    with pytest.raises(RuleError, match="aucun chiffre n’est encore connu"):
        start_edition(by=people.coordinator, network="autan")
    for person in (people.officer, people.contributor, people.reader, people.outsider):
        with pytest.raises(NotAllowedError):
            start_edition(by=person, network="autan")
    assert not Edition.objects.exists()


def refusal(data, by=None):
    with pytest.raises(ImportFileError) as caught:
        preview_edition(by, Upload(file="essai.md", data=data))
    (fault,) = caught.value.faults
    return fault.row, fault.column, fault.value, str(fault.expected)


def test_a_file_that_cannot_be_taken_in_is_refused_at_its_line(people, edition):
    source = WITHOUT_MAP.encode()
    assert refusal(b"x" * (MAX_TEXT_BYTES + 1)) == (None, None, None, "un texte de 2 Mo au plus")
    assert refusal(source.replace(b"Un r", b"\xff", 1)) == (
        source[: source.index(b"Un r")].count(b"\n") + 1,
        None,
        None,
        "un texte en UTF-8",
    )
    unknown = refusal(source.replace(b"network: autan", b"network: ailleurs"))
    assert unknown == (3, "network", "ailleurs", "un réseau connu : autan")
    refused = refusal(source, by=people.officer)
    assert refused == (3, "network", "autan", "un réseau dont vous assurez la coordination")
    Edition.objects.update(network="voisin")
    assert refusal(source) == (
        2,
        "slug",
        "essai",
        "un nom qui n’est pas celui d’une édition du réseau voisin",
    )


def test_what_differs_is_shown_line_by_line_and_written_by_who_brings_it(people, edition):
    importing = edition_import(people.coordinator)
    source = WITHOUT_MAP.replace("Un résumé", "Le résumé") + "\n# Second\n\nb\n"
    preview = importing.read(Upload(file="neuf.md", data=source.encode()))
    shown = {}
    for item in preview.items:
        sides = [side for side in (item.current, item.record) if side]
        shown[item.record.name.fr] = [importing.show(item, "text", side.fields["text"]) for side in sides]
    before, after = shown["Résumé"]
    assert (before[:9], after[:9]) == ("Un résumé", "Le résumé")
    assert "figures:" not in after, "a line that both hold is left out"
    assert shown["Second"] == ["# Second\nb"]
    assert shown["Ordre des chapitres"] == ["—", "Second"]
    importing.write(people.coordinator, preview)
    edition.refresh_from_db()
    assert (edition.source, edition.file) == (source, "neuf.md")
    with pytest.raises(NotAllowedError):
        importing.write(people.officer, preview)
