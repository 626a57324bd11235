"""Answers are coded: by two people at once, without JavaScript, and fast on a French keyboard."""

import re
from collections.abc import Callable

from playwright.sync_api import CDPSession, Locator, Page, expect

from autan.instance.demo.people import PASSWORD
from tests.functional.accessibility import assert_no_axe_violation
from tests.functional.browser import PHONE

CORPUS = "/codage/entente-ysaure/success-factors/essai-2026.q42"
COORDINATOR, OFFICER = "coordination-essai@exemple.fr", "marais-essai@exemple.fr"
Opener = Callable[..., Page]


def sign_in(page: Page, email: str) -> Page:
    page.goto("/compte/login/")
    page.get_by_label("Adresse électronique").fill(email)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    expect(page.get_by_role("button", name="Se déconnecter")).to_be_visible()
    return page


def texts(page: Page) -> Locator:
    return page.locator(".codable")


def test_two_people_code_the_same_answers_at_once(new_page: Opener) -> None:
    coordinator = sign_in(new_page(), COORDINATOR)
    coordinator.goto(f"{CORPUS}/accord/")
    coordinator.get_by_label("Part des textes, en %").fill("20")
    coordinator.get_by_label("Coordination du réseau inventé").check()
    coordinator.get_by_label("Mission, Marais de Houdelle (inventé)").check()
    coordinator.get_by_role("button", name="Tirer").click()

    officer = sign_in(new_page(java_script_enabled=False, viewport=PHONE), OFFICER)
    drawn = f"{CORPUS}/coder/?voir=tires"
    coordinator.goto(drawn)
    officer.goto(drawn)
    count = texts(coordinator).count()
    assert 0 < count < 12
    assert texts(officer).count() == count
    assert_no_axe_violation(coordinator)

    first = texts(coordinator).first
    words = first.locator(".codable-words")
    inner_text = words.inner_text()
    before = first.locator(".codings li").count()  # what another journey may have left
    words.focus()
    for key in ("ArrowRight", "Shift+ArrowRight", "1"):
        coordinator.keyboard.press(key)
    expect(first.locator(".codings li")).to_have_count(before + 1)
    expect(words.locator("mark").first).to_be_visible()

    same = texts(officer).first
    assert same.locator(".codable-words").inner_text() == inner_text
    expect(same.locator(".codings li")).to_have_count(0)  # blind: what the other gave is not shown
    same.locator(".plain-coding summary").click()
    same.locator("input[name=quote]").fill(" ".join(inner_text.split()[:2]))
    same.locator("select[name=code]").select_option(index=2)
    same.get_by_role("button", name="Coder", exact=True).click()
    expect(texts(officer).first.locator(".codings li")).to_have_count(1)

    coordinator.reload()
    expect(texts(coordinator).first.locator(".codings li")).to_have_count(before + 1)  # each keeps her own
    for page in (officer, coordinator):
        page.get_by_role("button", name="Tout est lu sur cette page").click()
    coordinator.goto(f"{CORPUS}/accord/")
    expect(coordinator.get_by_text(f"{count}/{count}").first).to_be_visible()
    coordinator.get_by_role("button", name="Ouvrir").first.click()
    expect(coordinator.locator(".disagreement")).not_to_have_count(0)
    coordinator.locator(".disagreement").first.get_by_role("button", name="L’idée y est").click()
    expect(coordinator.locator(".disagreement.is-decided")).not_to_have_count(0)


MOST_KEYS = 12
AZERTY = {"1": ("&", "Digit1"), "2": ("é", "Digit2"), "3": ('"', "Digit3")}


class FrenchKeyboard:
    """Presses keys as an AZERTY keyboard sends them, without Shift, and counts them."""

    def __init__(self, page: Page) -> None:
        self.session: CDPSession = page.context.new_cdp_session(page)
        self.pressed = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            written, code = AZERTY.get(key, (key, key if len(key) > 1 else f"Key{key.upper()}"))
            text = {"text": "\r" if key == "Enter" else written} if key == "Enter" or len(written) == 1 else {}
            stroke = {"key": written, "code": code, **({"windowsVirtualKeyCode": 13} if key == "Enter" else {})}
            self.session.send("Input.dispatchKeyEvent", {"type": "keyDown", **stroke, **text})
            self.session.send("Input.dispatchKeyEvent", {"type": "keyUp", **stroke})
            self.pressed += 1


def of_key(page: Page, article: Locator) -> Locator:
    """The same text, however often it is drawn again."""
    return page.locator(f'.codable[data-key="{article.get_attribute("data-key")}"]')


def chosen_words(page: Page) -> str:
    return str(page.evaluate("window.getSelection().getRangeAt(0).toString()")).strip()


def test_an_answer_is_read_and_given_two_codes_in_few_keys(new_page: Opener) -> None:
    page = sign_in(new_page(), COORDINATOR)
    page.goto(f"{CORPUS}/coder/?voir=a-lire")
    two_sentences = re.compile(r"\w\w\. [A-ZÀÉ]")
    text = of_key(page, texts(page).filter(has=page.locator(".codable-words", has_text=two_sentences)).first)
    words, keyboard = text.locator(".codable-words"), FrenchKeyboard(page)
    whole = words.evaluate("item => item.textContent.trim()")
    first_sentence = re.split(r"(?<=[.!?…])\s+", whole)[0]
    before = text.locator(".codings li").count()
    counts = page.locator(".coding-counts").inner_text()

    words.focus()
    keyboard.press("p")
    assert chosen_words(page) == first_sentence
    keyboard.press("1")
    expect(text.locator(".codings li")).to_have_count(before + 1)
    keyboard.press("p")
    assert whole.startswith(first_sentence)
    assert chosen_words(page) in whole.removeprefix(first_sentence)
    label = page.locator(".code-list button:not([data-shortcut])").last.inner_text().strip()
    keyboard.press("Enter", *label[:3].lower(), "Enter")
    expect(text.locator(".codings li")).to_have_count(before + 2)
    keyboard.press("l")
    expect(text).to_have_class(re.compile("is-read"))
    assert keyboard.pressed < MOST_KEYS
    expect(page.locator(".coding-counts")).not_to_have_text(counts)
    assert page.evaluate("document.activeElement.className") == "codable-words"

    words.focus()
    keyboard.press("Escape", "t")
    assert chosen_words(page) == whole
    keyboard.press("Escape", "m")
    assert whole.startswith(chosen_words(page))
    clause = chosen_words(page)
    keyboard.press("e")
    assert chosen_words(page).startswith(clause)
    assert chosen_words(page).rstrip(".") != clause


def test_suggestions_are_decided_one_by_one_by_a_key(new_page: Opener) -> None:
    page = sign_in(new_page(), COORDINATOR)
    page.goto(f"{CORPUS}/coder/?propositions=1")
    text = of_key(page, texts(page).filter(has=page.locator(".suggestions li:nth-child(2)")).first)
    proposed, before = text.locator(".suggestions li").count(), text.locator(".codings li").count()
    text.locator(".codable-words").focus()
    keyboard = FrenchKeyboard(page)
    keyboard.press("a")
    expect(text.locator(".codings li")).to_have_count(before + 1)
    left = text.locator(".suggestions li").count()  # those of the same code went with it
    assert left < proposed
    if left:
        keyboard.press("r")
        expect(text.locator(".suggestions li")).to_have_count(left - 1)
    expect(text.locator(".codings li")).to_have_count(before + 1)


def test_a_session_that_ended_is_told_and_coding_goes_on_after_it(new_page: Opener) -> None:
    page = sign_in(new_page(), COORDINATOR).context.new_page()  # its console is not watched: it will tell a 401
    page.goto(f"{CORPUS}/coder/")
    keyboard, cookies = FrenchKeyboard(page), page.context.cookies()
    text = of_key(page, page.locator(".codable:not(.is-read)").first)
    page.context.clear_cookies(name="sessionid")
    text.locator(".codable-words").focus()
    keyboard.press("l")
    expect(page.locator(".coding-status")).to_contain_text("Non enregistré")
    page.context.add_cookies(cookies)
    text.locator(".codable-words").focus()
    keyboard.press("l")
    expect(text).to_have_class(re.compile("is-read"))
