"""An answer kept as it was made for whoever reads as anybody: its headers and its bytes, in one file."""

import json
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAnswer:
    """What a page or a file was answered.

    Attributes:
        headers: those of the view alone.
        body: its bytes, compressed where the headers say so.
    """

    headers: Mapping[str, str]
    body: bytes

    def written(self) -> bytes:
        r"""Return the answer as one file: a line of JSON, then the bytes.

        >>> KeptAnswer.read(KeptAnswer(headers={"Content-Type": "image/png"}, body=b"\n1").written()).body
        b'\n1'
        """
        return json.dumps(dict(self.headers)).encode() + b"\n" + self.body

    @classmethod
    def read(cls, content: bytes) -> "KeptAnswer":
        """Return the answer that a file holds."""
        headers, _, body = content.partition(b"\n")
        return cls(headers=json.loads(headers), body=body)
