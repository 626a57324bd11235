"""The product's settings as the tests need them: a folder of their own, nothing of the person's environment."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

_FOLDER = Path(tempfile.mkdtemp(prefix="autan-tests-"))
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)
for _variable in [name for name in os.environ if name.startswith("AUTAN_") and name != "AUTAN_REQUIRE_BROWSER"]:
    del os.environ[_variable]
os.environ["AUTAN_HOME"] = str(_FOLDER)
os.environ["AUTAN_LANGUAGE"] = "fr"  # commands speak French, whatever the language of this machine
os.environ["AUTAN_SECRET_KEY"] = "tests-only-tests-only-tests-only-tests-only"

from autan.instance.project.settings import *  # noqa: E402, F403 - the settings read the variables set above

INSTALLED_APPS = [*INSTALLED_APPS, "allauth.socialaccount.providers.openid_connect"]  # noqa: F405 - a test may set a provider
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT = _FOLDER / "static"
STATIC_ROOT.mkdir()
# pytest-django names the base of each worker, but for the engine that Django calls sqlite3.
_TEST_BASE = {"MIGRATE": False} | ({} if os.environ.get("DATABASE_URL") else {"NAME": ":memory:"})
DATABASES = {"default": {**DATABASES["default"], "TEST": _TEST_BASE}}  # noqa: F405 - made from the models, as a new home is
if not os.environ.get("DATABASE_URL"):
    _OPTIONS: Any = DATABASES["default"]["OPTIONS"]
    _OPTIONS["cached_statements"] = 1024  # tests ask more statements than the 128 that Python keeps parsed
