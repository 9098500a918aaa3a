"""The command line: what is typed, and how a command ends. The commands themselves are beside this.

Exit codes: 0 done, 1 some reports failed (or `check` found problems), 2 the request is wrong, 3 the store failed,
130 interrupted.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from thidua import __version__
from thidua.cli import commands, dossier
from thidua.cli.terminal import say
from thidua.graph.errors import ThiduaError

MOST_WORKERS = 64
INTERRUPTED, BROKEN_PIPE = 130, 141
STOPPED = "Stopped."
REVIEWING = ("list", "accept", "reject", "undo", "decisions")
Argument = tuple[tuple[str, ...], dict[str, Any]]


class Command(NamedTuple):
    run: Callable[[argparse.Namespace], int]
    help: str
    arguments: tuple[Argument, ...]
    interrupted: str = STOPPED


def argument(*flags: str, **settings: Any) -> Argument:
    return flags, settings


def positive(text: str) -> int:
    """The value of --per-minute."""
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 on")
    return int(text)


def processes(text: str) -> int:
    """The value of --workers."""
    if not text.isdecimal() or not 1 <= int(text) <= MOST_WORKERS:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 to {MOST_WORKERS}")
    return int(text)


def review(options: argparse.Namespace) -> int:
    from thidua.cli.review import review as run  # what it needs takes a while to load

    return run(options)


NAME = argument("name", metavar="NAME", help="a name in any script, with tones or without; a document's number; an id")
LANG = argument("--lang", metavar="xx", default="en", help="the language of what is printed; default: en")
MD = argument("--md", action="store_true", help="print Markdown, with footnotes")
JSON = argument("--json", action="store_true", help="print JSON, one object a line")
COMMANDS = {
    "serve": Command(
        commands.serve,
        "start the screen (also without any command)",
        (
            argument(
                "--host",
                default="127.0.0.1",
                help="the address to listen on; other than this machine's own only with THIDUA_PASSWORD set",
            ),
            argument("--port", type=int, help="the port; default: the first free one from 7860 on"),
            argument(
                "--per-minute",
                type=positive,
                default=120,
                metavar="N",
                help="questions that one address may ask over the API in a minute; default: 120",
            ),
        ),
    ),
    "ingest": Command(
        commands.ingest,
        "read reports into the graph",
        (
            argument(
                "inputs",
                nargs="+",
                metavar="PATH|URL",
                help=".txt .md .html .pdf .docx .json .jsonl, a folder, an address",
            ),
            argument(
                "--workers", type=processes, default=1, metavar="N", help="processes that read reports; default: 1"
            ),
        ),
        "Stopped: every report is in the graph whole or not at all; the same command goes on with the others.",
    ),
    "ask": Command(
        commands.ask,
        "answer a question from the graph",
        (
            argument("question", nargs="?"),
            argument(
                "--batch",
                metavar="FILE.jsonl",
                help='a file of questions, one {"question": …} a line ("-": standard input)',
            ),
            argument("--as-of", metavar="DATE", help="answer as of this day (2024-06-21, 2024-06 or 2024)"),
            argument("--lang", metavar="xx", help="the language of the answer; default: the question's"),
            argument("--why", action="store_true", help="also the plan, in words and as Cypher"),
            JSON,
        ),
    ),
    "profile": Command(
        dossier.profile,
        "print all that the reports say of a person, cluster, organisation, document or movement",
        (NAME, LANG, MD, argument("--html", action="store_true", help="print a page, for a browser or Word"), JSON),
    ),
    "trace": Command(
        dossier.trace,
        "print what hangs under a document or movement: movements, clusters, awards",
        (NAME, LANG, MD, JSON),
    ),
    "timeline": Command(dossier.timeline, "print posts and leaderships over time", (NAME, LANG, MD, JSON)),
    "claims": Command(
        commands.claims,
        "print the statements in the graph",
        (
            argument("--source", metavar="S", help="only those of one source: its document name, address, title or id"),
            argument("--kind", metavar="K", help="only those of one kind: leads, issued, …"),
            JSON,
        ),
    ),
    "export": Command(
        commands.export,
        "write the graph in another form",
        (
            argument("--format", required=True, choices=commands.EXPORT_FORMATS),
            argument("-o", "--output", metavar="FILE", help="write here instead of standard output"),
        ),
    ),
    "import": Command(
        commands.import_, "read a graph that was exported as Turtle", (argument("file", metavar="FILE.ttl"),)
    ),
    "retract": Command(
        commands.retract,
        "remove a report and all that only it says",
        (argument("source", metavar="SOURCE", help="its document name, address, title or id"),),
    ),
    "copy": Command(
        commands.copy,
        "copy the graph into another store, and compare the two",
        (argument("--to", metavar="STORE", required=True, help="a path or an address; empty, or a copy begun"),),
        "Stopped: the reports copied so far are there; the same command goes on with the others.",
    ),
    "review": Command(
        review,
        "show who may be one and the same, and decide it",
        (
            argument(
                "action",
                nargs="?",
                default="list",
                choices=REVIEWING,
                metavar="ACTION",
                help="list (default), accept, reject or undo a pair, or decisions: what has been decided",
            ),
            argument("pair", nargs="*", metavar="A B|ID", help="two entities, by id or name, or the id of a pair"),
            argument("--by", metavar="NAME", help="who decides; default: THIDUA_USER, else your login name"),
            argument("--note", metavar="TEXT", default="", help="why"),
            argument("--limit", metavar="N", type=int, default=20, help="show so many (default 20); 0: all"),
            JSON,
        ),
    ),
    "check": Command(commands.check, "say whether the graph keeps to its ontology", (JSON,)),
    "stats": Command(commands.stats, "count what is in the graph and list its sources", (JSON,)),
    "embed": Command(
        commands.embed,
        "give every sentence that has none its vector",
        (),
        "Stopped: the vectors made so far are kept; the same command goes on with the others.",
    ),
}


def main(words: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; a `ThiduaError` is one sentence on stderr, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = parser().parse_args(with_command(sys.argv[1:] if words is None else list(words)))
    command = COMMANDS[options.command]
    try:
        code = command.run(options)
        sys.stdout.flush()
        return code
    except ThiduaError as error:
        say(f"thidua: {error}")
        return error.exit_code
    except KeyboardInterrupt:
        say(f"\nthidua: {command.interrupted}")
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has enough; what is still buffered goes nowhere at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE


def with_command(words: list[str]) -> list[str]:
    """`thidua` alone, or with options only, is `thidua serve`."""
    if not words:
        return ["serve"]
    is_options_only = words[0].startswith("-") and not any(word in COMMANDS for word in words)
    return ["serve", *words] if is_options_only and words[0] not in ("-h", "--help", "--version") else words


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="thidua",
        description="Reads reports on Vietnam's emulation clusters into a graph and answers from it.",
        epilog="Exit codes: 0 done, 1 some reports failed, 2 the request is wrong, 3 the store failed, 130 stopped.",
    )
    top.add_argument("--version", action="version", version=f"thidua {__version__}")
    top.add_argument(
        "--store",
        help="a path, or a neo4j:// or bolt:// address; default: THIDUA_STORE, else a file in your data folder",
    )
    below = top.add_subparsers(metavar="COMMAND", dest="command", required=True)
    for name, command in COMMANDS.items():
        sub = below.add_parser(name, help=command.help, description=f"thidua {name}: {command.help}.")
        sub.add_argument(
            "--store", default=argparse.SUPPRESS, help="the store to use; may also stand before the command"
        )
        for flags, settings in command.arguments:
            sub.add_argument(*flags, **settings)
    return top
