"""Addresses of the messages sent."""

from django.urls import path

from autan.people.mail import views

app_name = "mail"
urlpatterns = [
    path("messages/", views.sent_messages, name="list"),
    path("messages/essai/", views.trial, name="trial"),
    path("messages/echecs/", views.failed_messages, name="failed"),
    path("messages/<int:key>/renvoyer/", views.retry, name="retry"),
]
