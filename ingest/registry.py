"""The entities of one report: every mention becomes one, and the spellings seen of it are kept."""

from __future__ import annotations

from collections import defaultdict

from thidua.graph import identity
from thidua.graph.bodies import body as look_up
from thidua.graph.bodies import place_name
from thidua.graph.claims import Entity, Name, entity_id
from thidua.graph.names import Verdict, read_person, same, spelt_towns
from thidua.graph.names.places import place as gazetteer
from thidua.graph.names.places import plain_names
from thidua.graph.names.syllables import is_marked, plain
from thidua.graph.ontology import ontology
from thidua.ingest.clusters import Clusters
from thidua.ingest.context import Context
from thidua.ingest.report import Report, Sentence
from thidua.language.lexicon import Sense
from thidua.language.lexicon import plain as plain_text
from thidua.language.mention import Mention

NATIONAL = Sense("level", "national")


class Registry:
    """Turns mentions into entity ids. What a sentence leaves out (which province, which cluster) the context gives."""

    def __init__(self, report: Report, context: Context, clusters: Clusters) -> None:
        self._report, self._context, self._clusters = report, context, clusters
        self._entities: dict[str, Entity] = {}
        self._people: dict[str, str] = {}
        self._names: defaultdict[str, dict[Name, None]] = defaultdict(dict)

    def entities(self) -> tuple[Entity, ...]:
        """Every entity seen, with its names in the order they appear."""
        return tuple(
            Entity(e.id, e.type, e.label, tuple(self._names[e.id]), e.properties) for e in self._entities.values()
        )

    def get(self, entity: str) -> Entity:
        return self._entities[entity]

    def add(self, entity: Entity, name: str | None = None) -> str:
        """Note the entity and a spelling of it; its id."""
        self._entities.setdefault(entity.id, entity)
        if name:
            self._names[entity.id].setdefault(Name(" ".join(name.split()), self._report.lang))
        return entity.id

    def of(self, mention: Mention, sentence: Sentence) -> str | None:
        """The entity that a mention of any class means, or None where that cannot be said."""
        match mention.type:
            case "Person":
                return self.person(mention.data["label"], mention.text)
            case "Organization":
                unnamed = mention.get("many") or self._unnamed(mention)
                return None if unnamed else self.organisation(mention, sentence)
            case "EmulationCluster":
                return self.cluster(mention, sentence)
            case "Role" if mention.get("body"):
                return self.organisation(mention)
            case "Place":
                return self.add(identity.where(mention.data["place"]), mention.text)
            case "Honour":
                return self.add(identity.honour(mention.data["honour"]), mention.text)
            case "Group":
                return self.group(mention, sentence)
            case "NormativeDocument":
                return self.document(mention)
            case _:
                return None

    def person(self, label: str, text: str) -> str:
        """A person by full name; another spelling of one already in the report is the same person."""
        name = read_person(text, self._report.lang)
        vague = name is not None and not name.sure
        key = text if vague else label
        if key not in self._people:
            alike = [i for known, i in self._people.items() if same(known, key) is Verdict.SAME]
            entity = identity.person(label, text if vague else "")
            self._people[key] = alike[0] if len(set(alike)) == 1 else self.add(entity)
        return self.add(self._entities[self._people[key]], text)

    def organisation(self, mention: Mention, sentence: Sentence | None = None) -> str | None:
        """A body of the gazetteer with its place, the report's province where only "provincial" is said.

        In the report of a cluster of provinces it is the one province that the sentence names before the body.
        """
        place = self._listed(mention.get("place"))
        if body := mention.get("body"):
            own = self._is_local(body) and not self._is_central(mention)
            local = place is None and (mention.get("local") is not None or own)
            place = (self._named_before(mention, sentence) or self._context.province) if local else place
            scope = self._report.source_id if local and place is None else None
            return self.add(identity.organisation(body, place, local=scope), mention.text)
        if place is None and mention.get("local") and self._report.language.syllables:  # "Bưu điện tỉnh"
            return self._provincial(mention)
        return self.add(identity.other_organisation(mention.get("label") or mention.text, place_id=place), mention.text)

    def _provincial(self, mention: Mention) -> str | None:
        """A body of the report's province that no gazetteer has, by its name with the province's."""
        province = self._context.province
        if province is None:
            return None
        label = f"{mention.get('label')} {place_name(province)}"
        return self.add(identity.other_organisation(label, place_id=province), mention.text)

    def _named_before(self, mention: Mention, sentence: Sentence | None) -> str | None:
        if sentence is None or self._context.host.lower().startswith(("tỉnh", "thành phố")):
            return None
        named = [p for m in sentence.elements if m.start < mention.start and (p := self._province_of(m))]
        return named[0] if len(set(named)) == 1 else None

    @staticmethod
    def _province_of(mention: Mention) -> str | None:
        found = mention.get("place") or ""
        return found if mention.type == "Place" and gazetteer(found).level in ("province", "city") else None

    @staticmethod
    def _unnamed(mention: Mention) -> bool:
        """ "The district People's Committee": of a district that nothing names, and not the province's."""
        return mention.get("level") in ("district", "commune") and not mention.get("place")

    def _listed(self, place: str | None) -> str | None:
        """The district of the report's province that an unlisted name ("=district of A") means, if it has one."""
        words = place[1:].split() if place and place.startswith("=") else []
        for first in range(1, len(words)):
            name = " ".join(plain(word) for word in words[first:])
            named = plain_names("town", "district").get(name, ())
            ids = [i for i in named if gazetteer(i).province == self._context.province]
            if len(ids) == 1 and (not is_marked(place or "") or " ".join(words[first:]) == gazetteer(ids[0]).label):
                return ids[0]
        spelt = spelt_towns(place[1:]) if place and words else ()
        return next((i for i in spelt if gazetteer(i).province == self._context.province), place)

    def _is_local(self, body: str) -> bool:
        """A body that is always of a place; one of every level is the province's own in the report of its cluster."""
        scope = look_up(body).scope
        return scope == "local" or (scope == "any" and self._context.local)

    def _is_central(self, mention: Mention) -> bool:
        """Whether the words say that the body is the whole country's ("Central Committee of the Youth Union")."""
        found = self._report.language.lexicon.matches(plain_text(mention.text))
        named = Sense("body", mention.get("body") or "")
        own = [range(m.start, m.end) for m in found if named in m.senses]  # 国家金库, the State Treasury, has branches
        said = [m for m in found if NATIONAL in m.senses and m.end - m.start > 1]  # 祖国 is not 国
        return any(all(m.start not in name for name in own) or len(own) > 1 for m in said)

    def cluster(self, mention: Mention | None, sentence: Sentence) -> str | None:
        """The cluster meant, the report's own if `mention` is None."""
        entity = self._clusters.entity(sentence, mention) if mention else self._clusters.main
        name = mention.text if mention and not mention.get("ref") else None
        return self.add(entity, name) if entity else None

    def document(self, mention: Mention, issuer: str | None = None, date: str | None = None) -> str:
        issued_by = self._entities[issuer].label if issuer else None
        entity = identity.document(
            mention.get("documentType"),
            mention.get("number"),
            issuer=issued_by,
            date=date,
            scope=self._report.source_id,
        )
        return self.add(entity, mention.text)

    def movement(self, subject: str, kind: str = "movement") -> str:
        return self.add(identity.movement(subject, kind), subject)

    def group(self, mention: Mention, sentence: Sentence, owner: str | None = None) -> str:
        """A counted, unnamed group of the entity `owner`, of this report's cluster if it is None."""
        kind, count = mention.data["groupType"], mention.get("count") or ""
        of = self._entities[owner] if owner else self._clusters.main
        label = f"{count} {ontology().label(kind, 'vi')} {of.label if of else ''}".strip()
        entity = Entity(
            entity_id("Group", self._report.source_id, kind, count, str(sentence.start + mention.start)),
            "Group",
            label,
            (),
            tuple(sorted({"groupType": kind, "count": count}.items())),
        )
        return self.add(entity, mention.text)

    def event(self, kind: str) -> str:
        """The report's own meeting: one event of a kind in a report."""
        main = self._clusters.main
        year = f"năm {self._context.year}" if self._context.year else ""
        about = main.label if main else ""
        label = " ".join(f"{ontology().label(kind, 'vi')} {about} {year}".split())
        properties = {"eventType": kind} | ({"cluster": main.id} if main else {})
        entity = Entity(
            entity_id("Event", self._report.source_id, kind), "Event", label, (), tuple(sorted(properties.items()))
        )
        return self.add(entity)
