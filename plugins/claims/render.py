"""Pages → text, by the theme's templates, and what templates can call besides macros."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from types import SimpleNamespace
from typing import Any, TypeAlias

from jinja2 import Environment, FileSystemBytecodeCache, StrictUndefined, pass_context
from jinja2.loaders import ChoiceLoader, FileSystemLoader, PrefixLoader
from jinja2.runtime import Context
from markupsafe import Markup, escape

from .checks.settings import Settings
from .checks.settings import challenge_address as address_for
from .model import links
from .model.translation import without_marks_in_attributes
from .pages.prose import headings, parts
from .site.chinese import NO_NEIGHBOURS, Neighbours
from .site.language import Language
from .site.views import Link

TemplateContext: TypeAlias = Mapping[str, Any]
"""The values that a template sees, under their names."""

OPTIONS: Settings = {
    "autoescape": True,
    "extensions": ["jinja2.ext.i18n"],
    "undefined": StrictUndefined,
    "trim_blocks": True,
    "lstrip_blocks": True,
}
"""The options of Jinja with which templates for claims are compiled."""


def make_environment(settings: Settings, folders: Sequence[Path], cache: Path, language: Language) -> Environment:
    """Return the Jinja environment of the templates for claims, in a language.

    It is not Pelican's environment: templates and options there belong to the other pages of a site. Compiled templates
    are kept in `cache`: compiling takes a third of a small site's build.

    Args:
        settings: what a site adds to Jinja by Pelican's settings it adds here too.
        folders: each template comes from the first of these that has it. The last folder is the theme's; its own
            template has the name `!theme/claim.html`.
        cache: the folder of what is kept between builds.
        language: the language of the templates' messages.

    """
    bytecode_folder = cache / "templates"
    bytecode_folder.mkdir(parents=True, exist_ok=True)
    loader = ChoiceLoader([FileSystemLoader(folders), PrefixLoader({"!theme": FileSystemLoader(folders[-1])})])
    site_extensions = settings["JINJA_ENVIRONMENT"].get("extensions", ())
    extensions = dict.fromkeys([*OPTIONS["extensions"], *site_extensions])
    environment = Environment(  # noqa: S701 - OPTIONS turn autoescape on
        loader=loader,
        bytecode_cache=FileSystemBytecodeCache(str(bytecode_folder)),
        auto_reload=False,  # templates do not change while it lives, which is for one build
        **{**OPTIONS, "extensions": [*extensions]},
    )
    environment.tests.update(settings["JINJA_TESTS"])
    environment.filters.update({**settings["JINJA_FILTERS"], **FILTERS})
    environment.globals.update({**settings["JINJA_GLOBALS"], **FUNCTIONS})
    install_translations(environment, language)
    return environment


def install_translations(environment: Environment, language: Language) -> None:
    """Install a language's translations in a Jinja environment."""
    environment.policies["ext.i18n.trimmed"] = True
    environment.globals["language"] = language
    translations = language.translations
    extension: Any = environment  # Jinja's i18n adds the method below, which its types do not know
    extension.install_gettext_callables(
        _escaped(translations.gettext),
        _escaped(translations.ngettext),
        newstyle=True,
        pgettext=_escaped(translations.pgettext),
    )


def _escaped(translate: Callable[..., str]) -> Callable[..., str]:
    """Return a function of gettext that escapes its messages for attributes: Jinja takes each message for HTML.

    A message with tags is HTML already. Its translation has the same tags, or was refused.
    """

    def translate_and_escape(*message: str | int) -> str:
        text = translate(*message)
        return text if "<" in str(message) else escape(text)

    return translate_and_escape


_WORD_JOINER = "\u2060"
_TYPED_SPACE = re.compile("([，。；：！？）」』】、](?:</[a-z]+>)*) (?=[^ \n])")
"""A space between two sentences that a template puts after a full-width sign, which needs none."""
_SIGN_AFTER_ICON = re.compile("(</svg></span></a>)(?=[，。；：！？）”』、])")
_TITLE = re.compile(r'<(h[1-4])\b(?![^>]*event__title).*?</\1>|<p class="claim__title">.*?</p>')
"""All but those of events: they are many, and set as text is."""
_CLAUSES = re.compile("(?<=>)(?:[^<>，。；：！？]+[，。；：！？][」』”’》）]*)+[^<>]+(?=<)")
_CLAUSE = re.compile("[^，。；：！？]+[，。；：！？]?[」』”’》）]*")
_WORDS = re.compile("(?<=>)[^<>]{9,}(?=<)")  # what is shorter fits in a line


def _with_line_breaks(html: str, neighbours: Neighbours) -> str:
    """Return HTML of a language without spaces, in which browsers break lines well.

    A title breaks between its clauses, and within a clause, if that is too long for a line, between two words. No line
    begins with a punctuation mark that follows the icon of a link.
    """

    def divide_words(words: re.Match[str]) -> str:
        return "<wbr>".join(neighbours.divide(words[0]))

    def mark_clauses(clauses: re.Match[str]) -> str:
        return _CLAUSE.sub(r'<span class="clause">\g<0></span>', clauses[0])

    def mark_title(title: re.Match[str]) -> str:
        return _WORDS.sub(divide_words, _CLAUSES.sub(mark_clauses, title[0]))

    return _SIGN_AFTER_ICON.sub(rf"\1{_WORD_JOINER}", _TITLE.sub(mark_title, html))


class Renderer:
    """Renders the templates of one environment. Made for each language of a site.

    Templates see all macros as one value, `macros`: `{{ macros.claim.card(claim) }}`. Macros see the way to the site's
    root; where addresses are relative, there are macros for each depth of folder.
    """

    def __init__(
        self,
        environment: Environment,
        context: TemplateContext,
        *,
        relative: bool,
        neighbours: Neighbours = NO_NEIGHBOURS,
    ) -> None:
        """Take an environment, what every page sees beside its view, whether links are relative, and known words."""
        self._environment = environment
        self._context = context
        self._relative = relative
        self._neighbours = neighbours
        self._contexts: dict[str, TemplateContext] = {}
        """The context of pages by their way to the root."""

    def root(self, file: str) -> str:
        """Return the way from a file to the root of the whole site."""
        return str(self._context_of(file)["ROOT"])

    def render_template(self, name: str, file: str, **values: object) -> str:
        """Render a template for a file; with absolute addresses if the file is empty."""
        text = self._environment.get_template(name).render(self._context_of(file), **values)
        language: Any = self._environment.globals["language"]
        if self._context.get("translation") or not language.is_source:
            text = without_marks_in_attributes(text)
        if language.is_spaceless:
            text = _with_line_breaks(_TYPED_SPACE.sub(r"\1", text), self._neighbours)
        return text

    def _context_of(self, file: str) -> TemplateContext:
        """Return the context of pages that are as deep in folders as this file, or that are read elsewhere."""
        site_root = self._context["ROOT"]
        if not file:
            root = self._context["site"]
        elif self._relative:
            root = "/".join([".."] * file.count("/")) or "."
            is_in_folder = self._context["SITEURL"] != site_root
            site_root = f"{root}/.." if is_in_folder else root
        else:
            root = self._context["SITEURL"]
        if root not in self._contexts:
            macros = SimpleNamespace()
            context = {**self._context, "SITEURL": root, "ROOT": site_root, "macros": macros}
            self._contexts[root] = context
            for name in self._environment.list_templates():
                if name.startswith("macros/"):
                    module = self._environment.get_template(name).make_module(context)
                    setattr(macros, PurePosixPath(name).stem, module)
        return self._contexts[root]


@pass_context
def prose(context: Context, html: str) -> Markup:
    """Return HTML in which links to records lead to their addresses, as seen from the page being rendered.

    The records are there: the file was checked, and so were prose pages.
    """

    def address(kind: str, id: str) -> str:
        return f"{context['SITEURL']}/{context['urls'].record(kind, id)}"

    return Markup(links.resolve(html, address))  # noqa: S704 - clean HTML came in, only addresses changed


@pass_context
def linked(context: Context, targets: Iterable[Link]) -> Markup:
    """Return links as they stand in a sentence: `a`, `a and b`, `a, b and c`."""
    template = Markup('<a href="{}/{}">{}</a>')
    anchors = [template.format(context["SITEURL"], link.url, link.title) for link in targets]
    return Markup(context["language"].listing(anchors))  # noqa: S704 - only joined


@pass_context
def asset(context: Context, name: str) -> str:
    """Return the address of a file of theme/static/, as seen from the page being rendered."""
    return f"{context['ROOT']}/{context['assets'].path(name)}"


@pass_context
def challenge_address(context: Context, id: str, title: str) -> str:
    """Return the address at which a reader challenges a claim; empty if no contact is set."""
    contact = context["CORRECTIONS_CONTACT"]
    return address_for(contact, id, title) if contact else ""


FILTERS = {"headings": headings, "linked": linked, "parts": parts, "prose": prose}
FUNCTIONS = {"asset": asset, "challenge_address": challenge_address}
