"""A small invented edition for the tests of this room: its text, its facts, and ways to spoil it."""

from typing import Any

from autan.evidence.figures.core.figures import Figure
from autan.publishing.living_text.core.computed_text import ComputedText
from autan.publishing.living_text.core.definitions import LivingText
from autan.publishing.living_text.importers.living_text import read_living_text

HEAD = """\
---
slug: essai
network: autan
title: {fr: "L'essai", en: "The trial"}
subtitle: {fr: "Sous-titre", en: "Subtitle"}
notice: {fr: "Territoires inventés.", en: "Invented territories."}
figures:
  schemes: {figure: facts.F1, label: {fr: "Dispositifs", en: "Schemes"}}
  answered: facts.F2
charts:
  both:
    kind: bars
    title: {fr: "Deux comptes", en: "Two counts"}
    sentence: {fr: "{{schemes | text: Dix | claim: value == 10}} d'un côté.", en: "Ten on one side."}
    source: {fr: "Synthèse", en: "Synthesis"}
    rows:
      - {label: {fr: "Dispositifs", en: "Schemes"}, figures: [facts.F1]}
      - {label: {fr: "Réponses", en: "Answers"}, figures: [facts.F2]}
maps:
  forms:
    kind: categories
    title: {fr: "Formes", en: "Forms"}
    sentence: {fr: "Une forme est connue.", en: "One form is known."}
    source: {fr: "Synthèse", en: "Synthesis"}
    categories:
      - {code: own_plan, label: {fr: "Plan propre", en: "Own plan"}}
      - {code: unknown, label: {fr: "Non documenté", en: "Not documented"}}
    places:
      - {siren: "100000001", category: own_plan, facts: [F3]}
english_summary: |
  In English, {{schemes}}.
---
"""

BODY = """\
{{figures: schemes, answered}}

Un résumé : {{schemes | text: dix des onze | claim: value == 10 and answered == 11}} ont un dispositif.

# Premier chapitre

## Une partie

Du texte avec *italique*, **gras {{answered}}** et [un lien](https://exemple.fr/) [@F3].

> Une remarque [@F3].

- un point {{schemes | form: number}} ;
- un autre {{schemes | form: coverage}}.

1. premier
2. second

### Un détail

{{chart: both}}

{{map: forms}}
"""

TEXT = HEAD + BODY
WITHOUT_MAP = (
    HEAD[: HEAD.index("maps:")] + HEAD[HEAD.index("english_summary:") :] + BODY.replace("{{map: forms}}\n", "")
)
"""Invented territories have no contours: what is published of them holds no map."""


def read(source: str = TEXT) -> LivingText:
    """The tree of a text without fault."""
    return read_living_text(source, file="essai.md")


def with_body(body: str, figures: str = "  schemes: facts.F1\n", more: str = "") -> str:
    """A text of one body and few figures."""
    head = '---\nslug: essai\nnetwork: autan\ntitle: {fr: "T", en: "T"}\nfigures:\n'
    return f"{head}{figures}{more}---\n{body}"


def computed_text(source: str, figures: dict[str, Figure], **fields: Any) -> ComputedText:
    """A text read beside given figures."""
    return ComputedText(text=read(source), figures=figures, illustrations={}, **fields)
