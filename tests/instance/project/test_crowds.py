"""Who is let in by a process: each client in turn, and none in the place of the others."""

import asyncio

from autan.instance.project.lane import Crowd, Turns


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
