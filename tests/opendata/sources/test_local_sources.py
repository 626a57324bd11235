"""Series of municipalities and EPCI, each read from a small excerpt of the file as it is published."""

from datetime import date

import pytest

from autan.ground.errors import ImportFileError
from autan.opendata.producers.connectors.declared_series import DECLARED_SERIES
from autan.opendata.producers.connectors.registry import read_files
from autan.opendata.sources.core.absence import Absence
from autan.opendata.sources.core.readings import Expectation
from autan.opendata.sources.importers import shipped_cards, shipped_table_cards

CARDS = shipped_cards()
TODAY = Expectation(today=date(2026, 11, 30))
HEATING = """code_commune,code_epci,rp_gaz_ville_ou_reseau_chaleur_2022,rp_fioul_2022,rp_electricite_2022,\
rp_gaz_bouteille_citerne_2022,rp_autre_2022
01001,200069193,4,77,110,29,134
"""
OFFICIAL = """CODGEO;P22_RP_CGAZV;P22_RP_CFIOUL;P22_RP_CELEC;P22_RP_CGAZB;P22_RP_CAUT
01001;4.1;77.2;110.5;29.0;134.6
"""
BEGES = """type_collectivite,code_territoire,annee,nature,poste,scope,tco2e_total
epci,243100518,2015,declaration,1,1,105874
epci,243100518,2015,declaration,6,2,11000
epci,243100518,2015,declaration,7,2 chaleur ou froid,510
epci,243100518,2010,reference,1,1,9
departement,31,2013,declaration,1,1,11263
"""
EXCERPTS = {
    "insee-heating": (HEATING, ("commune", "01001", 2022, "fioul", 77.0)),
    "insee-building-periods": (
        "code_epci,rp_construites_avant_1919_2022,rp_construites_1919_1945_2022,rp_construites_1946_1970_2022,"
        "rp_construites_1971_1990_2022,rp_construites_1991_2005_2022,rp_construites_2006_2019_2022\n"
        "200069193,77,22,15,100,88,37\n",
        ("epci", "200069193", 2022, "1971 à 1990", 100.0),
    ),
    "insee-stock": (
        "code_epci,logements_2016,residences_principales_2016,residences_secondaires_2016,logements_vacants_2016\n"
        "200000172,13330,11178,1116,1033\n",
        ("epci", "200000172", 2016, "logements vacants", 1033.0),
    ),
    "sdes-social-homes": (
        "code_epci,nom_epci,logements_sociaux_2024,dont_loues,logements_sociaux_2013\n"
        "200000172,CC Faucigny - Glières,2009,1686,1691\n",
        ("epci", "200000172", 2013, "", 1691.0),
    ),
    "lovac-vacancy": (
        "code_commune,vacants_parc_prive_2019,vacants_2_ans_et_plus_2019,vacants_2_ans_et_plus_2020\n46007,42,15,\n",
        ("commune", "46007", 2020, "", None),
    ),
    "sitadel-homes": (
        "code_epci,logements_autorises_2018,surface_autorisee_2018_m2\n200000172,440,32828\n",
        ("epci", "200000172", 2018, "", 440.0),
    ),
    "insee-municipal-population": (
        "code_epci,superficie_km2,population_municipale_2016\n200000172,150.67,27146\n",
        ("epci", "200000172", 2016, "", 27146.0),
    ),
    "flores-posts": (
        "code_epci,postes_salaries_2022,etablissements_employeurs_2022\n200000172,12230,868\n",
        ("epci", "200000172", 2022, "", 12230.0),
    ),
    "agreste-area": (
        "code_epci,sau_2020_ha,pbs_2020_keur\n200000172,3343,4881\n",
        ("epci", "200000172", 2020, "", 3343),
    ),
    "corine-land": (
        "code_epci,artif_2018_ha,agri_2018_ha,foret_2018_ha,humid_2018_ha,surfeau_2018_ha\n"
        "200000172,1575,2644,10814,13,42\n",
        ("epci", "200000172", 2018, "sols artificiels", 1575.0),
    ),
    "commuting-distance": ("code_epci,km_semaine\n200000172,1449232\n", ("epci", "200000172", 2022, "", 1449232.0)),
    "commuting-ghg": ("code_epci,co2e_g_semaine\n200000172,200703341\n", ("epci", "200000172", 2022, "", 200703341.0)),
    "ore-sectors-electricity": (
        "code_epci,mwh_electricite_agriculture,mwh_electricite_industrie,mwh_electricite_tertiaire,"
        "mwh_electricite_residentiel,mwh_electricite_inconnu,mwh_gaz_residentiel\n"
        "200000172,762.5,144789.4,44680.6,66574.4,,33929.5\n",
        ("epci", "200000172", 2024, "logements", 66574.4),
    ),
    "ore-sectors-gas": (
        "code_commune,code_epci,mwh_gaz_agriculture,mwh_gaz_industrie,mwh_gaz_tertiaire,mwh_gaz_residentiel,"
        "mwh_gaz_inconnu\n31555,243100518,1,2,3,4,\n",
        ("commune", "31555", 2024, "secteur inconnu", None),
    ),
    "degree-days": (
        "code_departement,annee,dju17_saison_chauffe,dju17_annee,dju18_saison_chauffe,dju18_annee\n"
        "01,2018,1924.0,1946.5,2139.8,2178.5\nFRMETRO,2018,1,1,1,1\n",
        ("departement", "01", 2018, "base 18, année", 2178.5),
    ),
    "ademe-beges": (BEGES, ("epci", "243100518", 2015, "électricité, chaleur ou froid achetés", 11510.0)),
    "eu-ets": (
        'id_seqe,code_epci,epci_possibles,annee,tco2e_verifiees\n1,243100518,"",2022,26224\n2,243100518,"",2022,10\n'
        "3,,243100518 200066231,2022,99\n",
        ("epci", "243100518", 2022, "", 26234.0),
    ),
    "sirene-establishments": (
        "code_epci,etab_agriculture,etab_commerce,etab_construction,etab_energie_eau,etab_hebergement_restauration,"
        "etab_industrie,etab_services,etab_transport\n200000172,157,615,388,56,156,268,2961,131\n",
        ("epci", "200000172", 2025, "énergie et eau", 56.0),
    ),
    "insee-job-shares": (
        "code_epci,emplois_agriculture_pct_2022,emplois_construction_pct_2011\n200000172,1.03,5.75\n",
        ("epci", "200000172", 2011, "construction", 5.75),
    ),
    "fcu-near-networks": (
        "distance_m,code_departement,batiments_total,logements_total\n50,01,1231,11402\n50,20,1,1\n",
        ("departement", "01", 2022, "à 50 m au plus", 11402.0),
    ),
    "sdes-home-labels": (
        "nature,occupation,etiquette_dpe,residences_principales\nmaison,x,A,20.0\nappartement,x,A,3.4\n",
        ("country", "FR", 2018, "A", 23.4),
    ),
    "sdes-other-heating": (
        "nature,energie_principale,milliers_residences_principales\nmaison,Bois*,1197.7\nappartement,Bois*,51.2\n",
        ("country", "FR", 2018, "bois", 1248.9),
    ),
}


def read(slug, text):
    (reading,) = read_files(CARDS[f"indicator-{slug}"], {"file.csv": text.encode()}, expectation=TODAY)
    return reading.table


def test_each_declared_series_has_an_excerpt_or_a_table_that_ships():
    declared = {connector.source for connector in DECLARED_SERIES}
    assert {f"indicator-{slug}" for slug in EXCERPTS} <= declared
    unread = declared - {f"indicator-{slug}" for slug in EXCERPTS} - set(shipped_table_cards())
    assert unread == set(), "give a line of `EXCERPTS`, or a table that ships (tools/build_shipped_tables.py)"


@pytest.mark.parametrize("slug", EXCERPTS)
def test_an_excerpt_is_read(slug):
    text, row = EXCERPTS[slug]
    table = read(slug, text)
    assert row in table.select("mesh", "code", "year", "category", "value").rows()
    unknown = table.filter(table["value"].is_null())
    assert set(unknown["state"]) <= {"missing"}


def test_the_official_file_of_the_census_is_read_as_published():
    rows = read("insee-heating", OFFICIAL).select("year", "category", "value").rows()
    assert (2022, "gaz de ville ou réseau de chaleur", 4.1) in rows
    assert len(rows) == 5


def test_accounts_of_other_bodies_and_reference_years_are_left_aside():
    table = read("ademe-beges", BEGES)
    assert set(table["code"]) == {"243100518"}
    assert set(table["year"]) == {2015}
    assert table["value"].sum() == 117_384


def test_a_file_of_none_of_the_forms_is_refused():
    with pytest.raises(ImportFileError):
        read("insee-heating", "code_commune,x\n01001,2\n")


@pytest.mark.parametrize("slug", EXCERPTS)
def test_a_card_says_what_an_absent_row_means(slug):
    card = CARDS[f"indicator-{slug}"]
    expected = Absence.NOT_PUBLISHED if slug in {"sdes-social-homes", "ademe-beges", "eu-ets"} else Absence.UNKNOWN
    assert card.absence_of("") is expected
    assert card.is_third_party


@pytest.mark.parametrize(
    ("slug", "file", "year", "total"),
    [
        ("sdes-social-homes", "socio/rpls_logements_sociaux_2013_2024_epci_france.csv", 2024, 5_366_438),
        ("sitadel-homes", "socio/logements_autorises_sitadel_2018_2024_epci_france.csv", 2023, 377_168),
    ],
)
def test_a_national_file_adds_to_what_its_producer_says(shared_data, slug, file, year, total):
    table = read(slug, (shared_data / file).read_text(encoding="utf-8"))
    assert table.filter(table["year"] == year)["value"].sum() == pytest.approx(
        total, rel=1e-3
    )  # four islands have no EPCI
