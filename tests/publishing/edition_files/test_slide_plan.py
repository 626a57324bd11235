"""Which slides a text makes: what each chapter finds, what is kept where there is not room for all; nothing drawn."""

from autan.publishing.edition_files.renderers.slide_plan import FEWEST_SLIDES, MOST_SLIDES, plan_slides
from tests.evidence.figures.making import make_figure
from tests.publishing.edition_files.test_edition_words import plain, view

NAMES = "".join(f"  f{letter}: x.{letter}\n" for letter in "abcde")
WIDTH = 10_000_000
ALL = "{{figures: fa, fb, fc, fd, fe}}"


def planned(body, **fields):
    figures = {f"f{letter}": make_figure(rank, id=f"x.{letter}") for rank, letter in enumerate("abcde", start=1)}
    return plan_slides(view(body, NAMES, figures, **fields), WIDTH)


def told(body):
    return [plain(slide.message) for slide in planned(body)]


def test_key_figures_are_four_at_most_and_a_list_that_proves_nothing_stands_under_them():
    (slide,) = planned(f"{ALL}\n\n- un ;\n- deux.")
    assert (slide.message, slide.figures, slide.points) == ("En une page", ("fa", "fb", "fc", "fd"), ("un", "deux."))
    first, second = planned(f"{ALL}\n\n- un {{{{fa}}}}\n- deux")
    assert (first.points, second.points, second.names) == ((), ("un 1\xa0MWh", "deux"), ("fa",))
    assert second.notes == "un 1\xa0MWh\ndeux"


def test_a_paragraph_is_told_by_its_first_sentence_with_its_own_figures():
    (_strip, slide) = planned(
        f"{ALL}\n\nIl y a {{{{fa}}}} et {{{{fb | text: beaucoup | claim: value > fa}}}}. Puis {{{{fc}}}}."
    )
    assert plain(slide.message) == "Il y a 1 MWh et beaucoup."
    assert (slide.figures, slide.names, plain(slide.notes)) == (("fa",), ("fa", "fb", "fc"), "Puis 3 MWh.")
    assert told(f"{ALL}\n\nUne phrase sans chiffre.") == ["En une page"], "what proves nothing is no finding"


def test_a_long_sentence_that_lists_becomes_a_list():
    listed = " ; ".join(f"une chose assez longue pour être lue, la {rank}" for rank in "abcdefgh")
    (slide,) = planned(f"{ALL}\n\nCe qui est fait [@F1] : {listed} [@F2].")[1:]
    assert slide.message == "Ce qui est fait"
    assert len(slide.points) == 6
    assert slide.points[0] == "une chose assez longue pour être lue, la a"
    assert slide.notes.endswith("la g\u202f; une chose assez longue pour être lue, la h."), "the notes hold them all"


def test_chapters_are_numbered_unless_one_was_typed_with_its_number():
    body = f"{ALL}\n\n# Un\n\n{{{{fa}}}} ici.\n\n# Deux\n\n{{{{fb}}}} là."
    assert [slide.section for slide in planned(body)] == ["En une page", "1. Un", "2. Deux"]
    typed = body.replace("# Deux", "# Axe 2 : Deux")
    assert [slide.section for slide in planned(typed)] == ["En une page", "Un", "Axe 2\xa0: Deux"]


def test_a_chapter_of_several_findings_is_opened_by_its_parts_or_by_what_it_finds():
    two = f"{ALL}\n\n# Un\n\n{{{{fa}}}} ici.\n\n{{{{fb}}}} là."
    opening = planned(two)[1]
    assert (opening.message, opening.is_opening, [plain(point) for point in opening.points]) == (
        "1. Un",
        True,
        ["1 MWh ici.", "2 MWh là."],
    )
    parts = planned(two.replace("# Un\n\n", "# Un\n\n## Début\n\n").replace("{{fb}} là", "\n\n## Fin\n\n{{fb}} là"))
    assert parts[1].points == ("Début", "Fin")
    assert not any(slide.is_opening for slide in planned(f"{ALL}\n\n# Un\n\n{{{{fa}}}} ici."))


def test_a_table_is_a_slide_under_its_caption():
    table = "Tableau : Compte\n| a | b |\n| --- | --- |\n| {{fa}} | c [@F1] |\n"
    (slide,) = planned(f"{ALL}\n\n{table}")[1:]
    assert (slide.message, slide.names, slide.is_drawn) == ("Compte", ("fa", "F1"), True)


def test_what_is_drawn_is_kept_before_words_and_every_chapter_has_a_slide():
    words = "".join(f"{{{{fa}}}} phrase {rank}.\n\n" for rank in range(20))
    assert len(planned(f"{ALL}\n\n{words}")) == FEWEST_SLIDES - 1, "words alone make no long deck"
    table = "Tableau : Compte\n| a | b |\n| --- | --- |\n| {{fa}} | c |\n\n"
    tables = planned(f"{ALL}\n\n{words}{table * 20}")
    assert (len(tables), {slide.is_drawn for slide in tables}) == (MOST_SLIDES - 1, {True})
    chapters = "".join(f"# T{rank}\n\n{words}" for rank in range(14))
    sections = [slide.section for slide in planned(f"{ALL}\n\n{chapters}")]
    assert sections == ["En une page", *(f"{rank + 1}. T{rank}" for rank in range(14))]


def test_remarks_are_read_and_not_shown():
    assert told(f"{ALL}\n\n> {{{{fa}}}} dit-on.") == ["En une page"]
