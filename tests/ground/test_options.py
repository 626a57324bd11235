"""The options of a list of choices, written at once."""

from django.utils.translation import gettext_lazy

from autan.ground.lists.templatetags.lists import options_of


def test_options_are_escaped_and_the_chosen_one_marked() -> None:
    written = options_of([("a&b", "Bois <énergie>"), ("c", gettext_lazy("Actions"))], "c")
    assert written == (
        '<option value="a&amp;b">Bois &lt;énergie&gt;</option><option value="c" selected>Actions</option>'
    )
