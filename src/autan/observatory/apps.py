"""Django configuration of the room."""

from django.apps import AppConfig


class ObservatoryConfig(AppConfig):
    """The observatory room."""

    name = "autan.observatory"
    label = "observatory"

    def ready(self) -> None:
        """Tell the bottom how the figures and the rows of this room are found."""
        from autan.accounts.rights import register_rights
        from autan.evidence.queries.registry import (
            EvidenceKind,
            FigureSource,
            all_at_once,
            one_by_one,
            register_evidence,
            register_figures,
        )
        from autan.observatory.rights import RIGHTS

        register_rights(RIGHTS)
        from autan.observatory.deposit_cards import describe_deposit
        from autan.observatory.evidence import describe_lakes
        from autan.observatory.figure_addresses import find_figure
        from autan.observatory.once import watch_requests
        from autan.observatory.own_value_cards import describe_own_value
        from autan.observatory.price_list import describe_price
        from autan.observatory.queries.flows import find_flow_figure
        from autan.observatory.queries.indicators import describe_indicator
        from autan.observatory.queries.offers import find_any_indicator

        register_figures(
            FigureSource(name="observatory", find=lambda address: find_figure(str(address))),
            FigureSource(name="flows", find=lambda address: find_flow_figure(str(address))),
            FigureSource(name="indicator", find=lambda address: find_any_indicator(str(address))),
        )
        register_evidence(
            EvidenceKind(kind="lake", describe=all_at_once(describe_lakes)),
            EvidenceKind(kind="indicator", describe=one_by_one(describe_indicator)),
            EvidenceKind(kind="deposit", describe=one_by_one(describe_deposit)),
            EvidenceKind(kind="price", describe=one_by_one(describe_price)),
            EvidenceKind(kind="own-value", describe=one_by_one(describe_own_value)),
        )
        watch_requests()
