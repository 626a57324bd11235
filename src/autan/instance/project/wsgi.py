"""Where a web server takes hold of the site."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.template import engines
from django.urls import reverse
from django.utils.translation import override

from autan.ground.garbage_collection import collect_less_often, kept_for_good
from autan.ground.registry import load_rooms

collect_less_often()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "autan.instance.project.settings")
with kept_for_good():
    application = get_wsgi_application()
    from autan.foresight.engine.importers.levers import shipped_library
    from autan.opendata.sources.importers import shipped_cards

    load_rooms()  # a server pays for this, what ships and its addresses before its first request
    engines.all()
    dict(shipped_cards())
    shipped_library()
    for language, _name in settings.LANGUAGES:
        with override(language):
            reverse("site:home")
