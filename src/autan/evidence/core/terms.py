"""Words and acronyms of the trade that pages explain where they stand."""

from dataclasses import dataclass

from autan.evidence.core.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word that a reader may not know, and what it means.

    Attributes:
        code: name in addresses; that of the state where the word names one.
    """

    code: str
    label: Text
    meaning: Text


TERMS: dict[str, Term] = {
    term.code: term
    for term in (
        Term(
            code="confirmed_zero",
            label=Text("zéro confirmé", "confirmed zero"),
            meaning=Text(
                "La source dit zéro\u202f; ce n’est pas une absence de réponse.",
                "The source says nil; it is not a missing answer.",
            ),
        ),
        Term(
            code="estimated",
            label=Text("estimé", "estimated"),
            meaning=Text(
                "Calculé avec au moins une hypothèse, écrite dans la preuve du chiffre.",
                "Computed with at least one assumption, written in the proof of the figure.",
            ),
        ),
        Term(
            code="modelled",
            label=Text("modélisé", "modelled"),
            meaning=Text(
                "Réparti ou reconstitué par un modèle, et non relevé sur place.",
                "Shared out or rebuilt by a model, not measured on the spot.",
            ),
        ),
        Term(
            code="lower_bound",
            label=Text("valeur plancher", "lower bound"),
            meaning=Text(
                "Une partie n’est pas connue\u202f; la vraie valeur est au moins celle-ci.",
                "A part is not known; the true value is at least this one.",
            ),
        ),
        Term(
            code="confidential",
            label=Text("secret statistique", "statistical secrecy"),
            meaning=Text(
                "La source cache la valeur, parce qu’elle dirait celle d’un seul.",
                "The source hides the value, because it would tell that of a single one.",
            ),
        ),
        Term(
            code="missing",
            label=Text("non renseigné", "not known"),
            meaning=Text(
                "Aucune source lue ne le dit. Ce n’est ni zéro ni non.",
                "No source that was read says it. It is neither nil nor no.",
            ),
        ),
        Term(
            code="not_applicable",
            label=Text("sans objet", "not applicable"),
            meaning=Text("La question ne se pose pas ici.", "The question does not arise here."),
        ),
        Term(
            code="pcaet",
            label=Text("PCAET", "PCAET"),
            meaning=Text(
                "Plan climat-air-énergie territorial, obligatoire au-dessus de 20\u202f000 habitants.",
                "Local climate, air and energy plan, required of a group of municipalities above 20,000 inhabitants.",
            ),
        ),
        Term(
            code="pcet",
            label=Text("PCET", "PCET"),
            meaning=Text(
                "Plan climat-énergie territorial, avant 2016\u202f; le PCAET lui succède.",
                "Local climate and energy plan, before 2016; the PCAET comes after it.",
            ),
        ),
        Term(
            code="igt",
            label=Text("IGT", "IGT"),
            meaning=Text(
                "Inventaire territorialisé de gaz à effet de serre\u00a0: le national, réparti entre les communes.",
                "Localised greenhouse gas inventory: the national inventory shared out among the municipalities.",
            ),
        ),
        Term(
            code="co2e",
            label=Text("kt CO₂e", "kt CO₂e"),
            meaning=Text(
                "Millier de tonnes équivalent CO₂\u00a0: tous les gaz, ramenés au réchauffement du CO₂.",
                "Thousand tonnes of CO₂ equivalent: all greenhouse gases, brought to the warming of CO₂.",
            ),
        ),
        Term(
            code="gwh",
            label=Text("GWh", "GWh"),
            meaning=Text(
                "Gigawattheure, un million de kilowattheures\u202f; 1 GWh = 1\u202f000 MWh.",
                "Gigawatt-hour, a million kilowatt-hours; 1 GWh = 1,000 MWh.",
            ),
        ),
        Term(
            code="dpe",
            label=Text("DPE", "DPE"),
            meaning=Text(
                "Diagnostic de performance énergétique d’un logement, noté de A à G.",
                "Energy performance certificate of a dwelling, rated from A to G.",
            ),
        ),
        Term(
            code="epci",
            label=Text("EPCI", "EPCI"),
            meaning=Text(
                "Établissement public de coopération intercommunale\u00a0: communauté de communes, communauté "
                "d’agglomération, communauté urbaine ou métropole.",
                "Public body of cooperation between municipalities: community of municipalities, agglomeration "
                "community, urban community or metropolis.",
            ),
        ),
        Term(
            code="scot",
            label=Text("SCoT", "SCoT"),
            meaning=Text(
                "Schéma de cohérence territoriale\u202f: document d’urbanisme de plusieurs intercommunalités. Il peut "
                "valoir plan climat-air-énergie territorial.",
                "Territorial coherence scheme: planning document of several authorities. It may stand as a "
                "climate-air-energy plan.",
            ),
        ),
        Term(
            code="snbc",
            label=Text("SNBC", "SNBC"),
            meaning=Text(
                "Stratégie nationale bas-carbone, par laquelle la France réduit ses émissions de gaz à effet de serre.",
                "National low-carbon strategy, by which France cuts its greenhouse gas emissions.",
            ),
        ),
        Term(
            code="sraddet",
            label=Text("SRADDET", "SRADDET"),
            meaning=Text(
                "Schéma de la région pour l’aménagement, le développement durable et l’égalité des territoires\u202f; "
                "un PCAET suit ses règles.",
                "Regional plan for land use, sustainable development and equal places; a PCAET follows its rules.",
            ),
        ),
        Term(
            code="tepos",
            label=Text("TEPOS", "TEPOS"),
            meaning=Text(
                "Territoire à énergie positive\u202f: il veut produire en énergie renouvelable ce qu’il consomme.",
                "Positive energy territory: it aims to produce as much renewable energy as it consumes energy.",
            ),
        ),
        Term(
            code="enr",
            label=Text("EnR", "EnR"),
            meaning=Text(
                "Énergies renouvelables\u202f: soleil, vent, eau, bois, biogaz, chaleur du sol.",
                "Renewable energy: sun, wind, water, wood, biogas, heat of the ground.",
            ),
        ),
        Term(
            code="tepcv",
            label=Text("TEPCV", "TEPCV"),
            meaning=Text(
                "Territoire à énergie positive pour la croissance verte\u202f: appel à projets de l’État ouvert en "
                "2014, qui a donné lieu à des conventions et à des aides.",
                "Positive-energy territory for green growth: call for projects of the State opened in 2014, which led "
                "to agreements and grants.",
            ),
        ),
        Term(
            code="ktep",
            label=Text("ktep", "ktoe"),
            meaning=Text(
                "Millier de tonnes d’équivalent pétrole\u202f: 11,63 GWh.",
                "Thousand tonnes of oil equivalent: 11.63 GWh.",
            ),
        ),
        Term(
            code="ges",
            label=Text("GES", "GHG"),
            meaning=Text(
                "Gaz à effet de serre\u202f: ils retiennent la chaleur de l’atmosphère. On les compte ensemble en "
                "équivalent CO₂.",
                "Greenhouse gases: they hold the heat of the atmosphere. They are counted together in CO₂ equivalent.",
            ),
        ),
        Term(
            code="ademe",
            label=Text("ADEME", "ADEME"),
            meaning=Text(
                "Agence de la transition écologique, établissement public de l’État. Elle publie plusieurs des données "
                "ouvertes que montrent ces pages.",
                "French agency for ecological transition, a public body of the State. It publishes several of the open "
                "data that these pages show.",
            ),
        ),
    )
}
"""Every term by its code, in the order of the page that lists them."""
