"""Calls and funds by their pages: written, refused, published, read for members, attached, reminded, quoted, erased."""

import json
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.errors import DomainError, NotAllowedError
from autan.ground.extension_points import CatalogueTopic, DeskLine, PersonalData, SearchSource
from autan.ground.registry import registered
from autan.ground.texts.core.dates import PartialDate
from autan.people.accounts.models import Person
from autan.people.journal.models import JournalEntry
from autan.people.mail.models import OutgoingMessage
from autan.people.personal_data.queries import subject_of_person
from autan.plans.estate.core.assets import YesNo
from autan.plans.funding.actions.calls import write_call
from autan.plans.funding.actions.deadlines import send_deadlines
from autan.plans.funding.core.calls import CallKind, FundingCall
from autan.plans.funding.models import FundingCallRecord
from autan.plans.obligations.actions import state_act
from autan.plans.projects.actions.sheets import SheetInput, change_sheet
from autan.plans.projects.models import ActionSheet
from autan.territories.networks.models import Network, Territory
from tests.cast import Cast
from tests.mailing import posted

CALLS = reverse("funding:calls", kwargs={"network": "essai"})
ADD = reverse("funding:add", kwargs={"network": "essai"})
IMPORT = reverse("funding:import", kwargs={"network": "essai"})
SLUG = {"slug": "fonds-chaleur-du-pays"}
CALL = reverse("funding:call", kwargs=SLUG)
MOVE = reverse("funding:move", kwargs=SLUG)
ATTACH = reverse("funding:attach", kwargs=SLUG)
CLOSING = timezone.localdate() + timedelta(days=30)
SENT = {
    "kind": "fund",
    "name": "Fonds chaleur du pays",
    "funder": "Région d’essai",
    "closes_on": CLOSING.isoformat(),
    "envelope_eur": "1 000 000 €",
    "most_eur": "300 000",
    "rate_pct": "50",
    "kinds": ["CA"],
    "population_above": "100000",
    "duties": ["pcaet_2018"],
    "address": "https://exemple.fr/fonds",
    "source": "Règlement, page 3",
    "read_on": "2026-11-01",
    "note": "Voir Jeanne Modèle",
}


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return plain(answer.content)


def plain(content: bytes) -> str:
    """Return the words of a page."""
    text = re.sub(r"<[^>]*>", " ", content.decode().replace("\u202f", " ").replace("\u00a0", " "))
    return " ".join(text.split())


def trace(what: str, call: str = "all", status: int = 200) -> str:
    return page(Client(), f"/preuves/funding.essai.{what}.{call}/", status)


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def officer(people: Cast) -> Client:
    return signed_in(people.officer)


@pytest.fixture
def written(officer: Client) -> FundingCallRecord:
    answer = officer.post(ADD, SENT)
    assert answer.status_code == 302, plain(answer.content)
    return FundingCallRecord.objects.get()


@pytest.fixture
def published(written: FundingCallRecord, officer: Client) -> FundingCallRecord:
    officer.post(MOVE, {"act": "publish"})
    written.refresh_from_db()
    assert written.is_published
    return written


@pytest.mark.parametrize(
    ("sent", "field", "words"),
    [
        ({"opens_on": "2027-12-01", "closes_on": "2027-01-01"}, "closes_on", "précède pas l’ouverture"),
        ({"is_rolling": "yes"}, "is_rolling", "pas les deux"),
        ({"most_eur": "2 000 000"}, "most_eur", "dépasse pas l’enveloppe"),
        ({"population_above": "", "population": "total"}, "population", "Un seuil à la population comptée"),
        ({"population_most": "5000"}, "population_most", "au-dessus du seuil"),
        ({"duties": [], "is_reserved": "yes"}, "is_reserved", "quelles obligations"),
        ({"rate_pct": "120"}, "rate_pct", "100"),
        ({"most_eur": "150.000 €"}, "most_eur", "que l’on ne lise pas de deux façons"),
        ({"most_eur": "environ 12 k€"}, "most_eur", "Un seul montant en euros"),
        ({"address": "exemple.fr"}, "address", "https://"),
        ({"name": ""}, "name", "obligatoire"),
    ],
)
def test_what_cannot_be_in_a_call_is_said_at_its_field(officer: Client, sent: dict[str, str], field: str, words: str):
    refused = officer.post(ADD, SENT | sent)
    assert refused.status_code == 422
    assert f'id="id_{field}_error"' in refused.content.decode()
    assert words in plain(refused.content)
    assert not FundingCallRecord.objects.exists()


def test_a_call_is_private_until_it_is_published(
    written: FundingCallRecord, officer: Client, people: Cast, neighbour: Person
):
    for person, status in ((people.outsider, 404), (neighbour, 404), (people.coordinator, 200)):
        page(signed_in(person), CALL, status)
    csv = reverse("funding:file", kwargs={"network": "essai", "extension": "csv"})
    for address in (CALLS, csv, "/donnees-ouvertes/tables/essai/funding.json"):
        assert "Fonds chaleur" not in Client().get(address).content.decode(), address
    trace("eligible", written.slug, 404)
    assert signed_in(people.outsider).post(ADD, SENT).status_code == 403
    with pytest.raises(NotAllowedError):
        write_call(by=people.reader, network=written.network, call=FundingCall(kind=CallKind.FUND, name="Autre"))

    officer.post(MOVE, {"act": "publish"})
    shown = page(Client(), CALL)
    for words in ("fonds", "300 000 €", "50 %", "Règlement, page 3", "https://exemple.fr/fonds", "jusqu’au"):
        assert words in shown, words
    assert "Fonds chaleur du pays" in page(Client(), CALLS)
    assert "Fonds chaleur" not in page(Client(), f"{CALLS}?etat=closed")
    assert "Fonds chaleur" in page(Client(), f"{CALLS}?etat=open&sorte=fund&texte=region")
    rows = json.loads(Client().get("/donnees-ouvertes/tables/essai/funding.json").content)
    assert "Fonds chaleur du pays" in str(rows)
    assert "Jeanne" not in str(rows)
    (source,) = (source for source in registered(SearchSource) if source.name == "funding")
    assert [hit.url for hit in source.search("fonds chaleur", None)] == [CALL]
    officer.post(MOVE, {"act": "withdraw"})
    page(Client(), CALL, 404)
    officer.post(MOVE, {"act": "delete"})
    assert not FundingCallRecord.objects.exists()
    acts = list(JournalEntry.objects.filter(room="funding").order_by("pk").values_list("act", flat=True))
    assert acts == ["add_call", "publish_call", "withdraw_call", "delete_call"]


def test_publication_asks_who_pays_and_where_it_is_written(officer: Client):
    officer.post(ADD, SENT | {"source": "", "read_on": ""})
    assert "dites où c’est écrit" in page(officer, CALL)
    officer.post(MOVE, {"act": "publish"})
    assert not FundingCallRecord.objects.get().is_published


def test_whom_a_call_is_open_to_is_read_for_each_member(published: FundingCallRecord, officer: Client):
    shown = page(Client(), CALL)
    # the Muretain has above 100,000 inhabitants, the Sicoval below
    assert re.search(r"Muretain\w* (Agglo )?éligible", shown), shown
    assert re.search(r"Sicoval pas éligible population sous le seuil", shown), shown
    assert "1" in trace("eligible", published.slug)
    assert "≤ 300 000 €" in trace("ceiling", published.slug)

    change = reverse("funding:change", kwargs=SLUG)
    assert officer.post(change, SENT | {"conditions": "Avoir un réseau de chaleur"}).status_code == 302
    assert "sans doute éligible d’autres conditions sont à vérifier" in page(Client(), CALL)
    officer.post(change, SENT | {"kinds": [], "population_above": ""})
    shown = page(Client(), CALL)
    assert shown.count("on ne sait pas") == 2
    assert "ne dit pas à qui c’est ouvert" in shown
    assert "≤ 600 000 €" in trace("ceiling", published.slug)
    officer.post(change, SENT | {"kinds": [], "population_above": "", "population_most": "100000"})
    assert "pas éligible population au-dessus du plafond" in page(Client(), CALL)
    officer.post(change, SENT | {"kinds": ["CC"], "population_above": ""})
    assert "ne vise pas cette sorte de collectivité" in page(Client(), CALL)
    officer.post(change, SENT | {"kinds": [], "population_above": "", "is_reserved": "yes"})
    assert "d’après l’obligation à laquelle c’est réservé" in page(Client(), CALL)
    officer.post(change, SENT | {"kinds": ["CC"], "envelope_eur": ""})
    assert "≤ 0 €" in trace("ceiling", published.slug)


def test_an_action_goes_to_a_call_and_what_it_asked_and_got_adds_up(
    published: FundingCallRecord, officer: Client, people: Cast, sheet: ActionSheet
):
    assert "Aucune fiche ne nomme cet appel" in page(Client(), CALL)
    wrong = officer.post(ATTACH, {"action": sheet.slug, "asked": "beaucoup"})
    assert wrong.status_code == 422
    assert "Un montant, comme 150 k€ HT" in plain(wrong.content)
    more = officer.post(ATTACH, {"action": sheet.slug, "asked": "40 k€", "granted": "60 k€"})
    assert (more.status_code, "Plus que ce qui est demandé" in plain(more.content)) == (422, True)
    more = officer.post(ATTACH, {"action": sheet.slug, "asked": "40 k€", "granted": "20 k€", "paid": "25 k€"})
    assert (more.status_code, "Plus que ce qui est accordé" in plain(more.content)) == (422, True)
    sent = {"action": sheet.slug, "asked": "40 k€ HT", "granted": "25 000 € HT"}
    assert signed_in(people.outsider).post(ATTACH, sent).status_code == 403
    assert officer.post(ATTACH, sent).status_code == 302
    ActionSheet.objects.update(is_published=False)
    sheet.refresh_from_db()
    assert sheet.lines["funding"][-1] == {
        "funder": "Région d’essai",
        "call": "Fonds chaleur du pays",
        "asked": "40 k€ HT",
        "granted": "25 000 € HT",
    }
    assert "40 k€ HT 25 000 € HT — —" in page(officer, CALL)
    assert "40 k€ HT" not in page(Client(), CALL)  # the action is not published
    assert "40" not in trace("asked")
    ActionSheet.objects.update(is_published=True)
    assert "40 k€ HT" in page(Client(), CALL)
    assert "≥ 40 000 €" in trace("asked")
    assert "montants HT" in trace("asked")
    assert sheet.title in trace("asked")  # down to the sheet that says it
    assert "≥ 25 000 €" in trace("granted", published.slug)
    assert "≥" not in trace("paid", published.slug)
    trace("spent", "autre", 404)
    trace("asked", "autre", 404)
    topics = [topic for topic in registered(CatalogueTopic) if topic.title.fr == "Les appels et fonds"]
    assert [item.figure.id for item in topics[0].build("essai")] == [
        f"funding.essai.ceiling.all.{timezone.localdate()}",
        "funding.essai.asked.all",
        "funding.essai.granted.all",
    ]
    assert officer.post(ATTACH, sent).status_code == 422  # it is not offered again
    renamed = officer.post(reverse("funding:change", kwargs=SLUG), SENT | {"name": "Autre nom"})
    assert renamed.status_code == 422
    beside = page(officer, reverse("projects:sheet", kwargs={"slug": sheet.slug}))
    assert re.search(r"Appels et fonds Fonds chaleur du pays jusqu’au", beside)
    assert "Fonds chaleur du pays" in page(Client(), reverse("obligations:rule", kwargs={"code": "pcaet_2018"}))


def test_an_action_to_attach_is_searched_by_its_title_or_by_who_carries_it(
    published: FundingCallRecord, officer: Client, sheet: ActionSheet
):
    assert '<optgroup label="Sicoval">' in officer.get(CALL).content.decode()
    for words in ("covoiturage", "sicoval"):
        assert sheet.title in page(officer, f"{CALL}?action={words}")
    text = page(officer, f"{CALL}?action=chaufferie")
    assert sheet.title not in text
    assert "Aucune action que vous écrivez ne répond à ces mots" in text
    assert "Chercher une action" not in page(Client(), f"{CALL}?action=covoiturage")


def test_what_an_action_has_spent_stands_beside_what_it_got(
    published: FundingCallRecord, officer: Client, people: Cast, sheet: ActionSheet
):
    officer.post(ATTACH, {"action": sheet.slug, "asked": "40 k€ HT", "granted": "25 000 € HT", "paid": "10 k€ HT"})
    ActionSheet.objects.update(is_published=True)
    assert "≥" not in trace("spent")
    sheet.refresh_from_db()
    change_sheet(by=people.officer, sheet=sheet, sheet_input=SheetInput(typed={"spent": "30 k€ HT"}))
    assert "40 k€ HT 25 000 € HT 10 k€ HT 30 k€ HT" in page(Client(), CALL)
    assert "au moins 30 000 €" in page(Client(), CALLS)
    assert "≥ 30 000 €" in trace("spent")


def test_what_the_members_could_ask_together_leaves_out_what_is_closed(published: FundingCallRecord, officer: Client):
    today = timezone.localdate()
    other = SENT | {"name": "Fonds vélo", "most_eur": "", "envelope_eur": "50 000", "closes_on": ""}
    officer.post(ADD, other)
    officer.post(reverse("funding:move", kwargs={"slug": "fonds-velo"}), {"act": "publish"})
    assert "pourraient obtenir ensemble : au plus 350 000 €" in page(Client(), CALLS)
    assert "Fonds vélo" in trace("ceiling", f"all.{today}")
    assert "≤ 50 000 €" in trace("ceiling", f"all.{CLOSING + timedelta(days=1)}")
    trace("ceiling", "all", 404)
    # one call of which no aid is known: the sum says nothing
    officer.post(reverse("funding:change", kwargs={"slug": "fonds-velo"}), other | {"envelope_eur": ""})
    assert "pourraient obtenir ensemble : non renseigné" in page(Client(), CALLS)


def test_amounts_before_and_with_tax_are_not_added(published: FundingCallRecord, officer: Client, sheet: ActionSheet):
    line = {"funder": "Région", "call": "FONDS CHALEUR DU PAYS"}
    lines = [line | {"asked": "10 k€ HT"}, line | {"asked": "10 k€ TTC"}, line]
    ActionSheet.objects.update(is_published=True, lines={"funding": lines})
    assert "non établi" in trace("asked")


def test_a_closing_is_reminded_to_whom_it_may_concern(published: FundingCallRecord, officer: Client, people: Cast):
    def desk(person: Person) -> list[str]:
        items = [item for line in registered(DeskLine) for item in line.build(person)]
        return [item.detail for item in items if item.url == CALL]

    assert desk(people.officer) == []  # not eligible for sure
    assert len(desk(people.coordinator)) == 1
    officer.post(reverse("funding:change", kwargs=SLUG), SENT | {"population_above": ""})
    assert "éligible" in desk(people.officer)[0]
    calendar = Client().get(reverse("funding:calendar_file", kwargs={"network": "essai"})).content.decode()
    assert f"DTSTART;VALUE=DATE:{CLOSING:%Y%m%d}" in calendar
    past = {"closes_on": (timezone.localdate() - timedelta(days=1)).isoformat()}
    officer.post(reverse("funding:change", kwargs=SLUG), SENT | past)
    assert desk(people.coordinator) == []
    assert "VEVENT" not in Client().get(reverse("funding:calendar_file", kwargs={"network": "essai"})).content.decode()
    assert "clos le" in page(Client(), CALLS)


HEADING = "sorte;nom;financeur;ouverture;cloture;aide_max_eur;ouvert_aux;population_plus_de;obligations;source;lu_le"
TABLE = f"""{HEADING}
fonds;Fonds vert;État;;;;CA, METRO;;pcaet_2018;Circulaire;2026-11-02
appel à projets;Vélo;Région;01/03/2027;2027-06-30;200 000;;20000;;Règlement;02/11/2026
"""


def send(client: Client, table: str | bytes, name: str = "appels.csv") -> str:
    data = table if isinstance(table, bytes) else table.encode()
    return client.post(IMPORT, {"file": SimpleUploadedFile(name, data)}).content.decode()


def confirm(client: Client, shown: str) -> None:
    digest, number = (re.search(rf'name="{name}" value="([^"]*)"', shown) for name in ("digest", "confirm"))
    assert digest, shown
    assert number, shown
    assert client.post(IMPORT, {"digest": digest[1], "confirm": number[1]}).status_code == 302


def test_a_table_is_shown_then_written_and_leaves_as_it_came(officer: Client, network: Network):
    confirm(officer, send(officer, TABLE))
    calls = {record.name: record.document for record in FundingCallRecord.objects.all()}
    assert [kind.value for kind in calls["Fonds vert"].kinds] == ["CA", "METRO"]
    assert calls["Vélo"].opens_on.isoformat() == "2027-03-01"
    assert calls["Vélo"].most_eur == 200_000
    for extension in ("csv", "xlsx"):
        file = officer.get(reverse("funding:file", kwargs={"network": "essai", "extension": extension})).content
        assert "Rien à écrire" in send(officer, file, f"appels.{extension}"), extension
    confirm(officer, send(officer, "sorte;nom;aide_max_eur\nappel;velo;250000\n".replace("appel;", "call;")))
    assert FundingCallRecord.objects.get(name="Vélo").document.most_eur == 250_000
    assert FundingCallRecord.objects.count() == 2


@pytest.mark.parametrize(
    ("line", "column", "words"),
    [
        ("bourse;A;;;;;;;;;", "sorte", "appel à projets"),
        (";A;;;;;;;;;", "sorte", "appel à projets"),
        ("fonds;;;;;;;;;;", "nom", "un texte, obligatoire"),
        ("fonds;A;;2027-02-30;;;;;;;", "ouverture", "un jour, comme"),
        ("fonds;A;;2027-03-01;2027-02-01;;;;;;", "cloture", "précède pas"),
        ("fonds;A;;;;beaucoup;;;;;", "aide_max_eur", "un seul montant"),
        ("fonds;A;;;;;syndicats;;;;", "ouvert_aux", "Communauté de communes"),
        ("fonds;A;;;;;;-3;;;", "population_plus_de", "entre 0"),
        ("fonds;A;;;;;;;loi_inconnue;;", "obligations", "loi_inconnue n’en est pas"),
        ("fonds;A;;;;;;;;;\nfonds;a;;;;;;;;;", "nom", "une seule ligne par appel"),
    ],
)
def test_each_fault_of_a_table_is_said_at_its_place(
    officer: Client, network: Network, line: str, column: str, words: str
):
    shown = send(officer, f"{HEADING}\n{line}\n")
    assert "Fichier refusé" in shown
    (fault,) = re.findall(r"<tr><td></td>.*?</tr>", shown)
    assert column in plain(fault.encode())
    assert words in plain(fault.encode())
    assert not FundingCallRecord.objects.exists()


def test_every_fault_of_a_line_is_said_whatever_its_kind(officer: Client, network: Network):
    shown = plain(send(officer, f"{HEADING}\nbourse;A;;2027-03-01;2027-02-01;1e9 €;;1,5;loi_inconnue;;\n").encode())
    for words in ("appel à projets", "précède pas", "un nombre entier", "loi_inconnue n’en est pas"):
        assert words in shown, words


def test_a_table_that_changes_the_cents_of_an_amount_is_written(written: FundingCallRecord, officer: Client):
    confirm(officer, send(officer, "sorte;nom;aide_max_eur\nfonds;Fonds chaleur du pays;300000,40\n"))
    written.refresh_from_db()
    assert written.document.most_eur == 300_000.4


def test_what_cannot_be_in_a_call_is_refused_by_its_act(written: FundingCallRecord, people: Cast):
    call = FundingCall(kind=CallKind.FUND, name="Autre", is_reserved=YesNo.YES)
    with pytest.raises(DomainError, match="il faut à quelles obligations"):
        write_call(by=people.officer, network=written.network, call=call)


def test_a_name_is_taken_out_of_texts(written: FundingCallRecord, people: Cast):
    Person.objects.filter(pk=people.contributor.pk).update(name="Jeanne Modèle")
    (room,) = (room for room in registered(PersonalData) if room.code == "funding")
    assert [act["act"] for act in room.export(subject_of_person(people.officer))] == ["add_call"]
    subject = subject_of_person(Person.objects.get(pk=people.contributor.pk))
    assert room.erase(subject) == 1
    assert room.erase(subject) == 0
    assert "Jeanne" not in str(FundingCallRecord.objects.get().content)


def test_two_calls_of_a_network_have_two_names(written: FundingCallRecord, officer: Client):
    assert officer.post(ADD, SENT | {"name": "FONDS CHALEUR du pays"}).status_code == 422


def test_what_comes_to_its_day_is_told_by_mail_once_at_each_stage(
    published: FundingCallRecord, officer: Client, people: Cast, network: Network
):
    def sent(before: int) -> list[str]:
        """Return who is written to on a run so many days before the closing, twice."""
        known = set(OutgoingMessage.objects.values_list("pk", flat=True))
        for _run in range(2):
            send_deadlines(site="https://autan.example", on=CLOSING - timedelta(days=before))
        new = OutgoingMessage.objects.exclude(pk__in=known).filter(kind="plans.deadlines")
        return sorted(new.values_list("to", flat=True))

    assert sent(31) == []
    assert sent(28) == [people.coordinator.email]  # the Sicoval is surely not eligible
    officer.post(reverse("funding:change", kwargs=SLUG), SENT | {"population_above": ""})
    assert sent(20) == []  # too late for the first stage
    assert sent(7) == sorted([people.coordinator.email, people.officer.email])
    assert sent(6) == []
    letter = posted()[-1]
    assert letter.subject == "1 échéance à venir : Réseau d’essai"
    assert re.search(r"- Fonds chaleur du pays : jusqu’au .*\n  https://autan.example" + CALL, letter.body)
    assert JournalEntry.objects.filter(act="remind_of_deadlines").count() == 2
    Network.objects.update(reminds=False)
    OutgoingMessage.objects.all().delete()
    assert sent(7) == []


def test_a_duty_is_told_to_the_officers_of_the_member_that_it_binds(people: Cast, network: Network, member: Territory):
    today = timezone.localdate()
    stated = {"evidence": [EvidenceRef(kind="competence-base", key=member.siren)], "today": today, "is_done": True}
    when = PartialDate(year=today.year - 3, month=today.month, day=1)
    state_act(by=people.officer, territory=member, rule="beges", act="Bilan publié", when=when, **stated)
    due = when.years_later(3).first_day
    for before, count in ((181, 0), (180, 1), (179, 1), (100, 1), (60, 2)):
        send_deadlines(site="https://autan.example", on=due - timedelta(days=before))
        told = OutgoingMessage.objects.filter(kind="plans.deadlines", to=people.officer.email)
        assert told.count() == count, before
