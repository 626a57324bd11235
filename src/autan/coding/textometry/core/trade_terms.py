"""Acronyms and terms of the trade that stay whole when texts are read into forms."""

_WRITTEN = (
    "ADEME ALEC CEE CRTE CTE DDT DREAL EnR EPCI GES PAPI PCAET PCET PDU PLH PLU PLUi PPA PPE RGE SCoT SNBC SRADDET "
    "SRCAE TEPOS TEPCV ZAC ZAN ZFE"
)
ACRONYMS = frozenset(_WRITTEN.split())
TERMS = (
    "agenda 21",
    "aménagement du territoire",
    "bilan carbone",
    "chargé de mission",
    "chauffage urbain",
    "collectivité territoriale",
    "développement durable",
    "efficacité énergétique",
    "énergie positive",
    "énergie renouvelable",
    "gaz à effet de serre",
    "maître d’ouvrage",
    "maîtrise d’ouvrage",
    "maîtrise de l’énergie",
    "plan climat",
    "précarité énergétique",
    "qualité de l’air",
    "rénovation énergétique",
    "réseau de chaleur",
    "sobriété énergétique",
    "transition énergétique",
)
