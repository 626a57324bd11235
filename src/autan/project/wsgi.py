"""Where a web server takes hold of the site."""

import os

from django.core.wsgi import get_wsgi_application

from autan.registry import load_rooms

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "autan.project.settings")
application = get_wsgi_application()
load_rooms()  # a server pays for it before its first request
