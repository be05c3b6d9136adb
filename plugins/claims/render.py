"""Pages → text, by the theme's templates, and what templates can call besides macros."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, StrictUndefined, pass_context
from jinja2.loaders import ChoiceLoader, FileSystemLoader, PrefixLoader
from jinja2.runtime import Context
from markupsafe import Markup, escape

from .model import links
from .model.translation import without_marks_in_attributes
from .pages.prose import headings, parts
from .site.language import Language
from .site.views import Link
from .web import contacts

OPTIONS: Mapping[str, Any] = {
    "autoescape": True,
    "extensions": ["jinja2.ext.i18n"],
    "undefined": StrictUndefined,
    "trim_blocks": True,
    "lstrip_blocks": True,
}
"""How templates for claims are compiled."""


def make_environment(
    settings: Mapping[str, Any], folders: Sequence[Path], cache: Path, language: Language
) -> Environment:
    """Return the environment of templates for claims, each from the first of the folders that has it.

    The last folder is the theme's, whose own template is `!theme/claim.html`. It is not Pelican's environment, whose
    templates and options are the other pages'; what a site adds to Jinja's language it adds here too. Compiled
    templates are kept in `cache`: to compile them is a third of a small site's build.
    """
    compiled = cache / "templates"
    compiled.mkdir(parents=True, exist_ok=True)
    cached = FileSystemBytecodeCache(str(compiled))
    loader = ChoiceLoader([FileSystemLoader(folders), PrefixLoader({"!theme": FileSystemLoader(folders[-1])})])
    added = settings["JINJA_ENVIRONMENT"].get("extensions", ())
    options = {**OPTIONS, "extensions": [*dict.fromkeys([*OPTIONS["extensions"], *added])]}
    # Templates stay as they are while it lives, which is for one build. OPTIONS turn autoescape on.
    environment = Environment(loader=loader, bytecode_cache=cached, auto_reload=False, **options)  # noqa: S701
    environment.tests.update(settings["JINJA_TESTS"])
    environment.filters.update({**settings["JINJA_FILTERS"], **FILTERS})
    environment.globals.update({**settings["JINJA_GLOBALS"], **FUNCTIONS})
    speak(environment, language)
    return environment


def speak(environment: Environment, language: Language) -> None:
    """Let the templates of an environment say their messages in a language."""
    environment.policies["ext.i18n.trimmed"] = True
    environment.globals["language"] = language
    extension: Any = environment
    said = language.translations
    functions = {name: _escaped(getattr(said, name)) for name in ("gettext", "ngettext", "pgettext")}
    extension.install_gettext_callables(newstyle=True, **functions)


def _escaped(say: Callable[..., str]) -> Callable[..., str]:
    """Return a function of gettext whose messages can stand in attributes too: Jinja takes each for HTML.

    One with tags is HTML, and is left as it is: a translation with others was refused.
    """
    return lambda *message: say(*message) if "<" in str(message) else escape(say(*message))


_JOINER = "\u2060"
_TYPED_SPACE = re.compile("([，。；：！？）」』】、](?:</[a-z]+>)*) (?=[^ \n])")
"""A space after a full-width sign, which needs none, where a template puts it between two sentences."""

_HEADING = re.compile(r"<(h[123])\b.*?</\1>")
_CLAUSES = re.compile("(?<=>)(?:[^<>，。；：！？]+[，。；：！？][」』”’》）]*)+[^<>]+(?=<)")
_CLAUSE = re.compile("[^，。；：！？]+[，。；：！？]?[」』”’》）]*")


def _with_line_breaks(html: str) -> str:
    """Return HTML in which no line begins with a sign that follows a link's icon: between letters any line may break.

    A heading breaks between its clauses, and inside one only where that is too long for a line.
    """

    def apart(clauses: re.Match[str]) -> str:
        return _CLAUSE.sub(r'<span class="clause">\g<0></span>', clauses[0])

    html = _HEADING.sub(lambda heading: _CLAUSES.sub(apart, heading[0]), html)
    return re.sub(r"(</svg></span></a>)(?=[，。；：！？）”』、])", rf"\1{_JOINER}", html)


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

    def root(self, file: str) -> str:
        """Return the way from a file to the root of the whole site."""
        root: str = self._seen_from(file)["ROOT"]
        return root

    def render(self, page: Any, **more: Any) -> str:
        """Return the text of a page's file; `page` names its template and the file, and is `view` in the template."""
        return self.render_template(page.template, page.save_as, view=page, **more)

    def render_template(self, name: str, file: str, **values: Any) -> str:
        """Return what a template makes of some values, for a file, or with whole addresses where that is empty."""
        text = self._environment.get_template(name).render(self._seen_from(file), **values)
        if self._context.get("translation"):
            text = without_marks_in_attributes(text)
        language: Any = self._environment.globals["language"]
        return _with_line_breaks(_TYPED_SPACE.sub(r"\1", text)) if language.is_spaceless else text

    def _seen_from(self, file: str) -> dict[str, Any]:
        """Return the context of pages as deep in folders as this file, or of what is read elsewhere."""
        whole = self._context["ROOT"]
        if not file:
            root = self._context["site"]
        else:
            root = "/".join([".."] * file.count("/")) or "." if self._relative else self._context["SITEURL"]
            if self._relative:
                whole = f"{root}/.." if self._context["SITEURL"] != whole else root
        if root not in self._shared:
            macros = SimpleNamespace()
            shared = self._shared[root] = {**self._context, "SITEURL": root, "ROOT": whole, "macros": macros}
            for name in self._environment.list_templates(filter_func=lambda name: name.startswith("macros/")):
                module = self._environment.get_template(name).make_module(shared)
                setattr(macros, PurePosixPath(name).stem, module)
        return self._shared[root]


def as_template(text: str) -> Any:
    """Return a page's text as a template that renders to it, for Pelican's writer."""
    return SimpleNamespace(render=lambda context: text)


@pass_context
def prose(context: Context, html: str) -> Markup:
    """Return HTML with its links to records led to their addresses, as seen from the page being rendered.

    What it links to is there: the file was checked, and so were prose pages.
    """

    def address(kind: str, id: str) -> str:
        return f"{context['SITEURL']}/{context['urls'].record(kind, id)}"

    return Markup(links.resolve(html, address))  # noqa: S704 - clean HTML came in, only addresses changed


@pass_context
def linked(context: Context, targets: Iterable[Link]) -> Markup:
    """Return links in a sentence: `a`, `a and b`, `a, b and c`."""
    link = Markup('<a href="{}/{}">{}</a>')
    anchors = (link.format(context["SITEURL"], target.url, target.title) for target in targets)
    return Markup(context["language"].listing(anchors))  # noqa: S704 - only joined


@pass_context
def asset(context: Context, name: str) -> str:
    """Return the address of a file of theme/static/, as seen from the page being rendered."""
    return f"{context['ROOT']}/{context['assets'].path(name)}"


@pass_context
def bundle(context: Context, name: str) -> list[str]:
    """Return the addresses of the files that make up a bundle: all of them while editing, one when published."""
    return [f"{context['ROOT']}/{path}" for path in context["assets"].bundle(name)]


@pass_context
def challenge_address(context: Context, id: str, title: str) -> str:
    """Return where a reader challenges a claim, or "" where no contact is set."""
    contact = context["CORRECTIONS_CONTACT"]
    return contacts.challenge_address(contact, id, title) if contact else ""


FILTERS: dict[str, Any] = {"headings": headings, "linked": linked, "parts": parts, "prose": prose}
FUNCTIONS: dict[str, Any] = {"asset": asset, "bundle": bundle, "challenge_address": challenge_address}
