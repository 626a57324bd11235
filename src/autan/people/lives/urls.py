"""Address that puts back what was removed."""

from django.urls import path

from autan.people.lives import access

app_name = "lives"
urlpatterns = [path("annuler/", access.undo, name="undo")]
