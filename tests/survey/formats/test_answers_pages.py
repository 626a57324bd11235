"""The pages of exchange: who may take which answers away, and a file of answers weighed then recorded."""

import json
from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from autan.evidence.imports.models import PendingImport
from autan.people.individuals.actions import individual_named
from autan.survey.campaigns.models import Answer, Campaign
from autan.survey.campaigns.queries.campaigns import view_campaign
from autan.survey.formats.core.answer_files.formats import FORMATS
from autan.survey.limesurvey.core.headings import read_numbers
from autan.survey.limesurvey.exporters.structure import write_limesurvey
from autan.survey.limesurvey.importers.xml import read_lime_file
from autan.territories.networks.models import Network
from tests.cast import Cast
from tests.survey.campaigns.answering import record_answer
from tests.survey.formats.test_answers_import import DURING


@pytest.fixture(autouse=True)
def _in_french() -> Iterator[None]:
    """A page leaves its language behind in the thread; each test begins and ends in French."""
    with override("fr"):
        yield


@pytest.fixture
def private(collected: Campaign) -> Campaign:
    """A campaign of a network that is not invented, whose results are not given to all."""
    Network.objects.filter(pk=collected.network.pk).update(is_invented=False)
    record_answer(by=None, campaign=collected, siren="100000001", question="q2", value=11, on=DURING.date())
    record_answer(by=None, campaign=collected, siren="100000002", question="q2", value=22, on=DURING.date())
    return Campaign.objects.get(pk=collected.pk)


def address(campaign: Campaign, suffix: str = "json", query: str = "") -> str:
    return reverse("formats:download", args=[campaign.slug, suffix]) + query


def taken(client: Client, campaign: Campaign) -> dict[str, list[int]]:
    content = json.loads(client.get(address(campaign)).getvalue())
    return {found["siren"]: [a["value"] for a in found["answers"]] for found in content["territories"]}


def test_collected_answers_are_for_the_coordination_and_each_its_own(private: Campaign, people: Cast) -> None:
    client = Client()
    page = reverse("formats:downloads", args=[private.slug])
    for person in (None, people.outsider, people.reader):
        if person:
            client.force_login(person)
        assert client.get(page).status_code == 403
        assert client.get(address(private)).status_code == 403
    client.force_login(people.officer)
    assert taken(client, private) == {"100000001": [11]}
    assert "Autan-Nord" in client.get(page).content.decode()
    client.force_login(people.coordinator)
    assert taken(client, private) == {"100000001": [11], "100000002": [22], "100000003": []}


def test_documented_answers_are_public_and_name_nobody(documented: Campaign, people: Cast) -> None:
    Answer.objects.filter(campaign=documented).update(by=individual_named("Ana Durand"))
    client = Client()
    page = client.get(reverse("formats:downloads", args=[documented.slug])).content.decode()
    for written in FORMATS:
        suffix = written.suffix.removeprefix(".")
        assert written.name.fr in page
        response = client.get(address(documented, suffix))
        assert response.status_code == 200
        assert response["Content-Disposition"].endswith(f'reponses-essai-2013-reseau-invente.{suffix}"')
        assert b"Ana Durand" not in response.getvalue()
    assert b"Ana Durand" not in client.get(address(documented, "csv", "?long=1")).getvalue()
    client.force_login(people.coordinator)
    assert b"Ana Durand" in client.get(address(documented, "csv", "?long=1")).getvalue()


def test_losses_are_told_before_in_both_languages(documented: Campaign, client: Client) -> None:
    page = reverse("formats:downloads", args=[documented.slug])
    assert "les versions antérieures des réponses" in client.get(page).content.decode()
    english = client.get(f"/en{page}").content.decode()
    assert "earlier versions of the answers" in english


def test_forms_of_a_file_are_asked_in_its_address(documented: Campaign, client: Client) -> None:
    text = client.get(address(documented, "csv", "?headings=texts&separator=%3B")).getvalue().decode("utf-8-sig")
    assert text.startswith("SIREN;Collectivité;Mention;Avez-vous un plan ?;")
    for bad in ("csv?headings=mots", "csv?separator=x", "ods?long=1", "doc"):
        suffix, _, query = bad.partition("?")
        assert client.get(address(documented, suffix, f"?{query}")).status_code == 404
    assert client.get(reverse("formats:downloads", args=["perdue"])).status_code == 404


def upload(client: Client, campaign: Campaign, text: str, **fields: str) -> tuple[int, str]:
    file = SimpleUploadedFile("reponses.csv", text.encode())
    data = {"file": file, "on_conflict": "keep", **fields}
    response = client.post(reverse("formats:imports", args=[campaign.slug]), data)
    return response.status_code, " ".join(response.content.decode().split())


def confirm(client: Client, campaign: Campaign, page: str) -> str:
    digest = page.partition('name="digest" value="')[2].partition('"')[0]
    data = {"confirm": PendingImport.objects.latest("pk").pk, "digest": digest}
    response = client.post(reverse("formats:imports", args=[campaign.slug]), data, follow=True)
    return " ".join(response.content.decode().split())


def test_a_file_is_shown_then_recorded(private: Campaign, people: Cast, client: Client) -> None:
    client.force_login(people.coordinator)
    text = "siren,q2\n100000001,11\n100000002,23\n100000003,33\n"
    status, page = upload(client, private, text)
    assert (status, "Ce qui serait écrit" in page) == (200, True)
    assert "reponses.csv : 1 ajout, 1 inchangé, 1 différent non repris" in page
    assert '<td>Réponse</td><td class="as-typed">22</td><td class="as-typed">23</td>' in page
    assert Answer.objects.count() == 2
    assert "reponses.csv est enregistré : 1 ajout, 1 inchangé, 1 différent non repris." in confirm(
        client, private, page
    )
    assert Answer.objects.get(territory_id="100000003").by_id == people.coordinator.pk
    _status, page = upload(client, private, text, on_conflict="replace")
    confirm(client, private, page)
    assert Answer.objects.get(territory_id="100000002", is_current=True).value == 23
    assert "Rien à écrire" in upload(client, private, text, on_conflict="replace")[1]


def test_states_and_answers_in_part_are_shown_in_words(private: Campaign, people: Cast, client: Client) -> None:
    client.force_login(people.coordinator)
    page = upload(client, private, "siren,q1,q1.state,q2.state\n100000003,yes,answered_partly,refused\n")[1]
    assert '<td class="as-typed">Oui (en partie)</td>' in page
    assert '<td class="as-typed">refus de répondre</td>' in page


def test_an_answer_written_meanwhile_is_not_replaced_unseen(private: Campaign, people: Cast, client: Client) -> None:
    client.force_login(people.coordinator)
    _status, page = upload(client, private, "siren,q2\n100000002,23\n", on_conflict="replace")
    record_answer(by=None, campaign=private, siren="100000002", question="q2", value=24, on=DURING.date())
    assert "n’est plus ce qui était montré" in confirm(client, private, page)
    assert Answer.objects.get(territory_id="100000002", is_current=True).value == 24


def test_faults_are_shown_in_their_rows_and_nothing_is_written(private: Campaign, people: Cast, client: Client) -> None:
    client.force_login(people.coordinator)
    text = "siren,q2\n100000003,beaucoup\n999999999,4\n"
    status, page = upload(client, private, text)
    assert (status, "rien n’a été écrit" in page) == (422, True)
    assert '<td>q2</td><td class="as-typed">beaucoup</td><td>un nombre</td>' in page
    assert "999999999" in page
    status, page = upload(client, private, '"', skip_faults="on")
    assert (status, "rien n’a été écrit" in page) == (422, True)
    assert Answer.objects.count() == 2
    status, page = upload(client, private, f"{text}100000001,12\n", skip_faults="on", on_conflict="replace")
    confirm(client, private, page)
    assert Answer.objects.get(territory_id="100000001", is_current=True).value == 12


def test_a_structure_beside_the_file_explains_its_numbers(private: Campaign, people: Cast, client: Client) -> None:
    client.force_login(people.coordinator)
    structure = write_limesurvey(view_campaign(private.slug).questionnaire)
    numbers = read_numbers(read_lime_file(structure.encode(), "s.lss"))["q2"]
    text = f"id,submitdate,lastpage,SIREN,1X{numbers.gid}X{numbers.qid}\n1,2013-05-02,1,100000003,44\n"
    status, page = upload(client, private, text)
    assert (status, "la structure de l’enquête" in page) == (422, True)
    beside = SimpleUploadedFile("s.lss", structure.encode())
    confirm(client, private, upload(client, private, text, companion=beside)[1])  # type: ignore[arg-type]
    assert Answer.objects.get(territory_id="100000003").value == 44


def test_who_may_import_on_screen(private: Campaign, documented: Campaign, people: Cast, client: Client) -> None:
    page = reverse("formats:imports", args=[private.slug])
    assert client.get(page).status_code == 302
    for person in (people.outsider, people.officer, people.reader):
        client.force_login(person)
        assert client.get(page).status_code == 403
    client.force_login(people.coordinator)
    assert client.get(page).status_code == 200
    assert client.get(reverse("formats:imports", args=[documented.slug])).status_code == 404
    assert client.get(reverse("formats:imports", args=["perdue"])).status_code == 404
    assert upload(client, private, "siren,q2\n", match="x" * 300)[0] == 422


def test_queries_do_not_grow_with_answers(
    documented: Campaign, client: Client, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        client.get(address(documented, "csv"))
