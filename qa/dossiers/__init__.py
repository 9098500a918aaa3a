"""Dossiers: all that the reports say of one entity, each line with its sentences.

found = find("Vu Dang Minh", store)          # NameUnknown with suggestions, NameAmbiguous with the list
print(profile(store, found.id, "en").text())
"""

from thidua.qa.dossiers.find import find
from thidua.qa.dossiers.model import Hole, Line, Profile, Section
from thidua.qa.dossiers.names import Hit, search
from thidua.qa.dossiers.neighbourhood import Edge, Neighbourhood, neighbourhood
from thidua.qa.dossiers.profile import profile
from thidua.qa.dossiers.spans import Span
from thidua.qa.dossiers.timeline import Timeline, timeline
from thidua.qa.dossiers.trace import Node, Tree, trace

__all__ = [
    "Edge",
    "Hit",
    "Hole",
    "Line",
    "Neighbourhood",
    "Node",
    "Profile",
    "Section",
    "Span",
    "Timeline",
    "Tree",
    "find",
    "neighbourhood",
    "profile",
    "search",
    "timeline",
    "trace",
]
