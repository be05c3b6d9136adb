"""The types of fields, each with its check, its schema and what it holds.

A check raises a _mistake in an author's words, which the parser passes on. `Holds` beside a type says what its fields
hold; `fields` uses it to find all references, all Markdown and all dates in a record.
"""

import operator
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias
from urllib.parse import urlsplit

from babel import Locale, UnknownLocaleError
from pydantic import AfterValidator, BeforeValidator, Field, InstanceOf, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

from ..source.dates import PATTERN as DATE_PATTERN
from ..source.dates import DateError, Edtf, guess_dates
from ..source.diagnostics import character, form, listing, shown

FORMAT_VERSION = 1
"""Version of the file format and of the published data."""

Content: TypeAlias = Literal["reference", "id or words", "markdown", "plain text", "quotation", "date", "url"]


@dataclass(frozen=True)
class Holds:
    """What a field holds and, for a reference, the kind of record that it names by its id.

    Plain text is printed as it is, and so are quotations, which are somebody else's words. "id or words" is a reference
    if it has the form of an id, and plain text otherwise.
    """

    content: Content
    kind: str = ""


ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
ID_LENGTH = 64  # leaves room for folders and `.html` in the 255 bytes of a file name, and reads well in an address
# Windows keeps these names for devices, with any ending (Microsoft, "Naming Files, Paths, and Namespaces"), and
# `claims/index.html` is the list of claims.
_DEVICES = tuple(f"{name}{number}" for name in ("com", "lpt") for number in range(10))
RESERVED_IDS = {"con", "prn", "aux", "nul", *_DEVICES, "index"}
# Authors do not reach these limits: a text of twenty minutes, a line of a page, and the longest address a sitemap may
# have. The time of converting Markdown grows with the square of its unclosed brackets.
TEXT_LENGTH, LINE_LENGTH, URL_LENGTH, MAX_BRACKETS = 20_000, 2_000, 2_000, 1_000
# Invisible characters that get pasted in from web pages (Unicode, DerivedCoreProperties.txt,
# Default_Ignorable_Code_Point, up to four digits).
_UNSEEN = (
    r"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    r"\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8"
)
# Also those that break words, which search then misses, and those that no feed may have.
_TURNING = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b\u2028-\u202e\u2066-\u2069\ufffe\uffff]")
_TURNED = re.compile("[\u2066-\u2068][^\u2066-\u2069]*\u2069")
_SEEN = re.compile(rf"[^\s{_UNSEEN}]")
MAX_TITLE_CHARS = 75  # two lines on a phone's card
MAX_GUESSES = 3  # languages with a name that begins like a wrong code
MAX_QUOTE_WORDS = 20  # a few words may be quoted from a work; more would copy it
_FOREIGN = re.compile(r"[\s<>\"\\^`{|}]|%(?![0-9A-Fa-f]{2})")  # characters that no address may have (RFC 3986, 2)
# Markdown's converter recurses once per level, and Python limits recursion. A hundred signs are a hundred levels in one
# line, and 25 levels of a list that is indented by spaces: no real text comes near.
_DEEP = re.compile(r"^(?:[ \t>]|[*+-][ \t]|\d+[.)][ \t]){100}", re.MULTILINE)
_FIGURE = r"[0-9]{1,12}(\.[0-9]{1,6})?"
_PARTED = re.compile(r"[1-9][0-9]{0,2}(?:(?:[,'’ \u00a0\u2009\u202f][0-9]{3})+|(?:\.[0-9]{3}){2,})")  # into thousands
_DOI = r'10\.[0-9]{4,9}/[^\s<>"]{0,199}[^\s<>".,;]'
_ISBN = "[0-9][0-9 -]{8,15}[0-9Xx]"
LANGUAGE = r"[a-z]{2}(-[A-Za-z]{2,4})?"
# The help of `make check` and editors
_WRITE_DATE = "write 2019, 2019-05, 2019-05-01, 2019-09? or 2018-12/2019-05"
_WRITE_DOI = "write it as in 10.1234/abc.5"
_WRITE_ID = "ids are lower-case words joined by hyphens"
_WRITE_ISBN = "copy it from the book again"
_WRITE_LANGUAGE = "write two letters such as zh, or with a script zh-Hant"
_WRITE_NUMBER = "write digits with a point, such as 71 or 24.68"
_WRITE_URL = "write the whole address, beginning with https:// or http://"
_WRITE_VALUE = "write a value, or delete the line"


def _mistake(message: str, help: str, spot: str = "") -> PydanticCustomError:
    """Return the error that a check raises; `spot` is the part of the value to point at."""
    # A message in place of the template could have braces, which pydantic would take for fields.
    return PydanticCustomError("mistake", "{message}", {"message": message, "help": help, "spot": spot})


def _at_most(limit: int, value: str) -> str:
    if len(value) > limit:
        message = f"has {len(value):,} characters, and {limit:,} is the most"
        raise _mistake(message, "check that it is the right text, and shorten it")
    return value


def _text(value: str) -> str:
    if not _SEEN.search(_at_most(TEXT_LENGTH, value)):
        raise _mistake("is empty", _WRITE_VALUE)
    for sign, message, help in unseen(value):
        raise _mistake(message, help, sign)
    return value


def _not_blank(value: str) -> str:
    if not value.strip():
        raise _mistake("is empty", _WRITE_VALUE)
    return value


def unseen(text: str) -> list[tuple[str, str, str]]:
    """Return the first character that is not seen: it breaks a word, or turns the direction of text without a pair.

    Returns:
        The character, the message and the help, in a list that is empty if there is no such character.

    """
    pairs = 1
    while pairs:  # inner pairs first
        text, pairs = _TURNED.subn("", text)
    match = _TURNING.search(text)
    if match is None:
        return []
    help = "delete it; most editors hide it"
    if "\u2066" <= match[0] <= "\u2069":
        help = "delete it, or write a pair: U+2066, U+2067 or U+2068 before the words, and U+2069 after them"
    return [(match[0], f"holds the character {character(match[0])}, which cannot be seen", help)]


def _line(value: str) -> str:
    if "\n" in _text(value) or "\r" in value:
        raise _mistake("is more than one line", "join the lines, or fold them with >-")
    return _at_most(LINE_LENGTH, value)


def _few_words(value: str) -> str:
    count = len(value.split())
    if count > MAX_QUOTE_WORDS:
        raise _mistake(f"has {count} words, and {MAX_QUOTE_WORDS} is the most", "keep the one thing that matters most")
    return value


def is_id(text: str) -> bool:
    """Return whether a text has the form of an id."""
    return bool(re.fullmatch(ID_PATTERN, text))


def _title(value: str) -> str:
    return _at_most(MAX_TITLE_CHARS, value)


def _markdown(value: str) -> str:
    brackets = value.count("[") + value.count("<")
    if brackets > MAX_BRACKETS:
        message = f"has {brackets:,} square and pointed brackets, and {MAX_BRACKETS:,} is the most"
        raise _mistake(message, "check that it is the right text")
    if _DEEP.search(value):
        raise _mistake("has lists in lists, more than Markdown can take", "take some of them out")
    return value


def _id(value: str) -> str:
    """Return an id that is one; otherwise raise the mistake, with an id made from what was written."""
    if value in RESERVED_IDS:
        reason = "some systems keep that file name for themselves"
        raise _mistake(f'"{value}" cannot be an id: {reason}', "add a word to it")
    is_id = re.fullmatch(ID_PATTERN, value)
    if is_id and len(value) <= ID_LENGTH:
        return value
    decomposed = unicodedata.normalize("NFKD", value.lower())
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))  # é becomes e
    suggestion = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:ID_LENGTH].strip("-")
    help = "write a word or two of it in lower case, with hyphens between"
    if suggestion and suggestion not in RESERVED_IDS:
        help = f'"{suggestion}" would do'
    if is_id:
        raise _mistake(f"the id has {len(value)} characters, and {ID_LENGTH} is the most", help)
    foreign = re.search(r"[^\x00-\x7f]", plain)
    if foreign:
        help = f'"{foreign[0]}" is {character(foreign[0])}: ids have a to z, 0 to 9 and hyphens'
    raise _mistake(f'"{value}" is not an id: {_WRITE_ID}', help)


def locale(tag: str) -> Locale | None:
    """Return CLDR's locale for a language tag, such as `zh-Hans`; None if it has none."""
    try:
        return Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError):
        return None


def is_language(tag: str) -> bool:
    """Return whether a text is a language tag in the form of our fields, and CLDR has the language."""
    return bool(re.fullmatch(LANGUAGE, tag) and locale(tag))


def _language(value: str) -> str:
    """Return a language tag that CLDR has; otherwise raise the mistake, with tags that may be meant."""
    if is_language(value):
        return value
    tag = value.replace("_", "-")
    tags = [tag if is_language(tag) else tag.lower()]
    names = [(code, name.lower()) for code, name in Locale("en").languages.items() if len(code) == len("en")]
    tags += [code for code, name in names if value and name.startswith(value.lower())]
    guesses = [shown(guess) for guess in dict.fromkeys(tags) if is_language(guess)]
    help = f"did you mean {listing(guesses[:MAX_GUESSES])}?" if guesses else _WRITE_LANGUAGE
    raise _mistake(f"{shown(value)} is not the code of a language", help)


def is_web_address(text: str) -> bool:
    """Return whether a text is a complete web address: http or https, and a host with a dot.

    Addresses with a user name, a password or an impossible port are refused.
    """
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
        _ = parts.port  # raises ValueError if it is impossible
    except ValueError:
        return False
    plain = text.isprintable() and not _FOREIGN.search(text) and parts.username is None
    return plain and parts.scheme in {"http", "https"} and "." in host.strip(".")


def _url(value: str) -> str:
    """Return a web address that readers can open; otherwise raise the mistake at the character that breaks it."""
    foreign = re.search(rf"{_FOREIGN.pattern}|[{_UNSEEN}]", value)
    markdown_link = re.search(r"\]\((https?://[^\s)]+)\)$", value)
    if markdown_link:
        raise _mistake(f"{shown(value)} is not a web address", f"write {markdown_link[1]}")
    if foreign:
        message = f'"{value}" is not a web address: it holds {character(foreign[0])}'
        raise _mistake(message, "copy the address anew from where a browser shows it", foreign[0].strip())
    if not is_web_address(value):
        help = _WRITE_URL
        if value.lower().startswith(("https://", "http://")):
            help = "write the address that readers can open, with a host such as example.org, and no name or password"
        if value.startswith(("“", "‘", "«", "„", "「", "'", "(", "[")):
            help = "take away the marks around it"
        raise _mistake(f'"{value}" is not a web address', help)
    return _at_most(URL_LENGTH, value)


def _doi(value: str) -> str:
    if not re.fullmatch(_DOI, value):
        doi = re.search(_DOI, value)
        raise _mistake(f'"{value}" is not a DOI', f"write {doi[0]}" if doi else _WRITE_DOI)
    return value


def _isbn(value: str) -> str:
    signs = re.sub("[- ]", "", value) if re.fullmatch(_ISBN, value) else ""
    digits = [10 if sign in "xX" else int(sign) for sign in signs]
    weights = {10: (range(10, 0, -1), 11), 13: ([1, 3] * 6 + [1], 10)}.get(len(digits))
    if not weights or sum(map(operator.mul, digits, weights[0])) % weights[1]:
        raise _mistake(f'"{value}" is not an ISBN: it says more, or a digit is wrong or missing', _WRITE_ISBN)
    return value


class AuthorName(str):
    """The name of an author as pages print it; `family` and `given` are empty unless the file has both."""

    family = given = ""
    is_person = False  # whether it has both, or is the translation of a name that has both


def _name(value: object) -> object:
    match value:
        case str():
            return AuthorName(_line(value))
        case {"given": str(given), "family": str(family), **others} if not others:
            name = AuthorName(_line(f"{given} {family}"))
            name.given, name.family, name.is_person = given, family, True
            return name
    raise _mistake("is not a name", "write {given: Wade, family: Current} of a person, and one text of a body")


def _date(value: object) -> object:
    """Return the date that a text in EDTF says; a text that says none is a mistake, with guesses."""
    if not isinstance(value, str):
        return value
    try:
        return Edtf.parse(value)
    except DateError as error:
        help = _WRITE_DATE
        guesses = [shown(guess) for guess in guess_dates(value)]
        if guesses:
            help = f"did you mean {listing(guesses)}?"
        raise _mistake(f'"{value}" {error}', help) from error


def _number(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(_FIGURE, value):
        help = _WRITE_NUMBER
        if _PARTED.fullmatch(value):
            help = f"did you mean {re.sub('[^0-9]', '', value)}? Thousands are not parted here"
        raise _mistake(f'"{value}" is not a number from 0 up', help)
    return value


def _points(value: object) -> object:
    """Return figures under dates as pairs, so that each has an index in pydantic's errors."""
    if isinstance(value, dict):
        return tuple(value.items())
    raise _mistake(f"is {form(value)}, not figures under dates", "write one a line, such as `2019: 71`")


def _schema(types: str | Sequence[str], pattern: str, help: str, **limits: object) -> dict[str, object]:
    """Return the JSON Schema of a value: the pattern of its text, the help if it does not match, and its limits."""
    kinds = types if isinstance(types, str) else [*types]
    return {"type": kinds, "pattern": pattern, "patternErrorMessage": help, **limits}


def _of_the_form(
    pattern: str, otherwise: str, help: str, types: str | Sequence[str] = "string", **limits: object
) -> tuple[BeforeValidator, WithJsonSchema]:
    """Return the check of a pattern, with messages like `"seven" is not a whole number`, and its schema."""

    def check(value: object) -> object:
        if isinstance(value, str) and not re.fullmatch(pattern, value):
            raise _mistake(f"{shown(value)} {otherwise}", help)
        return value

    return BeforeValidator(check), WithJsonSchema(_schema(types, f"^{pattern}$", help, **limits))


# Our reader takes every scalar as text; an editor's YAML parser makes `2019` a number and `true` a boolean. The schemas
# allow both, so that an editor marks nothing that `make check` accepts.
_SCALAR = ("string", "number", "boolean")

_TEXT = _schema(_SCALAR, r"\S", _WRITE_VALUE, maxLength=TEXT_LENGTH)
_Text = Annotated[str, AfterValidator(_text), WithJsonSchema(_TEXT)]
_ONE_LINE = r"^[^\n\r]*[^\s][^\n\r]*$"
_LINE = _schema(_SCALAR, _ONE_LINE, "write one line, or fold the lines with >-", maxLength=LINE_LENGTH)
_SPACE = r"[^\S\n\r]"  # within a line
_WORDS = rf"^{_SPACE}*(\S+{_SPACE}+){{0,{MAX_QUOTE_WORDS - 1}}}\S+{_SPACE}*$"
_FEW = _schema(_SCALAR, _WORDS, f"write one line of {MAX_QUOTE_WORDS} words at most", maxLength=LINE_LENGTH)
_Line = Annotated[str, AfterValidator(_line), WithJsonSchema(_LINE)]
PlainText = Annotated[_Text, Holds("plain text")]
Line = Annotated[_Line, Holds("plain text")]
Limit = Annotated[_Line, AfterValidator(_few_words), WithJsonSchema(_FEW), Holds("plain text")]
SpeakerOrWords = Annotated[_Line, Holds("id or words", "speaker")]
Title = Annotated[Line, AfterValidator(_title), WithJsonSchema({**_LINE, "maxLength": MAX_TITLE_CHARS})]
Quotation = Annotated[_Line, WithJsonSchema(_FEW), Holds("quotation")]
Markdown = Annotated[_Text, AfterValidator(_markdown), Holds("markdown")]

_URL = _schema("string", r'^[Hh][Tt][Tt][Pp][Ss]?://[^\s<>"\\^`{|}]+$', _WRITE_URL)
Url = Annotated[str, AfterValidator(_url), WithJsonSchema(_URL), Holds("url")]
Copies = Annotated[
    tuple[Url, ...],
    BeforeValidator(lambda value: (value,) if isinstance(value, str) else value),
    WithJsonSchema({"anyOf": [_URL, {"type": "array", "items": _URL}]}),
]
Doi = Annotated[str, AfterValidator(_doi), WithJsonSchema(_schema("string", f"^{_DOI}$", _WRITE_DOI))]
Isbn = Annotated[str, AfterValidator(_isbn), WithJsonSchema(_schema(("string", "integer"), f"^{_ISBN}$", _WRITE_ISBN))]
_TWO_NAMES = {
    "type": "object",
    "properties": {"given": _LINE, "family": _LINE},
    "required": ["given", "family"],
    "additionalProperties": False,
}
Name = Annotated[
    InstanceOf[AuthorName], BeforeValidator(_name), WithJsonSchema({"anyOf": [_LINE, _TWO_NAMES]}), Holds("plain text")
]
_DATE = _schema(("string", "integer"), DATE_PATTERN, _WRITE_DATE, minimum=1000, maximum=9999)
Date = Annotated[
    InstanceOf[Edtf],
    BeforeValidator(_date),
    PlainSerializer(lambda date: date.text),
    WithJsonSchema(_DATE),
    Holds("date"),
]
_NUMBER = _schema(("number", "string"), f"^{_FIGURE}$", _WRITE_NUMBER, minimum=0)
Figure = Annotated[float, BeforeValidator(_number), WithJsonSchema(_NUMBER)]
_POINTS = {"patternProperties": {DATE_PATTERN: _NUMBER}, "additionalProperties": False, "minProperties": 2}
Points = Annotated[
    tuple[tuple[Date, Figure], ...],
    BeforeValidator(_points),
    Field(min_length=2),
    PlainSerializer(lambda points: {date.text: figure for date, figure in points}),
    WithJsonSchema({"type": "object", **_POINTS}),
]
_FROM_1 = ("[1-9][0-9]{0,5}", "is not a whole number from 1", "write the number alone, counted from 1")
Count = Annotated[int, *_of_the_form(*_FROM_1, ("integer", "string"), minimum=1, maximum=999999)]
Flag = Annotated[
    bool,
    _of_the_form("true|false", "is neither true nor false", "write true or false, in small letters")[0],
    WithJsonSchema({"enum": [True, False, "true", "false"]}),
]
# `no` is Norwegian to our reader, and false to a parser of YAML 1.1.
_TAG = _schema(("string", "boolean"), f"^{LANGUAGE}$", _WRITE_LANGUAGE)
Language = Annotated[str, AfterValidator(_language), WithJsonSchema(_TAG)]

ID = _schema(_SCALAR, ID_PATTERN, _WRITE_ID, maxLength=ID_LENGTH, minimum=0)
Id = Annotated[str, AfterValidator(_id), WithJsonSchema(ID)]
_WRITE_DRAWING = "write where the SVG is in content/, in letters, digits and hyphens, as in pictures/ferry.svg"
_DRAWING = (r"([A-Za-z0-9_-]+/)*[A-Za-z0-9_-]+\.svg", "is not the name of a drawing", _WRITE_DRAWING)
DrawingFile = Annotated[str, *_of_the_form(*_DRAWING)]
_Reference = Annotated[str, AfterValidator(_not_blank), WithJsonSchema(ID)]  # a rule reports ids without a record
PartId = _Reference  # also the id of a reading
SideId = Annotated[_Reference, Holds("reference", "side")]
TextId = Annotated[_Reference, Holds("reference", "text")]
_EventId = Annotated[_Reference, Holds("reference", "event")]
SpeakerId = Annotated[_Reference, Holds("reference", "speaker")]
SourceId = Annotated[_Reference, Holds("reference", "source")]
ClaimId = Annotated[_Reference, Holds("reference", "claim")]
_TopicId = Annotated[_Reference, Holds("reference", "topic")]
_EACH_ONCE = Field(json_schema_extra={"uniqueItems": True})
Ids = Annotated[tuple[Id, ...], _EACH_ONCE]
TopicIds = Annotated[tuple[_TopicId, ...], _EACH_ONCE]
SideIds = Annotated[tuple[SideId, ...], _EACH_ONCE]
TextIds = Annotated[tuple[TextId, ...], _EACH_ONCE]
EventIds = Annotated[tuple[_EventId, ...], _EACH_ONCE]
ClaimIds = Annotated[tuple[ClaimId, ...], _EACH_ONCE]
SourceIds = Annotated[tuple[SourceId, ...], _EACH_ONCE]
