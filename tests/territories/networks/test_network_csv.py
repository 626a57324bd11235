"""Networks taken in from a table: every make of file, every planted defect named, nothing half-written."""

from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone

from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.models import Source
from autan.evidence.figures.queries.registry import OPERATOR, describe_one
from autan.evidence.imports.core import Outcome
from autan.ground.errors import ImportFileError, RuleError
from autan.people.journal.models import JournalEntry
from autan.territories.networks.actions.membership_imports import NETWORKS
from autan.territories.networks.core.members import Certainty
from autan.territories.networks.models import Membership, Network, Territory
from autan.territories.networks.queries.networks import network_members
from tests.cast import Cast
from tests.importing import take_in, upload_of

HEADER = "network,name,siren,short_name,valid_from,valid_to,certainty,source,source_url,locator"
TOULOUSE = "essai-csv,Réseau d’essai,243100518,Toulouse,2012-03-12,,confirmed,Compte rendu,https://exemple.fr/cr,p. 3"
RODEZ = "essai-csv,Réseau d’essai,241200187,,01/09/2012,31/12/2014,Probable,Carnet de bord,,"


def table(folder: Path, *rows: str, header: str = HEADER, encoding: str = "utf-8", separator: str = ",") -> Path:
    path = folder / "réseau.csv"
    path.write_bytes("\r\n".join((header, *rows, "")).replace(",", separator).encode(encoding))
    return path


@pytest.mark.django_db
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_any_make_of_file(tmp_path: Path, encoding: str, separator: str) -> None:
    done = take_in(NETWORKS, table(tmp_path, TOULOUSE, RODEZ, encoding=encoding, separator=separator))
    assert done.count(Outcome.ADDED) == 2
    assert Network.objects.get(slug="essai-csv").name.fr == "Réseau d’essai"
    first, second = network_members("essai-csv", date(2013, 1, 1))
    assert (first.siren, first.short_name, first.valid_from, first.valid_to) == (
        "243100518", "Toulouse", date(2012, 3, 12), None,
    )  # fmt: skip
    assert (second.short_name, second.valid_from, second.valid_to, second.certainty) == (
        "Rodez Agglomération", date(2012, 9, 1), date(2014, 12, 31), Certainty.PROBABLE,
    )  # fmt: skip


@pytest.mark.django_db
def test_each_membership_cites_its_source_at_its_place(tmp_path: Path) -> None:
    take_in(NETWORKS, table(tmp_path, TOULOUSE, RODEZ))
    (ref,) = network_members("essai-csv")[0].evidence
    card = describe_one(ref, reader=OPERATOR)
    assert card is not None
    assert card.citation is not None
    assert (card.citation.source.title, card.citation.source.url) == ("Compte rendu", "https://exemple.fr/cr")
    assert card.citation.locator == "p. 3"
    (without_place,) = network_members("essai-csv", date(2013, 1, 1))[1].evidence
    assert without_place == EvidenceRef(kind="source", key=Source.objects.get(title="Carnet de bord").slug)


@pytest.mark.django_db
def test_taking_the_same_file_in_again_adds_nothing(tmp_path: Path) -> None:
    path = table(tmp_path, TOULOUSE, RODEZ)
    take_in(NETWORKS, path)
    written = JournalEntry.objects.count()
    assert take_in(NETWORKS, path).count(Outcome.SAME) == 2
    assert [Membership.objects.count(), Network.objects.count(), Source.objects.count()] == [2, 1, 2]
    assert JournalEntry.objects.count() == written


@pytest.mark.django_db
def test_latin_1_bytes_that_windows_does_not_know(tmp_path: Path) -> None:
    path = tmp_path / "vieux.csv"
    path.write_bytes((HEADER + "\n" + TOULOUSE.replace("’", "'")).encode("latin-1") + b"\x81\n")
    assert take_in(NETWORKS, path).count(Outcome.ADDED) == 1


@pytest.mark.django_db
def test_what_changes_is_told_before_it_is_written(tmp_path: Path) -> None:
    take_in(NETWORKS, table(tmp_path, TOULOUSE, RODEZ.replace("31/12/2014", "")))
    path = table(tmp_path, TOULOUSE.replace("2012-03-12", "2012-04-01").replace("confirmed", "probable"))
    preview = NETWORKS.read(upload_of(path))
    changed, removed = preview.items
    assert [item.outcome for item in preview.items] == [Outcome.CHANGED, Outcome.REMOVED]
    assert changed.record.line == 2
    assert [(change.field, NETWORKS.show(changed, change.field, change.before)) for change in changed.changes] == [
        ("certainty", "confirmé"),
        ("valid_from", "12\u00a0mars\u00a02012"),
    ]
    assert NETWORKS.show(changed, "evidence", [["source", "a#p. 3"], ["fact", "b"]]) == "a#p. 3, b"
    assert NETWORKS.show(changed, "valid_to", None) == "—"
    assert (removed.record.name.fr, removed.record.group.fr) == ("Rodez Agglomération", "Réseau d’essai")
    assert Membership.objects.filter(certainty="confirmed").count() == 1


@pytest.mark.django_db
def test_no_membership_ends_in_silence(tmp_path: Path) -> None:
    take_in(NETWORKS, table(tmp_path, TOULOUSE, RODEZ.replace("31/12/2014", "")))
    path = table(tmp_path, TOULOUSE)
    assert take_in(NETWORKS, path).count(Outcome.REMOVED) == 0
    assert not Membership.objects.filter(valid_to__isnull=False).exists()
    assert take_in(NETWORKS, path, removes=True).count(Outcome.REMOVED) == 1
    assert Membership.objects.get(valid_to__isnull=False).valid_to == timezone.localdate()
    assert take_in(NETWORKS, path, removes=True).to_write == ()


@pytest.mark.django_db
def test_a_period_over_several_memberships_is_a_fault_of_its_row(tmp_path: Path) -> None:
    second = RODEZ.replace("01/09/2012,31/12/2014", "2016-01-01,")
    assert take_in(NETWORKS, table(tmp_path, RODEZ, second)).count(Outcome.ADDED) == 2
    (fault,) = NETWORKS.read(upload_of(table(tmp_path, RODEZ.replace("31/12/2014", "")))).faults
    assert (fault.row, fault.column) == (2, "valid_from")
    assert "une des appartenances" in fault.expected


@pytest.mark.django_db
def test_a_network_that_exists_keeps_its_words(tmp_path: Path, network: Network) -> None:
    row = TOULOUSE.replace("essai-csv", "essai")
    take_in(NETWORKS, table(tmp_path, row))
    network.refresh_from_db()
    assert (network.name_en, network.is_invented) == ("Trial network", True)
    assert [member.siren for member in network_members("essai")][-1] == "243100518"


def defect(row: str, column: str, value: str) -> str:
    cells = row.split(",")
    cells[HEADER.split(",").index(column)] = value
    return ",".join(cells)


ENDED = "200033207"  # in the register of 2019 alone
DEFECTS = [
    ("siren", "243100519", "le SIREN d’un EPCI de 2026, neuf chiffres ; peut-être 243100518 (Toulouse Métropole)"),
    ("siren", "toulouse", "le SIREN d’un EPCI de 2026, neuf chiffres"),
    ("valid_from", "2013-02-30", "une date qui existe, comme 2013-03-12 ou 12/03/2013, ou rien"),
    ("valid_from", "31/06/2013", "une date qui existe, comme 2013-03-12 ou 12/03/2013, ou rien"),
    ("valid_to", "bientôt", "une date qui existe, comme 2013-03-12 ou 12/03/2013, ou rien"),
    ("valid_to", "11/03/2012", "une date qui ne précède pas valid_from (2012-03-12)"),
    ("certainty", "sûr", "« confirmé » ou « probable »"),
    ("source", "", "le titre de la source : pas d’appartenance sans preuve"),
    ("source_url", "javascript:alert(1)", "une adresse en http:// ou https://, ou rien"),
    ("network", "Réseau d’essai", "un nom court du réseau, comme « dialogue-toulouse »"),
    ("name", "", "le nom du réseau"),
    ("short_name", "T" * 61, "60 signes au plus"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("column", "value", "expected"), DEFECTS)
def test_each_defect_is_named_and_nothing_is_written(tmp_path: Path, column: str, value: str, expected: str) -> None:
    path = table(tmp_path, RODEZ, defect(TOULOUSE, column, value))
    with pytest.raises(ImportFileError) as caught:
        take_in(NETWORKS, path)
    (fault,) = caught.value.faults
    assert (fault.row, fault.column, fault.value, fault.expected) == (3, column, value, expected)
    assert caught.value.exit_code == 5
    assert not any(model.objects.exists() for model in (Network, Territory, Membership, Source, JournalEntry))


@pytest.mark.django_db
def test_an_epci_that_has_ended_says_when(tmp_path: Path) -> None:
    with pytest.raises(ImportFileError) as caught:
        take_in(NETWORKS, table(tmp_path, defect(TOULOUSE, "siren", ENDED)))
    assert caught.value.faults[0].expected.endswith(
        "après 2019 ; ses communes sont dans CC Vierzon-Sologne-Berry, 200090561 (11 sur 11)"
    )


@pytest.mark.django_db
def test_every_fault_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    rows = [
        defect(defect(TOULOUSE, "certainty", "?"), "siren", "1"),
        RODEZ,
        RODEZ.replace("31/12/2014", ""),
        defect(RODEZ, "name", "Autre nom"),
        TOULOUSE + ",de trop",
    ]
    with pytest.raises(ImportFileError) as caught:
        take_in(NETWORKS, table(tmp_path, *rows))
    found = [(fault.row, fault.column, fault.value) for fault in caught.value.faults]
    assert found == [
        (2, "certainty", "?"), (2, "siren", "1"), (4, "siren", "241200187"), (5, "name", "Autre nom"),
        (6, None, "de trop"),
    ]  # fmt: skip
    assert "la ligne 3 dit déjà celle-ci" in caught.value.faults[2].expected


@pytest.mark.django_db
def test_the_name_of_a_network_that_exists_is_not_changed_by_a_row(tmp_path: Path, network: Network) -> None:
    row = TOULOUSE.replace("essai-csv,Réseau d’essai", "essai,Autre")
    with pytest.raises(ImportFileError) as caught:
        take_in(NETWORKS, table(tmp_path, row))
    assert caught.value.faults[0].expected == "« Réseau d’essai », le nom de ce réseau"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "column", "expected"),
    [
        ("", "network", "une colonne « network »"),
        ("network,name,siren,certainty\nx,X,243100518,probable", "source", "une colonne « source »"),
        (f"{HEADER},siren\n{TOULOUSE},", "siren", "un titre qui ne sert qu’une fois"),
        (f"{HEADER}\n,,,\n", None, "au moins une ligne sous les titres"),
        (
            f'{HEADER}\n"{TOULOUSE}',
            None,
            "un texte séparé bien formé (CSV)\u00a0: "
            "des guillemets qui se ferment, des cellules d’au plus 131072 signes",
        ),
    ],
)
def test_a_file_of_another_form_is_refused(tmp_path: Path, content: str, column: str | None, expected: str) -> None:
    path = tmp_path / "autre.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ImportFileError) as caught:
        take_in(NETWORKS, path)
    assert (caught.value.faults[0].column, caught.value.faults[0].expected) == (column, expected)


def test_a_file_that_is_not_there(tmp_path: Path, db: None) -> None:
    with pytest.raises(ImportFileError) as caught:
        take_in(NETWORKS, tmp_path / "absent.csv")
    assert caught.value.faults[0].expected == "un fichier qui existe et que l’on peut lire"


@pytest.mark.django_db
def test_a_row_over_several_lines_keeps_its_first_line(tmp_path: Path) -> None:
    long = TOULOUSE.replace("Compte rendu", '"Compte rendu\r\nde la réunion"')
    with pytest.raises(ImportFileError) as caught:
        take_in(NETWORKS, table(tmp_path, long, defect(RODEZ, "source", "")))
    assert caught.value.faults[0].row == 4


@pytest.mark.parametrize("name", ["officer", "contributor", "reader", "outsider"])
def test_only_the_coordinator_imports(tmp_path: Path, people: Cast, name: str) -> None:
    path = table(tmp_path, TOULOUSE.replace("essai-csv", "essai"))
    with pytest.raises(RuleError):
        take_in(NETWORKS, path, by=getattr(people, name))
    assert not Source.objects.exists()
    take_in(NETWORKS, path, by=people.coordinator)
    assert JournalEntry.objects.filter(act="admit_member", by=people.coordinator).count() == 1
