"""The settings of the tests, with this room."""

from tests.settings import *  # noqa: F403

INSTALLED_APPS = ["tests.equipment", *INSTALLED_APPS]  # noqa: F405
ROOT_URLCONF = "tests.equipment.urls"
