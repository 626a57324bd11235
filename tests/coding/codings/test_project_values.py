"""What projects say beside the words: values, moments, names; what goes back, and what a network takes in."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import partial

import pytest
from lxml import etree

from autan.coding.codings.actions.codebooks import revise_codebook
from autan.coding.codings.actions.project_imports import codebook_import, codings_import, project_import
from autan.coding.codings.core.codebook import Code, CodeExample
from autan.coding.codings.core.codebook_edits import rename_code
from autan.coding.codings.core.codings import Coder
from autan.coding.codings.core.project import (
    QdaCase,
    QdaCode,
    QdaCoding,
    QdaProject,
    QdaScalar,
    QdaSet,
    QdaSource,
    QdaUser,
    QdaValue,
    QdaVariable,
    VariableType,
    make_guid,
    read_guid,
)
from autan.coding.codings.core.qda.descriptions import read_description, write_description
from autan.coding.codings.core.qda.incoming import UNKNOWN_CODER, free_key, incoming_codings, kept_of
from autan.coding.codings.core.qda.outgoing import code_guid, qda_codebook, qda_project, source_guid, user_guid
from autan.coding.codings.exporters.project import describe_project, write_qda_project
from autan.coding.codings.importers.codes import read_codebook_file, slug_of
from autan.coding.codings.importers.project import read_qda_project
from autan.coding.codings.models import CodingRecord, Corpus, Document, NetworkCodebook
from autan.coding.codings.queries.corpora import get_corpus, view_corpus
from autan.coding.codings.queries.text_sources import kept_project
from autan.evidence.imports.actions import run_import
from autan.evidence.imports.core import Outcome, Upload
from autan.ground.errors import ImportFileError, NotAllowedError
from autan.ground.wordings import Text
from autan.people.individuals.models import Individual
from autan.people.journal.models import JournalEntry
from autan.territories.networks.models import Network
from tests.coding.codings.acting import NORD, text_of
from tests.coding.codings.conftest import Coders, small_codebook
from tests.coding.codings.making import DAY, make_codebook, make_coding, make_text
from tests.coding.codings.qda_making import archive, code, codebook, guid, project, selection, text_source

WORDS = "Manque de temps et de moyens."


def read(data: bytes) -> tuple[QdaProject, list[str]]:
    found, remarks = read_qda_project(data, "essai.qdpx")
    return found, [remark.code for remark in remarks]


def value_of(kind: str, text: str) -> tuple[QdaScalar, list[str]]:
    value = f'<VariableValue><VariableRef targetGUID="{guid(40)}"/><{kind}>{text}</{kind}></VariableValue>'
    cases = f'<Cases><Case guid="{guid(42)}" name="Albi">{value}</Case></Cases>'
    found, told = read(project(before=cases).encode())
    (given,) = found.cases[0].values
    assert given.variable == guid(40)
    return given.value, told


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("TextValue", " Communauté ", "Communauté"),
        ("BooleanValue", "TRUE", True),
        ("BooleanValue", "0", False),
        ("IntegerValue", "+82000", 82_000),
        ("IntegerValue", "-3", -3),
        ("FloatValue", "12,5", Decimal("12.5")),
        ("FloatValue", "1e3", Decimal("1E+3")),
        ("DateValue", "2026-05-04", date(2026, 5, 4)),
        ("DateTimeValue", "2026-05-04T10:00:00", datetime(2026, 5, 4, 10)),  # noqa: DTZ001 — as the file gives it
        ("TextValue", "", None),
        ("IntegerValue", " ", None),
    ],
)
def test_the_value_of_a_variable_is_read_by_its_type(kind: str, text: str, value: QdaScalar) -> None:
    read_value, told = value_of(kind, text)
    assert (read_value, type(read_value), told) == (value, type(value), [])


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("BooleanValue", "peut-être"),
        ("IntegerValue", "12.5"),
        ("IntegerValue", "9" * 19),
        ("FloatValue", "douze"),
        ("FloatValue", "NaN"),
        ("FloatValue", "1e40"),
        ("DateValue", "2026-02-30"),
        ("DateTimeValue", "hier"),
    ],
)
def test_a_value_that_does_not_fit_its_type_is_not_known_and_told(kind: str, text: str) -> None:
    assert value_of(kind, text) == (None, ["value_left_out"])


VALUES = (True, False, 0, -7, Decimal("0.001"), Decimal("1E+5"), date(2026, 1, 2), "mots", None)


def test_values_go_out_and_come_back_with_their_types() -> None:
    given = tuple(QdaValue(variable=guid(40 + rank), value=value) for rank, value in enumerate(VALUES))
    sent = QdaProject(name="Essai", cases=(QdaCase(guid=guid(42), name="Albi", values=given),))
    back, told = read(write_qda_project(sent))
    assert told == []
    assert [(value.value, type(value.value)) for value in back.cases[0].values] == [(one, type(one)) for one in VALUES]
    root = etree.fromstring(describe_project(sent))
    assert "1E" not in etree.tostring(root).decode(), "a number of the schema has no exponent"


def test_moments_that_are_none_are_left_out_and_told() -> None:
    whole = project(text_source(selection(20, 0, 6))).replace("2026-05-04T10:00:00Z", "hier matin")
    found, told = read(archive(whole, {"sources/10.txt": WORDS}))
    assert (found.sources[0].selections[0].codings[0].created, told) == ("", ["moment_left_out"])


def incoming(data: bytes, **changes: object):
    found, _told = read(data)
    return incoming_codings(replace(found, **changes), slug="essai", day=DAY)  # type: ignore[arg-type]


def test_a_coding_without_a_person_is_of_somebody_unknown_and_one_without_a_day_of_the_day_given() -> None:
    inner = selection(20, 10, 15).replace(f' creatingUser="{guid(2)}" creationDateTime="2026-05-04T10:00:00Z"', "")
    taken = incoming(archive(project(text_source(inner + selection(21, 0, 6))), {"sources/10.txt": WORDS}))
    assert [(one.coder, one.day, one.anchor.quote) for one in taken.codings] == [
        ("", DAY, "temps"),
        (guid(2), date(2026, 5, 4), "Manque"),
    ]
    assert taken.coders == (Coder(key=guid(2), name="Anne"), UNKNOWN_CODER)
    signed = incoming(archive(project(text_source(selection(21, 0, 6))), {"sources/10.txt": WORDS}))
    assert signed.coders == (Coder(key=guid(2), name="Anne"),)


def test_what_is_kept_of_a_project_holds_no_person_and_no_word() -> None:
    source = QdaSource(
        guid=guid(10),
        name="Réponse",
        text=WORDS,
        description="Brute",
        values=(QdaValue(variable=guid(40), value=1),),
        codings=(QdaCoding(guid=guid(60), code=guid(1), user=guid(2)),),
        notes=(guid(50),),
    )
    whole = QdaProject(
        name="Essai",
        user=guid(2),
        users=(QdaUser(guid=guid(2), name="Anne"),),
        codes=(QdaCode(guid=guid(1), name="Temps"),),
        variables=(QdaVariable(guid=guid(40), name="rang", type=VariableType.INTEGER),),
        cases=(QdaCase(guid=guid(42), name="Albi", selections=(guid(20),), sources=(guid(10),)),),
        sources=(source,),
        notes=(QdaSource(guid=guid(50), name="Mémo", text="Anne dit"),),
        sets=(QdaSet(guid=guid(53), name="Lot", notes=(guid(50),), sources=(guid(10),)),),
    )
    kept = kept_of(whole)
    assert (kept.users, kept.notes, kept.user) == ((), (), "")
    (text,) = kept.sources
    assert (text.text, text.codings, text.notes, text.description, text.values) == (
        None,
        (),
        (),
        "Brute",
        source.values,
    )
    assert (kept.cases[0].selections, kept.cases[0].sources, kept.sets[0].notes) == ((), (guid(10),), ())
    assert (kept.variables, kept.codes) == (whole.variables, whole.codes)
    written = describe_project(kept).decode()
    assert "Anne" not in written
    assert "Manque" not in written


def test_what_was_kept_goes_back_with_what_goes_out_and_no_further() -> None:
    text = make_text(f"essai/{guid(10)}", WORDS)
    values = (QdaValue(variable=guid(40), value=3),)
    kept = QdaProject(
        name="Essai",
        variables=(QdaVariable(guid=guid(40), name="rang", type=VariableType.INTEGER),),
        cases=(QdaCase(guid=guid(42), name="Albi", sources=(guid(10), guid(11)), codes=(guid(99),)),),
        sources=(QdaSource(guid=guid(10), name="Autre nom", text=None, description="Brute", values=values),),
        sets=(QdaSet(guid=guid(53), name="Lot", sources=(guid(11), guid(10))),),
    )
    book = make_codebook("time")
    sent = qda_project(
        "Essai",
        codebook=book,
        texts=[text],
        codings=[],
        coders=[],
        territories=[],
        language="fr",
        original=kept,
        guids={"time": guid(99)},
    )
    (source,) = sent.sources
    assert (source.guid, source.name, source.text, source.description) == (guid(10), text.title.fr, WORDS, "Brute")
    assert (source.values, sent.variables) == (values, kept.variables)
    assert (sent.cases[0].sources, sent.cases[0].codes, sent.sets[0].sources) == ((guid(10),), (guid(99),), (guid(10),))
    assert sent.codes[0].guid == guid(99)


def test_passages_go_out_in_the_order_of_the_words_one_for_each_person() -> None:
    text = make_text("a", "Un mot.\r\nDeux mots.", siren=NORD)
    codings = [
        make_coding("1", "time", text=text, quote="Deux"),
        make_coding("2", "time", text=text, quote="mot.", coder="paul"),
        make_coding("3", "time", text=text, quote="mot.", coder="anne"),
        make_coding("4", "time", text=make_text("a", "Deux moutons."), quote="moutons"),
    ]
    sent = qda_project(
        "Essai", codebook=make_codebook("time"), texts=[text], codings=codings, coders=[], territories=[], language="fr"
    )
    (source,) = sent.sources
    assert [(one.name, one.start, one.end, one.user) for one in source.selections] == [
        ("mot.", 3, 7, user_guid("anne")),
        ("mot.", 3, 7, user_guid("paul")),
        ("Deux", 8, 12, user_guid("anne")),
    ]
    (lost,) = source.codings
    (note,) = sent.notes
    assert (lost.notes, note.text, note.name) == ((note.guid,), "« moutons »", "Time")
    assert (sent.cases, sent.variables) == ((), ())


def test_what_comes_from_another_tool_keeps_its_identifiers_and_ours_are_made() -> None:
    assert user_guid(guid(2).upper()) == guid(2)
    assert read_guid(user_guid("anne")) == user_guid("anne") == make_guid("user", "anne")
    assert source_guid(make_text(f"essai/{guid(10)}", "x")) == guid(10)
    assert source_guid(make_text("enquete/1/q1", "x")) == make_guid("source", "survey-answer", "enquete/1/q1")
    book = make_codebook("time")
    assert code_guid(book, "time") == make_guid("code", "obstacles", "time")
    assert code_guid(book, "time", {"time": guid(9), "x": guid(8)}) == guid(9)
    assert [one.name for one in qda_codebook(make_codebook("a/b", "c"), language="en").walk()] == ["A", "B", "C"]


@pytest.mark.parametrize(
    ("name", "used", "key"),
    [
        ("Élus", set(), "elus"),
        ("Élus", {"elus", "elus_2"}, "elus_3"),
        ("2030 !", set(), "c_2030"),
        ("–", {"code"}, "code_2"),
    ],
)
def test_a_key_is_made_of_a_name_and_of_the_first_free_number(name: str, used: set[str], key: str) -> None:
    assert free_key(name, used) == key


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Éxemple 2 (final)", "exemple-2-final"),
        ("2026", "livre-2026"),
        ("…", "livre"),
        ("a" * 70, "a" * 60),
        ("L’eau", "l-eau"),
    ],
)
def test_the_identifier_of_a_codebook_is_made_of_the_name_of_its_file(name: str, slug: str) -> None:
    assert slug_of(name) == slug


def test_a_codebook_of_another_tool_is_named_after_its_file_and_any_other_file_is_refused() -> None:
    book, remarks = read_codebook_file(codebook(code(1, "Temps")), "Livre 2.QDC", day=DAY)
    assert (book.slug, book.title, book.day, remarks) == ("livre-2", Text("Livre 2", ""), DAY, ())
    with pytest.raises(ImportFileError) as refused:
        read_codebook_file(b"x", "livre.docx")
    (fault,) = refused.value.faults
    assert (fault.value, "un livre de codes .yaml ou .qdc" in fault.expected) == (".docx", True)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_a_code_says_is_one_text_with_a_line_for_each_rule(language: str) -> None:
    ours = Code(
        key="time",
        label=Text("Temps", "Time"),
        definition=Text("Le temps manque.", "Time lacks."),
        includes=Text("Les délais", "Delays"),
        examples=(CodeExample(words="pas le temps", locator="ligne 3"), CodeExample(words="débordés")),
        keywords=("temps", "délai"),
    )
    written = write_description(ours, language)
    assert written.split("\n\n")[0] == ours.definition.in_language(language)
    assert len(written.split("\n\n")[1].split("\n")) == 4, "what is not said has no line"
    back = read_description(Code(key="time", label=ours.label), written)
    assert back.definition.fr == ours.definition.in_language(language)
    assert (back.includes.fr, back.excludes.fr) == (ours.includes.in_language(language), "")
    assert (back.examples, back.keywords) == (ours.examples, ours.keywords)


def upload(data: bytes, file: str = "essai.qdpx", **options: str) -> Upload:
    return Upload(file=file, data=data, options=options)


WHOLE = archive(project(text_source(selection(20, 10, 15))), {"sources/10.txt": WORDS})


def test_a_project_is_taken_in_once_with_its_texts_its_people_and_its_codings(network: Network, coders: Coders) -> None:
    by = coders.cast.coordinator
    done = run_import(project_import(network), upload(WHOLE), by=by)
    assert (done.count(Outcome.ADDED), done.warnings) == (3, ())
    document, record = Document.objects.get(), CodingRecord.objects.get()
    assert (document.project, document.guid, document.text) == ("essai", guid(10), WORDS)
    assert (record.text, record.code, record.coder_name, record.quote) == (
        f"essai/{guid(10)}",
        "temps",
        "Anne",
        "temps",
    )
    assert (record.day, record.origin, record.guid) == (date(2026, 5, 4), "import", guid(1020))
    corpus = get_corpus("reseau", "essai", "reseau.essai")
    assert kept_project(corpus).name == "Essai"
    assert [one.code for one in view_corpus(corpus).settled.codings] == ["temps"]
    assert JournalEntry.objects.get(act="import_codings").summary == "Codages repris d’un projet : 1"
    again = run_import(project_import(network), upload(WHOLE), by=by)
    assert (again.count(Outcome.SAME), again.to_write) == (3, ())
    assert (Document.objects.count(), CodingRecord.objects.count()) == (1, 1)


def test_a_name_that_is_taken_by_another_project_is_refused_and_another_is_free(
    network: Network, coders: Coders
) -> None:
    by = coders.cast.coordinator
    run_import(project_import(network), upload(WHOLE), by=by)
    more = archive(
        project(text_source(selection(20, 10, 15)) + text_source("", number=11, path="internal://11.txt")),
        {"sources/10.txt": WORDS, "sources/11.txt": "Autre."},
    )
    with pytest.raises(ImportFileError) as refused:
        run_import(project_import(network), upload(more), by=by)
    (fault,) = refused.value.faults
    assert (fault.value, "aucun autre livre de codes" in fault.expected) == ("essai", True)
    assert Document.objects.count() == 1
    run_import(project_import(network), upload(more, slug="Essai n° 2"), by=by)
    assert set(NetworkCodebook.objects.values_list("slug", flat=True)) == {"essai", "essai-n-2"}


@pytest.mark.parametrize("who", ["officer", "contributor", "reader", "outsider", "stranger"])
def test_only_the_coordination_of_the_network_takes_a_project_in(network: Network, coders: Coders, who: str) -> None:
    by = coders.stranger if who == "stranger" else getattr(coders.cast, who)
    before = Individual.objects.count()
    with pytest.raises(NotAllowedError):
        run_import(project_import(network), upload(WHOLE), by=by)
    assert not Document.objects.exists()
    assert not NetworkCodebook.objects.exists()
    assert Individual.objects.count() == before


def test_a_codebook_that_differs_from_the_one_of_its_name_is_refused_and_doubtful_labels_are_told(
    network: Network, coders: Coders
) -> None:
    by = coders.cast.coordinator
    data = codebook(code(1, "Temps et moyens") + code(2, "Élus"))
    done = run_import(codebook_import(network), upload(data, "livre.qdc"), by=by)
    assert [(fault.column, fault.value) for fault in done.warnings] == [("temps_et_moyens", "Temps et moyens")]
    assert run_import(codebook_import(network), upload(data, "livre.qdc"), by=by).to_write == ()
    changed = codebook(code(1, "Temps et moyens", "<Description>Tout.</Description>") + code(2, "Élus"))
    with pytest.raises(ImportFileError):
        run_import(codebook_import(network), upload(changed, "livre.qdc"), by=by)
    run_import(codebook_import(network), upload(changed, "livre.qdc", slug="autre"), by=by)
    assert NetworkCodebook.objects.count() == 2


def test_codings_of_a_text_that_has_our_words_are_taken_by_the_label_of_their_code(
    corpus: Corpus, coders: Coders
) -> None:
    by = coders.cast.coordinator
    words = text_of(corpus, NORD).text
    start = words.index("temps")
    inner = selection(20, start, start + 5) + selection(21, start, start + 5) + selection(22, 0, 6, code_number=3)
    codes = code(1, "Temps") + code(3, "Inconnu")
    data = archive(project(text_source(inner), codes=codes), {"sources/10.txt": words})
    done = run_import(codings_import(corpus), upload(data), by=by)
    assert done.count(Outcome.ADDED) == 1, "twice the same is once"
    assert [(fault.value, fault.column) for fault in done.warnings] == [("Manque", "inconnu")]
    record = CodingRecord.objects.get()
    assert (record.code, record.text, record.coder_name) == ("time", text_of(corpus, NORD).key, "Anne")
    assert run_import(codings_import(corpus), upload(data), by=by).to_write == ()
    edit = partial(rename_code, key="time", label=Text("Durée", "Length"), day=small_codebook().day)
    revise_codebook(by=by, codebook=corpus.codebook, based_on=1, edit=edit)
    left = run_import(codings_import(corpus), upload(data), by=by).warnings
    assert len(left) == 3, "its label is no longer ours"


def test_a_coding_that_is_here_with_another_note_is_told_and_left_as_it_is(corpus: Corpus, coders: Coders) -> None:
    by = coders.cast.coordinator
    words = text_of(corpus, NORD).text
    inner = selection(20, 0, 6)
    data = archive(project(text_source(inner), codes=code(1, "Temps")), {"sources/10.txt": words})
    run_import(codings_import(corpus), upload(data), by=by)
    CodingRecord.objects.update(memo="à voir")
    done = run_import(codings_import(corpus), upload(data), by=by)
    assert done.count(Outcome.CHANGED) == 1
    assert CodingRecord.objects.get().memo == "à voir"


def test_long_words_are_cut_where_they_are_told_and_a_remark_says_its_line(corpus: Corpus, coders: Coders) -> None:
    by, long = coders.cast.coordinator, "mot " * 40
    lost = selection(20, 0, 120) + selection(21, 900, 901, name="n" * 100)
    data = archive(project(text_source(lost), codes=code(1, "Temps", color="red")), {"sources/10.txt": long})
    done = run_import(codings_import(corpus), upload(data), by=by)
    told = [(len(fault.value or ""), fault.column) for fault in done.warnings]
    assert told[0][1] is not None
    assert told[0][1].startswith("ligne "), "the colour is told by its line"
    assert [length for length, column in told if not (column or "").startswith("ligne")] == [80, 80]
    (item,) = (item for item in _read(corpus, long) if item.record.group.fr == "Codages")
    assert len(item.record.name.fr) == 80


def _read(corpus: Corpus, words: str):
    data = archive(project(text_source(selection(20, 0, 120))), {"sources/10.txt": words})
    return project_import(corpus.codebook.network).read(upload(data, "autre.qdpx")).items


def test_codings_of_words_that_are_not_ours_are_left_and_told(corpus: Corpus, coders: Coders) -> None:
    data = archive(project(text_source(selection(20, 0, 6))), {"sources/10.txt": "Manque de quoi ?"})
    done = run_import(codings_import(corpus), upload(data), by=coders.cast.coordinator)
    (fault,) = done.warnings
    assert (fault.value, "un texte qui est l’un de ceux" in str(fault.expected)) == ("Manque", True)
    assert not CodingRecord.objects.exists()
