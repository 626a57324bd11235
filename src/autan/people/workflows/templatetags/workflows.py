"""The buttons of the transitions that a reader may ask for."""

from typing import Any

from django import template

from autan.ground.registry import registered
from autan.people.workflows.actions import GONE, Workflow

register = template.Library()


@register.inclusion_tag("workflows/buttons.html", takes_context=True)
def transition_buttons(context: template.Context, name: str, row: Any, address: str, only: str = "") -> dict[str, Any]:
    """Show a button for each transition with a label that a row may go through, for whoever holds its right.

    The name is that of the workflow, the address where its buttons post to; `only` is the name of one of them.
    """
    workflow = next(workflow for workflow in registered(Workflow) if workflow.name == name)
    person, state = context["request"].user, workflow.state_of(row)
    labelled = [
        item for item in workflow.transitions if item.label and only in {"", item.name} and state in item.begins
    ]
    shown = [item for item in labelled if person.has_perm(*workflow.right_on(item, row)[:2])]
    buttons = [
        (item.sent, item.label(row) if callable(item.label) else item.label, item.ends == GONE) for item in shown
    ]
    return {"buttons": buttons, "address": address, "csrf_token": context.get("csrf_token")}
