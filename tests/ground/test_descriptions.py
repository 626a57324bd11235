"""What follows from the description of a document: an optional number added to it appears everywhere at once."""

import io
import zipfile
from dataclasses import dataclass, replace
from datetime import date

import pytest
from django import forms

from autan.ground.descriptions.core.documents import (
    as_json,
    change_texts,
    fill_columns,
    from_columns,
    from_json,
    json_schema,
    persons_named,
    publication_gaps,
    search_text,
    text_names,
    tidied,
)
from autan.ground.descriptions.core.fields import (
    choice,
    codes,
    day,
    flag,
    lines,
    long_text,
    money,
    number,
    person,
    rows,
    several,
    text,
    wording,
)
from autan.ground.descriptions.presenters import (
    DescribedObject,
    change_in_words,
    published_cells,
    published_columns,
    shown_fields,
    shown_table,
)
from autan.ground.documents.renderers.sheets import DocumentSheet, write_docx
from autan.ground.registry import _objects, register
from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.texts import TextColumns
from autan.ground.texts.language import in_language
from autan.ground.web.forms.described import DescribedForm, rows_formset, typed_rows
from autan.ground.web.forms.fields import choose
from autan.ground.web.forms.sending import is_right
from autan.ground.wordings import Text


class Level(Labelled):
    LOW = "low", "bas", "low"
    HIGH = "high", "haut", "high"


class Theme(Labelled):
    WOOD = "wood", "bois", "wood"
    SUN = "sun", "soleil", "sun"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    theme: Theme = choice(Text("Poste", "Item"), Theme, is_required=True)
    amount_eur: float | None = money(Text("Montant", "Amount"))
    paid_by: str = text(
        Text("Payé par", "Paid by"),
        needed=Text("dites qui a payé", "say who paid"),
        needed_when=lambda cost: cost.amount_eur is not None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    name: str = person(Text("Nom", "Name"))
    role: str = text(Text("Rôle", "Role"), is_searched=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    title: str = text(Text("Titre", "Title"), is_required=True, is_shown=False, max_length=20)
    learnt: str = long_text(Text("Appris", "Learnt"), needed=Text("dites-le", "say it"), is_searched=True)
    level: Level | None = choice(Text("Niveau", "Level"), Level, published=Text("Niveau énoncé.", "Stated level."))
    level_source: str = text(Text("par", "by"), source_of="level", needed=Text("qui le dit", "who says so"))
    themes: tuple[Theme, ...] = several(Text("Thèmes", "Themes"), Theme, published=Text("Codes.", "Codes."))
    levers: tuple[str, ...] = codes(Text("Leviers", "Levers"))
    on: date | None = day(Text("Jour", "Day"), published=Text("Jour.", "Day."))
    is_open: bool = flag(Text("Ouverte", "Open"))
    sources: tuple[str, ...] = lines(Text("Sources", "Sources"))
    costs: tuple[Cost, ...] = rows(Text("Coûts", "Costs"), Cost, by="theme")
    guests: tuple[Guest, ...] = rows(Text("Invités", "Guests"), Guest, is_typed=True, is_searched=True)
    people: int | None = number(
        Text("Combien de personnes", "How many people"),
        shown=Text("Personnes", "People"),
        is_whole=True,
        minimum=0,
        maximum=500,
        published=Text("Personnes présentes.", "People present."),
    )


class VisitForm(DescribedForm):
    class Meta:
        document = Visit


WHOLE = Visit(
    title="Chaufferie",
    learnt="Claire Exemple l’a vu",
    level=Level.HIGH,
    level_source="Bilan",
    themes=(Theme.WOOD, Theme.SUN),
    levers=("early",),
    on=date(2026, 5, 3),
    is_open=True,
    sources=("Bilan",),
    costs=(Cost(theme=Theme.SUN, amount_eur=12000.0, paid_by="Région"),),
    guests=(Guest(name="Claire Exemple", role="hôte"),),
    people=0,
)


@pytest.fixture(autouse=True)
def _french():
    with in_language("fr"):
        yield


def test_an_optional_number_that_was_added_is_everywhere():
    assert "people" in VisitForm().fields
    assert not VisitForm({"title": "A", "people": "501"}).is_valid()
    assert as_json(WHOLE)["people"] == 0
    fields = shown_fields(WHOLE)
    assert ("Personnes", "0") in [(field.label, field.text) for field in fields]
    sheet = DocumentSheet(
        title="A", place="", note="", parts=(("Tout", tuple((field.label, field.line) for field in fields)),), tables=()
    )
    file = zipfile.ZipFile(io.BytesIO(write_docx([sheet], title="A", day=date(2026, 5, 3))))
    assert "Personnes" in file.read("word/document.xml").decode()
    published = dict(zip([column.name for column in published_columns(Visit)], published_cells(WHOLE), strict=True))
    assert published == {"level": "high", "themes": "wood sun", "on": date(2026, 5, 3), "people": 0}
    assert json_schema(Visit)["properties"]["people"] == {
        "title": "Combien de personnes",
        "type": ["integer", "null"],
        "minimum": 0,
        "maximum": 500,
    }


def test_the_name_of_somebody_is_shown_to_who_may_know_alone():
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Contact:
        place: str = text(Text("Lieu", "Place"))
        contact: str = person(Text("Contact", "Contact"))

    fields = shown_fields(Contact(place="Albi", contact="Claire Exemple"))
    assert [(field.name, field.text) for field in fields] == [("place", "Albi")]
    told, known = (shown_table(WHOLE, "guests", knows=knows) for knows in (False, True))
    assert (told.headings, told.cells) == (("Rôle",), (("hôte",),))
    assert (known.headings, known.cells) == (("Nom", "Rôle"), (("Claire Exemple", "hôte"),))


def test_a_history_says_in_words_what_changed():
    register(DescribedObject(room="visits", kind="visit", document=Visit))
    try:
        change = change_in_words("visits", "visit", "people", None, 40)
        assert (change.field, change.before, change.after) == ("Personnes", None, "40")
        change = change_in_words("visits", "visit", "level", "low", "")
        assert (change.field, change.before, change.after) == ("Niveau", "bas", None)
        change = change_in_words("visits", "visit", "level", "unheard", "low")
        assert (change.before, change.after) == ("unheard", "bas")
        change = change_in_words("visits", "visit", "costs", [], as_json(WHOLE)["costs"])
        assert "soleil · 12\u202f000\u00a0€ · Région" in change.after
        assert change_in_words("visits", "other", "people", 1, 2).field == "people"
    finally:
        _objects[DescribedObject] = [entry for entry in _objects[DescribedObject] if entry.document is not Visit]


def test_a_document_comes_back_as_it_was_kept():
    kept = as_json(WHOLE)
    assert from_json(Visit, kept) == replace(WHOLE, costs=(Cost(theme=Theme.WOOD), *WHOLE.costs))
    assert kept["on"] == "2026-05-03"
    assert [cost["theme"] for cost in kept["costs"]] == ["wood", "sun"]
    empty = from_json(Visit, {"title": "Vide", "of_before": "left out", "level": ""})
    assert (empty.level, empty.people, empty.is_open, empty.guests) == (None, None, False, ())
    with pytest.raises(KeyError):
        from_json(Visit, {})
    with pytest.raises(ValueError, match="unheard"):
        from_json(Visit, {"title": "A", "level": "unheard"})


def test_a_document_comes_back_from_the_columns_of_a_table():
    class Row:
        title, level, themes, on, people = "A", "high", "|wood|sun|", date(2026, 5, 3), None

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Short:
        title: str = text(Text("Titre", "Title"), is_required=True)
        level: Level | None = choice(Text("Niveau", "Level"), Level)
        themes: tuple[Theme, ...] = several(Text("Thèmes", "Themes"), Theme)
        on: date | None = day(Text("Jour", "Day"))
        people: int | None = number(Text("Personnes", "People"))

    document = from_columns(Short, Row())
    assert document == Short(title="A", level=Level.HIGH, themes=(Theme.WOOD, Theme.SUN), on=date(2026, 5, 3))
    row = Row()
    fill_columns(row, replace(document, themes=(), people=0))
    assert (row.level, row.themes, row.on, row.people) == ("high", "", date(2026, 5, 3), 0)
    assert text_names(Visit) == ("title", "learnt", "level_source")


def test_what_lacks_is_said_in_the_order_of_the_fields():
    assert publication_gaps(WHOLE) == ()
    poor = Visit(title="A", learnt=" ", level=Level.LOW, costs=(Cost(theme=Theme.SUN, amount_eur=0.0),))
    assert [gap.fr for gap in publication_gaps(poor)] == ["dites-le", "qui le dit", "soleil : dites qui a payé"]
    assert [gap.en for gap in publication_gaps(poor)][-1] == "sun: say who paid"
    assert [gap.fr for gap in publication_gaps(Visit(title="A"))] == ["dites-le"]


def test_names_are_found_and_taken_out_and_a_search_does_not_read_them():
    assert persons_named(WHOLE) == ("Claire Exemple",)
    assert search_text(WHOLE) == "Claire Exemple l’a vu\nhôte"
    cleaned = change_texts(WHOLE, lambda words: words.replace("Claire Exemple", "Personne effacée"))
    assert "Claire" not in str(as_json(cleaned))
    assert replace(cleaned, learnt=WHOLE.learnt, guests=WHOLE.guests) == WHOLE


def test_a_form_shows_the_document_and_gives_it_back():
    form = VisitForm(document=WHOLE)
    choose(form, "levers", [("early", "Tôt")], is_optional=False)
    sent = {}
    for bound in form:
        value = bound.value()
        if value is not None and value != ():
            sent[bound.name] = list(value) if isinstance(value, tuple) else value
    assert sent["guests"] == "Claire Exemple | hôte"
    again = VisitForm(sent)
    choose(again, "levers", [("early", "Tôt")], is_optional=False)
    assert again.is_valid(), again.errors
    assert again.document(costs=WHOLE.costs) == WHOLE
    assert "costs" not in form.fields


def test_a_form_refuses_what_is_out_of_its_bounds_at_its_field():
    sent = {"title": "A" * 21, "level": "unheard", "themes": ["unheard"], "on": "1850-01-01", "people": "-1"}
    assert set(VisitForm(sent).errors) == set(sent)


def test_the_form_of_a_document_is_sent_for_that_document_alone():
    mark = VisitForm(document=WHOLE).fields["seen"].widget.format_value("")
    sent = {"title": "B", "people": "3", "seen": mark}
    other = replace(WHOLE, title="Chaufferie du bourg")
    assert [is_right(VisitForm(sent, document=document)) for document in (WHOLE, other, None)] == [True, False, True]
    late = VisitForm(sent, document=other)
    assert not is_right(late)
    assert "a été changé depuis" in late.non_field_errors()[0]

    class VersionForm(VisitForm):
        class Meta(VisitForm.Meta):
            has_version = True

    assert is_right(VersionForm(sent, document=other)), "the action compares the version"


def test_a_field_written_by_hand_takes_the_place_of_a_described_one():
    class OwnForm(DescribedForm):
        class Meta:
            document = Visit
            exclude = ("levers",)

        people = forms.IntegerField(label="À la main")
        reason = forms.CharField()
        field_order = ("people",)

    form = OwnForm({"title": "A", "people": "600", "reason": "b"})
    assert next(iter(form.fields)) == "people"
    assert list(form.fields)[-1] == "reason"
    assert form.is_valid()
    assert form.document() == Visit(title="A", people=600)


def test_a_number_comes_back_as_it_was_typed():
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Help:
        share: float | None = number(Text("Part", "Share"), minimum=0, maximum=100)

    class HelpForm(DescribedForm):
        class Meta:
            document = Help

    shares = [HelpForm(document=Help(share=share))["share"].value() for share in (60.0, 12.5, None)]
    assert shares == ["60", "12.5", None]
    assert HelpForm({"share": "12.5"}).is_valid()


def test_rows_are_edited_together():
    class CostForm(DescribedForm):
        class Meta:
            document = Cost

    shown = rows_formset(CostForm, WHOLE.costs, prefix="costs")
    assert len(shown.forms) == 3
    sent = {
        "costs-TOTAL_FORMS": "3",
        "costs-INITIAL_FORMS": "1",
        "costs-0-theme": "sun",
        "costs-0-amount_eur": "1 500 €",
    }
    sent |= {"costs-1-theme": "wood", "costs-1-DELETE": "on"}
    formset = rows_formset(CostForm, WHOLE.costs, sent, prefix="costs")
    assert formset.is_valid(), formset.errors
    assert typed_rows(formset) == (Cost(theme=Theme.SUN, amount_eur=1500.0),)
    wrong = rows_formset(CostForm, WHOLE.costs, sent | {"costs-0-amount_eur": "beaucoup"}, prefix="costs")
    assert not wrong.is_valid()


def test_each_kind_is_said_in_the_language_of_the_reader():
    with in_language("en"):
        texts = {field.label: field.line for field in shown_fields(WHOLE, names={"levers": {"early": "Acting early"}})}
    assert texts == {
        "Learnt": "Claire Exemple l’a vu",
        "Level": "high (Bilan)",
        "Themes": "wood, sun",
        "Levers": "Acting early",
        "Day": "3 May 2026",
        "Open": "yes",
        "Sources": "Bilan",
        "People": "0",
    }
    table = shown_table(WHOLE, "costs")
    assert table.headings == ("Poste", "Montant", "Payé par")
    assert table.cells == (("bois", "", ""), ("soleil", "12\u202f000\u00a0€", "Région"))
    assert [field.absent for field in shown_fields(Visit(title="A")) if field.name == "level"] == ["non renseigné"]


def test_the_schema_is_that_of_what_is_kept():
    schema = json_schema(Visit)
    assert (schema["type"], schema["required"], schema["additionalProperties"]) == ("object", ["title"], False)
    assert set(schema["properties"]) == set(as_json(WHOLE))
    assert schema["properties"]["level"]["enum"] == ["", "low", "high"]
    assert schema["properties"]["themes"]["items"]["enum"] == ["wood", "sun"], "no code of a list is empty"
    assert schema["properties"]["costs"]["items"]["properties"]["amount_eur"]["minimum"] == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    title: Text = wording(Text("Titre", "Title"), max_length=12, is_required=True, is_searched=True)
    purpose: Text = wording(Text("Rôle", "Role"), lines=3)
    place: str = text(Text("Lieu", "Place"))
    notes: str = long_text(Text("Notes", "Notes"))


class SessionRow:
    title, purpose = TextColumns(), TextColumns()
    title_fr, title_en, purpose_fr, purpose_en, place, notes = "Réunion", "Meeting", "", "", "Albi", ""


def test_words_in_both_languages_stand_in_two_columns():
    session = from_columns(Session, SessionRow())
    assert session == Session(title=Text("Réunion", "Meeting"), place="Albi")
    row = SessionRow()
    fill_columns(row, replace(session, purpose=Text("Décider", "Deciding")))
    assert (row.title_fr, row.title_en, row.purpose_fr, row.purpose_en) == ("Réunion", "Meeting", "Décider", "Deciding")
    assert from_json(Session, as_json(session)) == session
    assert json_schema(Session)["properties"]["title"]["properties"]["en"] == {"type": "string", "maxLength": 12}
    with in_language("en"):
        assert [field.text for field in shown_fields(session)] == ["Meeting", "", "Albi", ""]


def test_words_in_both_languages_are_typed_once():
    class SessionForm(DescribedForm):
        class Meta:
            document = Session

    assert [field.value() for field in SessionForm(document=SessionRow()).visible_fields()] == [
        "Réunion",
        "",
        "Albi",
        "",
    ]
    assert [SessionForm().fields[name].widget.attrs.get("rows") for name in ("title", "purpose")] == [None, 3]
    form = SessionForm({"title": " Bureau "})
    assert form.is_valid()
    assert form.document() == Session(title=Text("Bureau", "Bureau"))
    assert sorted(SessionForm({"title": "x" * 13}).errors) == sorted(SessionForm({}).errors) == ["title"]


def test_words_in_both_languages_are_searched_and_lose_a_name():
    session = Session(title=Text("Chez Ada", "At Ada’s"), purpose=Text("Oui", ""))
    assert search_text(session) == "Chez Ada\nAt Ada’s"
    changed = change_texts(session, lambda words: words.replace("Ada", "X"))
    assert (changed.title.fr, changed.title.en, changed.purpose.en) == ("Chez X", "At X’s", "")


def test_a_document_is_written_down_without_spaces_that_say_nothing():
    typed = Session(title=Text("  Le   long  bureau ", " "), place=" Au  bord ", notes="  Un\n  deux  ")
    kept = tidied(typed)
    assert (kept.title.fr, kept.title.en) == ("Le long bure", "Le long bure"), "cut at its length, French for English"
    assert (kept.place, kept.notes) == ("Au bord", "Un\n  deux")
