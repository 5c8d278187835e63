"""What browsers ask every site for; without these the page's console fills with errors."""

from importlib.resources import files

from fastapi import APIRouter, Response

router = APIRouter(include_in_schema=False)


@router.get("/favicon.ico")
def favicon() -> Response:
    """The icon in the browser's tab."""
    icon = files("assistant.server").joinpath("favicon.svg").read_bytes()
    return Response(icon, media_type="image/svg+xml", headers={"Cache-Control": "max-age=86400"})


@router.get("/manifest.json")
def manifest() -> dict[str, object]:
    """What the page is called when it is put on a home screen."""
    return {
        "name": "融合试点助手",
        "short_name": "试点助手",
        "lang": "zh-CN",
        "start_url": "/",
        "display": "standalone",
        "icons": [{"src": "/favicon.ico", "sizes": "any", "type": "image/svg+xml"}],
    }
