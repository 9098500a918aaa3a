"""`thidua review`: who may be one and the same, shown with both sentences, and what a person decides about it."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from thidua.cli.commands import opened
from thidua.cli.terminal import put, say
from thidua.graph.claims import Entity
from thidua.graph.errors import UsageError
from thidua.graph.names import fold
from thidua.graph.ontology import ontology
from thidua.graph.review import Cited, decide, label, sentence, suggested
from thidua.graph.stores.base import Store
from thidua.graph.suggestions import Suggestion
from thidua.settings import settings

SHORT = 8  # letters of a pair's id that are shown; as many as tell it from the others are enough to name it
FEWEST = 4


def review(options: argparse.Namespace) -> int:
    reads = options.action in ("list", "decisions")
    if reads and options.pair:
        raise UsageError(f"`thidua review {options.action}` takes no names; accept, reject or undo take two, or an id.")
    with opened(options, read_only=reads) as store:
        if options.action == "list":
            _list(store, options)
        elif options.action == "decisions":
            _decisions(store, options)
        elif options.action == "undo":
            _undo(store, options)
        else:
            _decide(store, options)
    return 0


def _list(store: Store, options: argparse.Namespace) -> None:
    found = suggested(store)
    shown = found[: options.limit] if options.limit > 0 and not options.json else found
    for number, suggestion in enumerate(shown, 1):
        sentences = [sentence(store, entity) for entity in (suggestion.one, suggestion.other)]
        put(_json(suggestion, sentences)) if options.json else print(_readable(number, suggestion, sentences))
    if not options.json:
        more = f"; {len(found) - len(shown)} more with --limit 0" if len(shown) < len(found) else ""
        say(f"{len(shown)} pairs that may be one{more}" if found else "No two entities look like one.")


def _decisions(store: Store, options: argparse.Namespace) -> None:
    found = store.decisions()
    entities = store.as_reported().entities(sorted({id_ for decision in found for id_ in decision.pair}))
    for decision in found:
        if options.json:
            put({"id": decision.id, **decision._asdict()})
            continue
        sign = "=" if decision.verdict == "same" else "≠"
        who = ", ".join(filter(None, [decision.at, decision.by, decision.note]))
        print(f"{decision.id[:SHORT]}  {label(entities, decision.a)} {sign} {label(entities, decision.b)}\n    {who}")
    if not found and not options.json:
        say("Nothing has been decided.")


def _decide(store: Store, options: argparse.Namespace) -> None:
    one, other = _pair(store, options.pair)
    is_same = options.action == "accept"
    decision = decide(store, one, other, is_same=is_same, by=options.by or settings().user, note=options.note)
    entities = store.as_reported().entities([one, other])
    said = "are one from now on" if is_same else "are two, and no longer suggested"
    say(f"{label(entities, one)} and {label(entities, other)} {said}; `thidua review undo {decision.id[:SHORT]}`")


def _undo(store: Store, options: argparse.Namespace) -> None:
    found = [d for d in store.decisions() if len(options.pair) == 1 and _is_called(d.id, options.pair[0])]
    one, other = found[0].pair if len(found) == 1 else _pair(store, options.pair)
    if not store.undo(one, other):
        raise UsageError("Nobody has decided about these two; `thidua review decisions` lists what was decided.")
    entities = store.entities([one, other])
    say(f"The decision on {label(entities, one)} and {label(entities, other)} is undone.")


# what is named -------------------------------------------------------------------------------------------------------
def _pair(store: Store, words: Sequence[str]) -> tuple[str, str]:
    """The two entities: named one by one, or a suggested or decided pair by its id."""
    if len(words) == 1:
        pairs = {s.id: (s.one.id, s.other.id) for s in suggested(store)} | {d.id: d.pair for d in store.decisions()}
        fitting = [pair for id_, pair in pairs.items() if _is_called(id_, words[0])]
        if len(fitting) != 1:
            some = "Several pairs have" if fitting else "No pair has"
            raise UsageError(f"{some} the id {words[0]!r}; `thidua review` lists them, or name both entities.")
        return fitting[0]
    if len(words) != 2:
        raise UsageError("Name two entities, each in quotation marks or by its id, or one pair by its id.")
    one, other = (_entity(store, word) for word in words)
    if one.type != other.type or one.id == other.id:
        raise UsageError(f"{one.label} ({one.type}) and {other.label} ({other.type}) are not two of one kind.")
    return one.id, other.id


def _is_called(id_: str, word: str) -> bool:
    return len(word) >= FEWEST and id_.startswith(word)


def _entity(store: Store, word: str) -> Entity:
    """An entity by id, else by a name as it is written, else by one that is folded alike."""
    graph = store.as_reported()
    if found := graph.entities([word]):
        return found[word]
    folded = graph.entities(sorted({named.entity for named in graph.named([fold(word)])}))
    exact = [e for e in folded.values() if word in (e.label, *(name.text for name in e.names))]
    fitting = [e for e in exact if e.label == word] or exact or list(folded.values())
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        raise UsageError(f"Nobody and nothing in the graph is called {word!r}.")
    ids = "; ".join(f"{entity.id} ({entity.label})" for entity in fitting)
    raise UsageError(f"Several are called {word!r}; give the id of one: {ids}.")


# how it is shown -----------------------------------------------------------------------------------------------------
def _readable(number: int, suggestion: Suggestion, sentences: Sequence[Cited | None]) -> str:
    one, other = suggestion.one, suggestion.other
    kind = ontology().label(one.type, "en")
    lines = [f"{number}. {one.label} = {other.label}?  [{suggestion.id[:SHORT]}]  {kind}, {suggestion.score:.2f}"]
    lines += [f"   + {reason}" for reason in suggestion.agree]
    lines += [f"   − {reason}" for reason in suggestion.against]
    for entity, cited in zip((one, other), sentences, strict=True):
        lines.append(f"   {entity.label}  ({entity.id})")
        if cited:
            lines.append(f"       “{' '.join(cited[0].quote.split())}” {cited[1].document}")
    return "\n".join([*lines, ""])


def _json(suggestion: Suggestion, sentences: Sequence[Cited | None]) -> dict[str, Any]:
    def side(entity: Entity, cited: Cited | None) -> dict[str, Any]:
        names = [{"text": name.text, "lang": name.lang} for name in entity.names]
        quote, document = (cited[0].quote, cited[1].document) if cited else (None, None)
        return {"id": entity.id, "label": entity.label, "names": names, "quote": quote, "document": document}

    return {
        "id": suggestion.id,
        "type": suggestion.one.type,
        "score": suggestion.score,
        "one": side(suggestion.one, sentences[0]),
        "other": side(suggestion.other, sentences[1]),
        "agree": list(suggestion.agree),
        "against": list(suggestion.against),
    }
