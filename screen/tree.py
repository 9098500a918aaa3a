"""From a document or a movement down to what implements it and who carries that out, as a tree to fold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from thidua.screen.page import Named, linked, marks
from thidua.screen.render import join
from thidua.screen.texts import Words

if TYPE_CHECKING:
    from thidua.qa.dossiers import Node, Tree


def branches(words: Words, tree: Tree, named: Named) -> Markup:
    """Nothing where nothing hangs under it."""
    if not tree.root.children:
        return Markup("")

    def branch(node: Node) -> Markup:
        about = [named[node.entity]] if node.entity in named else []
        dot = Markup('<span class="td-dot td-c-{}"></span>').format(node.type if node.relation != "dates" else "")
        said = Markup('<span class="td-relation">{}</span> {}{} {}').format(
            node.heading, dot, linked(node.text, about), marks(words, tree.evidence, node.notes)
        )
        if not node.children:
            return Markup('<li dir="auto">{}</li>').format(said)
        return Markup('<li dir="auto"><details open><summary>{}</summary>{}</details></li>').format(said, below(node))

    def below(node: Node) -> Markup:
        return Markup("<ul>{}</ul>").format(join(branch(child) for child in node.children))

    return Markup('<section class="td-part td-tree"><h3>{}</h3><p dir="auto"><b>{}</b></p>{}</section>').format(
        words("what_hangs_under"), tree.root.text, below(tree.root)
    )
