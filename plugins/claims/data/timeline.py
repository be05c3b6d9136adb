"""Dataset → what the timeline holds, in time order."""

from __future__ import annotations

from .dates import Edtf
from .model import ORIGIN, Account, Claim, Dataset, Event


def entries(dataset: Dataset) -> list[Event]:
    """Every event, and as an entry of its own each dated claim that no event tells."""
    told = {id for event in dataset.events for id in event.claims}
    untold = [_as_event(claim, claim.date) for claim in dataset.claims if claim.date and claim.id not in told]
    return sorted([*dataset.events, *untold], key=lambda entry: (entry.date.sort_key, entry.id))


def _as_event(claim: Claim, date: Edtf) -> Event:
    fields = {
        "id": claim.id,
        "aliases": claim.aliases,
        "date": date,
        "title": claim.title,
        "summary": claim.statement,
        "account": Account.OP_ED,
        "topics": claim.topics,
        "claims": (claim.id,),
        "sources": (claim.appearances[-1].source,),
    }
    return Event.model_validate({**fields, ORIGIN: claim.origin})
