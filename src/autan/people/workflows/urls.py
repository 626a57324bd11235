"""Address that puts back what was removed."""

from django.urls import path

from autan.people.workflows import access

app_name = "workflows"
urlpatterns = [path("annuler/", access.undo, name="undo")]
