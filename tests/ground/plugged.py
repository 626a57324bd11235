"""What a site shows with the plug-ins of this machine: played in a process of its own, told as JSON."""

import json
import sys
from datetime import date

import django
from django.conf import settings

TOULOUSE = "243100518"


def formats_of(questionnaire: str) -> str:
    """Return the page of the files of a questionnaire, as a coordinator who wrote it sees it."""
    from django.core.files.base import ContentFile
    from django.test import Client

    from autan.people.accounts.actions import register_person
    from autan.territories.networks.actions.mandates import grant_mandate
    from autan.territories.networks.models import Mandate, Network
    from tests.cast import PASSWORD

    network = Network.objects.create(slug="dialogue-toulouse", name_fr="Dialogue", name_en="Dialogue")
    person = register_person(by=None, email="marie@exemple.fr", name="Marie", password=PASSWORD)
    grant_mandate(by=None, person=person, role=Mandate.Role.COORDINATOR, network=network)
    author = Client()
    author.force_login(person, backend="autan.people.accounts.adapter.AuthenticationBackend")
    file = ContentFile(questionnaire.encode(), "limites.yaml")
    draft = author.post("/questionnaires/lire-un-fichier/", {"file": file}).headers["Location"]
    return author.get(f"{draft}fichiers/").content.decode()


def main() -> None:
    """Read pages as a visitor, and what the rooms list."""
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    django.setup()
    from django.test import Client

    from autan.foresight.engine.importers.levers import shipped_library
    from autan.ground.extension_points import ThematicMap
    from autan.ground.plugins import PluginError
    from autan.ground.registry import registered
    from autan.opendata.data_quality.queries import find_alerts
    from autan.survey.formats.importers.answers.files import read_answers
    from autan.survey.questionnaires.importers import read_questionnaire
    from autan.survey.questionnaires.queries import read_questionnaire_file
    from tests.survey.questionnaires.limited import LIMITED_YAML

    limited = read_questionnaire(LIMITED_YAML, "limites.yaml")
    client, formats = Client(raise_request_exception=False), formats_of(LIMITED_YAML)
    home, territory, sheet = (client.get(path) for path in ("/", f"/territoires/{TOULOUSE}/", "/theme.css"))
    opened = client.get(f"/territoires/{TOULOUSE}/?ouvrir=points-de-charge")
    others = {
        "files": formats,
        "search": client.get("/recherche/?q=borne").content.decode(),
        "table": client.get("/api/v1/chargers").json(),
        "feed": client.get("/fils/bornes.atom").content.decode(),
        "catalogue": client.get("/donnees-ouvertes/catalogue.ttl").content.decode(),
        "answers": [row.siren for row in read_answers(b"siren;q4[homes_staff]\n200000001;1\n", "r.csv", limited).rows],
        "map": next(item.build("").title.fr for item in registered(ThematicMap) if item.code == "bornes"),
    }
    questionnaire, _ = read_questionnaire_file("Où sont les bornes ?".encode(), "q.lignes", version=date(2026, 1, 1))
    others["questions"] = [question.text.fr for question in questionnaire.questions]
    page, table = client.get("/fils/raising.atom"), client.get("/api/v1/raising")
    refused = {"page": page.content.decode(), "table": table.json()["detail"]}
    try:
        read_questionnaire_file(b"", "q.rien", version=date(2026, 1, 1))
    except PluginError as error:
        refused["questionnaire"] = str(error)
    json.dump(
        others
        | {"refused": refused, "statuses": [page.status_code, table.status_code]}
        | {
            "home": home.content.decode(),
            "sheet": sheet.content.decode(),
            "territory": [territory.status_code, territory.content.decode()],
            "section": opened.content.decode(),
            "levers": [kind.label.en for kind in shipped_library().values()][-1],
            "alerts": [(alert.place, alert.year) for alert in find_alerts() if alert.rule == "many_charging_points"],
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
