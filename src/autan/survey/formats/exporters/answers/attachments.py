"""The files joined to the answers of a campaign, in one archive."""

import zipfile
from tempfile import TemporaryFile
from typing import IO

from autan.survey.campaigns.models import Campaign
from autan.survey.campaigns.queries.attachments import attachments_of


def zip_attachments(campaign: Campaign) -> IO[bytes]:
    """Return an open archive, one file at a time in memory: `territory/question/name`, numbered where names meet."""
    file = TemporaryFile()  # noqa: SIM115 - closed by the answer that reads it
    names: set[str] = set()
    with zipfile.ZipFile(file, "w") as archive:
        for attachment in attachments_of(campaign).iterator(chunk_size=1):
            folder, name = f"{attachment.territory_id}/{attachment.question}/", attachment.name.replace("/", "_")
            rank = 1
            while folder + name in names:
                rank += 1
                name = f"{rank}-{attachment.name}"
            names.add(folder + name)
            archive.writestr(zipfile.ZipInfo(folder + name), bytes(attachment.content))
    file.seek(0)
    return file
