"""Pages → text, by the theme's templates."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from typing import Any

import markupsafe
from jinja2 import Environment, Template
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup, escape


class _Template(Template):
    """Jinja's, where what is escaped gets no Markup around it.

    It is joined to text next, some hundred times a page: a fourteenth of a build's time.
    """

    @classmethod
    def _from_namespace(
        cls, environment: Environment, namespace: MutableMapping[str, Any], globals: MutableMapping[str, Any]
    ) -> Template:
        namespace["escape"] = _escaped
        return super()._from_namespace(environment, namespace, globals)

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        """The macros of this template, for one that imports them.

        Jinja's looks each time which names that one knows and this one does not: here all know the same.
        """
        return super()._get_default_module()


def _escaped(value: Any) -> str:
    if type(value) is str:
        return markupsafe._escape_inner(value)  # type: ignore[attr-defined]
    return value if type(value) is Markup else escape(value)


class _Context(Context):
    """Jinja's, which asks of all that is called what it wants besides its arguments.

    A macro wants nothing else, and is called some 25 times a page: a twelfth of a build's time. What it gives is HTML,
    as templates escape whatever they print.
    """

    def call(self, called: Any, /, *args: Any, _block_vars: Any = None, _loop_vars: Any = None, **named: Any) -> Any:
        if type(called) is Macro and not (called.caller or called.catch_kwargs or called.catch_varargs):
            left_out = called.arguments[len(args) :]
            given = (*args, *[named.pop(name, missing) for name in left_out]) if left_out else args
            if not named and len(given) == called._argument_count:
                return str.__new__(Markup, called._func(*given))
        return super().call(called, *args, _block_vars=_block_vars, _loop_vars=_loop_vars, **named)


class _Environment(Environment):
    """Jinja's, for many small pages: one dictionary of names for all templates, none of which changes meanwhile.

    Each is looked up once. A page takes some ten others, to which Jinja's way, with the names that they know, is a
    tenth of the time of printing.
    """

    template_class = _Template
    context_class = _Context

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._found: dict[str | Template, Template] = {}

    def get_template(
        self, name: str | Template, parent: str | None = None, globals: MutableMapping[str, Any] | None = None
    ) -> Template:
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = super().get_template(name, parent, globals)
        return found

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return self.globals


class Printer:
    """Prints pages.

    Pelican's writer copies the context for each page, and Jinja makes the macros anew that a page imports: together
    three quarters of the time. Here the context belongs to the environment. Where addresses are relative, SITEURL is
    another in each folder, and so is the environment.
    """

    def __init__(
        self, like: Environment, options: Mapping[str, Any], context: Mapping[str, Any], *, relative: bool
    ) -> None:
        """`like` has the theme's templates and `options` are those it was made with; `context` is what pages see."""
        self._like = like
        self._options = options
        self._context = context
        self._relative = relative
        self._environments: dict[str, Environment] = {}

    def text(self, page: Any, **more: Any) -> str:
        """What stands in the page's file."""
        site = "/".join([".."] * page.save_as.count("/")) or "." if self._relative else self._context["SITEURL"]
        if site not in self._environments:
            self._environments[site] = self._seen_from(site)
        return self._environments[site].get_template(page.template).render(view=page, **more)

    def _seen_from(self, site: str) -> Environment:
        seen = _Environment(loader=self._like.loader, auto_reload=False, cache_size=-1, **self._options)
        seen.filters, seen.tests = self._like.filters, self._like.tests
        seen.globals = {**self._like.globals, **self._context, "SITEURL": site}
        return seen
