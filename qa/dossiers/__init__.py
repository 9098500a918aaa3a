"""Dossiers: all that the reports say of one entity, each line with its sentences.

found = find("Vu Dang Minh", store)          # NameUnknown with suggestions, NameAmbiguous with the list
print(profile(store, found.id, "en").text())
"""

from thidua.qa.dossiers.model import Hole, Line, Profile, Section
from thidua.qa.dossiers.profile import profile, timeline
from thidua.qa.dossiers.spans import Span

__all__ = ["Hole", "Line", "Profile", "Section", "Span", "profile", "timeline"]
