import json

from hypothesis import given
from hypothesis import strategies as st

from thidua.graph.errors import ReportError
from thidua.ingest.article import Article
from thidua.ingest.encoding import decode
from thidua.ingest.readers import KIND_OF_SUFFIX, Limits, read

TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n\r\t"), min_size=1)
KINDS = st.sampled_from(sorted(KIND_OF_SUFFIX))
HEADS = st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<rss>", b"<html>", b"{", b"\xef\xbb\xbf", b"\xff\xfe"])
LIMITS = Limits(max_bytes=10_000)


ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"])


@given(TEXT.filter(lambda text: not text.startswith("\ufeff")), ENCODINGS)
def test_text_in_unicode_comes_back_as_it_was(text, encoding):
    assert decode(text.encode(encoding)) == text


@given(kind=KINDS, head=HEADS, data=st.binary(max_size=300))
def test_whatever_a_file_holds_gives_reports_or_reasons(tmp_path_factory, kind, head, data):
    path = tmp_path_factory.getbasetemp() / f"any{kind}"
    path.write_bytes(head + data)
    got = list(read(path, LIMITS))
    assert got
    for one in got:
        if isinstance(one, ReportError):
            assert one.reason
            assert one.where.startswith(str(path))
        else:
            assert one.text.strip()
            one.text.encode("utf-8")


@given(st.lists(TEXT.filter(lambda text: text.strip() and "\0" not in text), min_size=1, max_size=5))
def test_every_record_of_a_list_keeps_its_text(tmp_path_factory, texts):
    base = tmp_path_factory.getbasetemp()
    (base / "all.json").write_text(json.dumps([{"text": text} for text in texts]), "utf-8")
    lines = (json.dumps({"text": text}, ensure_ascii=False) for text in texts)
    (base / "all.jsonl").write_text("\n".join(lines), "utf-8")
    for name in ("all.json", "all.jsonl"):
        got = list(read(base / name))
        assert [one.text for one in got if isinstance(one, Article)] == texts
