"""A plan in words, in the asker's language: what was looked for, so that a reader can see what was understood."""

from __future__ import annotations

from thidua.graph.ontology import ontology
from thidua.qa.planning.plan import Both, Compare, Each, Find, Hop, Most, Plan, Step, While
from thidua.qa.retrieval.evidence import part
from thidua.qa.understanding.question import Question
from thidua.qa.words import Messages, messages


def in_words(plan: Plan, question: Question) -> str:
    """The plan, one step after another, in the language of the answer."""
    told = messages(question.reply)
    return "; ".join(dict.fromkeys(_step(step, question, told) for step in plan))


def find_in_words(find: Find, question: Question, told: Messages) -> str:
    """What one find looks for: the kind of thing, whom it concerns, when."""
    known = told.data["ask"]
    question = part(question, find)
    kind = next((k for k in find.kinds if k in known), None)
    kind = kind or next((a for a in sorted(question.asks) if a in known), None)
    parts = [str(known[kind])] if kind else []
    parts += [x.text.strip() for x in question.links if x.type not in ("Event", "Group", "Quote")]
    parts += [find.window.text] if find.window.asked else []
    return ", ".join(dict.fromkeys(p for p in parts if p))


def _step(step: Step, question: Question, told: Messages) -> str:
    def find(item: Find) -> str:
        return find_in_words(item, question, told)

    match step:
        case Find():
            return find(step)
        case Hop():
            end = ", ".join(ontology().label(class_, question.reply) for class_ in step.first.about)
            return told.text("plan", "hop", what=find(step.then), end=end, whom=find(step.first))
        case While():
            key = "while" if step.mode == "in" else step.mode
            return told.text("plan", key, what=find(step.then), whom=find(step.first))
        case Both():
            return told.text("plan", "both", one=find(step.one), other=find(step.other))
        case Compare():
            return f"{find(step.find)}: {' | '.join(w.text for w in step.windows)}"
        case Most():
            return told.text("plan", step.order, what=find(step.find))
        case Each():
            return told.text("plan", "each", what=ontology().label(step.type, question.reply))
