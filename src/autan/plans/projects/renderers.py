"""The message that tells somebody of a comment meant for them, in French."""

from django.urls import reverse

from autan.people.accounts.models import Person
from autan.people.accounts.renderers import PersonalEmail, render_personal_email
from autan.people.journal.models import Remark
from autan.plans.projects.models import ActionSheet


def render_mention(author: Person, sheet: ActionSheet, remark: Remark, *, site: str) -> PersonalEmail:
    """Return the message to whom a comment on an action is meant for."""
    page = site + reverse("projects:sheet", kwargs={"slug": sheet.slug})
    return render_personal_email(
        "projects/mail/mention.txt",
        author=author,
        sheet=sheet,
        text=remark.text,
        page=f"{page}#commentaire-{remark.pk}",
    )
