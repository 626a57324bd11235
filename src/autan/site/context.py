"""What every page needs around its content."""

from typing import Any

from django.http import HttpRequest


def site_frame(request: HttpRequest) -> dict[str, Any]:
    """Give the frame of the page."""
    return {"product_name": "Autan", "path_in_french": request.path.removeprefix("/en")}
