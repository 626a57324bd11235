"""What a site shows with the plug-ins of this machine: played in a process of its own, told as JSON."""

import json
import sys

import django
from django.conf import settings

TOULOUSE = "243100518"


def main() -> None:
    """Read pages as a visitor, and what the rooms list."""
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    django.setup()
    from django.test import Client

    from autan.foresight.engine.importers.levers import shipped_library
    from autan.ground.extension_points import ThematicMap
    from autan.ground.registry import registered
    from autan.opendata.data_quality.queries import find_alerts

    client = Client()
    home, territory, sheet = (client.get(path) for path in ("/", f"/territoires/{TOULOUSE}/", "/theme.css"))
    opened = client.get(f"/territoires/{TOULOUSE}/?ouvrir=points-de-charge")
    others = {
        "search": client.get("/recherche/?q=borne").content.decode(),
        "table": client.get("/api/v1/chargers").json(),
        "feed": client.get("/fils/bornes.atom").content.decode(),
        "map": next(item.build("").title.fr for item in registered(ThematicMap) if item.code == "bornes"),
    }
    json.dump(
        others
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
