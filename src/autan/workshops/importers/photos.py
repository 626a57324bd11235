"""Photos drawn again as JPEG: HEIC is read; position, device and every other tag of the file are left out."""

import io

from PIL import Image, ImageOps, UnidentifiedImageError
from pillow_heif import register_heif_opener

from autan.errors import DomainError

LONGEST_SIDE = 1600
"""Longest side of a photo that is kept, in pixels."""
_MOST_PIXELS = 100_000_000
_QUALITY = 82

register_heif_opener()


def redraw_photo(data: bytes) -> bytes:
    """Return a photo as JPEG, turned as it was held, at most 1600 pixels on its longest side, without any tag.

    Raises:
        DomainError: the data hold no photo that can be read, or one of more than 100 million pixels.
    """
    try:
        with Image.open(io.BytesIO(data)) as photo:
            if photo.width * photo.height > _MOST_PIXELS:
                raise DomainError("cette photo a plus de 100 millions de points : réduisez-la")
            drawn = ImageOps.exif_transpose(photo).convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise DomainError("ce fichier n’est pas une photo que l’on sait lire") from error
    drawn.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = Image.new("RGB", drawn.size)
    bare.paste(drawn)
    stream = io.BytesIO()
    bare.save(stream, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return stream.getvalue()
