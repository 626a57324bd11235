"""Make a communal file of electricity and gas of the size of the country, in the form of its portal, from chance."""

from pathlib import Path

import duckdb

from autan.opendata.measures.queries.perimeter import current_perimeter

SECTORS = ("RESIDENTIEL", "TERTIAIRE", "INDUSTRIE", "AGRICULTURE", "INCONNU")
CARRIERS = ("Electricite", "Gaz")
OPERATORS = ("Enedis", "RTE")  # the second in one commune out of ten
SECRET_PER_CENT = 3


def make_national_file(path: Path) -> int:
    """Write the file; return its rows: each commune, sector, carrier and operator, some masked and some empty."""
    codes = sorted(current_perimeter().names)
    connection = duckdb.connect()
    connection.execute("CREATE TABLE communes AS SELECT unnest(?) AS code", [codes])
    connection.execute(
        """
        COPY (
          SELECT code AS code_commune, 2024 AS annee, carrier AS filiere, sector AS code_categorie_consommation,
                 CASE WHEN h % 100 < ? THEN 'secret' ELSE CAST((h % 9999999) / 1000.0 AS VARCHAR) END
                   AS conso_totale_mwh,
                 CASE WHEN h % 100 < ? THEN NULL ELSE h % 900 END AS nb_sites,
                 CASE WHEN h % 17 = 0 THEN 2 ELSE 0 END AS nombre_de_mailles_secretisees, operator AS operateur
          FROM (SELECT *, hash(code || sector || carrier || operator) AS h
                FROM communes, (SELECT unnest(?) AS sector), (SELECT unnest(?) AS carrier),
                     (SELECT unnest(?) AS operator))
          WHERE operator = ? OR hash(code) % 10 = 0
          ORDER BY h
        ) TO '{path}' (FORMAT csv, HEADER)
        """.replace("{path}", str(path).replace("'", "''")),
        [SECRET_PER_CENT, SECRET_PER_CENT, list(SECTORS), list(CARRIERS), list(OPERATORS), OPERATORS[0]],
    )
    fetchone = connection.execute("SELECT count(*) FROM read_csv(?)", [str(path)]).fetchone()
    return int(fetchone[0]) if fetchone else 0
