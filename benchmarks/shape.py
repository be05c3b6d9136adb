"""What the real file looks like, counted on 25 November 2026: what a generated one is drawn from.

A tuple of counts holds one number a record of the real file, so that a choice from it is as often small and as rarely
large as there. tests/speed/test_generate.py holds both against the file itself.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Lengths:
    """Characters of a text: the fewest, the mean and the most."""

    least: int
    mean: int
    most: int


CLAIMS = 33
"""How many claims one op-ed of the real file carries."""

SOURCES = 155 / CLAIMS
EVENTS = 52 / CLAIMS
"""What grows with the claims: how many there are of each a claim."""

TOPICS, SPEAKERS, TERMS, SERIES, WORDS = 9, 5, 28, 4, 1500
"""What grows slowly, at the real size: the last is how many different words the prose has."""

SLOWLY = 0.4
"""The power of the claims' number by which it grows."""

EVIDENCE = (3, 5, 5, 6, 6, 7, 7, 7, 7, 7, 8, 8, 8, 8, 9, 9, 9, 9, 9, 10, 10, 10, 10, 10, 10, 10, 11, 11, 12, 13, 15, 17)
"""Passages a claim."""

USES = (11, 9, 7, 7, 6, 6, *(5,) * 6, *(4,) * 4, *(3,) * 17, *(2,) * 44, *(1,) * 70)
"""Claims that lean on a source, for those that are evidence of any."""

STANCES = {"supports": 93, "complicates": 61, "contradicts": 11, "context": 73}
"""Passages beside claims that are no positions; beside those stands context alone."""

LABELS = {"partly-corroborated": 11, "corroborated": 9, "unverified": 3, "disputed": 3, "position": 7}
KINDS = {"measure": 12, "history": 8, "result": 5, "commitment": 1}
RELATIONS = {"context-for": 35, "supports": 21, "repeats": 5, "qualifies": 1}
SOURCE_KINDS = {
    "news": 75,
    "official-us": 40,
    "official-china": 18,
    "think-tank": 13,
    "intergovernmental": 6,
    "academic": 3,
}
CLAIMS_OF_TOPICS = (1, 3, 2, 3, 6, 4, 5, 5, 4)
EVENT_CLAIMS = {1: 24, 2: 14, 3: 7, 4: 4, 5: 2, 8: 1}
EVENT_SOURCES = {2: 26, 1: 16, 3: 5, 4: 3, 5: 1, 6: 1}
EVENT_TOPICS = {1: 32, 2: 13, 3: 6, 4: 1}
ACCOUNTS = {"record": 48, "both": 3, "op-ed": 1}
EVENT_DATES = {"day": 36, "month": 12, "year": 3, "period": 1}
SOURCE_DATES = {"day": 106, "month": 31, "year": 2, "none": 16}
RELATED = {1: 5, 2: 27, 3: 1}
POINTS = (3, 4, 6, 11)

TITLE = Lengths(least=23, mean=55, most=73)
STATEMENT = Lengths(least=79, mean=121, most=212)  # after the words that say who said it
QUOTE = Lengths(least=13, mean=24, most=47)
ON_THE_WORDING = Lengths(least=96, mean=128, most=167)
PASSAGE = Lengths(least=135, mean=218, most=310)
QUOTED = Lengths(least=17, mean=66, most=105)
FINDING = Lengths(least=91, mean=134, most=155)
REASONING = Lengths(least=869, mean=1121, most=1389)
EVENT_TITLE = Lengths(least=26, mean=61, most=74)
EVENT_SUMMARY = Lengths(least=148, mean=319, most=687)
SOURCE_TITLE = Lengths(least=20, mean=70, most=174)
SOURCE_NOTE = Lengths(least=8, mean=59, most=155)
PUBLISHER = Lengths(least=14, mean=38, most=80)
ADDRESS = Lengths(least=27, mean=90, most=239)
QUESTION = Lengths(least=39, mean=58, most=96)
ANSWER = Lengths(least=119, mean=143, most=159)
SUMMARY = Lengths(least=1620, mean=1970, most=2322)
DEFINITION = Lengths(least=39, mean=176, most=334)
CAUTION = Lengths(least=226, mean=250, most=310)
