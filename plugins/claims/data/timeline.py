"""Dataset → what the timeline holds, in time order."""

from __future__ import annotations

from .dates import Edtf
from .model import Account, Claim, Dataset, Event


def entries(dataset: Dataset) -> list[Event]:
    """Return every event, and as an entry of its own each dated claim that no event names, in time order."""
    told = {id for event in dataset.events for id in event.claims}
    untold = [_as_event(claim, claim.date) for claim in dataset.claims if claim.date and claim.id not in told]
    return sorted([*dataset.events, *untold], key=lambda entry: (entry.date.sort_key, entry.id))


def _as_event(claim: Claim, date: Edtf) -> Event:
    return Event.model_construct(
        id=claim.id,
        aliases=claim.aliases,
        origin=claim.origin,
        date=date,
        title=claim.title,
        summary=claim.statement,
        account=Account.OP_ED,
        topics=claim.topics,
        claims=(claim.id,),
        sources=(claim.appearances[-1].source,),
    )
