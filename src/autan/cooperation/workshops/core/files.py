"""The consent of those whom a photo of a workshop shows."""

from autan.ground.texts.core.labelled import Labelled


class PhotoConsent(Labelled):
    """What those whom a photo shows said; only the first two let it be published."""

    NOBODY = "nobody", "personne de reconnaissable", "nobody recognisable"
    GIVEN = "given", "accord des personnes montrées, noté", "consent of those shown, on record"
    NOT_ASKED = "not_asked", "accord non demandé", "consent not asked"

    @property
    def is_published(self) -> bool:
        """True when everybody may see the photo."""
        return self is not PhotoConsent.NOT_ASKED
