"""A browser on the real demonstration: `page` for a laptop, `phone`, and `new_page` for anything else.

Every page that is opened must ask nothing of another site, break no rule of the content security policy and leave no
error in the console: the test fails at its end otherwise.
"""

import asyncio
import shutil
from asyncio import AbstractEventLoop
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright

from tests.functional.browser import ARGUMENTS, LAPTOP, PATIENCE_MS, PHONE, find_browser
from tests.functional.demonstration import (
    home_of,
    prepare_demonstration,
    serve_demonstration,
    shared_demonstration,
)

HERE = Path(__file__).parent
PageMaker = Callable[..., Page]


@pytest.hookimpl(tryfirst=True)  # before the groups are read, which comes first when this folder is asked for alone
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the journeys, and keep them in one process: one demonstration serves them all."""
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if "prepared_demonstration" in fixtures and HERE in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("browser"))
            if "demo_site" in fixtures:
                item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def running_chromium() -> Iterator[tuple[Browser, AbstractEventLoop]]:
    """The browser of this machine, without a window, and the loop that speaks to it."""
    path = find_browser()
    with sync_playwright() as playwright:
        loop = asyncio.get_running_loop()
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser, loop
        asyncio._set_running_loop(loop)
        browser.close()


@pytest.fixture(scope="module")
def chromium(running_chromium: tuple[Browser, AbstractEventLoop]) -> Iterator[Browser]:
    """The browser, one for all; its loop is put aside between modules: Django forbids the database where one runs."""
    browser, loop = running_chromium
    expect.set_options(timeout=PATIENCE_MS)
    asyncio._set_running_loop(loop)
    yield browser
    asyncio._set_running_loop(None)


@pytest.fixture(scope="session")
def prepared_demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home that the real command prepares for a person who has set nothing: read it, or copy it."""
    data = shared_demonstration(tmp_path_factory.getbasetemp())
    prepare_demonstration(data)
    return data / "autan-demo"


@pytest.fixture(scope="session")
def demo_folder(prepared_demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demonstration, to serve."""
    folder = tmp_path_factory.mktemp("demonstration")
    shutil.copytree(prepared_demonstration, home_of(folder))
    return folder


@pytest.fixture(scope="session")
def demo_site(demo_folder: Path) -> Iterator[str]:
    """Address of the demonstration, prepared and served by the real command; not started without a browser."""
    find_browser()
    with serve_demonstration(demo_folder) as address:
        yield address


@pytest.fixture(scope="session")
def demo_home(demo_site: str, demo_folder: Path) -> Path:
    """The home of the demonstration, while it is served."""
    return home_of(demo_folder)


@pytest.fixture
def new_page(chromium: Browser, demo_site: str) -> Iterator[PageMaker]:
    """Makes pages: `new_page(viewport=PHONE, java_script_enabled=False, color_scheme="dark")`."""
    contexts, troubles = [], []

    def watch(message: ConsoleMessage) -> None:
        is_cut = "ERR_INTERNET_DISCONNECTED" in message.text  # a journey that loses the network on purpose
        if message.type in {"error", "warning"} and not is_cut:
            troubles.append(f"console: {message.text}")

    def refuse_other_sites(request: Request) -> None:
        if not request.url.startswith((demo_site, "data:")):
            troubles.append(f"asks another site: {request.url}")

    def make(**choices: Any) -> Page:
        choices = {"viewport": LAPTOP, "locale": "fr-FR", "base_url": demo_site, "reduced_motion": "reduce"} | choices
        context = chromium.new_context(**choices)
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("console", watch)
        page.on("pageerror", lambda error: troubles.append(f"script: {error}"))
        page.on("request", refuse_other_sites)
        return page

    yield make
    for context in contexts:
        context.close()
    assert troubles == []


@pytest.fixture
def page(new_page: PageMaker) -> Page:
    """A page of a laptop."""
    return new_page()


@pytest.fixture
def phone(new_page: PageMaker) -> Page:
    """A page of a phone."""
    return new_page(viewport=PHONE, is_mobile=True, has_touch=True)
