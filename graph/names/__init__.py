"""Vietnamese names of people and places in any script: found, read, folded to a key, and compared."""

from thidua.graph.names.fold import fold, fold_keys
from thidua.graph.names.glued_places import spelt_towns
from thidua.graph.names.identity import Comparison, Verdict, compare, read_person, same
from thidua.graph.names.person import PersonName, PersonSpan
from thidua.graph.names.places import Place, place, places
from thidua.graph.names.scan import PlaceSpan, find_people, find_places
from thidua.graph.names.short import short_form

__all__ = [
    "Comparison",
    "PersonName",
    "PersonSpan",
    "Place",
    "PlaceSpan",
    "Verdict",
    "compare",
    "find_people",
    "find_places",
    "fold",
    "fold_keys",
    "place",
    "places",
    "read_person",
    "same",
    "short_form",
    "spelt_towns",
]
