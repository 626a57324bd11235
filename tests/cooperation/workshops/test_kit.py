"""The kit of a workshop: what it says of the site, of the host and of the moments, and its file read back."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from docx import Document

from autan.cooperation.workshops.core.kit import KitFigure, KitTopic, WorkshopKit
from autan.cooperation.workshops.models import Workshop
from autan.cooperation.workshops.presenters.kit import workshop_kit
from autan.cooperation.workshops.queries import find_workshop
from autan.cooperation.workshops.renderers.kit import write_kit
from autan.evidence.figures.queries.registry import PUBLIC
from autan.ground import registry
from autan.ground.extension_points import TerritoryDigest
from autan.ground.texts.language import in_language
from autan.territories.networks.models import Network
from tests.cooperation.workshops.conftest import MURETAIN, SICOVAL


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture
def no_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    """No room fills the page of a territory: no figure of the host is read."""
    monkeypatch.setitem(registry._objects, TerritoryDigest, [])


@pytest.fixture
def kit(workshop: Workshop, no_digest: None) -> WorkshopKit:
    return workshop_kit(find_workshop(workshop.slug), reader=PUBLIC, link="https://exemple.fr/a")


def test_a_kit_opens_on_what_is_known_of_the_workshop(kit: WorkshopKit):
    heading = {label: plain(text) for label, text in kit.heading}
    assert list(heading) == ["Format", "Date", "Lieu", "Hôte", "Copilotes", "Cible du plan"]
    assert (heading["Format"], heading["Date"], heading["Lieu"]) == ("1 site / 1 cible", "1ᵉʳ juin 2026", "Mairie")
    assert (kit.title, kit.network, kit.language, kit.link) == (
        "Le bois d’ici",
        "Réseau d’essai",
        "fr",
        "https://exemple.fr/a",
    )
    assert (kit.site, kit.ambition, kit.figures, kit.topics) == ("Chaufferie du bourg", "Chauffer au bois", (), ())
    assert "inventé" in kit.caution


def test_a_kit_leaves_out_what_is_not_known(workshop: Workshop, no_digest: None):
    Workshop.objects.update(day=None, year=2013, hours="9 h", place="", target=None)
    workshop.copilots.clear()
    workshop.sites.clear()
    Network.objects.update(is_invented=False)
    kit = workshop_kit(find_workshop(workshop.slug), reader=PUBLIC)
    assert [label for label, _text in kit.heading] == ["Format", "Date", "Hôte"]
    assert dict(kit.heading)["Date"].replace("\u00a0", " ") == "2013, 9 h"
    assert (kit.site, kit.ambition, kit.states, kit.topics, kit.caution, kit.link) == ("", "", (), (), "", "")


def test_the_agenda_is_what_was_typed_or_the_three_moments(workshop: Workshop, kit: WorkshopKit, no_digest: None):
    assert len(kit.agenda) == 6
    assert kit.agenda[0] == "Accueil"
    assert [line[:3] for line in kit.agenda[2:5]] == ["1. ", "2. ", "3. "]
    Workshop.objects.update(agenda=" Café \n\n  \nVisite")
    assert workshop_kit(find_workshop(workshop.slug), reader=PUBLIC).agenda == ("Café", "Visite")


def test_each_moment_has_its_question_and_what_helps_to_answer(kit: WorkshopKit):
    assert [moment.rank for moment in kit.moments] == [1, 2, 3]
    first, second, third = (moment.hints for moment in kit.moments)
    assert first == second == ("Fait", "Question", "Idée", "Difficulté", "Levier", "Enseignement")
    assert third == ("Ce que les visiteurs emportent", "Ce que les hôtes reçoivent")
    assert "sans précision" not in kit.attendee_kinds, "nobody signs in without a capacity"
    assert len(kit.attendee_kinds) == 5


def test_a_kit_is_in_the_language_of_its_reader(workshop: Workshop, no_digest: None):
    with in_language("en"):
        kit = workshop_kit(find_workshop(workshop.slug), reader=PUBLIC)
    assert (kit.language, kit.site, kit.ambition) == ("en", "Boiler", "Heat")
    assert kit.moments[0].question.startswith("What do we want")
    french = workshop_kit(find_workshop(workshop.slug), reader=PUBLIC)
    assert set(kit.words) == set(french.words)
    assert not [name for name, text in kit.words.items() if text == french.words[name] and name != "signature"]


def test_the_host_is_shown_among_the_members(kit: WorkshopKit, workshop: Workshop):
    if kit.map is None:
        pytest.fail("both members have a national contour")
    assert {place.siren: place.category for place in kit.map.places} == {SICOVAL: "host", MURETAIN: "others"}
    assert [series.code for series in kit.map.categories] == ["host", "others"]
    assert kit.map.id == f"map.{workshop.slug}.host"


def test_a_host_that_the_register_does_not_hold_has_no_figure(workshop: Workshop):
    workshop.host.siren = "999999999"
    assert workshop_kit(workshop, reader=PUBLIC).figures == ()


def words_of(kit: WorkshopKit) -> Iterator[str]:
    document = Document(io.BytesIO(write_kit(kit, on=date(2026, 6, 1))))
    for paragraph in document.paragraphs:
        if paragraph.text.strip():
            yield plain(paragraph.text)
    for table in document.tables:
        for row in table.rows:
            yield plain(" | ".join(cell.text for cell in row.cells))


def test_the_file_says_the_site_what_is_stated_and_the_figures(kit: WorkshopKit):
    full = replace(
        kit,
        invitation="Venez.",
        states=(("2024", "étude", "faite"),),
        topics=(KitTopic(label="Énergie", statements=(("Elle brûle du bois.", "Rapport, p. 3"), ("Sec.", ""))),),
        figures=(KitFigure(label="Habitants", number="80 000", facts="2022", source="Insee", address="a.b.c"),),
    )
    lines = list(words_of(full))
    for expected in (
        "Venez.",
        "Notes sur un téléphone : https://exemple.fr/a",
        "Fiche du site : Chaufferie du bourg",
        "Chauffer au bois",
        "2024 | étude | faite",
        "Énergie",
        "Elle brûle du bois.",
        "Rapport, p. 3",
        "Habitants | 80 000\n2022 | Insee\npreuve : a.b.c",
    ):
        assert expected in lines
    assert "Aucune source n’est enregistrée sur ce site." not in lines
    assert "Aucun chiffre de ce territoire n’est connu ici." not in lines
    assert lines.index("Elle brûle du bois.") < lines.index("Rapport, p. 3") < lines.index("Sec.")


def test_the_file_says_what_is_not_known(kit: WorkshopKit):
    lines = list(words_of(replace(kit, site="", states=(), link="", invitation="")))
    for expected in (
        "Fiche du site",
        "Aucun site n’est choisi.",
        "Aucune source n’est enregistrée sur ce site.",
        "Aucun chiffre de ce territoire n’est connu ici.",
    ):
        assert expected in lines
    assert "Chauffer au bois" not in lines, "an ambition is that of a site"
    assert not [line for line in lines if "téléphone" in line or "exemple.fr" in line]


def test_there_are_lines_to_write_on_and_to_sign(kit: WorkshopKit):
    document = Document(io.BytesIO(write_kit(kit, on=date(2026, 6, 1))))
    first, *tables = document.tables[1:]
    assert (len(first.rows), first.rows[0].cells[0].text) == (1 + 3, "Fait"), "18 lines for six hints"
    third = tables[-3]
    assert (len(third.rows), third.rows[0].cells[0].text) == (1 + 9, "Ce que les visiteurs emportent")
    sheet = tables[-1]
    assert [cell.text for cell in sheet.rows[0].cells] == [
        "Nom",
        "Organisme",
        "À quel titre",
        "J’accepte que mon nom figure au compte rendu",
        "Signature",
    ]
    assert len(sheet.rows) == 21
    assert (document.core_properties.title, document.core_properties.subject) == (
        "Le bois d’ici",
        "Dossier de l’atelier",
    )
