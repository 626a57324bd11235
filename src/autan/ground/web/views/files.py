"""A file that a page gives to keep."""

from django.http import HttpResponse


def attached(content: bytes, name: str, media_type: str) -> HttpResponse:
    """Give a file to keep."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=media_type, headers=headers)
