"""The message by which somebody asks the coordination to be put in touch with who carries an action, in French."""

from django.urls import reverse

from autan.people.accounts.models import Person
from autan.people.accounts.renderers import PersonalEmail, render_personal_email
from autan.plans.projects.models import ActionSheet


def render_contact(asker: Person, own: ActionSheet, wanted: ActionSheet, text: str, *, site: str) -> PersonalEmail:
    """Return the message to those who coordinate the network of the action that somebody wants to know more of."""
    return render_personal_email(
        "action_search/mail/contact.txt",
        asker=asker,
        own=own,
        wanted=wanted,
        places=", ".join(place.name for place in wanted.carriers.all()),
        text=text,
        page=site + reverse("projects:sheet", kwargs={"slug": wanted.slug}),
    )
