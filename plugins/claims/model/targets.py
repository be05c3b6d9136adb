"""Report links and references that lead nowhere, with the way out."""

import re
from collections.abc import Iterator, Mapping

from ..source.diagnostics import Path, listing, nearest, shown
from . import links
from .parser import UNKNOWN, Names
from .records import SECTIONS, section_of
from .scalars import ID_PATTERN, unseen


def record_faults(kind: str, id: str, names: Names) -> Iterator[tuple[str, str]]:
    """Yield message and help if an id that a record refers to is wrong."""
    paths = names[kind]
    if id not in paths:
        help = _help(kind, id, names)
        if help:
            yield ", and ".join(["not defined", *[message for _, message, _ in unseen(id)]]), help
        return
    field = paths[id][-1]
    if field != "id":  # an old id, or another name of the record
        present = _present_id(id, paths)
        message = "an old id" if "aliases" in paths[id] else f"the {field} of one, where its id is expected"
        yield message, f'write "{present}"' if present else "write the id it has now"


def _present_id(name: str, paths: Mapping[str, Path]) -> str | None:
    """Return the current id of the record with a name, or None if it has none."""
    id_path = (*paths[name][:2], "id")
    return next((id for id, path in paths.items() if path == id_path), None)


def link_faults(
    text: str,
    html: str,
    names: Names | None,
    held: Mapping[str, int],
    *,
    in_page: bool = False,
) -> Iterator[tuple[str, str, str]]:
    """Yield message, help and words for each wrong link to a record or an address in a text.

    Args:
        text: The text as Markdown.
        html: The text as HTML.
        names: The names of all records; None leaves links to records unchecked.
        held: How many passages of each source a link can name.
        in_page: Whether this is a prose page, in which links to pages and files are left unchecked.

    """
    plain = links.targets(text)
    for kind, id, number in links.passages(text):
        most = held.get(id, 0) if kind == "source" else 0
        if number > most:
            help = f"write a number from 1 to {most}" if most > 1 else f"write [words]({kind}:{id})"
            yield f"links to passage {number} of {kind} {shown(id)}, which is not there", help, f"{kind}:{id}#{number}"
    if names:
        for kind, id in plain:
            if not id and f"({kind}:)" not in text:
                continue  # a space before the id, which is reported below
            for message, help in record_faults(kind, id, names):
                yield f"links to {kind} {shown(id)}, which is {message}", help, f"{kind}:{id}"
    for target in links.left_over(html):
        help = f"write [words]({target.replace(': ', ':', 1)}), with nothing between the brackets"
        yield f"prints {shown(target)} and does not link to it", help, target
    for kind, id in links.in_html(html):
        if (kind, id) not in plain and kind != links.PAGE:
            message = f"has a link to {kind} {shown(id)} that is not written plainly"
            yield message, f"write [words]({kind}:some-id), with nothing else in the brackets", f"{kind}:{id}"
    others = links.others(text)
    reported = tuple(filter(None, others))
    only_in_html = [target for target in links.addresses(html) if not target.startswith(reported)]
    for target in dict.fromkeys(others + only_in_html):
        if in_page and target.lower().startswith((*links.TO_FILES, ".", f"{links.PAGE}:")):
            continue
        forms = (f"({target}", f'"{target}', target) if target else ("]()", '""')
        spot = next((form for form in forms if form in text), "")
        for message, help in _address_faults(target, names or {}, in_page=in_page):
            yield message, help, spot


def _address_faults(target: str, names: Names, *, in_page: bool) -> Iterator[tuple[str, str]]:
    """Yield message and help if a link that names no record leads nowhere."""
    kind, colon, id = target.partition(":")
    whole = "write the whole address, beginning with https://, or the kind and id of a record"
    if in_page:
        whole = "write a whole address, beginning with https://, the kind and id of a record, or {filename}some-page.md"
    near = nearest(kind, [*links.KINDS, *SECTIONS, links.PAGE]) if colon else None
    if re.fullmatch(ID_PATTERN, target):  # defined or not: there is no page beside this one to link to
        kinds = [kind for kind in links.KINDS if target in names.get(kind, ())]
        help = f'write "{kinds[0]}:{target}"' if kinds else 'write its kind before it, as in "claim:some-id"'
        yield f'links to "{target}" without its kind', help
    elif near:
        near_kind = SECTIONS[near].kind_name if near in SECTIONS else near
        can_link = near_kind in links.KINDS or (in_page and near_kind == links.PAGE)
        help = f'write "{near_kind}:{id}"' if can_link else f"links can lead to a {listing(links.KINDS)} alone"
        yield f"links to {shown(target)}, which is no kind of record", help
    elif not target:
        yield "has a link that leads nowhere", whole
    elif not links.leads_somewhere(target):
        yield f"links to {shown(target)}, which is no address", whole


def _help(kind: str, id: str, names: Names) -> str:
    """Return the help for an undefined id; empty if its record may have a bad id or none, which is reported itself."""
    other = next((other for other in names if id in names[other]), None)
    if other:
        return f'"{id}" stands under "{section_of(other)}", not under "{section_of(kind)}"'
    paths = names[kind]
    ids = [name for name, path in paths.items() if path[2:3] in {("id",), ("aliases",)}]
    near = nearest(id, ids) or nearest(id, paths)
    if near:
        present = near if near in ids else _present_id(near, paths)
        return f'did you mean "{present}"?' if present and re.fullmatch(ID_PATTERN, present) else ""
    if UNKNOWN in paths:
        return ""
    words = re.split("[ ,;，、；]+", id)
    if paths.keys() >= set(words):
        return f"write each as an item: {', '.join(words)}"
    section = section_of(kind)
    if not ids:
        return f'define it under "{section}", which is empty'
    if len(ids) == 1:
        return f'define it under "{section}"'
    return f'define it under "{section}", or name one of the {len(ids)} that are there'
