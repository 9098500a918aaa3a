"""A question and its answer as HTML: the statements, both sides of what sources differ on, the sentences, and why."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from thidua.qa.answering.answer import QUOTATION
from thidua.screen.places import Asked
from thidua.screen.render import join, quotation
from thidua.screen.sides import Side
from thidua.screen.texts import Words

Answer = Mapping[str, Any]

_MARKER = re.compile(r"\[(\d+)\]")
LONGEST_NOTE = 2000


def welcome(words: Words) -> Markup:
    return Markup('<p class="td-welcome">{}</p>').format(words("welcome"))


def exchange(
    words: Words, number: int, asked: Asked, answer: Answer, link: str = "", sides: Sequence[Sequence[Side]] = ()
) -> Markup:
    """`link` reopens the conversation up to here; an answer of status "pending" is still being given."""
    status = answer["status"]
    evidence = answer.get("evidence", [])
    pending = status == "pending"
    return Markup(
        '<section class="td-exchange td-{}" id="q{}" data-link="{}" data-question="{}" aria-busy="{}">'
        '<h2 class="td-question" dir="auto"><span class="td-who">{}</span> {}</h2>{}'
        '<div class="td-answer"><h3>{}</h3>{}{}{}{}</div></section>'
    ).format(
        status,
        number,
        link,
        asked.question,
        "true" if pending else "false",
        words("you"),
        asked.question,
        Markup('<p class="td-source">{}</p>').format(words("asked_as_of", day=asked.as_of)) if asked.as_of else "",
        words("differ" if answer.get("conflicts") else status),
        statements(words, answer),
        join(contradiction(words, each) for each in sides),
        quotations(words, number, status, evidence),
        Markup("") if pending else actions(words, number, answer, link),
    )


def statements(words: Words, answer: Answer) -> Markup:
    """The answer, a paragraph a line; "[2]" opens the second sentence in its report. The list has the quoted lines."""
    evidence = answer.get("evidence", [])

    def marked(line: str) -> Markup:
        done, at = Markup(""), 0
        for match in _MARKER.finditer(line):
            if 1 <= int(match[1]) <= len(evidence):
                done += Markup("{}{}").format(line[at : match.start()], mark(words, match[1], evidence))
                at = match.end()
        return done + Markup("{}").format(line[at:])

    return join(
        Markup('<p class="td-text" lang="{}" dir="auto">{}</p>').format(answer.get("lang") or "", marked(line))
        for line in lines(answer["answer"])
    )


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip() and not QUOTATION.match(line)]


def mark(words: Words, number: str, evidence: Sequence[Mapping[str, Any]]) -> Markup:
    piece = evidence[int(number) - 1]
    title = words("source_number", number=number, report=piece.get("title") or piece["document"])
    return Markup(
        '<button type="button" class="td-mark" data-source="{}" data-start="{}" data-end="{}" aria-label="{}">'
        "{}</button>"
    ).format(piece.get("source", ""), piece.get("start", ""), piece.get("end", ""), title, number)


def contradiction(words: Words, sides: Sequence[Side]) -> Markup:
    """Side by side, so that neither looks like the answer."""

    def one(side: Side) -> Markup:
        quotes = join(quotation(words, piece) for piece in side.evidence)
        return Markup('<li class="td-side"><p dir="auto">{}</p>{}</li>').format(side.text, quotes)

    return Markup('<ul class="td-sides" aria-label="{}">{}</ul>').format(
        words("differ"), join(one(side) for side in sides)
    )


def quotations(words: Words, number: int, status: str, evidence: Sequence[Mapping[str, Any]]) -> Markup:
    if not evidence:
        return Markup("")
    items = join(
        Markup('<li id="q{}-{}">{}</li>').format(number, at, quotation(words, piece))
        for at, piece in enumerate(evidence, 1)
    )
    heading = words("nearest") if status == "unknown" else words("rests_on")
    return Markup('<h4>{}</h4><ol class="td-quotes">{}</ol>').format(heading, items)


def actions(words: Words, number: int, answer: Answer, link: str) -> Markup:
    copied = join(
        Markup('<button type="button" class="td-link" data-copy="{}" data-done="{}">{}</button>').format(
            text, words("copied"), words(name)
        )
        for name, text in (("copy", plain(answer)), ("copy_link", link))
        if text
    )
    return Markup('<div class="td-actions">{}</div>{}{}').format(
        copied, why(words, answer), wrong(words, number) if answer["status"] != "failed" else ""
    )


def plain(answer: Answer) -> str:
    """The answer to paste elsewhere: its text with the quotations, and where each can be read."""
    where = [
        f"[{at}] {piece.get('title') or piece['document']}{', ' + piece['url'] if piece.get('url') else ''}"
        for at, piece in enumerate(answer.get("evidence", []), 1)
    ]
    return "\n".join([answer["answer"], *where])


def why(words: Words, answer: Answer) -> Markup:
    """The plan in words, the queries, and how long it took."""
    asked = join(
        Markup('<pre dir="ltr" tabindex="0">{}\n{}\n{}</pre>').format(
            one["query"], words("parameters"), json.dumps(one["parameters"], ensure_ascii=False, default=str, indent=1)
        )
        for one in answer.get("cypher", [])
    )
    plan = answer.get("plan")
    if not (asked or plan):
        return Markup("")
    told = Markup('<p class="td-plan" dir="auto">{}</p>').format(plan) if plan else Markup("")
    took = words("took", ms=round(answer.get("elapsed_ms", 0)))
    return Markup('<details class="td-why"><summary>{} · {}</summary>{}{}</details>').format(
        words("why"), took, told, asked
    )


def wrong(words: Words, number: int) -> Markup:
    """Where a reader says what is wrong with this answer; the script sends it with the answer's number."""
    return Markup(
        '<details class="td-wrong"><summary>{}</summary><div class="td-note">'
        '<label for="note{}">{}</label><textarea id="note{}" rows="3" maxlength="{}"></textarea>'
        '<button type="button" data-note="{}">{}</button></div></details>'
    ).format(words("wrong"), number, words("wrong_ask"), number, LONGEST_NOTE, number, words("wrong_send"))
