"""Addresses of the coding room: codebooks, texts to be coded, counts, agreement, exchange, classes."""

from django.urls import path

from autan.coding.views import agreement, classes, codebooks, coding, counts, exchange, replies

app_name = "coding"
_BOOK = "codage/<slug:network>/<slug:codebook>/"
_CORPUS = f"{_BOOK}<str:address>/"
urlpatterns = [
    path("codage/", codebooks.home, name="home"),
    path("codage/<slug:network>/", codebooks.network, name="network"),
    path("codage/<slug:network>/reprendre-un-livre/", exchange.import_codebook, name="import_codebook"),
    path("codage/<slug:network>/reprendre-un-projet/", exchange.import_project, name="import_project"),
    path(_BOOK, codebooks.codebook, name="codebook"),
    path(f"{_BOOK}textes/", codebooks.add_texts, name="add_texts"),
    path(f"{_BOOK}livre.<slug:extension>", exchange.codebook_file, name="codebook_file"),
    path(f"{_BOOK}codes/ajouter/", codebooks.edit, {"key": ""}, name="add_code"),
    path(f"{_BOOK}codes/<slug:key>/", codebooks.edit, name="edit_code"),
    path(f"{_BOOK}collectivites/<str:siren>/", coding.territory, name="territory"),
    path(_CORPUS, counts.corpus, name="corpus"),
    path(f"{_CORPUS}montrer/", counts.show, name="show"),
    path(f"{_CORPUS}codes/<slug:key>/", counts.sentences, name="sentences"),
    path(f"{_CORPUS}coder/", coding.screen, name="screen"),
    path(f"{_CORPUS}coder/faire/", coding.act, name="act"),
    path(f"{_CORPUS}accord/", agreement.agreement, name="agreement"),
    path(f"{_CORPUS}accord/tirer/", agreement.draw, name="draw"),
    path(f"{_CORPUS}accord/<int:key>/ouvrir/", agreement.open_draw, name="open_draw"),
    path(f"{_CORPUS}accord/trancher/", agreement.settle_one, name="settle"),
    path(f"{_CORPUS}classes/", classes.classes, name="classes"),
    path(f"{_CORPUS}relire/<str:siren>/", replies.reply, name="reply"),
    path(f"{_CORPUS}offrir/", replies.offer, name="offer"),
    path(f"{_CORPUS}reprendre-des-codages/", exchange.import_codings, name="import_codings"),
    path(f"{_CORPUS}fichiers/<slug:name>.<slug:extension>", exchange.corpus_file, name="corpus_file"),
]
