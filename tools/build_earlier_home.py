"""Makes the database of an earlier version that the test of upgrades opens, as compressed SQL.

The home is one that the earlier version prepared itself (`autan demo --no-serve` at commit 6f75df5); rows are added to
the tables that its demonstration leaves empty, and what is long and repeated is cut.

    python tools/build_earlier_home.py HOME/autan.sqlite3 tests/upgrade/earlier.sql.gz
"""

import gzip
import sqlite3
import sys
from pathlib import Path

# every expression below is written here: nothing comes from outside
# ruff: noqa: S608
AT = "'2026-01-02 03:04:05'"
PERSON = "(SELECT min(id) FROM accounts_person)"
TERRITORY = "(SELECT min(id) FROM territories_territory)"
BY = {"at": AT, "by_id": PERSON}
ANSWERING = {
    **BY,
    "by_name": "'Anne'",
    "campaign_id": "(SELECT max(id) FROM surveys_campaign)",
    "territory_id": "(SELECT territory_id FROM surveys_answer LIMIT 1)",
}
VALUE = {"measure": "'electricity_total'", "date": "'2024'"}
ADDED: dict[str, dict[str, str]] = {
    "evidence_recommendation": {
        "reason": "'Pour son plan.'",
        "written_at": AT,
        "by_id": PERSON,
        "resource_id": "(SELECT min(id) FROM evidence_resource)",
    },
    "observatory_ownvalue": {
        **BY,
        **VALUE,
        "territory_id": TERRITORY,
        "reason": "'Comptage.'",
        "value": "12000.0",
        "unit": "'MWh'",
        "given_value": "12.0",
        "given_unit": "'GWh'",
        "state": "'observed'",
        "document": "'Bilan 2024'",
    },
    "observatory_chosensource": {
        **BY,
        **VALUE,
        "territory_id": TERRITORY,
        "reason": "'La nôtre.'",
        "own_value_id": "(SELECT max(id) FROM observatory_ownvalue)",
    },
    "observatory_doubtdecision": {
        **BY,
        "reason": "'Vérifié.'",
        "key": "'one_site_dominates:x'",
        "kind": "'accepted'",
        "found_fr": "'12 MWh'",
        "found_en": "'12 MWh'",
    },
    "surveys_reply": {**ANSWERING, "question": "''", "text": "'Merci.'"},
    "surveys_keptentry": {**ANSWERING, "question": "'q02'", "text": "'douze'", "reason": "'contested'"},
    "surveys_questionnairedraft": {
        "slug": "'essai'",
        "title_fr": "'Essai'",
        "document": "'slug: essai'",
        "revision": "1",
        "updated_at": AT,
        "updated_by_id": PERSON,
    },
    "surveys_message": {
        "kind": "'reminder'",
        "day": "'2026-01-02'",
        "sent_at": AT,
        "status": "'sent'",
        "error": "''",
        "invitation_id": "(SELECT min(id) FROM surveys_invitation)",
    },
    "surveys_proposal": {
        "question": "'q02'",
        "value": "'12'",
        "origin_fr": "'ailleurs'",
        "origin_en": "'elsewhere'",
        "evidence": "'[]'",
        "made_at": AT,
        "outcome": "''",
        "campaign_id": ANSWERING["campaign_id"],
        "territory_id": ANSWERING["territory_id"],
    },
}
"""Rows added, as SQL expressions by column."""
CUT = {
    "autan_cache": "1",
    "django_session": "1",
    "synthesis_publishedfigure": "id NOT IN (SELECT id FROM synthesis_publishedfigure ORDER BY id LIMIT 6)",
}
"""Rows left out, by a condition."""


def build(home: Path, out: Path) -> None:
    """Write the compressed SQL of a home, which is left as it is; the same bytes for the same home."""
    with sqlite3.connect(":memory:") as copy, sqlite3.connect(home) as source:
        source.backup(copy)
        for table, row in ADDED.items():
            copy.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join(row.values())})")
        for table, condition in CUT.items():
            copy.execute(f"DELETE FROM {table} WHERE {condition}")
        dump = "\n".join(copy.iterdump())
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(gzip.compress(dump.encode(), mtime=0))


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]))
