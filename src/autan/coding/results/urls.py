"""Addresses of all that is coded: those of the room of codings, then counts, agreement, classes, replies and files."""

from django.urls import path

from autan.coding.codings.urls import BOOK, CORPUS
from autan.coding.codings.urls import urlpatterns as coding_patterns
from autan.coding.results.views import agreement, classes, counts, files, replies

app_name = "coding"
urlpatterns = [
    *coding_patterns,
    path(f"{BOOK}livre.<slug:extension>", files.codebook_file, name="codebook_file"),
    path(CORPUS, counts.corpus, name="corpus"),
    path(f"{CORPUS}montrer/", counts.show, name="show"),
    path(f"{CORPUS}codes/<slug:key>/", counts.sentences, name="sentences"),
    path(f"{CORPUS}accord/", agreement.agreement, name="agreement"),
    path(f"{CORPUS}accord/tirer/", agreement.draw, name="draw"),
    path(f"{CORPUS}accord/<int:key>/ouvrir/", agreement.open_draw, name="open_draw"),
    path(f"{CORPUS}accord/trancher/", agreement.settle_one, name="settle"),
    path(f"{CORPUS}classes/", classes.classes, name="classes"),
    path(f"{CORPUS}relire/<str:siren>/", replies.reply, name="reply"),
    path(f"{CORPUS}offrir/", replies.offer, name="offer"),
    path(f"{CORPUS}fichiers/<slug:name>.<slug:extension>", files.corpus_file, name="corpus_file"),
]
