"""Each act on the parts of a text: where it stops, who may do it, what it refuses and the line that it leaves."""

import io
from typing import Any

import pytest
from PIL import Image

from autan.ground.errors import NotAllowedError, RuleError, UnknownError
from autan.people.journal.models import JournalEntry
from autan.publishing.edition_files.queries.dossiers import picture_path
from autan.publishing.editions.actions.writing import (
    SectionOutcome,
    add_chapter,
    add_picture,
    discard_unsaved_section,
    move_chapter,
    remark_on_section,
    remove_chapter,
    restore_version,
    save_section,
)
from autan.publishing.editions.models import Edition, TextVersion, UnreadSection
from autan.publishing.living_text.core.claims import GivenPicture
from autan.publishing.living_text.importers.section_edits import tables_of
from autan.publishing.living_text.importers.sections import split_sections
from tests.publishing.living_text.writing import WITHOUT_MAP

SLUG = "essai"


@pytest.fixture
def chapters(edition):
    for title in ("B", "C"):
        add_chapter(by=None, slug=SLUG, title=title)
    return edition


def parts():
    return split_sections(Edition.objects.get(slug=SLUG).source)


def titles():
    return [part.title.fr for part in parts()[2:]]


def last_line():
    line = JournalEntry.objects.latest("id")
    return line.act, line.summary, line.network


def save(by, rank, version, text="# B\n\nRécrit.", **more):
    return save_section(by=by, slug=SLUG, rank=rank, version=version, text=text, **more)


def picture(size=(4, 3), **changed):
    stream = io.BytesIO()
    Image.new("RGB", size, "teal").save(stream, "PNG")
    fields = {"name": "vue.png", "data": stream.getvalue(), "alternative": " Une\nvue ", "credit": "Réseau"}
    return GivenPicture(**(fields | changed))


def test_a_chapter_is_added_last_and_said_in_the_journal(people, edition):
    assert add_chapter(by=people.coordinator, slug=SLUG, title=" Suite ") == 3
    assert titles() == ["Premier chapitre", "Suite"]
    assert last_line() == ("add_chapter", "Texte de l’édition essai modifié : Chapitre ajouté : Suite", "autan")
    for wrong in ("", "  ", "a\nb"):
        with pytest.raises(RuleError, match="un titre d’une ligne"):
            add_chapter(by=people.coordinator, slug=SLUG, title=wrong)
    assert titles() == ["Premier chapitre", "Suite"]


@pytest.mark.parametrize(
    ("rank", "steps", "order"),
    [(4, -1, "ACB"), (4, -2, "CAB"), (4, -9, "CAB"), (2, 1, "BAC"), (2, 9, "BCA"), (3, 0, "ABC"), (2, -1, "ABC")],
)
def test_a_chapter_moves_between_the_summary_and_the_end(chapters, rank, steps, order):
    move_chapter(by=None, slug=SLUG, rank=rank, steps=steps)
    assert "".join(title[0] for title in titles()).replace("P", "A") == order


def test_chapters_alone_move_and_leave(people, chapters):
    for rank in (-1, 0, 1, 5):
        for act in (remove_chapter, move_chapter):
            with pytest.raises(RuleError, match="seul un chapitre"):
                act(by=people.coordinator, slug=SLUG, rank=rank, **({"steps": 1} if act is move_chapter else {}))
    remove_chapter(by=people.coordinator, slug=SLUG, rank=3)
    assert titles() == ["Premier chapitre", "C"]
    assert last_line() == ("arrange_chapters", "Texte de l’édition essai modifié : Chapitre retiré : B", "autan")
    move_chapter(by=people.coordinator, slug=SLUG, rank=3, steps=-1)
    assert last_line()[1].endswith("Chapitre déplacé : C")


def test_the_coordination_alone_writes(people, edition):
    version = parts()[2].version
    acts = (
        lambda by: save(by, 2, version),
        lambda by: add_chapter(by=by, slug=SLUG, title="Suite"),
        lambda by: move_chapter(by=by, slug=SLUG, rank=2, steps=1),
        lambda by: remove_chapter(by=by, slug=SLUG, rank=2),
        lambda by: restore_version(by=by, slug=SLUG, version=edition.versions.get().pk),
        lambda by: discard_unsaved_section(by=by, slug=SLUG, rank=2),
        lambda by: remark_on_section(by=by, slug=SLUG, rank=2, text="Non"),
        lambda by: add_picture(by=by, slug=SLUG, rank=2, picture=picture()),
    )
    for act in acts:
        for person in (people.officer, people.contributor, people.reader, people.outsider):
            with pytest.raises(NotAllowedError, match="écrit ses synthèses"):
                act(person)
    assert Edition.objects.get().source == WITHOUT_MAP
    assert edition.versions.count() == 1


def test_a_part_is_recorded_where_it_is_now(people, chapters):
    version = parts()[3].version
    move_chapter(by=None, slug=SLUG, rank=3, steps=1)
    saved = save(people.coordinator, 3, version)
    assert (saved.outcome, saved.rank, saved.text) == (SectionOutcome.RECORDED, 4, "# B\n\nRécrit.")
    assert saved.version == parts()[4].version
    assert titles() == ["Premier chapitre", "C", "B"]
    assert last_line() == ("save_section", "Texte de l’édition essai modifié : B", "autan")


def test_a_part_that_another_changed_is_kept_aside_with_the_text_that_stands(people, chapters):
    saved = save(people.coordinator, 4, "autre", text="# B\r\n\r\nÀ moi ")
    assert (saved.outcome, saved.rank, saved.text) == (SectionOutcome.CONFLICT, 4, "# B\n\nÀ moi")
    assert (saved.version, saved.current) == (parts()[4].version, "# C")
    aside = UnreadSection.objects.get()
    assert (aside.section, aside.by, aside.text) == ("C/0", people.coordinator, "# B\n\nÀ moi")
    save(people.coordinator, 4, "autre", text="# C\n\nEncore")
    assert UnreadSection.objects.get().text == "# C\n\nEncore", "one for each part and person"


def test_the_same_words_sent_again_are_no_conflict(people, chapters):
    text = "# B\n\nRécrit."
    assert save(None, 3, parts()[3].version, text=text).outcome is SectionOutcome.RECORDED
    assert save(people.coordinator, 3, "perdue", text=text).outcome is SectionOutcome.RECORDED
    tried = [parts()[3].version]
    assert save(people.coordinator, 3, "perdue", text="# B\n\nAutre.", tried=tried).outcome is SectionOutcome.RECORDED


def test_what_was_typed_is_forgotten_for_its_author_and_part_alone(people, chapters):
    for by, section in ((people.coordinator, "B/0"), (people.coordinator, "C/0"), (people.officer, "B/0")):
        UnreadSection.objects.create(edition=chapters, section=section, by=by, text="x")
    discard_unsaved_section(by=people.coordinator, slug=SLUG, rank=9)
    assert UnreadSection.objects.count() == 3
    discard_unsaved_section(by=people.coordinator, slug=SLUG, rank=3)
    left = UnreadSection.objects.values_list("section", "by")
    assert set(left) == {("C/0", people.coordinator.pk), ("B/0", people.officer.pk)}
    save(people.coordinator, 4, parts()[4].version, text="# C\n\nRécrit.")
    assert UnreadSection.objects.get().by == people.officer, "what is recorded is no longer kept aside"


def test_a_head_stays_that_of_its_edition_and_network(people, edition):
    head = parts()[0]
    for other in (head.text.replace("slug: essai", "slug: autre"), head.text.replace("network: autan", "network: b")):
        saved = save(people.coordinator, 0, head.version, text=other)
        assert saved.outcome is SectionOutcome.FAULTY
        assert [str(fault.expected) for fault in saved.faults] == ["l’édition essai du réseau autan"]


def test_a_version_of_another_edition_is_not_brought_back(people, edition):
    other = Edition.objects.create(slug="autre", network="autan", title_fr="A", file="a.md", source=WITHOUT_MAP)
    foreign = TextVersion.objects.create(edition=other, source="x", at=edition.recorded_at, what="w")
    with pytest.raises(UnknownError, match="n’est pas dans l’histoire"):
        restore_version(by=people.coordinator, slug=SLUG, version=foreign.pk)


def test_a_remark_stands_at_its_part(people, edition):
    remark = remark_on_section(by=people.coordinator, slug=SLUG, rank=2, text="Le compte ?")
    first = remark_on_section(by=people.coordinator, slug=SLUG, rank=1, text="Le compte ?")
    assert (remark.room, remark.kind, remark.object_id) == ("synthesis", "edition", SLUG)
    assert remark.place != first.place
    with pytest.raises(UnknownError, match="plus dans le texte"):
        remark_on_section(by=people.coordinator, slug=SLUG, rank=3, text="Où ?")


def test_a_picture_is_called_at_the_end_of_its_part_with_what_it_shows(people, edition):
    name = add_picture(by=people.coordinator, slug=SLUG, rank=1, picture=picture())
    assert parts()[1].text.endswith(f"\n\n{{{{picture: {name}}}}}")
    entry: Any = tables_of(parts()[0].text)["pictures"][name]
    assert entry == {
        "file": entry["file"],
        "alternative": {"fr": "Une vue", "en": "Une vue"},
        "credit": {"fr": "Réseau", "en": "Réseau"},
    }
    assert picture_path(entry["file"]).is_file()
    assert name == f"image_1_{entry['file'][:6]}"
    assert last_line() == ("add_picture", "Image ajoutée : Réseau", "autan")
    second = add_picture(by=people.coordinator, slug=SLUG, rank=2, picture=picture((3, 4), caption="Légende"))
    assert second.startswith("image_2_")
    later: Any = tables_of(parts()[0].text)["pictures"][second]
    assert later["caption"] == {"fr": "Légende", "en": "Légende"}


def test_a_picture_has_a_part_words_and_rights(people, edition):
    for rank in (-1, 0, 3):
        with pytest.raises(RuleError, match="plus dans le texte"):
            add_picture(by=people.coordinator, slug=SLUG, rank=rank, picture=picture())
    for lacking in ({"alternative": " "}, {"credit": " "}):
        with pytest.raises(RuleError, match="ce qu’elle montre"):
            add_picture(by=people.coordinator, slug=SLUG, rank=1, picture=picture(**lacking))
    assert Edition.objects.get().source == WITHOUT_MAP
    assert not picture_path("x").parent.exists()


def test_a_chapter_removed_meanwhile_takes_the_place_of_no_other(chapters):
    b, c = parts()[-2:]
    rank = len(parts()) - 2
    remove_chapter(by=None, slug=SLUG, rank=rank)
    for place in (rank, rank + 5):
        with pytest.raises(UnknownError, match="n’est plus dans le texte"):
            save(None, place, b.version)
    assert titles()[-1] == "C"
    assert not UnreadSection.objects.exists()
    assert save(None, rank + 1, c.version, text="# C\n\nRécrit.").outcome is SectionOutcome.RECORDED, "it moved up"


def test_a_chapter_rewritten_and_moved_meanwhile_conflicts_where_it_stands(chapters):
    b = parts()[-2]
    rank = len(parts()) - 2
    save(None, rank, b.version, text="# B\n\nD’une autre.")
    move_chapter(by=None, slug=SLUG, rank=rank, steps=1)
    saved = save(None, rank, b.version)
    assert (saved.outcome, saved.rank, saved.current) == (SectionOutcome.CONFLICT, rank + 1, "# B\n\nD’une autre.")


def test_a_chapter_that_another_renamed_conflicts_with_it(chapters):
    b = parts()[-2]
    rank = len(parts()) - 2
    save(None, rank, b.version, text="# Bilan")
    saved = save(None, rank, b.version)
    assert (saved.outcome, saved.current) == (SectionOutcome.CONFLICT, "# Bilan")
