"""Write `docs/reference/duties-and-data.md` from the rules: run it after a rule or what is read of it changes."""

import re
from pathlib import Path

from autan.plans.obligations.core.rules import ObligationRule, RuleNature
from autan.plans.obligations.importers.rules import obligation_rules
from autan.plans.obligations.queries.records import OPEN_FILES

PAGE = Path(__file__).resolve().parent.parent / "docs/reference/duties-and-data.md"
_HEAD = """# Les obligations, et les données qui les montreraient

`tools/build_duties_page.py` écrit cette page d’après les règles ; un test compare. Pour chaque obligation : ce qui la
montrerait selon la lecture du texte, ce qui en est lu ici, et ce qui manque. « Éteint » dit qu’aucun fichier n’est
donné : rien n’en est tiré, ni un acte, ni une absence ; un acte se déclare alors à la main, avec sa source.
La coordination d’un réseau peut aussi apporter, pour toute obligation, la table d’un producteur (« Apporter une table
d’actes », sur la page des obligations du réseau) : elle dit quelles colonnes sont le membre, l’acte, sa date et son
adresse, qui sont gardées pour la fois suivante. Chaque acte garde le titre de la table, sa ligne et son empreinte.

- **Qui est obligé** est lu du registre des EPCI (formes, populations de 2021 à 2026, communes), de la base nationale
  des compétences (BANATIC, 2024) et de l’inventaire du patrimoine, quand le membre le tient.
- **Ce qui est fait** est lu de l’export national des dépôts de PCAET (arrêté en 2021), des bilans d’émissions publiés
  (arrêtés en 2021), des plans tenus ici, et de ce qu’un membre déclare avec sa source.

| Obligation | Ce qui la montrerait | Qui : lu ici | Fait : lu ici | Éteint, faute de fichier |
|---|---|---|---|---|
"""
_READ = (
    "ADEME PCAET",
    "ADEME « PCAET",
    "ADEME Bilans GES",
    "BANATIC",
    "populations légales",
    "inventaire du",
    "inventaire de l",
)


def build_page() -> str:
    """The whole page, in Markdown."""
    duties = [rule for rule in obligation_rules() if rule.nature is RuleNature.DUTY]
    return _HEAD + "".join(f"| {' | '.join(_cells(rule))} |\n" for rule in duties)


def _cells(rule: ObligationRule) -> tuple[str, ...]:
    named = re.sub(r"[A-Z]+_\w+", lambda found: f"`{found[0].lower()}`", rule.read.checked_with.replace("|", "/"))
    off = [part.strip() for part in named.split(" ; ") if part.strip() and not _is_read(part)]
    return f"{rule.label.fr} (`{rule.code}`)", named or "non dit", _who(rule), _done(rule), " ; ".join(off) or "—"


def _is_read(part: str) -> bool:
    return any(word in part for word in _READ)


def _who(rule: ObligationRule) -> str:
    if rule.asset:
        return "inventaire du patrimoine" if rule.bears_on else "rien"
    branches = rule.branches
    parts = ["forme juridique"] if branches else []
    parts += ["population"] if any(one.above or one.disputed_above for one in branches) else []
    parts += ["plus grande commune"] if any(one.commune_above for one in branches) else []
    parts += ["compétence"] if any(one.competence for one in branches) else []
    parts += ["condition non lue"] if branches and all(one.condition for one in branches) else []
    return ", ".join(parts) or "rien"


def _done(rule: ObligationRule) -> str:
    parts = ["plans tenus ici"] if rule.met_by else []
    parts += [OPEN_FILES["pcaet_depot"]] if "pcaet" in rule.met_by else []
    parts += [OPEN_FILES[rule.code]] if rule.code in OPEN_FILES else []
    return ", ".join([*parts, "déclaration"])


if __name__ == "__main__":
    PAGE.write_text(build_page(), encoding="utf-8")
