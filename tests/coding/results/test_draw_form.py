"""Who is named for a double coding: a box each, or a list where they are many."""

import pytest

from autan.coding.results.forms import DrawForm
from autan.people.accounts.models import Person


@pytest.mark.parametrize(("count", "tag"), [(60, 'type="checkbox"'), (61, "<option")])
def test_many_people_are_a_list_and_the_same_are_chosen(count: int, tag: str) -> None:
    people = [Person(pk=rank, name=f"Personne {rank} & cie") for rank in range(count)]
    form = DrawForm({"share": "20", "seed": "1", "coders": ["3", "5"]}, people=people)
    assert str(form["coders"]).count(tag) == count
    assert "Personne 3 &amp; cie" in str(form["coders"])
    assert form.is_valid()
    assert form.chosen == [people[3], people[5]]
    assert not DrawForm({"share": "20", "seed": "1", "coders": ["99"]}, people=people).is_valid()
