"""Statements: what claims say, in the asker's language, with names as the graph has them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from thidua.graph.claims import Claim, Entity, Source, Value
from thidua.graph.names import fold
from thidua.graph.ontology import ontology
from thidua.qa.words import messages

QUOTE_LIMIT = 260
MARGIN = 70
LABEL = 70
#: Units of counted things, which the label names.
PLAIN_UNITS = frozenset(
    {"units", "individuals", "collectives", "delegates", "households", "criteria", "tasks", "targets", "people"}
)


#: The roles that the seats of a cluster are.
SEATS = {"leads": "leader", "deputy_leads": "deputy_leader"}
#: What a message says in brackets of its own.
BRACKETS = re.compile(r"[(（][^(){}（）]+[)）]")


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer without its source numbers, and the claims it says.

    `names` are those of its ends as it writes them; `ordered` where two of them could be taken for each other. `hedges`
    are the words that keep it from saying more: that no end is stated, that it is a proposal.
    """

    text: str
    claims: tuple[Claim, ...]
    names: tuple[str, ...] = ()
    ordered: bool = False
    hedges: tuple[str, ...] = ()


class Wording:
    """Writes in one language about one set of entities; `sources` tell when something was last reported."""

    def __init__(self, lang: str, entities: dict[str, Entity], sources: Mapping[str, Source] | None = None) -> None:
        self.lang, self.entities, self.messages = lang, entities, messages(lang)
        self.sources = sources or {}

    def name(self, id_: str) -> str:
        """The canonical name; a code list's term also as the asker calls it."""
        entity = self.entities[id_]
        if entity.type == "Honour" and (code := entity.get("honour")):
            return self._both(ontology().label(code, "vi"), ontology().label(code, self.lang))
        if entity.type in ("Person", "Organization", "Place", "EmulationCluster", "NormativeDocument"):
            return entity.label
        own = next((n.text for n in entity.names if n.lang == self.lang), None)
        return self._both(entity.label, own or entity.label)

    def role(self, role: str, cluster: Entity | None) -> str:
        kind = cluster.get("clusterType") if cluster else None
        return self._both(ontology().role_label(role, "vi", kind), ontology().role_label(role, self.lang, kind))

    @staticmethod
    def _both(canonical: str, local: str) -> str:
        return canonical if fold(canonical) == fold(local) else f"{canonical} ({local})"

    def date(self, value: str) -> str:
        """A prefix date in full words; "2024" stays, "--06-21" has no year."""
        if "/" in value:
            return "–".join(self.date(v) for v in value.split("/"))
        found = re.fullmatch(r"(\d{4}|-)(?:-(\d\d))?(?:-(\d\d))?", value)
        if not found:
            return value
        year, month, day = found[1].strip("-"), found[2], found[3]
        if not month:
            return year
        names = self.messages.data["date"]["months"]
        key = ("day" if year else "day_only") if day else "month"
        return self.messages.text(
            "date", key, year=year, month=names[int(month) - 1], number=int(month), day=int(day or 1)
        ).strip()

    def number(self, value: str) -> str:
        try:
            text = format(Decimal(value), ",f")
        except InvalidOperation:
            return value
        marks = self.messages.data["number"]
        return text.translate(str.maketrans({",": marks["thousands"], ".": marks["decimal"]}))

    def value(self, value: Value) -> str:
        if value.datatype == "date":
            return self.date(value.value)
        if value.datatype != "decimal":
            return value.value
        if value.unit in PLAIN_UNITS:
            return self.number(value.value)
        units = self.messages.data["unit"]
        return " ".join([self.number(value.value), *(units.get(word, word) for word in (value.unit or "").split())])

    def label(self, what: str) -> str:
        """What a figure counts, in the report's words and not too many of them."""
        text = re.sub(r"\s+", " ", what).strip()
        if len(text) > LABEL:
            text = text[:LABEL].rsplit(" ", 1)[0] + " …"
        join = self.messages.data["join"]
        return f"{join['open']}{text}{join['close']}" if text else ""

    def when(self, claim: Claim) -> str:
        first, last = claim.valid_from, claim.valid_to
        if not first and not last:
            return ""
        if first and last:
            key, slots = (
                ("in" if len(first) == 4 or "/" in first else "on", {"year": self.date(first)})
                if first == last
                else ("from_to", {"first": self.date(first), "last": self.date(last)})
            )
        elif first and (last := self.reported(claim)) and not last.startswith(first):
            key, slots = "since_last", {"first": self.date(first), "last": self.date(last)}
        elif first:
            key, slots = "since", {"first": self.date(first)}
        else:
            key, slots = "until", {"last": self.date(last or "")}
        return self.messages.text("slot", key, **slots)

    def reported(self, claim: Claim) -> str | None:
        """The date of the latest report that says it, where one has a date."""
        dates = (s.published for p in claim.evidence if (s := self.sources.get(p.source)))
        return max((d for d in dates if d), default=None)

    def joined(self, names: Sequence[str]) -> str:
        separator = "semicolon" if any("," in n for n in names) else "comma"
        return str(self.messages.data["join"][separator]).join(dict.fromkeys(names))

    def say(self, claims: Sequence[Claim], *, many: str = "subject", note: str = "") -> Statement:
        """One statement for claims that differ only in the end `many`."""
        claim = claims[0]
        target = claim.object
        objects = [self.name(c.object) if isinstance(c.object, str) else self.value(c.object) for c in claims]
        subjects = [self.name(c.subject) for c in claims]
        role = _role(claim)
        cluster = self.entities.get(target) if isinstance(target, str) else None
        slots = {
            "subject": self.joined(subjects) if many == "subject" else subjects[0],
            "object": self.joined(objects) if many == "object" else objects[0],
            "role": self.role(role, cluster) if role else self.messages.text("slot", "posts"),
            "when": note or self.when(claim),
            "number": len({c.subject for c in claims}),
            "giver": self.messages.text("slot", "giver", giver=self.name(claim.giver)) if claim.giver else "",
            "count": self.messages.text("slot", "count", count=claim.count) if claim.count else "",
            "what": self.label(claim.what or ""),
            "value": objects[0],
        }
        return self._statement(self.messages.text("say", _message(claim), **slots), claims, note)

    def _statement(self, text: str, claims: Sequence[Claim], note: str) -> Statement:
        claim = claims[0]
        ends = dict.fromkeys(e for c in claims for e in (c.subject, c.object, c.giver) if e in self.entities)
        names = sorted({n for e in ends if (n := self.canonical(str(e))) in text}, key=text.index)
        types = [self.entities[str(e)].type for e in ends]
        open_ended = bool(claim.valid_from) != bool(claim.valid_to)
        own = BRACKETS.findall(str(self.messages.data["say"][_message(claim)]))
        hedges = (h.strip() for h in (note or (self.when(claim) if open_ended else ""), *own))
        kept = tuple(h for h in hedges if h and h in text)
        return Statement(text, tuple(claims), tuple(names), len(set(types)) < len(types), kept)

    def canonical(self, id_: str) -> str:
        """The Vietnamese name alone."""
        entity = self.entities[id_]
        return ontology().label(code, "vi") if (code := entity.get("honour")) else entity.label

    def cut(self, quote: str, needles: Sequence[str]) -> str:
        """The part of a long quotation around the names it is quoted for; left out text is marked."""
        text = re.sub(r"\s+", " ", quote).strip()
        if len(text) <= QUOTE_LIMIT:
            return text
        low = text.lower()
        places = sorted((at, at + len(n)) for n in needles if n and (at := low.find(n.lower())) >= 0)
        start = max(0, places[0][0] - MARGIN) if places else 0
        end = (
            min(len(text), max(start + QUOTE_LIMIT - MARGIN, min(places[-1][1] + MARGIN, start + 2 * QUOTE_LIMIT)))
            if places
            else QUOTE_LIMIT
        )
        while start and not text[start - 1].isspace():
            start -= 1
        while end < len(text) and not text[end].isspace() and end - start < 3 * QUOTE_LIMIT:
            end += 1
        return ("… " if start else "") + text[start:end].strip() + (" …" if end < len(text) else "")

    def needles(self, claims: Sequence[Claim]) -> list[str]:
        """The spellings under which a quotation may name what the claims say."""
        found: list[str] = []
        for claim in claims:
            for end in (claim.subject, claim.object, claim.giver):
                if isinstance(end, str) and (entity := self.entities.get(end)):
                    found += [entity.label, *(n.text for n in entity.names)]
                    found += [number] if (number := entity.get("number")) and len(number) > 2 else []
        return found


def _message(claim: Claim) -> str:
    """The message that says the claim."""
    if claim.kind == "awarded" and claim.status in ("proposed", "revoked"):
        return f"awarded_{claim.status}"
    return "chairs" if claim.kind == "attends" and claim.role == "chair" else claim.kind


def _role(claim: Claim) -> str | None:
    """The role as a cluster calls it: whoever heads one is its leader."""
    if claim.kind in SEATS and claim.role in (None, "chair", "head", "deputy_chair", "deputy_head"):
        return SEATS[claim.kind]
    return claim.role or SEATS.get(claim.kind)
