"""Builds the action sheets of the invented network: twelve plans of 40 to 150 actions, made up for trying the product.

Each plan draws its actions from the same lists of the trade, in a seeded order: axes, titles, statuses, money, dates;
some are late, some say little, some nothing but their title. The same seed gives the same bytes. No real authority is
described here.

    .venv/bin/python tools/build_invented_actions.py
"""

import csv
import random
from collections.abc import Iterator
from itertools import product
from pathlib import Path

TABLE = (
    Path(__file__).resolve().parent.parent
    / "src"
    / "autan"
    / "instance"
    / "demo"
    / "content"
    / "invented"
    / "actions.csv"
)
SEED = 15
PLANS = {
    "ysaure-plan": 150, "malaure-plan": 132, "orsanne-plan": 118, "thalmieres-plan": 104, "lurcelle-plan": 96,
    "genetieres-plan": 88, "sarvenne-plan": 80, "ervillon-plan": 74, "corbanelle-plan": 66, "houdelle-plan": 58,
    "aubrezac-plan": 48, "malperdut-plan": 40,
}  # fmt: skip
COLUMNS = ("plan", "axis1", "axis2", "title", "status", "status_reason", "priority", "lead", "department", "partners",
           "description", "start", "end", "budget", "funder1", "amount1", "themes", "effects", "audiences", "results",
           "scope")  # fmt: skip
AXES: tuple[tuple[str, tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...]], ...] = (
    ("1. Un habitat et des bâtiments sobres", (
        ("1.1. Rénover les logements", "building",
         ("Ouvrir un guichet de la rénovation", "Accompagner les copropriétés vers la rénovation",
          "Repérer les logements qui perdent le plus de chaleur", "Aider les ménages modestes à isoler",
          "Former les artisans à l’isolation biosourcée", "Visiter des maisons rénovées"),
         ("dans les bourgs", "dans les quartiers d’après-guerre", "avec les bailleurs", "par des permanences")),
        ("1.2. Montrer l’exemple", "building",
         ("Rénover les gymnases", "Suivre les consommations", "Isoler les écoles", "Remplacer les chaudières au fioul",
          "Réduire l’éclairage de nuit", "Partager un conseiller en énergie"),
         ("du patrimoine communal", "avec les communes volontaires", "bâtiment par bâtiment")),
    )),
    ("2. Se déplacer autrement", (
        ("2.1. Marcher et pédaler", "mobility",
         ("Tracer des pistes cyclables", "Abriter les vélos", "Prêter des vélos à assistance électrique",
          "Apprendre à rouler en ville", "Ouvrir des rues aux écoliers", "Jalonner les chemins à pied"),
         ("vers les gares", "vers les collèges", "entre les bourgs", "dans le centre")),
        ("2.2. Partager la route", "mobility",
         ("Aménager des aires de covoiturage", "Créer une ligne de covoiturage", "Étendre le transport à la demande",
          "Installer des bornes de recharge", "Mettre en autopartage les véhicules de service",
          "Écrire un plan de mobilité"),
         ("avec les entreprises", "le long de la rocade", "pour les agents", "le week-end")),
    )),
    ("3. Produire une énergie d’ici", (
        ("3.1. Le soleil, le bois, la terre", "energy",
         ("Couvrir de panneaux solaires les toitures", "Poser des ombrières sur les parkings",
          "Étudier un réseau de chaleur au bois", "Soutenir une unité de méthanisation",
          "Cartographier le potentiel solaire", "Chauffer par géothermie"),
         ("de la zone d’activités", "des équipements publics", "avec les agriculteurs", "du centre-bourg")),
        ("3.2. Avec les habitants", "energy",
         ("Lancer une coopérative d’énergie citoyenne", "Partager l’électricité en autoconsommation collective",
          "Ouvrir le capital des projets aux habitants"),
         ("du pays", "du chef-lieu", "avec un bailleur")),
    )),
    ("4. Des terres, des forêts et de l’eau vivantes", (
        ("4.1. Cultiver et manger", "agriculture",
         ("Servir plus de produits locaux à l’école", "Installer des maraîchers",
          "Planter des haies", "Réduire les intrants", "Écrire un projet alimentaire",
          "Ouvrir un marché de producteurs"),
         ("avec les communes", "autour des captages", "sur le foncier public")),
        ("4.2. S’adapter", "adaptation",
         ("Ombrager les cours d’école", "Désimperméabiliser les places", "Économiser l’eau des équipements",
          "Prévenir les habitants des vagues de chaleur", "Restaurer les zones humides",
          "Choisir des essences qui supportent la sécheresse"),
         ("dans les bourgs", "avec les forestiers", "le long de la rivière")),
    )),
    ("5. Consommer moins, décider ensemble", (
        ("5.1. Moins de déchets", "waste",
         ("Composter en pied d’immeuble", "Ouvrir une ressourcerie", "Organiser des ateliers de réparation",
          "Trier les déchets des entreprises", "Réduire le gaspillage alimentaire"),
         ("des quartiers", "dans les écoles", "des zones d’activités")),
        ("5.2. Piloter le plan", "governance",
         ("Réunir un club climat", "Publier un tableau de bord", "Former les élus", "Acheter responsable",
          "Raconter le plan aux habitants", "Évaluer le plan à mi-parcours"),
         ("chaque année", "avec les communes", "avec les entreprises")),
    )),
)  # fmt: skip
_STATUSES = (("planned", 22), ("under_discussion", 8), ("ongoing", 34), ("late", 8), ("paused", 4), ("blocked", 3),
             ("done", 17), ("dropped", 4))  # fmt: skip
_REASONS = ("poste vacant depuis l’été", "marché infructueux", "attente d’une subvention", "changement de priorité",
            "terrain à acquérir", "étude qui tarde")  # fmt: skip
_LEADS = ("La collectivité", "Syndicat d’énergie d’Ysaure", "Office de l’habitat (inventé)", "Les communes")
_PARTNERS = ("Chambre d’agriculture d’Ysaure", "Région d’Ysaure", "Association Vélo d’Ysaure (inventée)",
             "Agence de la transition (inventée)", "Bailleurs", "Club d’entreprises", "Écoles")  # fmt: skip
_FUNDERS = ("État", "Région d’Ysaure", "Agence de la transition (inventée)", "Département")
_SAYINGS = ("Inscrire l’action au budget et désigner qui la suit.", "Commencer par les communes volontaires.",
            "Une étude d’abord, des travaux ensuite.", "Réunir ceux qui font déjà, et les aider à faire plus.",
            "Essayer une année, mesurer, étendre.")  # fmt: skip
_EFFECTS = {"building": "less_energy", "mobility": "less_ghg", "energy": "renewables", "agriculture": "biodiversity",
            "adaptation": "adaptation", "waste": "less_waste", "governance": "sobriety"}  # fmt: skip
_AUDIENCES = ("public", "businesses", "schools", "itself", "staff", "elected", "associations")


def main() -> None:
    """Write the table."""
    draw = random.Random(SEED)  # noqa: S311 - made-up sheets, not a secret
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n", restval="")
        writer.writeheader()
        for plan, count in PLANS.items():
            writer.writerows(invent_plan(draw, plan, count))
    print(f"{len(PLANS)} plans, {sum(PLANS.values())} actions")


def invent_plan(draw: random.Random, plan: str, count: int) -> Iterator[dict[str, str]]:
    """Give the actions of a plan, in the order of its axes."""
    places = [(axis, below) for axis, levels in AXES for below in levels]
    everything = [
        (axis, below[0], below[1], f"{start} {end}")
        for axis, below in places
        for start, end in product(below[2], below[3])
    ]
    chosen = sorted(draw.sample(range(len(everything)), count))
    for rank in chosen:
        axis, below, theme, title = everything[rank]
        row = {"plan": plan, "axis1": axis, "axis2": below, "title": title}
        yield row | (_filled(draw, theme, title) if draw.random() > 0.12 else {})


def _filled(draw: random.Random, theme: str, title: str) -> dict[str, str]:
    status = draw.choices([code for code, _ in _STATUSES], [weight for _, weight in _STATUSES])[0]
    first = draw.randint(2020, 2025)
    last = min(first + draw.randint(1, 4), 2025 if status == "done" else 2030)
    row = {"status": status, "lead": draw.choice(_LEADS), "themes": theme, "start": f"{first}-{draw.randint(1, 12):02}"}
    if status in {"late", "paused", "blocked", "dropped"} and draw.random() < 0.8:
        row["status_reason"] = draw.choice(_REASONS)
    if draw.random() < 0.8:
        row["end"] = f"{last}-12" if status != "late" else "2024-12"
    if draw.random() < 0.7:
        amount = draw.choice((8, 15, 25, 40, 60, 90, 150, 240, 400, 900)) * 1000
        row["budget"] = f"{amount} € HT"
        if draw.random() < 0.6:
            row["funder1"] = draw.choice(_FUNDERS)
            row["amount1"] = f"{amount * draw.choice((20, 30, 40, 50)) // 100} € HT"
    if draw.random() < 0.6:
        row |= {"priority": draw.choice(("high", "medium", "low")), "department": "Mission énergie-climat"}
        row["partners"] = ", ".join(draw.sample(_PARTNERS, draw.randint(1, 3)))
        row |= {"effects": _EFFECTS[theme], "audiences": draw.choice(_AUDIENCES)}
        row["description"] = draw.choice(_SAYINGS)
    if status == "done":
        row["results"] = f"{draw.randint(2, 40)} réalisations en {last}, suivies par la mission."
    row["scope"] = "estate" if "patrimoine" in title or "agents" in title else "territory"
    return row


if __name__ == "__main__":
    main()
