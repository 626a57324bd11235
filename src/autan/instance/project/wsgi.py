"""Where a web server takes hold of the site."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import reverse
from django.utils.translation import override

from autan.ground.garbage_collection import collect_less_often, kept_for_good
from autan.ground.registry import load_rooms

collect_less_often()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "autan.instance.project.settings")
with kept_for_good():
    application = get_wsgi_application()
    load_rooms()  # a server pays for this, and for its addresses, before its first request
    for language, _name in settings.LANGUAGES:
        with override(language):
            reverse("site:home")
