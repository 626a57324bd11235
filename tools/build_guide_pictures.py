"""Take the pictures of the guide from a demonstration that is served: run it after a page that it shows has changed.

make demo
PYTHONPATH=. .venv/bin/python tools/build_guide_pictures.py http://localhost:8000
"""

import io
import sys
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.functional.browser import browser_of_the_machine

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "images" / "guide"
HEAVIEST = 60_000
_WIDTH, _HEIGHT, _QUALITY = 1100, 720, 55
_ANSWERING = "/enquetes/essai-2026/repondre/999000107"
_REAL, _INVENTED = "coordination@exemple.fr", "coordination-essai@exemple.fr"


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its name, the page of the guide that shows it, the address taken, who looks, what comes first.

    `above` is a selector: the picture begins a little above what it names; empty for the top of the page.
    """

    name: str
    guide: str
    path: str
    who: str = ""
    above: str = ""


PICTURES = (
    Picture("territoire", "premiers-pas", "/territoires/243100518/"),
    Picture("preuve", "premiers-pas", "/preuves/observatory.243100518.gas_total.2024/"),
    Picture("reseau", "premiers-pas", "/reseaux/entente-ysaure/", _INVENTED),
    Picture("suivi", "mener-une-campagne", "/enquetes/essai-2026/suivi/", _INVENTED),
    Picture("repondre", "repondre", f"{_ANSWERING}/rubriques/policy/", "marais-essai@exemple.fr", "form fieldset"),
    Picture("composer", "composer-un-questionnaire", "/enquetes/essai-2026/questionnaire/", _INVENTED, "main h2"),
    Picture("resultats", "depouiller-une-enquete", "/enquetes/essai-2023/resultats/", _INVENTED, "main figure"),
    Picture("coder", "coder-des-reponses", "/codage/entente-ysaure/obstacles/essai-2026.q37/coder/", _INVENTED),
    Picture("bilan", "bilans-et-valeurs-propres", "/territoires/243100518/energie/", "", "main figure"),
    Picture("comparer", "comparer-et-cartographier", "/comparer/", "", "main figure"),
    Picture("carte", "comparer-et-cartographier", "/atlas/", "", "main figure"),
    Picture("plans", "tenir-le-registre-des-plans", "/plans/", "", "main table"),
    Picture("actions", "suivre-les-actions", "/actions/", _REAL),
    Picture("indicateurs", "suivre-des-indicateurs", "/reseaux/entente-ysaure/indicateurs/"),
    Picture("synthese", "ecrire-une-synthese", "/syntheses/2026/"),
    Picture("groupe", "conduire-le-groupe-de-travail", "/reseaux/entente-ysaure/groupe/"),
    Picture("atelier", "tenir-un-atelier", "/ateliers/essai-chaufferie/"),
    Picture("savoir-faire", "savoir-faire-et-besoins", "/savoir-faire/capteurs-pretes-aux-communes/"),
    Picture("lecture-croisee", "lire-les-plans-ensemble", "/reseaux/entente-ysaure/lecture-croisee/", "", "main table"),
    Picture("leviers", "explorer-l-avenir", "/prospective/999000016/essayer/", "", "main figure"),
    Picture("donnees-ouvertes", "donnees-ouvertes-et-api", "/donnees-ouvertes/tables/"),
)


def take_pictures(site: str, names: list[str]) -> None:
    """Take pictures from a site, each as who looks at it; all of them when no name is given."""
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_of_the_machine() or None, args=["--no-sandbox"])
        for who in dict.fromkeys(picture.who for picture in PICTURES):
            page = _sign_in(browser, site, who)
            for picture in (
                picture for picture in PICTURES if picture.who == who and picture.name in (names or picture.name)
            ):
                print(picture.name, _take(page, f"{site}{picture.path}", picture))


def _sign_in(browser: Browser, site: str, who: str) -> Page:
    page = browser.new_page(viewport={"width": _WIDTH, "height": _HEIGHT}, locale="fr-FR")
    if who:
        page.goto(f"{site}/compte/login/")
        page.locator("input[name=login]").fill(who)
        page.locator("input[type=password]").fill("autan-demonstration")
        page.keyboard.press("Enter")
        page.wait_for_url("**/bureau/**")
    return page


def _take(page: Page, address: str, picture: Picture) -> int:
    """Take one picture and return its weight, in bytes."""
    answer = page.goto(address, wait_until="networkidle")
    if answer is None or not answer.ok:
        message = f"{address} does not answer"
        raise SystemExit(message)
    if picture.above:
        page.locator(picture.above).first.evaluate("at => window.scrollTo(0, at.getBoundingClientRect().top - 24)")
    taken = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    path = FOLDER / f"{picture.name}.webp"
    taken.save(path, "WEBP", quality=_QUALITY, method=6)
    return path.stat().st_size


if __name__ == "__main__":
    take_pictures(sys.argv[1].rstrip("/"), sys.argv[2:])
