"""The closed list of subjects that a fact may be about."""

from enum import StrEnum

from autan.evidence.core.texts import Text


class Topic(StrEnum):
    """Subject of a fact, in the order in which a reader meets them."""

    NETWORK = "network"
    GOVERNANCE = "governance"
    STAFF = "staff"
    PARTNER = "partner"
    PARTICIPATION = "participation"
    PLAN = "plan"
    TARGET = "target"
    ORIENTATION = "orientation"
    BUDGET = "budget"
    FUNDING = "funding"
    DATA = "data"
    INDICATOR = "indicator"
    EVALUATION = "evaluation"
    ADAPTATION = "adaptation"
    ACTION = "action"
    BUILDING = "building"
    RENEWABLE = "renewable"
    MOBILITY = "mobility"
    INNOVATION = "innovation"
    LABEL = "label"
    WORKSHOP = "workshop"
    LESSON = "lesson"
    SUCCESS_FACTOR = "success_factor"
    OBSTACLE = "obstacle"

    @property
    def label(self) -> Text:
        """Wording on screen."""
        return _LABELS[self]


_LABELS = {
    Topic.NETWORK: Text("Réseau et périmètre", "Network and perimeter"),
    Topic.GOVERNANCE: Text("Gouvernance", "Governance"),
    Topic.STAFF: Text("Moyens humains et bureaux d’études", "Staff and consultancies"),
    Topic.PARTNER: Text("Partenaires", "Partners"),
    Topic.PARTICIPATION: Text("Participation des habitants", "Participation of residents"),
    Topic.PLAN: Text("Plans et programmes", "Plans and programmes"),
    Topic.TARGET: Text("Objectifs", "Targets"),
    Topic.ORIENTATION: Text("Orientations", "Orientations"),
    Topic.BUDGET: Text("Budgets", "Budgets"),
    Topic.FUNDING: Text("Financements", "Funding"),
    Topic.DATA: Text("Données et diagnostics", "Data and diagnoses"),
    Topic.INDICATOR: Text("Indicateurs", "Indicators"),
    Topic.EVALUATION: Text("Évaluation", "Evaluation"),
    Topic.ADAPTATION: Text("Adaptation au changement climatique", "Adaptation to climate change"),
    Topic.ACTION: Text("Actions", "Actions"),
    Topic.BUILDING: Text("Bâtiment et habitat", "Buildings and housing"),
    Topic.RENEWABLE: Text("Énergies renouvelables et réseaux de chaleur", "Renewable energy and heat networks"),
    Topic.MOBILITY: Text("Mobilités", "Mobility"),
    Topic.INNOVATION: Text("Innovation", "Innovation"),
    Topic.LABEL: Text("Labels et certifications", "Labels and certifications"),
    Topic.WORKSHOP: Text("Ateliers", "Workshops"),
    Topic.LESSON: Text("Savoir-faire transférables", "Transferable lessons"),
    Topic.SUCCESS_FACTOR: Text("Facteurs de réussite", "Success factors"),
    Topic.OBSTACLE: Text("Difficultés", "Obstacles"),
}
