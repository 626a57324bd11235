"""A table of acts read row by row, what its columns may be, and what is written of it beside what stands."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from autan.evidence.imports.core import Outcome, Preview, Upload
from autan.ground.errors import ImportFileError, NotAllowedError
from autan.ground.tables.core.findings import Findings
from autan.ground.texts.core.dates import PartialDate
from autan.people.journal.models import JournalEntry
from autan.plans.obligations.actions import acts_import
from autan.plans.obligations.core.act_tables import ActTable, date_faults, is_address, table_faults
from autan.plans.obligations.core.rules import ObligationRule
from autan.plans.obligations.importers.act_tables import TableAct, read_act_table
from autan.plans.obligations.importers.rules import find_obligation
from autan.plans.obligations.queries.records import act_tables_of
from autan.plans.plans.models import DutyRecord
from autan.territories.networks.models import Network
from tests.cast import Cast
from tests.plans.plans.conftest import MURETAIN, SICOVAL

TODAY = date(2026, 11, 30)


def rule(code: str) -> ObligationRule:
    known = find_obligation(code)
    assert known is not None
    return known


BEGES = rule("beges")
TABLE: dict[str, Any] = {
    "name": "Bilans",
    "producer": "ADEME",
    "place": " SIREN ",
    "act": "= bilan publié",
    "when": "Publié le",
    "address": "Lien",
    "kept": ("État = publié",),
}
HEAD = "siren;publié le;lien;état"
NAMES = {SICOVAL: "Sicoval", MURETAIN: "Muretain Agglo"}


def read(*rows: str, head: str = HEAD, **changed: Any) -> tuple[list[TableAct], Findings]:
    findings = Findings()
    upload = Upload(file="bilans.csv", data="\n".join((head, *rows)).encode())
    table = ActTable(**TABLE | changed)
    return read_act_table(upload, table, BEGES, names=NAMES, today=TODAY, findings=findings), findings


def test_a_row_is_an_act_of_a_member_by_its_siren_or_its_name():
    acts, findings = read(
        f"{SICOVAL};30/06/2024;https://a.exemple.fr;publié",
        f"{SICOVAL[:3]} {SICOVAL[3:6]} {SICOVAL[6:]};2023-01-31 00:00:00;https://a.exemple.fr;PUBLIÉ",
        "MURETAIN agglo;2024;http://b.exemple.fr/x;Publié",
        "SICOVAL;2024-05;https://c.exemple.fr;en cours",
    )
    assert not findings.faults
    assert not findings.warnings
    assert [(act.siren, str(act.when), act.address, act.line) for act in acts] == [
        (SICOVAL, "2024-06-30", "https://a.exemple.fr", 2),
        (SICOVAL, "2023-01-31", "https://a.exemple.fr", 3),
        (MURETAIN, "2024", "http://b.exemple.fr/x", 4),
    ]
    assert {act.act for act in acts} == {"bilan publié"}


def test_rows_of_other_places_are_left_and_told_together():
    good = f"{SICOVAL};2024;https://a.exemple.fr;publié"
    acts, findings = read("200023737;x;;publié", good, "Albi;;;publié", "200023737;2024;;publié")
    assert [act.siren for act in acts] == [SICOVAL]
    (warning,) = findings.warnings
    assert str(warning.expected) == "un membre du réseau (lignes d’autres lieux, laissées\u00a0: 3)"
    assert (warning.column, warning.row) == ("siren", None)
    assert warning.value is not None
    assert ("200023737" in warning.value, warning.value.count("200023737")) == (True, 1)


@pytest.mark.parametrize(
    ("row", "changed", "faults"),
    [
        (";2024;https://a.exemple.fr;publié", {}, [("siren", "un SIREN de neuf chiffres, ou un nom")]),
        ("24310063;2024;https://a.exemple.fr;publié", {}, [("siren", "un SIREN de neuf chiffres, ou un nom")]),
        ("{};;https://a.exemple.fr;publié", {}, [("publié le", "une date\u00a0: 2024, 2024-06 ou 30/06/2024")]),
        ("{};2024;mairie;publié", {}, [("lien", "une adresse qui commence par https://")]),
        ("{};2024;https://a.exemple.fr;", {"act": "état", "kept": ()}, [("état", "l’acte, en 300 lettres au plus")]),
        (
            "{};2150;;publié",
            {},
            [
                ("lien", "une adresse qui commence par https://"),
                ("publié le", "cette date est à venir\u00a0: rien n’est encore fait"),
            ],
        ),
    ],
)
def test_each_fault_of_a_row_is_told_at_its_column(row: str, changed: Mapping[str, Any], faults):
    acts, findings = read(row.format(SICOVAL), **changed)
    assert acts == []
    assert [(fault.row, fault.column, str(fault.expected)) for fault in findings.faults] == [
        (2, column, words) for column, words in faults
    ]


def test_an_act_has_300_letters_at_most_and_one_row_a_date():
    for length, count in ((300, 0), (301, 1)):
        row = f"{SICOVAL};2024;https://a.exemple.fr;{'x' * length}"
        acts, findings = read(row, act="état", kept=())
        assert (len(findings.faults), len(acts)) == (count, 1 - count)
    row = f"{SICOVAL};2024;https://a.exemple.fr;publié"
    (fault,) = read(row, row.replace("2024", "2023"), row)[1].faults
    assert (fault.row, fault.column, str(fault.expected)) == (4, "publié le", "une seule ligne par membre et par date")
    with pytest.raises(ImportFileError):
        read(row, head=HEAD.replace("lien", "page"))


def test_a_table_needs_the_columns_that_its_fields_name():
    assert ActTable(**TABLE).columns == ("siren", "publié le", "lien", "état")
    same = {"act": "SIREN", "address": "= https://a.exemple.fr", "kept": ("siren = 1", "Type = x")}
    assert ActTable(**TABLE | same).columns == ("siren", "publié le", "type")


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({}, []),
        ({"place": "= Sicoval"}, ["place"]),
        ({"when": "= 2024"}, ["when"]),
        ({"address": "= https://a.exemple.fr"}, []),
        ({"address": "= mairie"}, ["address"]),
        ({"kept": ("état = ",)}, ["kept"]),
        ({"kept": ("= publié",)}, ["kept"]),
        ({"kept": ("état = publié", "type")}, ["kept"]),
        ({"kept": ()}, []),
    ],
)
def test_what_no_table_could_be_read_with_is_told_at_its_field(changed, fields: list[str]):
    assert [field for field, _text in table_faults(ActTable(**TABLE | changed))] == fields


def test_an_address_is_one_that_a_reader_can_open():
    good = ["https://a.exemple.fr", "http://a.exemple.fr/x?y=1"]
    bad = ["", "a.exemple.fr", "ftp://a.exemple.fr", "https://mairie", "https://a.exemple.fr/deux mots", "https://"]
    assert [is_address(text) for text in good + bad] == [True] * len(good) + [False] * len(bad)


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("2026-11-30", []),
        ("2026-12-01", ["cette date est à venir"]),
        ("2026", []),
        ("2010-07-14", []),
        ("2010-07-13", ["cet acte est antérieur à l’obligation"]),
        ("2010", []),  # it may be of after
    ],
)
def test_an_act_is_neither_of_tomorrow_nor_of_before_its_rule(when: str, words: list[str]):
    of_act = PartialDate.parse(when)
    assert of_act is not None
    faults = [str(fault.fr).partition("\u00a0:")[0].partition(",")[0] for fault in date_faults(BEGES, of_act, TODAY)]
    assert faults == words
    assert [*date_faults(rule("plh"), PartialDate(year=1950), TODAY)] == []  # whose first day nobody read


OPTIONS = {**TABLE, "rule": "beges", "kept": ["état = publié"]}


def preview(network: Network, *rows: str, **changed: Any) -> Preview[Any]:
    data = "\n".join((HEAD, *rows)).encode()
    return acts_import(network, TODAY).read(Upload(file="bilans.csv", data=data, options=OPTIONS | changed))


def row(siren: str, when: str, page: str = "a") -> str:
    return f"{siren};{when};https://{page}.exemple.fr;publié"


def test_a_table_is_written_beside_what_people_stated_and_over_what_a_table_told(network: Network, people: Cast):
    stated = {"rule": "beges", "act": "Bilan", "when": "2024", "is_done": True, "evidence": [["fact", "W1"]]}
    DutyRecord.objects.create(siren=SICOVAL, acts=[stated, stated | {"rule": "plh"}])
    rows = row(SICOVAL, "2024"), row(SICOVAL, "2023"), row(MURETAIN, "2024")
    shown = preview(network, *rows)
    outcomes = {item.record.key: item.outcome for item in shown.items}
    assert outcomes == {
        f"{SICOVAL}/beges/2024": Outcome.KEPT,
        f"{SICOVAL}/beges/2023": Outcome.ADDED,
        f"{MURETAIN}/beges/2024": Outcome.ADDED,
    }
    for who in (people.officer, people.contributor, people.reader, people.outsider):
        with pytest.raises(NotAllowedError):
            acts_import(network, TODAY).write(who, shown)
    acts_import(network, TODAY).write(people.coordinator, shown)
    sicoval, muretain = (DutyRecord.objects.get(siren=siren).acts for siren in (SICOVAL, MURETAIN))
    assert sicoval[:2] == [stated, stated | {"rule": "plh"}]
    (told,) = sicoval[2:]
    assert (told["act"], told["when"], told["is_done"], told["line"]) == ("bilan publié", "2023", True, 3)
    assert (told["address"], told["evidence"]) == ("https://a.exemple.fr", [["duty-act", f"{SICOVAL}/beges/2023"]])
    assert (told["table"]["name"], told["table"]["file"], told["table"]["on"]) == ("Bilans", "bilans.csv", "2026-11-30")
    assert [act["when"] for act in muretain] == ["2024"]
    assert act_tables_of(network)["beges"].content == told["table"]
    line = JournalEntry.objects.first()
    assert line is not None
    assert (line.act, line.network, line.object_id) == ("import_acts", "essai", "essai")
    assert line.summary == "Actes lus d’une table : Bilans, 2 pour beges"
    assert (line.details["rule"], line.details["file"]) == ("beges", "bilans.csv")
    again = preview(network, row(SICOVAL, "2023"), row(MURETAIN, "2024", "b"))
    assert [item.outcome for item in again.items] == [Outcome.SAME, Outcome.CHANGED]
    acts_import(network, TODAY).write(people.coordinator, again)
    assert [act["address"] for act in DutyRecord.objects.get(siren=MURETAIN).acts] == ["https://b.exemple.fr"]


def test_a_member_that_the_rule_does_not_bind_is_told_at_its_row(network: Network):
    shown = preview(network, row(SICOVAL, "2024"), row(MURETAIN, "2024"), rule="zaenr_commune")
    assert [(fault.row, fault.value) for fault in shown.warnings] == [(2, "Sicoval"), (3, "Le Muretain Agglo")]
    assert [item.outcome for item in shown.items] == [Outcome.ADDED] * 2  # it is kept all the same
    assert preview(network, row(SICOVAL, "2024"), rule="zaenr_epci").warnings == ()


def test_a_table_with_a_fault_or_of_no_duty_is_not_written(network: Network):
    shown = preview(network, row(SICOVAL, "2024"), row(MURETAIN, "2150"))
    assert (shown.items, len(shown.faults)) == ((), 1)
    for rule in ("lune", "sdirve"):
        with pytest.raises(ImportFileError) as refused:
            preview(network, row(SICOVAL, "2024"), rule=rule)
        assert [fault.expected for fault in refused.value.faults] == ["le code d’une obligation"]
    assert not DutyRecord.objects.exists()
