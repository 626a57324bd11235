"""Who is let in by a process: each client in turn, and none in the place of the others."""

import asyncio
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from autan.instance.project.lane import COSTLY_SECONDS, MOST_KNOWN, CostlyPaths, Crowd, Lane, Turns
from autan.instance.project.rsgi import BodyLimits, Gateway


async def served_order(asked: str) -> list[str]:
    """Clients in the order in which one place is given, when all of them ask while it is taken."""
    turns, order = Turns(1), list[str]()
    await turns.take("somebody before")

    async def ask(client: str) -> None:
        await turns.take(client)
        order.append(client)
        turns.leave()

    requests = [asyncio.create_task(ask(client)) for client in asked]
    await asyncio.sleep(0)
    turns.leave()
    await asyncio.gather(*requests)
    return order


def test_a_client_with_many_tabs_waits_for_the_others() -> None:
    assert asyncio.run(served_order("aaaabc")) == list("abcaaa")


def test_a_request_that_is_given_up_leaves_its_place_to_the_next() -> None:
    async def give_up() -> None:
        turns = Turns(1)
        await turns.take("a")
        early, late = (asyncio.create_task(turns.take(client)) for client in "bc")
        await asyncio.sleep(0)
        early.cancel()
        turns.leave()
        await asyncio.wait_for(late, timeout=5)
        late_place = asyncio.create_task(turns.take("d"))
        await asyncio.sleep(0)
        turns.leave()
        late_place.cancel()  # given its place and told to stop at the same time
        await asyncio.wait({late_place})
        await asyncio.wait_for(turns.take("e"), timeout=5)

    asyncio.run(give_up())


def test_nobody_takes_all_the_room() -> None:
    crowd = Crowd(most=3, most_of_a_client=2)
    with crowd.enter("a") as first, crowd.enter("a") as second, crowd.enter("a") as third:
        assert (first, second, third) == (True, True, False)
        with crowd.enter("b") as other, crowd.enter("c") as last:
            assert (other, last) == (True, False)
    with crowd.enter("a") as again:
        assert again


def test_what_costs_much_waits_for_its_kind_and_a_plain_page_for_none(tmp_path: Path) -> None:
    """Four readers of a page that was seen to cost much, then one of another: she is answered first, or second."""
    order = list[str]()

    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        path, began = environ["PATH_INFO"], time.thread_time()
        while path == "/costly" and time.thread_time() - began < COSTLY_SECONDS + 0.02:
            pass
        order.append(path)
        start_response("200 OK", [])
        return [b""]

    async def ask(path: str, client: str) -> None:
        fields = {"method": "GET", "query_string": "", "scheme": "http", "http_version": "1.1", "headers": {}}
        scope = SimpleNamespace(path=path, server="127.0.0.1:80", client=f"127.0.0.{client}:5", authority="a", **fields)
        await gateway.__rsgi__(scope, SimpleNamespace(response_bytes=lambda *_answer: None))

    async def ask_at_once() -> None:
        await ask("/costly", "1")
        order.clear()
        await asyncio.gather(*(ask("/costly", f"{client}") for client in range(1, 5)), ask("/plain", "9"))

    gateway = Gateway(application, limits=BodyLimits(), lane=Lane(tmp_path))
    asyncio.run(ask_at_once())
    assert order.index("/plain") <= 1


def test_what_costs_little_again_is_no_more_costly() -> None:
    paths = CostlyPaths()
    for rank in range(MOST_KNOWN + 1):
        paths.note(f"/{rank}", 1)
    assert ("/0" in paths, "/1" in paths) == (False, True)
    paths.note("/1", 0.01)
    assert "/1" not in paths
