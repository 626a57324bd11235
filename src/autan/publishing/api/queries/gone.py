"""What was published once and is no longer: an edition withdrawn, a figure that an edition printed."""

from autan.publishing.editions.models import Edition, PublishedFigure


def why_withdrawn(table: str, identifier: str) -> str:
    """Return why something that was public is no longer there, in French; empty for what never was. One query."""
    if table == "editions":
        return _withdrawn_edition(identifier)
    return _printed_figure(identifier) if table == "figures" else ""


def _withdrawn_edition(slug: str) -> str:
    edition = Edition.objects.filter(slug=slug, withdrawn_on__isnull=False, publications__isnull=False).first()
    if edition is None or edition.withdrawn_on is None:
        return ""
    return f"édition retirée le {edition.withdrawn_on.isoformat()} : {edition.withdrawal_reason}"


def _printed_figure(figure_id: str) -> str:
    """The public editions that printed a figure which no longer exists, or is no longer public."""
    printed = PublishedFigure.objects.filter(figure_id=figure_id, publication__edition__withdrawn_on__isnull=True)
    slugs = sorted(set(printed.values_list("publication__edition__slug", flat=True)))
    return f"chiffre qui n’existe plus à cette adresse ; imprimé dans : {', '.join(slugs)}" if slugs else ""
