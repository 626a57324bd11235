"""Two people who change one thing: the second to save is told, keeps what she typed, and decides."""

from html.parser import HTMLParser

import pytest
from django.urls import reverse

from tests.rights.two_networks import OWN, make_two_networks

CHANGED = "Ceci a été changé depuis que cette page est ouverte"
FORMS = {
    "estate:change": ([f"{OWN}-bien-non-publie"], "note"),
    "funding:change": (["fonds-non-publie"], "note"),
    "plans:heading": (["nord-pcaet"], "note"),
    "working_group:change_body": (["instance"], "purpose"),
    "working_group:move": (["reunion"], "place"),
    "indicators:change": ([f"{OWN}-cycle_lanes"], "action"),
    "surveys:open_link": (["enquete"], "thanks"),
}
"""The field that is typed in, by the address of the form."""


class Fields(HTMLParser):
    """The fields of the one form of a page that is being filled, as a browser sends them."""

    def __init__(self, answer: object) -> None:
        super().__init__()
        self.sent: dict[str, list[str]] = {}
        self.area = self.list = ""
        self.feed(answer.content.decode().partition("<main")[2])  # type: ignore[attr-defined]  # of a test client

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        name = values.get("name", "")
        is_sent = values.get("type") not in {"radio", "checkbox", "search", "submit"} or "checked" in values
        if tag in {"input", "textarea"} and name and is_sent:
            self.sent.setdefault(name, []).append(values.get("value", ""))
        self.area = name if tag == "textarea" else ""
        self.list = name if tag == "select" else self.list
        if tag == "option" and "selected" in values:
            self.sent.setdefault(self.list, []).append(values.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self.area:
            self.sent[self.area][-1] += data.removeprefix("\n")


@pytest.mark.by_turns
@pytest.mark.django_db
def test_the_second_to_save_is_told_and_keeps_her_words() -> None:
    networks = make_two_networks()
    first, second = networks.browsers["coordinator"](), networks.browsers["officer"]()
    for name, (parts, field) in FORMS.items():
        address = reverse(name, args=parts)
        opened = Fields(first.get(address)).sent
        other = first if name.startswith(("funding", "working_group", "surveys")) else second
        assert other.post(address, opened | {field: ["Venu avant"]}).status_code == 302, name
        refused = first.post(address, opened | {field: ["Venu après"]})
        page = refused.content.decode()
        assert (refused.status_code, CHANGED in page, "Venu après" in page) == (422, True, True), name
        assert first.post(address, Fields(refused).sent).status_code == 302, name
