"""Where links and references lead: what is wrong with one that leads nowhere, and the way out."""

import re
from collections.abc import Iterator, Mapping, Sequence

from ..source.diagnostics import Path, listing, nearest, shown
from . import links
from .parser import UNKNOWN, Names
from .records import SECTIONS, Withdrawn, section_of
from .scalars import ID_PATTERN, unseen


def record_faults(kind: str, id: str, names: Names) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with an id that one record has for another, and the help; nothing where it is right."""
    known = names[kind]
    if id not in known:
        if help := _help(kind, id, names):
            yield ", and ".join(["not defined", *(message for _, message, _ in unseen(id))]), help
    elif (where := known[id])[-1] != "id":  # but what the record that has it is known by, or was
        present = _present(id, known)
        what = "an old id" if "aliases" in where else f"the {where[-1]} of one, where its id is expected"
        yield what, f'write "{present}"' if present else "write the id it has now"


def _present(name: str, known: Mapping[str, Path]) -> str | None:
    """Return the id of the record that is known by a name, or None where it has none."""
    return next((id for id, at in known.items() if at == (*known[name][:2], "id")), None)


def link_faults(
    text: str,
    html: str,
    names: Names | None,
    held: Mapping[str, int],
    *,
    in_page: bool = False,
    told: Sequence[str] = (),
) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong with links to records and addresses in a text and its HTML, the help, and the words there.

    Where there are no `names`, links to records are passed over, and so are those of a prose page to pages and files.
    `held` says how many passages of each source a link can name. Addresses that are only in the HTML are passed over
    too where they begin as one that was `told`.
    """
    plain = links.targets(text)
    for kind, id, number in links.passages(text):
        if number > (most := held.get(id, 0) if kind == "source" else 0):
            help = f"write a number from 1 to {most}" if most > 1 else f"write [words]({kind}:{id})"
            yield f"links to passage {number} of {kind} {shown(id)}, which is not there", help, f"{kind}:{id}#{number}"
    for kind, id in plain if names else ():
        if id or f"({kind}:)" in text:  # else a space stands before the id, which is told below
            for what, help in record_faults(kind, id, names or {}):
                yield f"links to {kind} {shown(id)}, which is {what}", help, f"{kind}:{id}"
    for target in links.left_over(html):
        help = f"write [words]({target.replace(': ', ':', 1)}), with nothing between the brackets"
        yield f"prints {shown(target)} and does not link to it", help, target
    for kind, id in links.in_html(html):
        if (kind, id) not in plain and kind != links.PAGE:
            message = f"has a link to {kind} {shown(id)} that is not written plainly"
            yield message, f"write [words]({kind}:some-id), with nothing else in the brackets", f"{kind}:{id}"
    others = links.others(text)
    hidden = (target for target in links.addresses(html) if not target.startswith((*filter(None, [*others, *told]),)))
    for target in dict.fromkeys([*others, *hidden]):
        if in_page and target.lower().startswith((*links.TO_FILES, ".", f"{links.PAGE}:")):
            continue
        ways = (f"({target}", f'"{target}', target) if target else ("]()", '""')
        spot = next((way for way in ways if way in text), "")
        for message, help in _address_faults(target, names or {}, in_page=in_page):
            yield message, help, spot


def _address_faults(target: str, names: Names, *, in_page: bool) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a link that names no record, and the help; nothing where it leads somewhere."""
    kind, colon, id = target.partition(":")
    whole = "write the whole address, beginning with https://, or the kind and id of a record"
    if in_page:
        whole = "write a whole address, beginning with https://, the kind and id of a record, or {filename}some-page.md"
    if re.fullmatch(ID_PATTERN, target):  # known or not: a link to a page beside this one would lead nowhere
        help = next((f'write "{kind}:{target}"' for kind in links.KINDS if target in names.get(kind, ())), None)
        yield f'links to "{target}" without its kind', help or 'write its kind before it, as in "claim:some-id"'
    elif colon and (near := nearest(kind, [*links.KINDS, *SECTIONS, links.PAGE])):
        known = SECTIONS[near].kind_name if near in SECTIONS else near
        is_known = known in links.KINDS or (in_page and known == links.PAGE)
        help = f'write "{known}:{id}"' if is_known else f"links can lead to a {listing(links.KINDS)} alone"
        yield f"links to {shown(target)}, which is no kind of record", help
    elif not target:
        yield "has a link that leads nowhere", whole
    elif not links.leads_somewhere(target):
        yield f"links to {shown(target)}, which is no address", whole


def _help(kind: str, id: str, names: Names) -> str:
    """Return the way out; an empty text where it may be a record with a bad id or none, which is told of by itself."""
    if id in names[Withdrawn.kind_name]:
        return f'take it out: "{id}" was withdrawn'
    if other := next((k for k in names if id in names[k]), None):
        return f'"{id}" stands under "{section_of(other)}", not under "{section_of(kind)}"'
    known = names[kind]
    ids = [name for name, path in known.items() if path[2:3] in {("id",), ("aliases",)}]
    if near := nearest(id, ids) or nearest(id, known):
        present = near if near in ids else _present(near, known)
        return f'did you mean "{present}"?' if present and re.fullmatch(ID_PATTERN, present) else ""
    if UNKNOWN in known:
        return ""
    if known.keys() >= {*(words := re.split("[ ,;]+", id))}:
        return f"write each as an item: {', '.join(words)}"
    number = len(ids)
    there = f", or name one of the {number} that are there" if number > 1 else ", which is empty" * (not number)
    return f'define it under "{section_of(kind)}"{there}'
