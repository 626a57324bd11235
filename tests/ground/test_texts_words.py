"""Words, numbers and lists as a reader says them: in her language, whole, with nothing where there is nothing."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from autan.ground.texts import language
from autan.ground.texts.core.dates import PartialDate, months_later
from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.plain_letters import fold_accents, without_accents
from autan.ground.texts.core.texts import NO_TEXT, TextColumns, after
from autan.ground.texts.language import ENGLISH, FRENCH, in_language
from autan.ground.texts.refusals import sentence_words, shown_words
from autan.ground.wordings import Sentence, Text, is_english, is_french, translate_sentence


class Row:
    title = TextColumns()
    title_fr, title_en = "Réunion", ""


class Season(Labelled):
    WINTER = "winter", "hiver", "winter"
    BARE = "bare"


def test_two_columns_are_one_text():
    assert Row().title == Text("Réunion", "")
    assert Row().title.in_language("en") == "Réunion", "what has no English is said in French"


def test_a_member_of_a_list_is_its_code_and_its_words():
    assert (Season("winter"), Season.WINTER.label, str(Season.WINTER)) == (
        Season.WINTER,
        Text("hiver", "winter"),
        "winter",
    )
    assert Season.BARE.label == NO_TEXT
    with pytest.raises(ValueError, match="summer"):
        Season("summer")


@pytest.mark.parametrize(
    ("preposition", "name", "written"),
    [
        ("à", "Le Mans", "au Mans"),
        ("de", "Le Mans", "du Mans"),
        ("à", "Les Abymes", "aux Abymes"),
        ("de", "Les Abymes", "des Abymes"),
        ("à", "La Rochelle", "à La Rochelle"),
        ("de", "L’Isle", "de L’Isle"),
        ("de", "Le", "de Le"),
        ("à", "Lescar", "à Lescar"),
        ("pour", "Le Mans", "pour Le Mans"),
    ],
)
def test_an_article_melts_into_the_word_before_it(preposition, name, written):
    assert after(preposition, name) == written


@pytest.mark.parametrize(
    ("code", "english", "french"),
    [
        ("en", True, False),
        ("en-gb", True, False),
        ("fr", False, True),
        ("fr-ca", False, True),
        ("frp", False, False),
        ("", False, False),
        ("eng", False, False),
    ],
)
def test_a_language_is_known_by_its_code_without_its_country(code, english, french):
    assert (is_english(code), is_french(code)) == (english, french)


@pytest.mark.parametrize(
    ("value", "decimals", "french", "english"),
    [
        (12, 0, "+12", "+12"),
        (1234.5, 1, "+1\u202f234,5", "+1,234.5"),
        (-3, 0, "−3", "−3"),
        (0, 0, "0", "0"),
        (0.04, 1, "0,0", "0.0"),
        (-0.04, 1, "0,0", "0.0"),
        (0.05, 1, "0,0", "0.0"),
        (0.06, 1, "+0,1", "+0.1"),
    ],
)
def test_a_change_has_its_sign_unless_it_rounds_to_nothing(value, decimals, french, english):
    with in_language(FRENCH):
        assert language.signed_number(value, decimals=decimals) == french
    with in_language(ENGLISH):
        assert language.signed_number(value, decimals=decimals) == english


@pytest.mark.parametrize(
    ("names", "most", "french", "english"),
    [
        ([], 5, "", ""),
        (["a", "b"], 2, "a, b", "a, b"),
        (["a", "b", "c"], 2, "a, b et 1 autre", "a, b and 1 other"),
        (["a"] * 7, 5, "a, a, a, a, a et 2 autres", "a, a, a, a, a and 2 others"),
    ],
)
def test_a_long_list_names_the_first_and_counts_the_others(names, most, french, english):
    with in_language(FRENCH):
        assert language.name_some(names, most) == french
    with in_language(ENGLISH):
        assert language.name_some(names, most) == english


def test_many_others_are_counted_with_their_thousands():
    with in_language(FRENCH):
        assert language.count_others(1234) == "et 1\u202f234 autres"
        assert (language.count_others(0), language.count_others(-3)) == ("", "")


def test_what_was_recorded_says_by_whom_where_it_is_known_and_the_day_of_here():
    late = datetime(2026, 9, 30, 23, 30, tzinfo=UTC)
    with in_language(FRENCH), timezone.override("Europe/Paris"):
        assert language.recorded(late, by="Ada") == "Ada, 1ᵉʳ\u00a0octobre\u00a02026"
        assert language.recorded(late) == "1ᵉʳ\u00a0octobre\u00a02026"
    with in_language(ENGLISH), timezone.override("UTC"):
        assert language.day_of(late) == "30 September 2026"


@pytest.mark.parametrize(
    ("code", "percent", "euros", "marks"),
    [("fr", "12\u00a0%", "12\u00a0€", "\u202f;\u00a0:"), ("en", "12%", "€12", ";:")],
)
def test_units_and_marks_stand_as_the_language_sets_them(code, percent, euros, marks):
    with in_language(code):
        assert (language.with_unit("12", "%"), language.with_unit("12", "€")) == (percent, euros)
        assert language.semicolon() + language.colon() == marks
        assert language.with_unit("12", "") == "12"


def test_what_is_put_together_is_said_in_each_language_whatever_that_of_the_page():
    with in_language(ENGLISH):
        text = language.in_both_languages(lambda: f"{language.number(1.5, decimals=1)} {language.current_language()}")
        assert language.current_language() == ENGLISH
    assert text == Text("1,5 fr", "1.5 en")


@pytest.mark.parametrize(("code", "spelt"), [("fr", "fr-FR"), ("en", "en-GB"), ("en-us", "en-GB"), ("oc", "fr-FR")])
def test_an_office_document_is_spelt_in_english_or_in_french(code, spelt):
    assert language.spelling(code) == spelt


def test_words_that_a_page_shows_in_french_alone_are_known():
    both, french = Text("énergie", "energy"), Text("énergie", "")
    with in_language(ENGLISH):
        assert (language.is_only_french(both), language.is_only_french(french)) == (False, True)
    with in_language(FRENCH):
        assert not language.is_only_french(french)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("déchets", "dechets"),
        ("Œuvre", "OEuvre"),
        ("ÆØ", "AEØ"),
        ("ﬁn", "fin"),
        ("e\u0301", "e"),
        ("", ""),
        ("½", "1⁄2"),
    ],
)
def test_letters_lose_their_accents_and_ligatures(text, plain):
    assert without_accents(text) == plain


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  L’Œuvre d'Élan ", "l oeuvre d elan"),
        ("Saint-Étienne", "saint etienne"),
        ("12,5 %", "12 5"),
        ("—", ""),
        ("İstanbul", "istanbul"),
        ("a\u00a0b\tc", "a b c"),
    ],
)
def test_names_are_compared_in_small_plain_letters(text, folded):
    assert fold_accents(text) == folded
    assert fold_accents(folded) == folded


@pytest.mark.parametrize(
    ("text", "years", "later"),
    [("2020-02-29", 4, "2024-02-29"), ("2020-02-29", 1, "2021-02-28"), ("2020-02", 1, "2021-02"), ("2020", -5, "2015")],
)
def test_a_date_some_years_later_is_known_as_precisely(text, years, later):
    assert str(PartialDate.parse(text).years_later(years)) == later


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2012", date(2012, 1, 1), date(2012, 12, 31)),
        ("2012-04", date(2012, 4, 1), date(2012, 4, 30)),
        ("2012-12", date(2012, 12, 1), date(2012, 12, 31)),
        ("2012-02-29", date(2012, 2, 29), date(2012, 2, 29)),
    ],
)
def test_a_date_may_be_any_of_its_days(text, first, last):
    found = PartialDate.parse(text)
    assert (found.first_day, found.last_day) == (first, last)
    assert (found.period.start, found.period.end) == (first, last)


@pytest.mark.parametrize("text", ["1900", "2200-12-31", "01/01/1900", "12/2200"])
def test_the_first_and_the_last_year_are_taken(text):
    assert PartialDate.parse(text) is not None


@pytest.mark.parametrize(
    "text",
    ["1899", "2201", "1899-12-31", "01/01/2201", "00/12/2012", "2012-1-0", "13/2012", "2012-02-30", "1/2/3/2012"],
)
def test_a_date_outside_the_calendar_is_none(text):
    assert PartialDate.parse(text) is None


def test_dates_are_in_order_and_the_less_precise_comes_first():
    dates = [PartialDate.parse(text) for text in ("2012-03-02", "2011", "2012-03", "2012", "2012-03-01")]
    assert [str(one) for one in sorted(dates)] == ["2011", "2012", "2012-03", "2012-03-01", "2012-03-02"]


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 12, 1), 1, date(2025, 1, 1)),
        (date(2024, 1, 15), -1, date(2023, 12, 15)),
        (date(2024, 3, 31), 0, date(2024, 3, 31)),
        (date(2024, 3, 31), 12, date(2025, 3, 31)),
    ],
)
def test_some_months_later_is_the_same_day_or_the_last_of_the_month(day, months, later):
    assert months_later(day, months) == later


# Sentences, which keep what they are made of.


def test_a_sentence_that_is_one_already_stays_itself():
    sentence = Sentence("au plus {most} lignes", most=3)
    assert Sentence(sentence) is sentence
    assert str(sentence) is sentence
    assert (sentence.fields, sentence.template) == ({"most": 3}, "au plus {most} lignes")


def test_braces_without_fields_are_plain_signs():
    assert Sentence("lu : {x}") == "lu : {x}"
    assert Sentence("").en == ""


def english(template: str) -> str:
    known = {"un nombre": "a number", "une colonne « {name} »": "a column “{name}”", "{a} et {b}": "{a} and {b}"}
    return known.get(template, template)


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        (Sentence("un nombre"), "a number"),
        (Sentence("une colonne « {name} »", name="année"), "a column “année”"),
        (Sentence("{a} et {b}", a=Sentence("un nombre"), b=Text("eau", "water")), "a number and water"),
        (Sentence("{a} et {b}", a=ValueError("x"), b=3), "x and 3"),
        (Sentence("inconnu : {a}", a=Text("eau", "water")), "inconnu : eau"),
        (Sentence("{a}\u00a0: {b}", a=Sentence("un nombre"), b=Text("eau", "water")), "a number: water"),
        (Sentence("{a}\u202f;{b}", a="x", b="y"), "x;y"),
        (Sentence.of(Text("eau", "water")), "water"),
        (Sentence.joined(" ; ", [Sentence("un nombre"), Text("eau", "water"), "x"]), "a number; water; x"),
        (Sentence.joined(", ", []), ""),
    ],
)
def test_a_sentence_is_translated_with_what_it_names_or_stays_whole_in_french(sentence, said):
    assert sentence.translated("en", english) == said
    assert translate_sentence(sentence, "en", english) == said


def test_a_plain_text_that_a_catalogue_knows_is_translated():
    assert translate_sentence("un nombre", "en", english) == "a number"
    assert translate_sentence("autre chose", "en", english) == "autre chose"


def test_texts_are_equal_by_their_words_and_sentences_by_their_french():
    assert (Text("a", "b") == Text("a", "b"), Text("a", "b") == Text("a", "c"), Text("a", "b") == "a") == (
        True,
        False,
        False,
    )
    assert len({Text("a", "b"), Text("a", "b"), Text("a", "c")}) == 2
    assert Sentence("un nombre") == "un nombre"


def test_a_column_is_shown_as_it_is_named_and_a_sentence_in_the_language_of_the_page():
    with in_language(ENGLISH):
        assert shown_words("valeur") == "valeur"
        assert shown_words(Sentence("voir la preuve")) == sentence_words("voir la preuve") == "see the evidence"
        assert shown_words("voir la preuve") == "voir la preuve"
    with in_language(FRENCH):
        assert shown_words(Sentence("voir la preuve")) == "voir la preuve"
        assert type(sentence_words(Sentence("voir la preuve"))) is str
