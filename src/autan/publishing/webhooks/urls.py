"""Addresses of the room."""

from django.urls import path

from autan.publishing.webhooks import views

app_name = "webhooks"
urlpatterns = [
    path("reseaux/<slug:network>/programmes-prevenus/", views.webhooks, name="list"),
    path("programmes-prevenus/<int:number>/essayer/", views.trial, name="try"),
    path("programmes-prevenus/<int:number>/arreter/", views.stop, name="stop"),
    path("programmes-prevenus/envois/<int:number>/rejouer/", views.replay, name="replay"),
]
