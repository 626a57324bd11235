"""The closed list of subjects that a fact may be about."""

from autan.ground.texts.core.labelled import Labelled


class Topic(Labelled):
    """Subject of a fact, in the order in which a reader meets them."""

    NETWORK = "network", "Réseau et périmètre", "Network and perimeter"
    GOVERNANCE = "governance", "Gouvernance", "Governance"
    STAFF = "staff", "Moyens humains et bureaux d’études", "Staff and consultancies"
    PARTNER = "partner", "Partenaires", "Partners"
    PARTICIPATION = "participation", "Participation des habitants", "Participation of residents"
    PLAN = "plan", "Plans et programmes", "Plans and programmes"
    TARGET = "target", "Objectifs", "Targets"
    ORIENTATION = "orientation", "Orientations", "Orientations"
    BUDGET = "budget", "Budgets", "Budgets"
    FUNDING = "funding", "Financements", "Funding"
    DATA = "data", "Données et diagnostics", "Data and diagnoses"
    INDICATOR = "indicator", "Indicateurs", "Indicators"
    EVALUATION = "evaluation", "Évaluation", "Evaluation"
    ADAPTATION = "adaptation", "Adaptation au changement climatique", "Adaptation to climate change"
    ACTION = "action", "Actions", "Actions"
    BUILDING = "building", "Bâtiment et habitat", "Buildings and housing"
    RENEWABLE = "renewable", "Énergies renouvelables et réseaux de chaleur", "Renewable energy and heat networks"
    MOBILITY = "mobility", "Mobilités", "Mobility"
    INNOVATION = "innovation", "Innovation", "Innovation"
    LABEL = "label", "Labels et certifications", "Labels and certifications"
    WORKSHOP = "workshop", "Ateliers", "Workshops"
    LESSON = "lesson", "Savoir-faire transférables", "Transferable lessons"
    SUCCESS_FACTOR = "success_factor", "Facteurs de réussite", "Success factors"
    OBSTACLE = "obstacle", "Difficultés", "Obstacles"
