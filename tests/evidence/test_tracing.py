"""A trace about many territories names the first ones and says how many others there are."""

import pytest

from autan.evidence import registry
from autan.evidence.tracing import trace_of
from tests.evidence.making import make_figure


@pytest.mark.django_db
@pytest.mark.parametrize(("many", "named", "hidden"), [(2, 2, 0), (60, 60, 0), (61, 60, 1)])
def test_a_trace_names_at_most_sixty_territories(many: int, named: int, hidden: int) -> None:
    sirens = tuple(f"{n:09}" for n in range(many))
    trace = trace_of(make_figure(territories=sirens))
    assert (len(trace.places), trace.hidden_places) == (named, hidden)


def test_who_may_read_is_asked_of_the_room_of_the_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_guards", {})
    assert registry.may_read_figure("reader", "kept.c.q1")
    registry.register_guard("kept", lambda person, figure_id: (person, figure_id) == ("reader", "kept.c.q1"))
    assert registry.may_read_figure("reader", "kept.c.q1")
    assert not registry.may_read_figure("stranger", "kept.c.q1")
    assert registry.may_read_figure("stranger", "open.c.q1")
