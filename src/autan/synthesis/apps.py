"""Django configuration of the room."""

from django.apps import AppConfig


class SynthesisConfig(AppConfig):
    """The synthesis room."""

    name = "autan.synthesis"
    label = "synthesis"

    def ready(self) -> None:
        """Give the home of a network, the menu and the search what they show of editions."""
        from autan.accounts.rights import register_rights
        from autan.evidence.queries.registry import register_quotations
        from autan.extension_points import register
        from autan.synthesis.actions.personal import erase_written
        from autan.synthesis.presenters.network_step import EDITION_STEP
        from autan.synthesis.presenters.personal_data import WRITTEN_DATA
        from autan.synthesis.presenters.published import EDITION_FEED, PUBLISHED_EDITIONS, PUBLISHED_PRINTS
        from autan.synthesis.presenters.shared_pages import MENU, NETWORK_PART, SEARCH
        from autan.synthesis.queries.editions import editions_that_quote
        from autan.synthesis.queries.personal import export_written
        from autan.synthesis.renderers.desk import DESK
        from autan.synthesis.renderers.desk_reviews import DESK_REVIEWS
        from autan.synthesis.rights import RIGHTS

        register_rights(RIGHTS)
        register_quotations(editions_that_quote)
        register(NETWORK_PART, MENU, SEARCH, DESK, DESK_REVIEWS, EDITION_STEP)
        register(WRITTEN_DATA(export=export_written, erase=erase_written))
        register(PUBLISHED_EDITIONS, PUBLISHED_PRINTS, EDITION_FEED)
