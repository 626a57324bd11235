"""Addresses of the site's own pages."""

from django.urls import path

from autan.site import views

app_name = "site"
urlpatterns = [path("", views.home, name="home")]
