"""Addresses of codebooks, of texts to be coded, and of what is taken in; those of results are beside (see below).

`coding_results.urls` gives these and its own under one name.
"""

from django.urls import path

from autan.coding.codings.views import codebooks, coding

BOOK = "codage/<slug:network>/<slug:codebook>/"
CORPUS = f"{BOOK}<str:address>/"
urlpatterns = [
    path("codage/", codebooks.home, name="home"),
    path("codage/<slug:network>/", codebooks.network, name="network"),
    path("codage/<slug:network>/reprendre-un-livre/", codebooks.import_codebook, name="import_codebook"),
    path("codage/<slug:network>/reprendre-un-projet/", codebooks.import_project, name="import_project"),
    path(BOOK, codebooks.codebook, name="codebook"),
    path(f"{BOOK}textes/", codebooks.add_texts, name="add_texts"),
    path(f"{BOOK}codes/ajouter/", codebooks.edit, {"key": ""}, name="add_code"),
    path(f"{BOOK}codes/<slug:key>/", codebooks.edit, name="edit_code"),
    path(f"{BOOK}collectivites/<str:siren>/", coding.territory, name="territory"),
    path(f"{CORPUS}coder/", coding.screen, name="screen"),
    path(f"{CORPUS}coder/faire/", coding.act, name="act"),
    path(f"{CORPUS}reprendre-des-codages/", codebooks.import_codings, name="import_codings"),
]
