"""Django configuration of the room."""

from typing import Any

from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    """The room of the programs that are told."""

    name = "autan.publishing.webhooks"
    label = "webhooks"

    def ready(self) -> None:
        """Follow the journal: what an act writes in it, a command's too, is told to programs in its transaction."""
        from django.db.models.signals import post_save

        from autan.people.journal.models import JournalEntry
        from autan.publishing.webhooks.core import EVENT_OF_ACT

        def follow(instance: JournalEntry, **_more: Any) -> None:
            if event := EVENT_OF_ACT.get((instance.room, instance.act)):
                from autan.publishing.webhooks.actions.deliveries import tell_act

                tell_act(instance, event)

        post_save.connect(follow, sender=JournalEntry, weak=False, dispatch_uid="webhooks.follow")
