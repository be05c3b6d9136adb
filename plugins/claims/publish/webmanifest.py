"""site.webmanifest: the name and the pictures that a device shows for the site on its own screens."""

from __future__ import annotations

import json
from collections.abc import Callable

_ICONS = (
    ("icons/192.png", "192x192", "any"),
    ("icons/512.png", "512x512", "any"),
    ("icons/maskable.png", "512x512", "maskable"),
)


def webmanifest(name: str, lang: str, path: Callable[[str], str]) -> str:
    """The manifest; `path` tells where a file of the theme is. Addresses are relative to the manifest's own."""
    icons = [
        {"src": path(file), "sizes": sizes, "type": "image/png", "purpose": purpose} for file, sizes, purpose in _ICONS
    ]
    manifest = {"name": name, "short_name": name, "lang": lang, "id": "./", "start_url": "./", "icons": icons}
    return json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
