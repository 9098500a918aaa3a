"""Which clusters and blocks a report speaks of, and which one it means by "the cluster"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from thidua.graph import bodies as gazetteer
from thidua.graph import identity
from thidua.graph.claims import Entity
from thidua.graph.names.places import place
from thidua.graph.sectors import sectors
from thidua.ingest.context import Context
from thidua.ingest.naming import described
from thidua.ingest.report import Report, Sentence
from thidua.language.data import Language
from thidua.language.mention import Mention
from thidua.language.sequence import senses_inside


class Clusters:
    """The clusters of one report."""

    def __init__(self, report: Report, context: Context) -> None:
        self._report, self._context = report, context
        mentions = [(s, m) for s in report.sentences for m in s.of("EmulationCluster")]
        numbered = [m for _, m in mentions if m.get("number")]
        self._kind = _usual(m.get("clusterType") for m in numbered or [m for _, m in mentions if not m.get("ref")])
        numbers = Counter(m.get("number") for s, m in mentions if m.get("number") and not _former(s, m))
        names = Counter(name for s, m in mentions if not m.get("number") and (name := self._name(s, m)))
        self._main_name = max(names, key=len) if names else ""
        self.main = self._main(numbers, bool(mentions))

    def _main(self, numbers: Counter[str | None], any_mention: bool) -> Entity | None:
        if numbers:
            number = numbers.most_common(1)[0][0]
            return identity.cluster(self._kind, number, "", self._context.host, scope=self._report.source_id)
        if self._main_name or (any_mention and self._named_cluster()):
            host = self._host_of_name()
            return identity.cluster(self._kind, None, self._main_name, host, scope=self._report.source_id)
        return None

    def _named_cluster(self) -> bool:
        """Whether any mention is more than a word that also means something else ("group", "block")."""
        return any(
            not m.get("ref") or m.get("clusterType") == "cluster"
            for s in self._report.sentences
            for m in s.of("EmulationCluster")
        )

    def _host_of_name(self) -> str:
        """A cluster of provinces has no province for a host."""
        return "" if "tỉnh" in self._main_name or self._main_name == self._context.host else self._context.host

    def entity(self, sentence: Sentence, mention: Mention) -> Entity | None:
        """The cluster a mention means; the report's own where it says no number and no name."""
        if mention.get("ref"):
            mention = _numbered_before(sentence, mention) or mention
        if number := mention.get("number"):
            kind = (
                self._kind
                if self.main and self.main.get("number") == number
                else mention.get("clusterType") or self._kind
            )
            return identity.cluster(kind, number, "", self._context.host, scope=self._report.source_id)
        return self.main

    def _name(self, sentence: Sentence, mention: Mention) -> str:
        """The description beside an unnumbered cluster ("of the districts of …"), in Vietnamese."""
        if mention.get("ref"):
            return ""
        at = sentence.index(mention)
        before = described(sentence.elements[:at][::-1])[::-1]
        after = [] if self._report.language.body_first else described(sentence.elements[at + 1 :])
        parts = before if self._report.language.body_first else after or before
        parts = [p for p in parts if not self._is_host(p)]
        return _vietnamese(parts, self._report.language)

    def _is_host(self, part: Mention) -> bool:
        """Whether the body beside the cluster is whose it is: the label says so anyway."""
        return part.type == "Organization" and gazetteer.body(part.data["body"]).label == self._context.host


def _former(sentence: Sentence, mention: Mention) -> bool:
    """Whether the report only says what was before ("formed from the former Block I")."""
    at = sentence.index(mention)
    return any(m.has("former") for m in sentence.elements[max(0, at - 2) : at])


def _numbered_before(sentence: Sentence, mention: Mention) -> Mention | None:
    """ "Block No. 2 …, and A leads the block" means block No. 2."""
    named = [m for m in sentence.of("EmulationCluster") if m.get("number") and m.start < mention.start]
    return named[-1] if named else None


def _vietnamese(parts: list[Mention], language: Language) -> str:
    """What the parts say, in the order of a Vietnamese name; regions alone are those of provinces."""
    if not any(p.has("sector") or p.type == "Organization" or _is_region(p) for p in parts):
        return ""
    names = [gazetteer.body(p.data["body"]).label for p in parts if p.type == "Organization"]
    known = sectors()
    wanted = {key for p in parts for key in _sectors(p, language)}
    if wanted and all(known[key].region for key in wanted) and not names:
        wanted.add("provinces")
    names += [sector.label for key, sector in known.items() if key in wanted and not sector.region]
    regions = [place(p.data["place"]).label for p in parts if _is_region(p)]
    where = regions or [sector.label for key, sector in known.items() if key in wanted and sector.region]
    return " ".join([" và ".join(dict.fromkeys(names)), *where]).strip()


def _sectors(part: Mention, language: Language) -> set[str]:
    """What sectors the words say, and the regions inside of longer ones ("central coast"): no other sector inside is
    meant ("socio-political organisations" are no "political organisations")."""
    own = {s.concept for s in part.senses if s.table == "sector"}
    inside = {s.concept for s in senses_inside(part, language) if s.table == "sector"} if own else set()
    return own | {key for key in inside if sectors()[key].region}


def _is_region(mention: Mention) -> bool:
    return mention.type == "Place" and place(mention.data["place"]).level == "region"


def _usual(kinds: Iterable[str | None]) -> str:
    counted = Counter(k for k in kinds if k)
    return counted.most_common(1)[0][0] if counted else "cluster"
