"""The page of a grid: given as a workbook, filled from one, saved, or come back as it was typed with what is wrong."""

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from autan.evidence.grids.presenters import Grid
from autan.evidence.grids.views import MAX_BYTES, XLSX, GridPage
from autan.ground.errors import ConflictError, DomainError
from autan.ground.tables.importers.workbooks import read_workbook
from tests.evidence.grids.making import make_grid

ADDRESS = "/patrimoine/remplir/"


class Saving:
    """What a room writes of a grid, counted."""

    def __init__(self, *, problem: str = "", error: Exception | None = None) -> None:
        self.problem, self.error = problem, error
        self.saved: list[dict[str, str]] = []

    def __call__(self, grid: Grid) -> str:
        if self.error:
            raise self.error
        if self.problem:
            grid.changed[0].problems["value"] = self.problem
            return ""
        self.saved = [row.typed for row in grid.changed]
        return f"{len(self.saved)} ligne enregistrée."


def answered(request, save: Saving | None = None, **fields):
    request._messages = CookieStorage(request)
    page = GridPage(
        request=request,
        grid=make_grid(),
        save=save or Saving(),
        template="grids/grid.html",
        file="patrimoine-2025",
        context={"caption": "Biens"},
        **fields,
    )
    return page.answer()


def said(request) -> list[tuple[str, str]]:
    return [(message.level_tag, str(message)) for message in get_messages(request)]


def test_the_page_shows_what_is_known_and_where_it_comes_from(rf: RequestFactory):
    page = answered(rf.get(ADDRESS), query="annee=2025")
    text = page.content.decode()
    assert page.status_code == 200
    assert 'name="1:value" value="1200,5"' in text
    assert "relevé de 2025" in text
    assert f'action="{ADDRESS}?annee=2025"' in text
    assert 'role="alert"' not in text


def test_the_workbook_of_the_page_has_its_name_and_its_lines(rf: RequestFactory):
    answer = answered(rf.get(ADDRESS, {"classeur": "1"}))
    assert (answer["Content-Type"], answer["Content-Disposition"]) == (
        XLSX,
        'attachment; filename="patrimoine-2025.xlsx"',
    )
    (sheet,) = read_workbook(answer.content, "a.xlsx")
    assert len(list(sheet.rows)) == 3


def test_what_changed_is_saved_said_and_leads_back_to_the_page(rf: RequestFactory):
    save, request = Saving(), rf.post(ADDRESS, {"1:value": "1200,5", "2:value": "7"})
    answer = answered(request, save, query="annee=2025")
    assert (answer.status_code, answer["Location"]) == (302, f"{ADDRESS}?annee=2025")
    assert save.saved == [{"value": "7", "kind": "", "note": ""}]
    assert said(request) == [("success", "1 ligne enregistrée.")]


def test_where_nothing_changed_nothing_is_saved(rf: RequestFactory):
    save, request = Saving(), rf.post(ADDRESS, {"1:value": " 1200,5 "})
    answer = answered(request, save)
    assert (answer.status_code, answer["Location"], save.saved) == (302, ADDRESS, [])
    assert said(request) == [("info", "Rien n’a changé.")]


def test_a_row_that_is_wrong_comes_back_as_it_was_typed(rf: RequestFactory):
    request = rf.post(ADDRESS, {"2:value": "beaucoup"})
    page = answered(request, Saving(problem="un nombre est attendu"))
    text = page.content.decode()
    assert (page.status_code, said(request)) == (422, [])
    assert 'value="beaucoup"' in text
    assert "un nombre est attendu" in text
    assert 'aria-invalid="true"' in text


def test_a_refusal_of_the_whole_is_said_and_what_was_typed_stays(rf: RequestFactory):
    page = answered(rf.post(ADDRESS, {"2:value": "7"}), Saving(error=DomainError("l’année est close")))
    assert page.status_code == 422
    assert "L’année est close" in page.content.decode()
    assert 'name="2:value" value="7"' in page.content.decode()


def test_what_has_a_page_of_its_own_is_left_to_it(rf: RequestFactory):
    with pytest.raises(ConflictError):
        answered(rf.post(ADDRESS, {"2:value": "7"}), Saving(error=ConflictError("changé")))


def test_a_grid_that_may_not_be_saved_says_why_and_saves_nothing(rf: RequestFactory):
    save = Saving()
    page = answered(rf.post(ADDRESS, {"2:value": "7"}), save, refusal="ce bilan est publié")
    assert (page.status_code, save.saved) == (422, [])
    assert "Ce bilan est publié" in page.content.decode()


def sent_workbook(rf: RequestFactory, data: bytes, name: str = "grille.csv"):
    return rf.post(ADDRESS, {"classeur": "1", "workbook": SimpleUploadedFile(name, data)})


def test_a_workbook_fills_the_cells_and_saves_nothing(rf: RequestFactory):
    save, request = Saving(), sent_workbook(rf, "Repère;Valeur\n1;1200,5\n2;7\n".encode())
    page = answered(request, save)
    text = page.content.decode()
    assert (page.status_code, save.saved, said(request)) == (200, [], [])
    assert 'name="2:value" value="7"' in text
    assert "1 ligne change" in text


def test_what_was_typed_stays_where_a_workbook_says_nothing(rf: RequestFactory):
    file = SimpleUploadedFile("grille.csv", "Repère;Valeur\n2;7\n".encode())
    page = answered(rf.post(ADDRESS, {"classeur": "1", "1:value": "99", "workbook": file}))
    assert 'name="1:value" value="99"' in page.content.decode()
    assert "2 lignes changent" in page.content.decode()


def test_a_workbook_with_a_fault_is_refused_with_its_place(rf: RequestFactory):
    page = answered(sent_workbook(rf, "Repère;Valeur\n9;7\n".encode()))
    text = page.content.decode()
    assert page.status_code == 422
    assert "Ce classeur n’est pas repris." in text
    assert "un repère de cette grille" in text


@pytest.mark.parametrize("size", [None, MAX_BYTES + 1])
def test_no_workbook_or_one_too_heavy_is_refused(rf: RequestFactory, size):
    request = rf.post(ADDRESS, {"classeur": "1"}) if size is None else sent_workbook(rf, b"x" * size)
    page = answered(request)
    request.close()
    assert page.status_code == 422
    assert "Donnez un classeur d’au plus 5\u00a0Mo." in page.content.decode()
