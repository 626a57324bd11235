"""Campaigns opened, and opened to all by one link: what is refused, what is kept, what the journal says."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from autan.ground.errors import RuleError, UnknownError
from autan.ground.wordings import Text
from autan.people.journal.models import JournalEntry
from autan.survey.campaigns.actions.campaigns import close_open_link, give_open_link, open_campaign
from autan.survey.campaigns.models import Campaign, OpenLink, OpenReply
from autan.survey.campaigns.queries.answering_access import (
    asked_sirens,
    authorize_answering,
    count_replies,
    find_asked_territory,
    find_open_link,
    find_reply,
    old_unsettled_replies,
    open_link_of,
    territories_answered_by,
    waiting_replies,
)
from autan.survey.campaigns.queries.campaigns import view_campaign
from autan.survey.questionnaires.models import QuestionnaireVersion
from autan.territories.networks.core.invitations import digest_token
from autan.territories.networks.models import Membership, Network
from tests.cast import Cast
from tests.survey.campaigns.answering import OTHER, OWN, access
from tests.survey.campaigns.test_inviting import give

OPENED = date(2026, 3, 1)
TODAY = timezone.localdate()


def begin(network: Network, version: QuestionnaireVersion, **fields: Any) -> Campaign:
    values = {"by": None, "slug": "energie", "title": Text("Énergie", "Energy"), "opened_on": OPENED}
    return open_campaign(network=network, questionnaire=version, **{**values, **fields})


def test_a_campaign_keeps_what_it_was_opened_with(network: Network, version: QuestionnaireVersion) -> None:
    campaign = begin(network, version, title=Text(" Énergie ", " "), note=Text("N", "M"), closed_on=OPENED)
    campaign.refresh_from_db()
    assert (campaign.title, campaign.note, campaign.period) == (Text("Énergie", "Énergie"), Text("N", "M"), "2026")
    assert (campaign.opened_on, campaign.closed_on, campaign.shares_unvalidated) == (OPENED, OPENED, False)
    assert not campaign.is_documented
    line = JournalEntry.objects.get(act="open_campaign")
    assert (line.summary, line.object_id, line.network) == ("Campagne ouverte :  Énergie ", "energie", "autan")
    assert begin(network, version, slug="a" * 60, shares_unvalidated=True).shares_unvalidated


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": Text(" ", "Energy")}, "un titre est attendu"),
        ({"closed_on": OPENED - timedelta(days=1)}, "close avant d’être ouverte"),
        ({"slug": "énergie"}, "ne peut pas servir d’adresse"),
        ({"slug": ""}, "ne peut pas servir d’adresse"),
        ({"slug": "a" * 61}, "60 au plus, hors lien, ouvert, sans-message"),
        ({"slug": "lien"}, "ne peut pas servir d’adresse"),
        ({"slug": "enquete"}, "existe déjà"),
    ],
)
def test_a_campaign_that_could_not_be_followed_is_refused(
    running: Campaign, version: QuestionnaireVersion, fields: dict[str, Any], words: str
) -> None:
    with pytest.raises(RuleError, match=words):
        begin(running.network, version, **fields)
    assert Campaign.objects.count() == 1


@pytest.mark.parametrize("who", ["officer", "contributor", "reader", "outsider"])
def test_the_coordination_alone_opens_a_campaign_and_its_link(running: Campaign, people: Cast, who: str) -> None:
    by = getattr(people, who)
    with pytest.raises(RuleError, match="seule la coordination du réseau « Réseau d’essai » ouvre une campagne"):
        begin(running.network, running.questionnaire, by=by)
    with pytest.raises(RuleError, match="ouvre une campagne à tous"):
        give_open_link(by=by, campaign=running, thanks="Merci.")
    link = give_open_link(by=people.coordinator, campaign=running, thanks="Merci.")
    with pytest.raises(RuleError, match="ouvre une campagne à tous"):
        close_open_link(by=by, link=link)
    link.refresh_from_db()
    assert link.closed_at is None


def test_an_open_link_keeps_its_address_when_it_is_given_again(running: Campaign, people: Cast) -> None:
    by = people.coordinator
    link = give_open_link(by=by, campaign=running, thanks=" Merci. ", closes_on=TODAY, quota=3)
    assert (link.thanks, link.closes_on, link.quota) == ("Merci.", TODAY, 3)
    close_open_link(by=by, link=link)
    close_open_link(by=by, link=link)
    assert open_link_of(running) == find_open_link(link.token) == link
    assert OpenLink.objects.get().refusal() == Text("ce lien est fermé", "this link is closed")
    again = give_open_link(by=by, campaign=running, thanks="Encore merci.")
    again.refresh_from_db()
    assert (again.pk, again.token, again.closes_on, again.quota) == (link.pk, link.token, None, None)
    assert (again.closed_at, again.refusal()) == (None, None)
    told = [line.summary for line in JournalEntry.objects.filter(act__contains="open_link").order_by("pk")]
    given, closed = "Lien ouvert à tous\u00a0: Enquête", "Lien ouvert à tous fermé\u00a0: Enquête"
    assert told == [given, closed, given]
    with pytest.raises(UnknownError, match="aucune enquête n’est ouverte"):
        find_open_link("autre")


def test_a_link_that_takes_no_reply_is_not_given(running: Campaign, collected: Campaign, documented: Campaign) -> None:
    for campaign in (collected, documented):
        with pytest.raises(RuleError, match="ne prend plus de réponse"):
            give_open_link(by=None, campaign=campaign, thanks="Merci.")
    with pytest.raises(RuleError, match="déjà passé"):
        give_open_link(by=None, campaign=running, thanks="Merci.", closes_on=TODAY - timedelta(days=1))
    with pytest.raises(RuleError, match="dites ce qui sera fait"):
        give_open_link(by=None, campaign=running, thanks=" \n")
    assert open_link_of(running) is None


def reply(link: OpenLink, siren: str, receipt: str, **fields: Any) -> OpenReply:
    return OpenReply.objects.create(link=link, territory_id=siren, receipt_sha256=digest_token(receipt), **fields)


def test_replies_are_counted_by_territory_and_wait_for_it(running: Campaign) -> None:
    link = give_open_link(by=None, campaign=running, thanks="Merci.", quota=4)
    now = timezone.now()
    waiting = reply(link, OTHER, "a")
    settled = reply(link, OTHER, "b", settled_at=now, outcome="confirmed")
    reply(link, OTHER, "c", settled_at=now, outcome="dismissed")
    assert link.refusal() is None
    last = reply(link, OWN, "d")
    assert link.refusal() == Text(
        "le nombre de réponses attendu est atteint", "the number of replies that was wanted is reached"
    )
    counts = count_replies(link, view_campaign("enquete").respondents)
    assert [(line.respondent.siren, line.received, line.waiting, line.confirmed) for line in counts] == [
        (OWN, 1, 1, 0),
        (OTHER, 3, 1, 1),
    ]
    assert list(waiting_replies(access(running, OTHER))) == [waiting]
    assert list(waiting_replies(access(running, OWN))) == [last]
    assert find_reply(link, "b") == settled
    with pytest.raises(UnknownError, match="elle a pu être effacée"):
        find_reply(link, "z")
    assert not old_unsettled_replies(waiting.received_at).exists()
    assert set(old_unsettled_replies(timezone.now())) == {waiting, last}


def test_a_campaign_asks_the_members_of_its_first_day(running: Campaign) -> None:
    day = running.opened_on
    assert day is not None

    def asked_when(**dates: date | None) -> bool:
        Membership.objects.filter(territory__siren=OTHER).update(**{"valid_from": None, "valid_to": None, **dates})
        is_asked = find_asked_territory(running, OTHER) is not None
        assert (OTHER in asked_sirens(running)) == is_asked
        return is_asked

    one = timedelta(days=1)
    assert [asked_when(valid_from=day), asked_when(valid_from=day + one)] == [True, False]
    assert [asked_when(valid_to=day), asked_when(valid_to=day - one)] == [True, False]
    running.opened_on = None
    assert [asked_when(), asked_when(valid_to=day)] == [True, False], "those of today"
    assert find_asked_territory(running, "999999999") is None


def test_who_answers_for_which_territories(running: Campaign, people: Cast) -> None:
    def sirens(who: str) -> list[str]:
        return [territory.siren for territory in territories_answered_by(getattr(people, who), running)]

    assert sirens("coordinator") == list(asked_sirens(running)) == [OWN, OTHER, "100000003"]
    assert (sirens("officer"), sirens("contributor")) == ([OWN], [OWN])
    assert (sirens("reader"), sirens("outsider")) == ([], [])


def test_what_opens_the_answers_of_a_territory_and_as_whom(running: Campaign, people: Cast) -> None:
    def flags(**who: Any) -> tuple[bool, bool, str]:
        opened = authorize_answering(campaign=running, siren=OWN, **who)
        return opened.is_lead, opened.is_on_behalf, opened.author_name

    assert flags(person=people.coordinator) == (True, True, "Coordinator")
    assert flags(person=people.officer) == (True, False, "Member_officer")
    assert flags(person=people.contributor) == (False, False, "Contributor")
    link = give(running)[0]
    assert flags(link=link) == (True, False, "Camille Essai")
    assert flags(name="Reprise") == (True, False, "Reprise")
    for refused in ({"person": people.outsider}, {"link": give(running, siren=OTHER)[0]}):
        with pytest.raises(RuleError):
            flags(**refused)
    with pytest.raises(RuleError, match="ne permet pas, ou plus, de répondre"):
        flags(link=link, now=link.expires_at)
    with pytest.raises(UnknownError, match="999999999 n’est pas interrogé"):
        authorize_answering(campaign=running, siren="999999999")
