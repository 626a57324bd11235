"""Acronyms of the trade and what they stand for, so that a search for one finds the other."""

ACRONYMS: dict[str, tuple[str, ...]] = {
    "ademe": ("agence de la transition écologique",),
    "beges": ("bilan des émissions de gaz à effet de serre",),
    "cep": ("conseil en énergie partagé",),
    "dpe": ("diagnostic de performance énergétique", "étiquette énergie", "energy performance certificate"),
    "ees": ("évaluation environnementale stratégique",),
    "enr": ("énergie renouvelable", "renewable energy"),
    "epci": ("intercommunalité", "établissement public de coopération intercommunale"),
    "etp": ("équivalent temps plein",),
    "ges": ("gaz à effet de serre", "greenhouse gas"),
    "opah": ("opération programmée d’amélioration de l’habitat",),
    "pat": ("projet alimentaire territorial",),
    "pcaet": ("plan climat air énergie territorial",),
    "pcet": ("plan climat énergie territorial",),
    "pdm": ("plan de mobilité",),
    "pdu": ("plan de déplacements urbains",),
    "plh": ("programme local de l’habitat",),
    "plu": ("plan local d’urbanisme",),
    "plui": ("plan local d’urbanisme intercommunal",),
    "ppe": ("programmation pluriannuelle de l’énergie",),
    "scot": ("schéma de cohérence territoriale",),
    "snbc": ("stratégie nationale bas carbone",),
    "sraddet": ("schéma régional d’aménagement, de développement durable et d’égalité des territoires",),
    "srcae": ("schéma régional climat air énergie",),
    "tepos": ("territoire à énergie positive",),
}
"""By folded acronym: each of its wordings, in French and English."""
