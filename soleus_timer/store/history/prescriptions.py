"""The prescriptions of a file that is read, each as small as it was written."""

import json
import zlib
from collections.abc import Mapping, Sequence
from typing import Any, overload

from soleus_timer.core.timeline import Timeline
from soleus_timer.store.history.recent import Recent
from soleus_timer.store.prescription import check_fields, timeline_of


class Prescriptions(Sequence[Timeline | None]):
    """A list of timelines of which few are in memory; None is one that cannot be read.

    A few bytes for a step in a file become 200 in memory: a file of 72 MB could take gigabytes. So
    all are checked when they are added, kept packed, and made again when they are asked for.
    """

    def __init__(self) -> None:
        self._packed: list[bytes | None] = []
        self._made: Recent[int, Timeline] = Recent(lambda timeline: len(timeline.steps))

    def add(self, fields: Mapping[str, Any]) -> None:
        """Add what `timeline_fields` wrote.

        Raises:
            DamagedError: these are no steps that a session can be led through.
        """
        check_fields(fields)
        self._packed.append(zlib.compress(json.dumps(fields).encode("ascii"), 1))

    def add_unreadable(self) -> None:
        """Let one that cannot be read have its place."""
        self._packed.append(None)

    def __len__(self) -> int:
        return len(self._packed)

    @overload
    def __getitem__(self, place: int) -> Timeline | None: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Timeline | None]: ...

    def __getitem__(self, place: int | slice) -> Timeline | Sequence[Timeline | None] | None:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        packed = self._packed[place]
        if packed is None:
            return None
        found = self._made.get(place)
        if found is None:
            found = timeline_of(json.loads(zlib.decompress(packed)))
            self._made.set(place, found)
        return found
