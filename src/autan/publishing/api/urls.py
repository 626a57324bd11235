"""Addresses of the room; the operations under `api/v1/` are resolved by the API itself."""

from django.urls import path, re_path

from autan.publishing.api.views import embedding, gateway, keys, open_data

app_name = "api"
urlpatterns = [
    re_path(r"^api/v1/(?P<address>(?s:.*))\Z", gateway.api, name="v1"),  # whatever the signs: the API refuses in JSON
    path("api/docs", open_data.docs, name="docs"),
    path("api/cles/", keys.own_keys, name="keys"),
    path("api/cles/<int:number>/revoquer/", keys.revoke, name="revoke_key"),
    path("reseaux/<slug:network>/cles/", keys.keys_of_network, name="network_keys"),
    path("donnees-ouvertes/tables/", open_data.tables, name="tables"),
    path("donnees-ouvertes/tables/<slug:network>/datapackage.json", open_data.package, name="package"),
    path("donnees-ouvertes/tables/<slug:network>/<slug:table>.<str:form>", open_data.table_file, name="table-file"),
    path("donnees-ouvertes/catalogue.<str:form>", open_data.catalogue, name="catalogue"),
    path("fils/<slug:name>.atom", open_data.feed, name="feed"),
    path("integrer/", embedding.embed_code, name="embed_code"),
    re_path(r"^integrer/pages/", embedding.page_drawing, name="page_drawing"),  # the path of any page follows
    path("integrer/oembed", embedding.oembed, name="oembed"),
    path("integrer/chiffres/<str:figure_id>.svg", embedding.figure_picture, name="figure_picture"),
    path("integrer/chiffres/<str:figure_id>/", embedding.figure, name="figure"),
    path("integrer/editions/<slug:slug>/<slug:name>/", embedding.printed, name="printed"),
    path("integrer/editions/<slug:slug>/<slug:name>/image.svg", embedding.printed_picture, name="printed_picture"),
    path("integrer/aujourdhui/<slug:slug>/<slug:name>/", embedding.latest, name="latest"),
    path("integrer/aujourdhui/<slug:slug>/<slug:name>/image.svg", embedding.latest_picture, name="latest_picture"),
]
