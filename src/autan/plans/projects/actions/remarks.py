"""The only writer of comments on action sheets, which tells those whom they are meant for."""

from collections.abc import Collection
from contextlib import suppress

from autan.ground.web.presenters import french_address
from autan.ground.wordings import Sentence
from autan.people.accounts.models import Person
from autan.people.accounts.renderers import render_personal_email
from autan.people.journal.actions import acting, record_remark
from autan.people.journal.models import Remark
from autan.people.mail.actions import LocalLinkError, queue_message
from autan.people.mail.connectors import Sender
from autan.plans.projects.actions.sheets import network_of, sheet_ref
from autan.plans.projects.core.mentions import is_called
from autan.plans.projects.models import ActionSheet
from autan.plans.projects.queries.figures import people_beside

_READS = "projects.read_network_fields"


def remark_on_sheet(
    *, by: Person, sheet: ActionSheet, text: str, chosen: Collection[str] = (), site: str = ""
) -> Remark:
    """Keep what somebody of the network says about an action, and write to those whom it is meant for.

    They are those who read it and are chosen, by key, or whose name stands after an @.
    """
    refusal = Sentence("seules les personnes du réseau commentent une fiche")
    with acting(by=by, act="remark_on_sheet", permission=_READS, on=sheet, refusal=refusal) as act:
        network = network_of(sheet)
        others = [
            one for one in people_beside(sheet) if one != by and (str(one.pk) in chosen or is_called(one.name, text))
        ]
        keys = [person.pk for person in others]
        remark = record_remark(act, sheet_ref(sheet), text=text, network=network, mentioned=keys)
        page = f"{french_address('projects:sheet', site=site, slug=sheet.slug)}#commentaire-{remark.pk}"
        for person in others:
            email = render_personal_email(
                "projects/mail/mention.txt", author=by, sheet=sheet, text=remark.text, page=page
            )
            # Where the site has no address that others reach, the comment stays and the desk tells it.
            with suppress(LocalLinkError):
                queue_message(
                    kind="projects.mention",
                    to=person.email,
                    subject=email.subject,
                    body=email.body,
                    network=network,
                    sender=Sender(name=by.name, reply_to=by.email),
                    # The queue takes a key once: the same comment sent again writes to nobody.
                    key=f"projects.mention/{remark.pk}/{person.pk}",
                )
    return remark
