"""Personal links: who gives them, what is kept of them, and when they stop opening the door."""

from datetime import timedelta

import pytest
from django.utils import timezone

from autan.ground.errors import RuleError
from autan.ground.texts.language import in_language
from autan.survey.campaigns.actions.invitations import (
    InvalidInvitationError,
    invite,
    note_email_status,
    opt_out,
    revoke_invitation,
)
from autan.survey.campaigns.core.campaigns import EmailStatus, InvitationRole, PersonalLinkState
from autan.survey.campaigns.models import Campaign, Invitation
from autan.survey.campaigns.presenters import opt_out_link, personal_link
from autan.survey.campaigns.queries.invitations import (
    DeadLinkError,
    UnknownLinkError,
    find_invitation,
    invitation_followed,
)
from tests.cast import Cast

OWN, OTHER = "100000001", "100000002"
SITE = "https://exemple.fr"


def give(campaign: Campaign, **changes: object) -> tuple[Invitation, str]:
    fields = {
        "by": None,
        "campaign": campaign,
        "siren": OWN,
        "name": "Camille Essai",
        "email": "camille@exemple.fr",
        "expires_at": timezone.now() + timedelta(days=10),
    }
    invitation = invite(**{**fields, **changes})  # type: ignore[arg-type]
    return invitation, invitation.token


def test_the_token_opens_the_door_and_is_not_in_the_database(collected: Campaign) -> None:
    invitation, token = give(collected)
    assert find_invitation(token, now=timezone.now()) == invitation
    row = Invitation.objects.filter(pk=invitation.pk).values().get()
    assert token not in {str(value) for value in row.values()}


def test_links_lead_to_pages_in_french_whatever_the_language_of_who_gives_them(collected: Campaign) -> None:
    invitation, token = give(collected)
    with in_language("en"):
        links = {personal_link(token, site=SITE), opt_out_link(invitation, site=SITE)}
    assert links == {personal_link(token, site=SITE), opt_out_link(invitation, site=SITE)}
    assert not any(link.startswith(f"{SITE}/en/") for link in links)


def test_a_name_stays_on_one_line(collected: Campaign) -> None:
    invitation, _token = give(collected, name=" Camille\r\nVotre lien :\u2028ici ")
    assert invitation.name == "Camille Votre lien : ici"


def test_a_name_holds_no_address(collected: Campaign) -> None:
    with pytest.raises(InvalidInvitationError, match="un nom ne contient pas d’adresse") as refused:
        give(collected, name="Camille, voir https://ailleurs.exemple.fr")
    assert set(refused.value.problems) == {"name"}


def test_a_token_that_was_never_given_is_unknown(collected: Campaign) -> None:
    give(collected)
    with pytest.raises(UnknownLinkError):
        find_invitation("un-jeton-que-personne-na-donne", now=timezone.now())


def test_a_link_expires(collected: Campaign) -> None:
    invitation, token = give(collected)
    with pytest.raises(DeadLinkError) as dead:
        find_invitation(token, now=invitation.expires_at)
    assert dead.value.state is PersonalLinkState.EXPIRED


def test_a_revoked_link_stops_at_once_for_a_session_too(collected: Campaign) -> None:
    invitation, token = give(collected)
    revoke_invitation(by=None, invitation=invitation)
    first = invitation.revoked_at
    revoke_invitation(by=None, invitation=invitation)
    assert invitation.revoked_at == first
    for look in (lambda now: find_invitation(token, now=now), lambda now: invitation_followed(invitation.pk, now=now)):
        with pytest.raises(DeadLinkError) as dead:
            look(timezone.now())
        assert dead.value.state is PersonalLinkState.REVOKED


def test_a_new_lead_link_replaces_the_former_one_of_the_same_territory_only(collected: Campaign) -> None:
    _, former = give(collected)
    _, neighbour = give(collected, siren=OTHER)
    _, new = give(collected, name="Dominique Essai")
    now = timezone.now()
    with pytest.raises(DeadLinkError):
        find_invitation(former, now=now)
    assert find_invitation(new, now=now).name == "Dominique Essai"
    assert find_invitation(neighbour, now=now).territory_id == OTHER


def test_every_problem_of_an_invitation_is_told_at_once(collected: Campaign) -> None:
    with pytest.raises(InvalidInvitationError) as refused:
        give(
            collected,
            siren="999999999",
            name=" ",
            email="pas une adresse",
            role=InvitationRole.CONTRIBUTOR,
            sections=["nulle_part"],
            expires_at=timezone.now(),
        )
    assert set(refused.value.problems) == {"siren", "name", "email", "sections", "expires_at"}
    assert not Invitation.objects.exists()


def test_a_contributor_opens_the_sections_named_and_no_other(collected: Campaign) -> None:
    guest, _ = give(collected, role=InvitationRole.CONTRIBUTOR, sections=["first"])
    lead, _ = give(collected)
    assert (guest.opens("first"), guest.opens("second"), lead.opens("second")) == (True, False, True)


@pytest.mark.parametrize(
    ("who", "role", "is_allowed"),
    [
        ("coordinator", InvitationRole.LEAD, True),
        ("officer", InvitationRole.LEAD, False),
        ("officer", InvitationRole.CONTRIBUTOR, True),
        ("contributor", InvitationRole.CONTRIBUTOR, False),
        ("reader", InvitationRole.CONTRIBUTOR, False),
        ("outsider", InvitationRole.CONTRIBUTOR, False),
    ],
)
def test_who_invites_whom(
    collected: Campaign,
    people: Cast,
    who: str,
    role: InvitationRole,
    is_allowed: bool,  # noqa: FBT001
) -> None:
    person = getattr(people, who)
    if is_allowed:
        invitation, _ = give(collected, by=person, role=role, sections=["first"])
        assert invitation.created_by == person
        return
    with pytest.raises(RuleError):
        give(collected, by=person, role=role, sections=["first"])


def test_an_officer_invites_no_one_for_another_territory(collected: Campaign, people: Cast) -> None:
    with pytest.raises(RuleError):
        give(collected, by=people.officer, siren=OTHER, role=InvitationRole.CONTRIBUTOR, sections=["first"])


def test_the_holder_of_a_lead_link_invites_contributors_of_the_same_territory_only(collected: Campaign) -> None:
    lead, _ = give(collected)
    guest, _ = give(collected, host=lead, role=InvitationRole.CONTRIBUTOR, sections=["first"])
    assert guest.territory_id == OWN
    refused = [
        {"host": lead, "siren": OTHER, "role": InvitationRole.CONTRIBUTOR, "sections": ["first"]},
        {"host": lead},
        {"host": guest, "role": InvitationRole.CONTRIBUTOR, "sections": ["first"]},
    ]
    for changes in refused:
        with pytest.raises(RuleError):
            give(collected, **changes)


def test_the_state_of_an_address_is_noted_by_the_coordination(collected: Campaign, people: Cast) -> None:
    invitation, _ = give(collected)
    with pytest.raises(RuleError):
        note_email_status(by=people.officer, invitation=invitation, status=EmailStatus.BOUNCED)
    note_email_status(by=people.coordinator, invitation=invitation, status=EmailStatus.BOUNCED)
    assert Invitation.objects.get().email_status == EmailStatus.BOUNCED
    opt_out(invitation=invitation)
    assert Invitation.objects.get().email_status == EmailStatus.OPTED_OUT
