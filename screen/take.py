"""The tab of what readers take away: tables with their sentences, and dossiers."""

from __future__ import annotations

from typing import Any

import gradio as gr
from markupsafe import Markup

from thidua.graph.errors import NameAmbiguous, NameUnknown, ThiduaError
from thidua.qa.dossiers import find, profile
from thidua.screen import export, render
from thidua.screen.desk import Desk
from thidua.screen.failures import told
from thidua.screen.lists import LISTS
from thidua.screen.reports import QUEUED
from thidua.screen.texts import Words

EXCEL, CSV = "Excel", "CSV"
LONGEST_NAME = 300


def _table_choice(words: Words) -> tuple[gr.Radio, gr.Textbox, gr.Radio, gr.Button]:
    """Which list, what of it, and in which form."""
    with gr.Row():
        kind = gr.Radio(
            [(words(name), name) for name in LISTS], value="officials", label=words("take_tables"), min_width=300
        )
        wanted = gr.Textbox(
            label=words("search"), placeholder=words("search_placeholder"), max_length=200, min_width=220
        )
        form = gr.Radio([EXCEL, CSV], value=EXCEL, label=words("take_files"), min_width=160)
    return kind, wanted, form, gr.Button(words("take_make"), elem_id="td-take-table")


def take_tab(desk: Desk, words: Words) -> None:
    kind, wanted, form, table = _table_choice(words)
    with gr.Row():
        name = gr.Textbox(label=words("take_dossier"), placeholder=words("take_name"), max_length=LONGEST_NAME)
        which = gr.Radio(
            label=words("take_which"), choices=[], visible=False, elem_id="td-which", elem_classes="td-choice"
        )
    dossier = gr.Button(words("take_make"), elem_id="td-take-dossier")
    said = gr.HTML(elem_id="td-taken", apply_default_css=False)
    made = gr.File(
        label=words("take_files"), file_count="multiple", interactive=False, visible=False, elem_id="td-made"
    )
    files = export.Files()

    def offered(contents: dict[str, bytes]) -> gr.File:
        return gr.File(files.put(contents) or None, visible=bool(contents))

    @told(words)
    def take_table(kind: str, wanted: str, form: str) -> tuple[Markup, gr.File]:
        contents = table_files(desk, words, kind, wanted, form)
        return Markup("") if contents else render.notice(words("take_empty")), offered(contents)

    def take_dossier(name: str) -> tuple[Any, ...]:
        try:
            found = profile(desk.store, find(name, desk.store).id, words.lang)
        except (NameAmbiguous, NameUnknown) as error:
            choices = gr.Radio([(label, id_) for id_, label in error.names], value=None, visible=bool(error.names))
            said = render.notice(words("take_which")) if error.names else render.failed(words, error)
            return said, offered({}), choices
        except ThiduaError as error:
            return render.failed(words, error), offered({}), gr.Radio(visible=False)
        return Markup(""), offered(export.dossier_files(words, found)), gr.Radio(visible=False)

    def take_chosen(entity: object) -> tuple[Any, ...]:
        return take_dossier(entity) if isinstance(entity, str) and len(entity) <= LONGEST_NAME else (gr.skip(),) * 3

    table.click(take_table, [kind, wanted, form], [said, made], **QUEUED)
    gr.on([dossier.click, name.submit], take_dossier, name, [said, made, which], **QUEUED)
    which.input(take_chosen, which, [said, made, which], **QUEUED, preprocess=False)


def table_files(desk: Desk, words: Words, kind: str, wanted: str, form: str) -> dict[str, bytes]:
    """The rows of a list that a search finds, and all their sentences, by file name; nothing where it finds none."""
    table = desk.table(kind, words.lang)
    rows = table.search(wanted)
    if not rows:
        return {}
    grids = [export.table_grid(words, words(kind), table, rows)]
    if pieces := [piece for row in rows for piece in row.evidence]:
        grids.append(export.evidence_grid(words, pieces))
    if form == EXCEL:
        return {f"{kind}.xlsx": export.as_excel(grids)}
    names = (f"{kind}.csv", f"{kind}-evidence.csv")
    return {name: export.as_csv(grid) for name, grid in zip(names, grids, strict=False)}
