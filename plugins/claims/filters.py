"""What templates can call besides macros: each sees the page being rendered through Jinja's context."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from .data import links, loader, prose_pages
from .data.diagnostics import DataError, Finding, nearest, shown
from .exports import jsonld
from .site import labels
from .site.views import Page


class PageError(Exception):
    """A page in `content/` does not say of itself what every page must."""


@pass_context
def prose(context: Context, html: str) -> Markup:
    """Return HTML with its links to records led to their addresses, as seen from the page being rendered.

    Raises DataError where a page in `content/` links to what is not there; texts of the file were checked before.
    """

    def address(kind: str, id: str) -> str:
        known = labels.PAGES if kind == links.PAGE else context["record_ids"](kind)
        if id not in known:
            raise DataError([_lost(Path(context["page"].source_path), kind, id, known)])
        return f"{context['SITEURL']}/{context['urls'].record(kind, id)}"

    return Markup(links.resolve(html, address))  # noqa: S704 - clean HTML came in, only addresses changed


def _lost(file: Path, kind: str, id: str, known: Iterable[str]) -> Finding:
    """Return the finding for a link of a prose page that leads to nothing."""
    near = nearest(id, known)
    help = f'did you mean "{near}"?' if near else "lead it to one that is there, or delete it"
    message = f"links to {kind} {shown(id)}, which is not defined"
    return prose_pages.finding(Path(os.path.relpath(file)), loader.text_of(file), f"{kind}:{id}", message, help)


@pass_context
def json_ld(context: Context, page: Page) -> Markup:
    """Return what a page says for machines, as JSON-LD."""
    return jsonld.script(page, base=context["SITEURL"], name=context["SITENAME"], urls=context["urls"])


@pass_context
def asset(context: Context, name: str) -> str:
    """Return the address of a file of theme/static/, as seen from the page being rendered."""
    return f"{context['SITEURL']}/{context['assets'].path(name)}"


@pass_context
def bundle(context: Context, name: str) -> list[str]:
    """Return the addresses of the files that make up a bundle: all of them while editing, one when published."""
    return [f"{context['SITEURL']}/{path}" for path in context["assets"].bundle(name)]


FILTERS: dict[str, Any] = {"prose": prose, "json_ld": json_ld}
FUNCTIONS: dict[str, Any] = {"asset": asset, "bundle": bundle}
