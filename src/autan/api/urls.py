"""Addresses of the room; the operations under `api/v1/` are resolved by the API itself."""

from django.urls import re_path

from autan.api.views import gateway

app_name = "api"
urlpatterns = [
    re_path(r"^api/v1/(?P<asked>(?s:.*))\Z", gateway.api, name="v1"),  # whatever the signs: the API refuses in JSON
]
