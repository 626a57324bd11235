"""Addresses of the syntheses."""

from django.urls import path

from autan.synthesis import views

app_name = "synthesis"
urlpatterns = [
    path("syntheses/", views.editions, name="list"),
    path("syntheses/<slug:slug>/", views.edition, name="edition"),
    path("syntheses/<slug:slug>/pdf/", views.pdf, name="pdf"),
    path("syntheses/<slug:slug>/html/", views.standalone, name="standalone"),
    path("syntheses/<slug:slug>/illustrations/<slug:name>/", views.illustration, name="illustration"),
]
