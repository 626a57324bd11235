"""The words of a first note: what is remembered first, who is said to come first, what is not known; pure."""

import pytest

from autan.evidence.figures.core.states import ValueState
from autan.ground.wordings import Text
from autan.publishing.editions.core.starter import StarterChapter, StarterLine, compose_starter
from autan.publishing.editions.exporters import write_living_text
from autan.publishing.living_text.importers.living_text import read_living_text
from tests.evidence.figures.making import make_figure

SOURCE = Text("ORE", "ORE")


def line(code, figure=None, members=None, **fields):
    pattern = f"a.{{siren}}.{code}" if members else ""
    label = Text(code, code) if figure is None else figure.label
    given = {"figure": figure, "by_member": members or {}, "pattern": pattern, "label": label}
    return StarterLine(code=code, figure_id=f"a.b.{code}", source=SOURCE, **(given | fields))


def known(code, value=10, **fields):
    return make_figure(value, id=f"a.b.{code}", label=Text(f"{code}e", f"{code} in English"), **fields)


def chapter(title, *lines):
    return StarterChapter(title=Text(title, title), lines=lines)


def compose(*chapters, **more):
    return compose_starter(slug="note", network="autan", name=Text("Deux", "Two"), chapters=chapters, **more)


def read(text):
    return read_living_text(write_living_text(text), file="note.md")


def test_one_figure_of_each_room_is_remembered_first_and_who_the_members_are_last():
    text = compose(
        chapter("Territoires", line("people", known("people"))),
        chapter("Énergie", line("gas", known("gas")), line("heat", known("heat"))),
        chapter("Plans", line("plans", known("plans")), line("acts", known("acts"))),
    )
    summary = text.body.partition("# Ce que")[0].partition("# Territoires")[0].split("\n")
    assert [row.partition("}}")[0] for row in summary[:3]] == [
        "1. **Gase** : {{gas",
        "2. **Planse** : {{plans",
        "3. **Peoplee** : {{people",
    ]
    assert summary[3:6] == ["", "{{figures: heat, acts}}", ""]
    assert summary[6].startswith("Cette note rassemble")
    assert text.body.index("# Territoires") < text.body.index("# Énergie") < text.body.index("# Plans")
    assert [item.name for item in read(text).figures] == ["people", "gas", "heat", "plans", "acts"]


def test_four_other_figures_at_most_are_shown_together():
    lines = [line(f"f{name}", known(f"f{name}")) for name in "abcdefghi"]
    text = compose(chapter("T", *lines))
    assert "{{figures: fd, fe, ff, fg}}\n" in text.body
    assert "{{figures" not in compose(chapter("T", *lines[:3])).body


def test_what_is_known_in_part_says_how_much_and_whose_it_is():
    part = known("gas", known=1, total=2, state=ValueState.LOWER_BOUND)
    body = compose(chapter("T", line("gas", part, place="Sicoval"))).body
    assert "**Gase, Sicoval** : {{gas}}. Connu pour {{gas | form: coverage}}." in body
    whole = compose(chapter("T", line("gas", known("gas")))).body
    assert "Connu pour" not in whole
    assert "**Gase** : {{gas}}." in whole


def test_what_is_not_known_has_no_evidence_or_no_chapter_is_said():
    bare = known("bare", evidence=())
    missing = make_figure(None, id="a.b.none", label=Text("Rien su", "Nothing"))
    text = compose(
        chapter("Énergie", line("gas", known("gas")), line("some_heat", label=Text("", "")), line("bare", bare)),
        chapter("Plans", line("none", missing)),
        chapter("Ateliers"),
        chapter("Décisions"),
    )
    unknown = text.body.partition("# Ce que l’on ne sait pas\n\n")[2].partition("\n\n")[0].split("\n")
    assert unknown == [
        "- Énergie : some heat ; baree.",
        "- Plans : rien su.",
        "- À réunir, ou à rendre public : ateliers ; décisions.",
    ]
    assert "# Plans" not in text.body
    assert list(text.head["figures"]) == ["gas"]
    assert "ne sait pas" not in compose(chapter("T", line("gas", known("gas")))).body


def test_a_note_without_any_figure_has_no_table_of_figures():
    text = compose(chapter("Énergie", line("gas")))
    assert text.body.startswith("Cette note rassemble")
    assert "Aucune donnée n’est encore présente." in text.body
    assert {"figures", "charts", "english_summary"}.isdisjoint(text.head)


@pytest.mark.parametrize(
    ("members", "first"),
    [
        ({"Nord": known("n", 9), "Sud": known("s", 8)}, "Nord"),
        ({"Nord": known("n", 8), "Sud": known("s", 9), "Est": known("e", None)}, "Sud"),
        ({"Nord": known("n", 9), "Sud": known("s", 9)}, ""),
        ({"Nord": known("n", 9)}, ""),
        ({"Nord": known("n", 9, known=1, total=2), "Sud": known("s", 8)}, ""),
        ({"Nord": known("n", 9), "Sud": known("s", 8, known=1, total=2)}, ""),
        ({"Nord": known("n", 9), "Sud": known("s", 8), "Est": known("e", 7, known=1, total=2)}, "Nord"),
        (
            {
                "Nord": known("n", 9),
                "Sud": known("s", 8),
                "Est": known("e", 7, known=1, total=2, state=ValueState.LOWER_BOUND),
            },
            "",
        ),
    ],
)
def test_a_member_is_said_to_be_the_first_where_it_surely_is(members, first):
    text = compose(chapter("T", line("gas", known("gas", 30), members)))
    sentence = text.head["charts"]["gas_by_member"]["sentence"]["fr"]
    if not first:
        assert sentence == "Une barre par membre ; l’inconnu est en bas."
        assert list(text.head["figures"]) == ["gas"]
        assert "a la valeur" not in text.body
        return
    mark = f"{{{{gas_top | text: {first} | claim: value > gas_next}}}}"
    assert sentence == f"{mark} a la valeur la plus haute."
    assert f"1. **Gase** : {{{{gas}}}}. {mark} a la valeur la plus haute." in text.body
    assert text.head["figures"]["gas_top"] == members[first].id
    assert text.body.count("{{chart: gas_by_member}}") == 1


def test_a_chart_by_member_says_its_measure_its_source_and_its_addresses():
    entry = compose(chapter("T", line("gas", known("gas", 30), {"Nord": known("n")}))).head["charts"]["gas_by_member"]
    assert (entry["kind"], entry["members"], entry["source"]["fr"]) == ("bars", "a.{siren}.gas", "ORE")
    assert (entry["title"]["fr"], entry["title"]["en"]) == ("gase, par membre", "gas in English, by member")


def test_a_label_with_a_number_or_a_question_stands_under_its_figure_alone():
    asked = make_figure(10, id="a.b.q", label=Text("Un plan ?", "A plan?"))
    dated = make_figure(10, id="a.b.d", label=Text("Objectif 2030", "Target"))
    text = compose(chapter("T", line("q", asked), line("d", dated), line("gas", known("gas"))), is_bilingual=True)
    assert "{{figures: q}}\n\n{{figures: d}}\n" in text.body
    assert "Un plan" not in text.body + text.head["english_summary"]
    assert text.head["english_summary"].split("\n")[-1] == "- gas in English: {{gas}}."
    assert text.body.startswith("1. **Gase**"), "it is not remembered first either"


@pytest.mark.parametrize(("is_invented", "notice"), [(True, " Réseau inventé, pour essayer."), (False, "")])
def test_the_head_names_the_network_and_says_if_it_is_invented(is_invented, notice):
    head = compose(chapter("T", line("gas", known("gas"))), is_invented=is_invented).head
    assert head["notice"]["fr"] == f"Première note, composée d’après les données présentes.{notice}"
    assert head["title"]["fr"].endswith("territoires : Deux")
    assert head["title"]["en"].endswith("Two")
    assert (head["slug"], head["network"]) == ("note", "autan")
