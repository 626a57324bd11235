"""Addresses of all that is coded: those of the room of codings, then counts, agreement, classes, replies and files."""

from django.urls import path

from autan.coding.codings.urls import BOOK, CORPUS
from autan.coding.codings.urls import urlpatterns as coding_patterns
from autan.coding.results import views

app_name = "coding"
urlpatterns = [
    *coding_patterns,
    path(f"{BOOK}livre.<slug:extension>", views.codebook_file, name="codebook_file"),
    path(CORPUS, views.corpus, name="corpus"),
    path(f"{CORPUS}montrer/", views.show, name="show"),
    path(f"{CORPUS}codes/<slug:key>/", views.sentences, name="sentences"),
    path(f"{CORPUS}accord/", views.agreement, name="agreement"),
    path(f"{CORPUS}accord/tirer/", views.draw, name="draw"),
    path(f"{CORPUS}accord/<int:key>/ouvrir/", views.open_draw, name="open_draw"),
    path(f"{CORPUS}accord/trancher/", views.settle_one, name="settle"),
    path(f"{CORPUS}classes/", views.classes, name="classes"),
    path(f"{CORPUS}relire/<str:siren>/", views.reply, name="reply"),
    path(f"{CORPUS}offrir/", views.offer, name="offer"),
    path(f"{CORPUS}fichiers/<slug:name>.<slug:extension>", views.corpus_file, name="corpus_file"),
]
