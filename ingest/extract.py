"""From an article to what it states: the rules in reading order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thidua.graph.claims import Extraction, Source
from thidua.ingest.article import Article
from thidua.ingest.clusters import Clusters
from thidua.ingest.context import context
from thidua.ingest.findings import Findings
from thidua.ingest.registry import Registry
from thidua.ingest.report import Report, read_report
from thidua.ingest.statements.awards import state_awards
from thidua.ingest.statements.documents import state_documents
from thidua.ingest.statements.figures import state_figures
from thidua.ingest.statements.leads import state_leading_bodies
from thidua.ingest.statements.membership import state_members
from thidua.ingest.statements.movements import state_movements
from thidua.ingest.statements.officials import state_posts
from thidua.ingest.statements.others import state_others
from thidua.ingest.statements.participation import event_kind, state_date, state_participation
from thidua.ingest.statements.succession import state_succession
from thidua.ingest.statements.titles import state_titles
from thidua.language.data import folder_of
from thidua.language.detect import detect, detect_any

if TYPE_CHECKING:
    from thidua.ingest.propose import Proposer


def extract(article: Article, proposer: Proposer | None = None) -> Extraction:
    """Everything found in one article. A language without a folder still gives names, documents and passages.

    `proposer` asks a model about the sentences that the rules leave unread.
    """
    lang = folder_of(article.lang) or detect(article.text) or detect_any(article.text) or "und"
    report = read_report(article, lang)
    findings = read_statements(report)
    if proposer:
        proposer.add(findings)
    return Extraction(source(report), report.passages(), findings.registry.entities(), findings.claims())


def unread(report: Report) -> Findings:
    """What is known of the report as a whole, before any claim is read."""
    about = context(report)
    clusters = Clusters(report, about)
    return Findings(report, about, clusters, Registry(report, about, clusters), event_kind(report))


def read_statements(report: Report) -> Findings:
    findings = unread(report)
    dated, person = False, None
    for sentence in report.sentences:
        speaker = person
        person = state_posts(findings, sentence, person)
        state_leading_bodies(findings, sentence)
        state_participation(findings, sentence, speaker)
        dated = dated or state_date(findings, sentence)
        state_documents(findings, sentence)
        state_movements(findings, sentence)
        state_awards(findings, sentence, speaker)
        state_titles(findings, sentence)
        state_members(findings, sentence)
        state_figures(findings, sentence)
        state_succession(findings, sentence)
        state_others(findings, sentence)
    if not dated:
        any(state_date(findings, sentence, bylines=True) for sentence in report.sentences[:2])
    return findings


def source(report: Report) -> Source:
    article = report.article
    return Source(
        report.source_id,
        article.document,
        article.text,
        report.lang,
        article.url,
        article.title,
        article.publisher,
        article.published,
        None,
        article.sha256,
    )
