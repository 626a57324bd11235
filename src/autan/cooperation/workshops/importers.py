"""Photos drawn again as JPEG: HEIC is read; position, device and every other tag of the file are left out."""

import io
import warnings

from pi_heif import register_heif_opener
from PIL import Image, ImageOps, UnidentifiedImageError

from autan.ground.errors import DomainError

LONGEST_SIDE = 1600
"""Longest side of a photo that is kept, in pixels."""
_QUALITY = 82
_TOO_MANY_POINTS = (Image.DecompressionBombWarning, Image.DecompressionBombError)

register_heif_opener()


def redraw_photo(data: bytes) -> bytes:
    """Return a photo as JPEG, turned as it was held, at most 1600 pixels on its longest side, without any tag.

    Raises:
        DomainError: the data hold no photo that can be read, or one of more than 89 million pixels.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as photo:
                drawn = ImageOps.exif_transpose(photo).convert("RGB")
    except _TOO_MANY_POINTS as error:
        raise DomainError("cette photo a plus de 89 millions de points\u00a0: réduisez-la") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise DomainError("ce fichier n’est pas une photo que l’on sait lire") from error
    drawn.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = Image.new("RGB", drawn.size)
    bare.paste(drawn)
    stream = io.BytesIO()
    bare.save(stream, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return stream.getvalue()
