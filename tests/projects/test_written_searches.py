"""Searches as people write them, over the filed actions: what must be found, and first; nothing that looks alike."""

import re

import pytest

from autan.evidence.core.plain_letters import fold_accents
from autan.projects.core.finding import search_wordings
from autan.projects.lake.filed_actions import filed_actions
from autan.projects.queries.indexes import filed_search

SEARCHES = [
    ("vélo", r"\bvelos?\b|cyclable|cyclist|\bvae\b|bicycl"),
    ("pistes cyclables", r"\bvelos?\b|cyclable|cyclist|\bvae\b"),
    ("plan vélo", r"\bvelos?\b|cyclable|cyclist|\bvae\b"),
    ("covoiturage", r"co-?voitur|partage (de |des )?voitures?|autosolis"),
    ("auto-partage", r"auto.?partage|(voitures?|vehicules?) (en )?partag"),
    ("précarité énergétique", r"precarite energetique|slime|menages modestes"),
    ("panneaux photovoltaïques", r"photovolt|solaire|ombriere"),
    ("cadastre solaire", r"solaire|photovolt|ombriere"),
    ("methanisation", r"methanis|biogaz|biomethane"),
    ("biogaz", r"methanis|biogaz|biomethane"),
    ("chaufferie bois", r"bois.?energie|chaufferies? (au )?bois|filiere bois|chauffage (au )?bois"),
    ("réseaux de chaleur", r"reseaux? de chaleur|chaleur (renouvelable|fatale)"),
    ("géothermie", r"geotherm"),
    ("éoliennes", r"eolien"),
    ("hydroélectricité", r"hydro-?electri"),
    ("éclairage nocturne", r"eclairage (public|nocturne)|extinction nocturne|pollution lumineuse"),
    ("composteurs", r"compost|biodechet|dechets verts"),
    ("gaspillage alimentaire", r"gaspillage alimentaire"),
    ("circuits courts", r"circuits? courts?|circuits? de proximite|produits locaux|vente directe"),
    ("PAT", r"\bpat\b|projets? alimentaires?|alimentation (locale|durable)"),
    ("cantines", r"cantine|restauration (collective|scolaire)"),
    ("agroforesterie", r"agroforest|haie|bocage|\barbres?\b"),
    ("zones humides", r"zones? humides?|milieux humides|tourbi"),
    ("eaux pluviales", r"pluvial|eaux? de pluie|impermeabilis|ruissel"),
    ("canicule", r"canicule|vagues? de chaleur|ilots? de (chaleur|fraicheur)|fortes? chaleur"),
    ("bornes de recharge", r"\bbornes?\b|irve|recharge|stations? de charge"),
    ("télétravail", r"tele-?travail|co-?working|tiers.?lieux?|visio-?conf"),
    ("marchandises", r"marchandises|logisti|\bfret\b|dernier kilometre|livraison"),
    ("commande publique", r"commande publique|achats?|marches publics|clauses"),
    ("recyclerie", r"recycleri|ressourceri|reemploi|reutilis|reparation"),
]


@pytest.fixture(scope="module")
def titles():
    return {f"filed:{action.key}": fold_accents(action.title) for action in filed_actions()}


def test_searches_find_what_they_name_in_any_words_and_first(titles):
    recalls, precisions = [], []
    for text, right in SEARCHES:
        found = [key for key, _score in search_wordings(text, filed_search().search)]
        assert found, text
        wanted = {key for key, title in titles.items() if re.search(right, title)}
        first = found[:20]
        recalls.append(len(wanted & set(found)) / len(wanted))
        precisions.append(sum(key in wanted for key in first) / len(first))
    assert sum(recalls) / len(recalls) >= 0.92
    assert sum(precisions) / len(precisions) >= 0.9


@pytest.mark.parametrize(
    ("text", "look_alike"),
    [
        ("vélo", r"recycl"),
        ("zones humides", r"maraich"),
        ("éolien", r"petrol"),
        ("PAT", r"patrimoine"),
        ("marche à pied", r"marches? publics?"),
    ],
)
def test_what_only_looks_alike_is_not_found(titles, text, look_alike):
    found = [titles[key] for key, _score in search_wordings(text, filed_search().search)]
    assert found
    assert not [title for title in found if re.search(look_alike, title)]
