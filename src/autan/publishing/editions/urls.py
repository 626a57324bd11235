"""Addresses of the syntheses."""

from django.urls import path

from autan.publishing.edition_files.core import FORMATS
from autan.publishing.editions.views import pages, preparing, writing

app_name = "synthesis"
urlpatterns = [
    path("plans/<slug:slug>/diaporama.pptx", pages.plan_deck, name="plan_deck"),
    path("syntheses/", pages.editions, name="list"),
    path("syntheses/preparer/", preparing.editions, name="editions_in_preparation"),
    path("syntheses/commencer/<slug:network>/", preparing.start, name="start"),
    path("syntheses/<slug:slug>/preparer/", preparing.edition, name="prepare"),
    path("syntheses/<slug:slug>/brouillon/", preparing.draft, name="draft"),
    path("syntheses/<slug:slug>/texte/", preparing.text, name="text"),
    path("syntheses/<slug:slug>/publier/", preparing.publish, name="publish"),
    path("syntheses/<slug:slug>/retirer/", preparing.withdraw, name="withdraw"),
    path("syntheses/<slug:slug>/brouillon/docx/", preparing.draft_document, {"kind": "docx"}, name="draft_docx"),
    path("syntheses/<slug:slug>/brouillon/odt/", preparing.draft_document, {"kind": "odt"}, name="draft_odt"),
    path("syntheses/<slug:slug>/rapporter/", preparing.bring_back, name="bring_back"),
    path("syntheses/nouvelle/<slug:network>/", writing.new, name="new"),
    path("syntheses/<slug:slug>/ecrire/", writing.write, name="write"),
    path("syntheses/<slug:slug>/ecrire/<int:rank>/", writing.section, name="section"),
    path("syntheses/<slug:slug>/ecrire/<int:rank>/image/", writing.picture, name="add_picture"),
    path("syntheses/<slug:slug>/ecrire/<int:rank>/commenter/", writing.remark, name="remark"),
    path("syntheses/<slug:slug>/ecrire/<int:rank>/apercu/", writing.preview, name="section_preview"),
    path("syntheses/<slug:slug>/ecrire/catalogue/", writing.catalogue, name="catalogue"),
    path("syntheses/<slug:slug>/ecrire/ranger/", writing.arrange, name="arrange"),
    path("syntheses/<slug:slug>/histoire/", writing.history, name="versions"),
    path("syntheses/<slug:slug>/relecture/", pages.review, name="review"),
    path("syntheses/<slug:slug>/relecture/texte/", pages.submitted_text, name="submitted_text"),
    path("syntheses/<slug:slug>/relecture/avis/", pages.act, name="review_act"),
    path("syntheses/<slug:slug>/comparer/", pages.compare, name="compare"),
    path("syntheses/modele/<slug:network>/", preparing.template, name="template"),
    path("syntheses/<slug:slug>/", pages.edition, name="edition"),
    *(path(f"syntheses/<slug:slug>/{name}/", pages.file, {"extension": name}, name=name) for name in FORMATS),
    path("syntheses/<slug:slug>/images/<str:name>", pages.picture, name="picture"),
    path("syntheses/<slug:slug>/illustrations/<slug:name>/", pages.illustration, name="illustration"),
]
