"""The file of what is already known, given by a coordinator."""

from autan.intake.forms import UploadForm


class KnownAnswersForm(UploadForm):
    """A file of what facts say of each territory, in the form of documented answers."""
