"""Pages → text, by the theme's templates."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment


class Renderer:
    """Renders with one environment. Its macros are one value, `macros`: `{{ macros.claim.card(claim) }}`.

    Macros see the way to the site's root, so where addresses are relative there are macros for each depth of folder.
    """

    def __init__(self, environment: Environment, context: Mapping[str, Any], *, relative: bool) -> None:
        """`context` is what every page sees beside its view."""
        self._environment = environment
        self._context = context
        self._relative = relative
        self._shared: dict[str, dict[str, Any]] = {}

    def render(self, page: Any, **more: Any) -> str:
        """Return the text of a page's file; `page` names its template and the file, and is `view` in the template."""
        return self.render_template(page.template, page.save_as, view=page, **more)

    def render_template(self, name: str, file: str, **values: Any) -> str:
        """Return what a template makes of some values, for a file."""
        return self._environment.get_template(name).render(self._seen_from(file), **values)

    def _seen_from(self, file: str) -> dict[str, Any]:
        """Return the context of pages as deep in folders as this file."""
        root = "/".join([".."] * file.count("/")) or "." if self._relative else self._context["SITEURL"]
        if root not in self._shared:
            macros = SimpleNamespace()
            shared = self._shared[root] = {**self._context, "SITEURL": root, "macros": macros}
            for name in self._environment.list_templates(filter_func=lambda name: name.startswith("macros/")):
                module = self._environment.get_template(name).make_module(shared)
                setattr(macros, PurePosixPath(name).stem, module)
        return self._shared[root]


class RenderedPage:
    """A page's text in the place of its template, for Pelican's writer."""

    def __init__(self, text: str) -> None:
        self.text = text

    def render(self, context: Mapping[str, Any]) -> str:
        """Return the text."""
        return self.text
