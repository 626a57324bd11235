"""What is written of calls, and of what actions asked of them: by whom, refused how, once in the journal."""

from typing import Any

import pytest

from autan.evidence.imports.core import Outcome, Preview, Upload
from autan.ground.errors import DomainError, ImportFileError, NotAllowedError, RuleError
from autan.people.journal.models import JournalEntry
from autan.plans.funding.actions.calls import attach_action, calls_import, requests_import, write_call
from autan.plans.funding.core.calls import CallKind, FundingCall
from autan.plans.funding.models import FundingCallRecord
from autan.plans.plans.models import Plan
from autan.plans.projects.actions.sheets import SheetInput, add_sheet
from autan.plans.projects.models import ActionSheet
from autan.territories.networks.models import Network
from tests.cast import Cast

FUND = CallKind.FUND


def write(network: Network, name: str, by: Any = None, record: Any = None, **fields: object) -> FundingCallRecord:
    call = FundingCall(**{"kind": FUND, "name": name, **fields})  # type: ignore[arg-type]
    return write_call(by=by, network=network, call=call, record=record)


def lines(room: str = "funding") -> list[tuple[str, str]]:
    return list(JournalEntry.objects.filter(room=room).order_by("pk").values_list("act", "summary"))


def test_a_call_is_written_by_those_who_take_part_in_its_network(network: Network, people: Cast, neighbour: Any):
    for person in (people.coordinator, people.officer):
        write(network, f"Fonds de {person.name}", person)
    count = FundingCallRecord.objects.count()
    for person in (people.reader, people.outsider, neighbour):
        with pytest.raises(NotAllowedError, match="seules la coordination du réseau"):
            write(network, "Autre", person)
    assert (count, FundingCallRecord.objects.count()) == (2, 2)
    assert lines() == [
        ("add_call", f"Appel écrit : Fonds de {who.name}") for who in (people.coordinator, people.officer)
    ]


def test_a_call_keeps_its_address_and_tells_what_changed(network: Network, people: Cast):
    record = write(network, "  Fonds vélo  ", people.officer, funder="Région")
    assert (record.name, record.slug, record.kind, record.is_published) == ("Fonds vélo", "fonds-velo", "fund", False)
    assert write(network, "!!!").slug == "appel"
    changed = write(network, "Fonds bicyclette", people.officer, record, funder="État")
    assert (changed.pk, changed.slug, changed.name) == (record.pk, "fonds-velo", "Fonds bicyclette")
    assert write(network, "Fonds vélo").slug not in {"fonds-velo", ""}  # which is taken
    added, entry = JournalEntry.objects.filter(room="funding", object_id="fonds-velo").order_by("pk")
    assert (added.act, added.changes) == ("add_call", ())
    assert entry.act == "change_call"
    assert {(change.field, change.before, change.after) for change in entry.changes} >= {("funder", "Région", "État")}
    assert entry.network == "essai"


def test_two_calls_of_a_network_have_two_names_and_those_of_two_networks_may_have_one(network: Network):
    record = write(network, "Fonds vélo")
    with pytest.raises(RuleError, match="porte déjà ce nom"):
        write(network, "FONDS velo ")
    write(network, "Fonds vélo", record=record, funder="État")  # its own name
    elsewhere = Network.objects.create(slug="ailleurs", name_fr="Ailleurs", name_en="Elsewhere")
    other = write(elsewhere, "Fonds vélo")
    assert (other.slug != record.slug, FundingCallRecord.objects.count()) == (True, 2)


def test_a_call_that_cannot_be_is_not_written(network: Network):
    record = write(network, "Fonds vélo", funder="Région")
    with pytest.raises(DomainError, match=r"aucune règle ne porte le code .*loi_a"):
        write(network, "Autre", duties=("plh", "loi_b", "loi_a"))
    with pytest.raises(DomainError, match="https://"):
        write(network, "Autre", address="mairie")
    FundingCallRecord.objects.update(is_published=True)
    record.refresh_from_db()
    with pytest.raises(DomainError, match="dites qui paie"):  # it is published, and would lack it
        write(network, "Fonds vélo", record=record)
    assert FundingCallRecord.objects.get().document.funder == "Région"


@pytest.fixture
def calls(network: Network) -> dict[str, FundingCallRecord]:
    return {name: write(network, name, funder=funder) for name, funder in (("Vélo", "Région"), ("Chaleur", ""))}


@pytest.fixture
def action(plan: Plan) -> ActionSheet:
    """An action that names one call, and a funder that is no call."""
    funding = [{"funder": "Ville", "asked": "7 €"}, {"funder": "Région", "call": "VELO", "asked": "5 €", "paid": "1 €"}]
    return add_sheet(by=None, plan=plan, sheet_input=SheetInput(typed={"title": "Pistes"}, lines={"funding": funding}))


def funding_of(sheet: ActionSheet) -> list[dict[str, str]]:
    return ActionSheet.objects.get(pk=sheet.pk).lines["funding"]


def test_a_name_that_actions_use_is_kept(network: Network, calls: dict[str, FundingCallRecord], action: ActionSheet):
    with pytest.raises(RuleError, match="son nom ne change plus"):
        write(network, "Bicyclette", record=calls["Vélo"])
    write(network, "VÉLO", record=calls["Vélo"])  # the same, whatever its capitals
    write(network, "Réseau de chaleur", record=calls["Chaleur"])  # which none names


def test_an_action_goes_to_a_call_once(calls: dict[str, FundingCallRecord], action: ActionSheet, people: Cast):
    before = funding_of(action)
    with pytest.raises(RuleError, match="nomme déjà cet appel"):
        attach_action(by=people.officer, record=calls["Vélo"], sheet=action, amounts={"asked": "1 €"})
    for person in (people.reader, people.outsider):
        with pytest.raises(NotAllowedError):
            attach_action(by=person, record=calls["Chaleur"], sheet=action, amounts={})
    assert funding_of(action) == before
    attach_action(by=people.officer, record=calls["Chaleur"], sheet=action, amounts={"asked": "9 €", "granted": ""})
    # without a known funder, the call itself is named as the one who pays
    assert funding_of(action) == [*before, {"funder": "Chaleur", "call": "Chaleur", "asked": "9 €"}]


def read(by: Any, *rows: str, head: str = "action;appel;demande;accorde;verse") -> Preview[Any]:
    data = "\n".join((head, *rows)).encode()
    return requests_import(by).read(Upload(file="demandes.csv", data=data))


def test_a_table_of_requests_changes_what_it_tells_alone(
    calls: dict[str, FundingCallRecord], action: ActionSheet, people: Cast
):
    before = funding_of(action)
    preview = read(people.officer, f"{action.slug};vélo;6 €;;", f"{action.slug};Chaleur;10 k€ HT;2 k€ HT;")
    assert [(item.outcome, item.record.key, item.record.line) for item in preview.items] == [
        (Outcome.CHANGED, f"{action.slug}/velo", 2),
        (Outcome.ADDED, f"{action.slug}/chaleur", 3),
    ]
    (change,) = preview.items[0].changes
    assert (change.field, change.before, change.after) == ("asked", "5 €", "6 €")
    assert funding_of(action) == before
    written = len(lines("projects"))
    requests_import(people.officer).write(people.officer, preview)
    assert funding_of(action) == [
        before[0],
        before[1] | {"asked": "6 €"},
        {"funder": "Chaleur", "call": "Chaleur", "asked": "10 k€ HT", "granted": "2 k€ HT"},
    ]
    assert len(lines("projects")) == written + 1  # once, whatever the calls
    again = read(people.officer, f"{action.slug};vélo;6 €;;")
    assert [item.outcome for item in again.items] == [Outcome.SAME]


@pytest.mark.parametrize(
    ("rows", "faults"),
    [
        (["lune;Vélo;;;"], [(2, "action", "l’identifiant d’une action que vous écrivez")]),
        (["{};Lune;;;"], [(2, "appel", "le nom d’un appel ou d’un fonds de son réseau")]),
        (["{};Vélo;;;", "{};VELO;;;"], [(3, "appel", "une seule ligne par action et par appel")]),
        (["{};Vélo;beaucoup;;-3"], [(2, "demande", "un montant"), (2, "verse", "un montant")]),
        (["{};Vélo; ;;", "lune;Lune;x;;"], [(3, "demande", "un montant"), (3, "action", "l’identifiant")]),
    ],
)
def test_each_fault_of_a_table_of_requests_is_told_at_its_place(calls, action: ActionSheet, people: Cast, rows, faults):
    preview = read(people.officer, *(row.format(action.slug) for row in rows))
    told = [(fault.row, fault.column, str(fault.expected)) for fault in preview.faults]
    assert [place[:2] for place in told] == [place[:2] for place in faults]
    for (_row, _column, words), (*_place, expected) in zip(told, faults, strict=True):
        assert words.startswith(expected)
    assert preview.items == ()


def test_nobody_writes_the_requests_of_an_action_of_others(calls, action: ActionSheet, people: Cast):
    for person in (people.reader, people.outsider):
        (fault,) = read(person, f"{action.slug};Vélo;6 €;;").faults
        assert fault.column == "action"
    with pytest.raises(NotAllowedError):
        requests_import(people.outsider).write(people.outsider, read(people.officer, f"{action.slug};Vélo;6 €;;"))
    with pytest.raises(ImportFileError):
        read(people.officer, action.slug, head="action")
    assert funding_of(action)[1]["asked"] == "5 €"


def table(network: Network, *rows: str, head: str = "sorte;nom;financeur") -> Preview[Any]:
    data = "\n".join((head, *rows)).encode()
    return calls_import(network).read(Upload(file="appels.csv", data=data))


def test_a_table_of_calls_adds_and_changes_over_what_stands(
    network: Network, calls: dict[str, FundingCallRecord], people: Cast, neighbour: Any
):
    preview = table(network, "fonds;VELO;État", "prêt;Prêt vert;Banque", "fonds;Chaleur;")
    assert [item.outcome for item in preview.items] == [Outcome.CHANGED, Outcome.ADDED, Outcome.SAME]
    before = len(lines())
    for person in (people.reader, people.outsider, neighbour):
        with pytest.raises(NotAllowedError):
            calls_import(network).write(person, preview)
    calls_import(network).write(people.officer, preview)
    written = {record.name: (record.kind, record.document.funder) for record in FundingCallRecord.objects.all()}
    assert written == {"Vélo": ("fund", "État"), "Prêt vert": ("loan", "Banque"), "Chaleur": ("fund", "")}
    assert [act for act, _summary in lines()[before:]] == ["import_calls"] * 2
