"""The things that a network makes in its first year: how each is made, seen by a member and quoted in a note."""

from dataclasses import dataclass, field

NETWORK, MEMBER = "Haut-Rhin", "Colmar Agglomération"

SITES = (
    "siren;chain;label;kind;since;statement;source;locator\n"
    "246800726;Bois;Chaufferie du port;en projet;2026;Le port aura sa chaufferie.;Plan climat;page 8\n"
)
ESTATE = "sorte;nom;surface_m2;energie;annee;mwh;source\nbâtiment;Gymnase du port;1200;gaz;2024;150;Factures de 2024\n"
PIECE = "^(Titre cité|Citation entière|Chiffre)$"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing to make: its entry under « Nouveau », what is typed and pressed, where a member sees it from the home.

    Attributes:
        after: the row that makes what this one begins from.
        entry: its words under « Nouveau »; empty for what begins by the links of `start`, from the home.
        of_member: True for what is about the member, begun from its page.
        fields: what is typed or chosen, by label; by selector where a label stands once a line.
        press: words of the buttons, links and folds, in order; what is typed in between, as `fields`; a way from the
            home, as `start`, of what goes on elsewhere.
        way: words of the links that lead a member from the home to it; none for what no member reads.
        seen: what she reads there, and is not there before; without a way, what who made it reads.
        quoted: words that find it in the catalogue of who writes a note, and that its line holds; none for what the
            network alone reads.
        piece: button of that line which inserts it.
    """

    after: str = ""
    entry: str = ""
    start: tuple[str, ...] = ()
    fields: dict[str, str] = field(default_factory=dict)
    press: tuple[str | dict[str, str] | tuple[str, ...], ...]
    way: tuple[str, ...]
    seen: str
    quoted: str = ""
    piece: str = PIECE
    of_member: bool = False


def coded_texts(texts: str, idea: str) -> tuple[str | dict[str, str], ...]:
    """Code the first text of a set by an idea, and show what is counted."""
    code = {"Code": idea}
    return ({"Textes": texts}, "Coder ces textes", "^Coder ", code, "^Coder$", "Décomptes", "Montrer ces décomptes")


ROWS = {
    "plans": Row(
        entry="Un plan",
        of_member=True,
        fields={"Titre": "PCAET de Colmar"},
        press=("Commencer le plan", "Publier"),
        way=("Plans", "PCAET de Colmar"),
        seen="PCAET de Colmar",
        quoted="PCAET de Colmar",
    ),
    "actions": Row(
        entry="Une action",
        of_member=True,
        fields={"Titre de l’action": "Rénover le gymnase"},
        press=("Ajouter l’action",),
        way=("Plans", "Actions"),
        seen="Rénover le gymnase",
        quoted="Rénover le gymnase",
    ),
    "projects": Row(
        entry="Un projet",
        fields={"Nom du projet": "Gymnase sobre", "Ambition": "Diviser par deux.", MEMBER: "x"},
        press=("Enregistrer le projet",),
        way=("Plans", "Actions", "Projets"),
        seen="Gymnase sobre",
        quoted="Gymnase sobre",
    ),
    "indicators": Row(
        entry="Un indicateur",
        of_member=True,
        press=(
            "L’essentiel en huit indicateurs",
            "Suivre ces indicateurs",
            "Saisir une année",
            {"[name$='plan_budget:value']": "40000", "[name$='plan_budget:source']": "Compte administratif"},
            "Enregistrer la grille",
            ("Territoires", MEMBER, "Indicateurs suivis", "Dépenses du plan"),
            "Suivi et cibles",
            {"Publié": "x"},
            "Enregistrer",
        ),
        way=("Territoires", MEMBER, "Indicateurs suivis"),
        seen="40 000",
        quoted="Dépenses du plan dans l’année",
    ),
    "workshops": Row(
        entry="Un atelier",
        fields={"Titre": "Visite du gymnase", "Format": "visite", "Hôte": MEMBER},
        press=("Enregistrer l’atelier",),
        way=("Ateliers",),
        seen="Visite du gymnase",
        quoted="Visite du gymnase",
    ),
    "know-how": Row(
        entry="Un savoir-faire",
        fields={
            "Titre": "Isoler par l’extérieur",
            "Collectivité hôte": MEMBER,
            "Que comprendre": "Le toit d’abord.",
            "Comment l’ambition": "Par une visite.",
            "Que peut-on transférer": "Le cahier des charges.",
            "Que ne faut-il pas copier": "Le calendrier.",
            "Documents": "Compte rendu",
            "Poids": "not_known",
        },
        press=("Enregistrer le brouillon", "Publier"),
        way=("Savoir-faire",),
        seen="Isoler par l’extérieur",
        quoted="Isoler par l’extérieur",
    ),
    "needs": Row(
        entry="Un besoin",
        fields={"En une phrase": "Un relevé des chaudières", "Lu par tous": "x"},
        press=("Exprimer ce besoin",),
        way=("Savoir-faire", "Besoins et offres"),
        seen="Un relevé des chaudières",
        quoted="Un relevé des chaudières",
    ),
    "proposals": Row(
        entry="Une proposition",
        fields={"Titre": "Acheter ensemble", "La raison": "Aucun membre n’en achète assez."},
        press=("Enregistrer la proposition",),
        way=("Plans", "Lecture croisée", "Propositions"),
        seen="Acheter ensemble",
    ),
    "working group": Row(
        entry="Une instance et ses réunions",
        press=("Groupe de travail et sa charte", {"Composition lisible": "x"}, "Enregistrer l’instance"),
        way=("Ateliers", "Groupe de travail"),
        seen="Groupe de travail du réseau",
        quoted="Groupe de travail du réseau",
    ),
    "resources": Row(
        entry="Un fait et sa source",
        fields={"Énoncé": "Le gymnase date de 1974.", "Source": "Plan climat", "Endroit": "page 3"},
        press=("Enregistrer le fait",),
        way=("Faits", "Réseau et périmètre"),
        seen="Le gymnase date de 1974.",
        quoted="Le gymnase date de 1974.",
    ),
    "innovation map": Row(
        entry="Des sites et filières",
        fields={"Fichier": SITES},
        press=("Vérifier sans écrire", "Enregistrer"),
        way=("Atlas", "Filières et innovation"),
        seen="Chaufferie du port",
        quoted="Le port aura sa chaufferie.",
    ),
    "survey": Row(
        entry="Une enquête",
        press=(
            "L’énergie et le climat en douze questions",
            "Commencer de ce modèle",
            "Publier une version",
            "Publier cette version",
            "Le poser à un réseau",
            "Ouvrir la campagne",
        ),
        way=("Enquête",),
        seen="L’énergie et le climat en douze questions",
        quoted="L’énergie et le climat en douze questions",
    ),
    "governance": Row(
        after="plans",
        start=("Plans", "PCAET de Colmar", "Remplir ce plan", "Instances et services"),
        fields={"[name$='/1:name']": "Comité énergie", "[name$='/1:kind']": "comité de pilotage"},
        press=("Enregistrer : Instances et services",),
        way=("Plans", "PCAET de Colmar"),
        seen="Comité énergie",
        quoted="Comité énergie",
    ),
    "money": Row(
        after="plans",
        start=("Plans", "PCAET de Colmar", "Remplir ce plan", "Budget"),
        fields={
            "[name$='/1:purpose']": "Animation",
            "[name$='/1:year']": "2026",
            "[name$='/1:nature']": "fonctionnement",
            "[name$='/1:scope']": "territoire",
            "[name$='/1:amount']": "40 000 €",
        },
        press=("Enregistrer : Budget",),
        way=("Plans", "PCAET de Colmar"),
        seen="Animation",
        quoted="Animation",
    ),
    "adaptation": Row(
        after="plans",
        start=("Plans", "PCAET de Colmar", "Remplir ce plan", "Adaptation"),
        fields={"[name$='/part_of_plan:held']": "oui"},
        press=("Enregistrer : Adaptation",),
        way=("Plans", "PCAET de Colmar"),
        seen="volet du plan : oui",
        quoted="volet du plan",
    ),
    "issues retained": Row(
        after="plans",
        start=("Plans", "PCAET de Colmar", "Remplir ce plan", "Objectifs chiffrés"),
        fields={
            "[name$='/1:quantity']": "consommation finale d’énergie",
            "[name$='/1:scope']": "territoire",
            "[name$='/1:kind']": "évolution depuis l’année de référence",
            "[name$='/1:value']": "-30",
            "[name$='/1:unit']": "%",
            "[name$='/1:base_year']": "2012",
            "[name$='/1:horizon']": "2030",
        },
        press=("Enregistrer : Objectifs chiffrés",),
        way=("Plans", "PCAET de Colmar"),
        seen="30 %",
        quoted="Objectifs chiffrés",
    ),
    "difficulties": Row(
        after="plans",
        start=("Plans", "PCAET de Colmar", "Remplir ce plan", "Difficultés à mobiliser"),
        fields={"[name$='/1:reason']": "manque de moyens", "[name$='/1:words']": "Un seul poste pour tout le plan."},
        press=(
            "Enregistrer : Difficultés à mobiliser",
            ("Nouveau", "Un livre de codes"),
            "Reprendre Difficultés",
            *coded_texts("Difficultés à mobiliser : en quelques mots", "Ressources"),
        ),
        way=("Ce que les membres en disent", "Difficultés à mobiliser"),
        seen="Ressources",
        quoted="Ressources",
    ),
    "levers": Row(
        after="plans",
        start=("Plans", "PCAET de Colmar", "Remplir ce plan", "Participation"),
        fields={"[name$='/1:form']": "réunion publique", "[name$='/1:result']": "Les habitants ont porté le projet."},
        press=(
            "Enregistrer : Participation",
            ("Nouveau", "Un livre de codes"),
            "Reprendre Facteurs de réussite",
            *coded_texts("Participation : résultat", "Concertation"),
        ),
        way=("Ce que les membres en disent", "Participation"),
        seen="Concertation",
        quoted="Concertation",
    ),
    "orientations": Row(
        after="issues retained",
        start=("Plans", "Lecture croisée", "Alignement", "PCAET de Colmar"),
        press=("Choisir", {"D3": "x"}, "^Aligner$"),
        way=("Plans", "Lecture croisée"),
        seen="chiffré, passages",
        quoted="Maîtrise de la consommation d’énergie finale",
    ),
    "contradictions": Row(
        after="issues retained",
        start=("Plans", "PCAET de Colmar", "Remplir ce plan", "Objectifs chiffrés"),
        fields={
            "[name$='/2:quantity']": "consommation finale d’énergie",
            "[name$='/2:scope']": "territoire",
            "[name$='/2:kind']": "évolution depuis l’année de référence",
            "[name$='/2:value']": "-30",
            "[name$='/2:unit']": "%",
            "[name$='/2:base_year']": "2019",
            "[name$='/2:horizon']": "2030",
        },
        press=(
            "Enregistrer : Objectifs chiffrés",
            ("Plans", "Lecture croisée", "Contradictions"),
            "Décider",
            {"Pourquoi": "Laquelle des deux années vaut ?"},
            "Demander au membre",
        ),
        way=("Plans", "Lecture croisée", "Contradictions"),
        seen="Laquelle des deux années vaut",
    ),
    "competences": Row(
        start=("Territoires", MEMBER, "Plans et obligations", "Déclarer une compétence"),
        fields={"Compétence": "Éclairage public", "Exercée": "oui", "Source": "Statuts, article 4"},
        press=("Déclarer",),
        way=("Plans", "Compétences"),
        seen="✎",
        quoted="Éclairage public",
    ),
    "exemplarity": Row(
        entry="L’inventaire du patrimoine",
        of_member=True,
        fields={"Fichier": ESTATE},
        press=(
            "Vérifier sans écrire",
            "Enregistrer",
            ("Territoires", MEMBER, "Patrimoine", "bien"),
            "Publier tout le patrimoine",
        ),
        way=("Territoires", MEMBER, "Patrimoine", "bien"),
        seen="Gymnase du port",
        quoted="Énergie du patrimoine",
    ),
    "accounts": Row(
        start=("Votre réseau", "Voir les données"),
        press=("Prendre les tables livrées",),
        way=("Territoires", MEMBER),
        seen="d’électricité pour les logements",
        quoted="Électricité livrée aux logements",
    ),
    "maps": Row(
        after="accounts",
        start=("Atlas",),
        press=({"Indicateur": "electricity_residential_second_source"}, "Afficher"),
        way=("Atlas",),
        seen=f"{MEMBER} : ",
        quoted="Électricité livrée aux logements",
        piece="^Carte$",
    ),
    "recommendations": Row(
        after="plans",
        entry="Une recommandation",
        press=(
            {"Chercher un chiffre": "plan"},
            "Chercher",
            {"Membres dont un plan est connu": ""},
            "Ébaucher",
            {"Recommandation": "Écrire les plans ensemble.", "La même": "Write plans together.", "Où elle": "retenue"},
            "Enregistrer la recommandation",
        ),
        way=("Plans", "Lecture croisée", "Recommandations"),
        seen="Écrire les plans ensemble.",
        quoted="Écrire les plans ensemble.",
    ),
    "foresight": Row(
        after="accounts",
        entry="Un scénario",
        press=(
            "Valeur libre et années",
            {"[name='q.heating_one_degree']": "50"},
            "Calculer",
            "Garder ce scénario",
            {"Titre": "Un degré de moins"},
            "Garder$",
            "^Scénarios$",
            "Publier",
        ),
        way=("Prospective", "La tendance", "Scénarios"),
        seen="Un degré de moins",
        quoted="consommation finale d’énergie, « Un degré de moins",
    ),
}
