"""Django configuration of the room."""

from django.apps import AppConfig


class PersonalDataConfig(AppConfig):
    """The room keeps the label under which its tables and templates were first named."""

    name = "autan.people.personal_data"
    label = "privacy"
