"""The mapping of a file, as a coordination types it."""

from autan.ground.web.forms.described import DescribedForm
from autan.opendata.sources.core.file_mappings import FileMapping, mapping_faults


class FileMappingForm(DescribedForm):
    """How the columns of a file are ours."""

    class Meta:
        document = FileMapping
        faults = mapping_faults
