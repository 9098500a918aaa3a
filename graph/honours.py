"""Honours that one body alone gives, and the wider ones that a report may call them by."""

from __future__ import annotations

#: Who gives it, by the honour's code: nobody else does.
GIVERS = {"pm_certificate_of_merit": "prime-minister", "government_flag": "government"}
#: The code it has where only the giver tells it from others of its kind.
WIDER = {"pm_certificate_of_merit": "certificate_of_merit", "government_flag": "emulation_flag"}
#: Other bodies that a report may name in the giver's place.
SAME = {"government": ("government", "prime-minister"), "prime-minister": ("prime-minister",)}
