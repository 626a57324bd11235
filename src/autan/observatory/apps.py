"""Django's door to the room."""

from django.apps import AppConfig

from autan.evidence.registry import register_evidence, register_figures


class ObservatoryConfig(AppConfig):
    """The observatory room."""

    name = "autan.observatory"
    label = "observatory"

    def ready(self) -> None:
        """Tell the bottom how the figures and the rows of this room are found."""
        from autan.observatory.deposit_cards import describe_deposit
        from autan.observatory.evidence import describe_lake, describe_lakes
        from autan.observatory.figure_addresses import find_figure
        from autan.observatory.once import watch_requests
        from autan.observatory.own_value_cards import describe_own_value
        from autan.observatory.price_list import describe_price
        from autan.observatory.queries.flows import find_flow_figure
        from autan.observatory.queries.indicators import describe_indicator
        from autan.observatory.queries.offers import find_any_indicator

        register_figures("observatory", find_figure)
        register_figures("flows", find_flow_figure)
        register_figures("indicator", find_any_indicator)
        register_evidence("lake", describe_lake, describe_many=describe_lakes)
        register_evidence("indicator", describe_indicator)
        register_evidence("deposit", describe_deposit)
        register_evidence("price", describe_price)
        register_evidence("own-value", describe_own_value)
        watch_requests()
