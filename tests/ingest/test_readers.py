import io
import json
import os
import shutil
import tempfile
import zipfile
from pathlib import Path

import docx
import pypdf
import pytest

from thidua.graph.errors import ReportError
from thidua.ingest.article import Article
from thidua.ingest.readers import Limits, read

VI = "Cụm thi đua số 7 tổng kết năm 2022.\nSở Nội vụ tỉnh Lâm Đồng làm Cụm trưởng; ông Nguyễn Quỳnh Mận ký giao ước."
ADDRESS = "https://bao.example/cum-thi-dua-so-7.html"


def one(path, limits=None) -> Article:
    (article,) = read(path, limits)
    assert isinstance(article, Article), str(article)
    return article


def reason(path, limits=None) -> str:
    (error,) = read(path, limits)
    assert isinstance(error, ReportError), error
    assert error.where == str(path)
    assert error.exit_code == 1
    return error.reason


def pdf(*pages: list[str], password: str | None = None) -> bytes:
    """A PDF with these lines on each page, in a standard font."""
    parts = [b"%PDF-1.4\n"]
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    bodies = [b"<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode()]
    bodies.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for n, lines in enumerate(pages):
        text = "BT /F1 12 Tf 14 TL 50 750 Td " + " ".join(f"({line}) Tj T*" for line in lines) + " ET" if lines else ""
        fonts = "/Resources << /Font << /F1 3 0 R >> >>"
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] {fonts} /Contents {5 + 2 * n} 0 R >>"
        bodies += [page.encode(), f"<< /Length {len(text)} >>\nstream\n{text}\nendstream".encode()]
    offsets = []
    for number, body in enumerate(bodies, 1):
        offsets.append(sum(map(len, parts)))
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = sum(map(len, parts))
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1))
    parts += [b"%010d 00000 n \n" % offset for offset in offsets]
    parts.append(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(bodies) + 1, start))
    data = b"".join(parts)
    if password is None:
        return data
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


# -- plain text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_text_file_is_kept_letter_for_letter(tmp_path, encoding):
    text = f"{ADDRESS}\r\n\r\n  {VI} \t\n\n"
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))
    article = one(path)
    assert article.text == text
    assert (article.document, article.url, article.publisher) == ("a.txt", ADDRESS, "bao.example")


def test_letters_that_are_not_composed_stay_so(tmp_path):
    text = "Cu\u0323m tru\u031bo\u031b\u0309ng cu\u0323m so\u0302\u0301 7 la\u0300 Sở Nội vụ."
    (tmp_path / "a.txt").write_text(text, "utf-8")
    assert one(tmp_path / "a.txt").text == text


def tcvn3(text: str) -> bytes:
    from thidua.ingest.encoding import TCVN3

    return text.translate({ord(letter): byte for byte, letter in TCVN3.items()}).encode("latin-1")


def windows_1258(text: str) -> bytes:
    """As Windows writes it: the letter with its hat or horn, then the tone."""
    import unicodedata

    tones = "\u0300\u0301\u0303\u0309\u0323"
    parts = []
    for letter in text:
        marks = unicodedata.normalize("NFD", letter)
        tone = "".join(c for c in marks if c in tones)
        parts.append(unicodedata.normalize("NFC", "".join(c for c in marks if c not in tones)) + tone)
    return "".join(parts).encode("windows-1258")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (tcvn3(VI), VI),
        (windows_1258(VI), VI),
        ("Блок соревнования подвёл итоги работы за 2022 год и подписал договор.".encode("windows-1251"), "Блок"),
        ("Der Vorsitzende überreichte Glückwünsche für das Jahr; schöne Grüße.".encode("windows-1252"), "überreichte"),
        ("沿岸各省の第4模範クラスターは会議を開き、活動を総括し誓約に署名した。".encode("shift_jis"), "沿岸各省"),
    ],
)
def test_old_encodings_are_recognised(tmp_path, data, text):
    (tmp_path / "a.txt").write_bytes(data)
    assert text in one(tmp_path / "a.txt").text


@pytest.mark.parametrize(
    ("text", "url"),
    [
        (f"  {ADDRESS}  \n{VI}", ADDRESS),
        (f"{VI}\nNguồn: {ADDRESS}\n\n(0) bình luận\n", ADDRESS),
        (f"{VI}\nस्रोत： {ADDRESS}", ADDRESS),
        (f"{VI}\n{ADDRESS}\n", ADDRESS),
        (f"{VI}\n{ADDRESS}\nhttps://khac.example/b\n", None),
        (f"{VI} Xem {ADDRESS} để biết.", None),
        (f"Nguồn: {ADDRESS}\n" + "Câu này dài và có chấm.\n" * 20, ADDRESS),
        (f"Câu đầu.\nNguồn: {ADDRESS}\n" + "Câu này dài và có chấm.\n" * 20, None),
    ],
)
def test_the_address_stands_on_the_first_line_or_one_of_the_last(tmp_path, text, url):
    (tmp_path / "a.txt").write_text(text, "utf-8")
    assert one(tmp_path / "a.txt").url == url


def test_a_short_first_line_without_a_stop_is_the_title(tmp_path):
    (tmp_path / "a.txt").write_text(f"{ADDRESS}\nHội nghị tổng kết Cụm 7\n{VI}", "utf-8")
    assert one(tmp_path / "a.txt").title == "Hội nghị tổng kết Cụm 7"
    (tmp_path / "a.txt").write_text(VI, "utf-8")
    assert one(tmp_path / "a.txt").title is None


# -- other kinds


def test_markdown_is_read_as_it_is_shown(tmp_path):
    front = f"---\ntitle: \"Cụm 7\"\ndate: 05/03/2023\nurl: {ADDRESS}\nlang: vi\n---\n"
    body = "# Tổng kết\n\nSở Nội vụ **tỉnh\nLâm Đồng** làm [Cụm trưởng](https://x.example).\n\n- Đơn vị A\n- Đơn vị B\n"
    (tmp_path / "a.md").write_text(front + body, "utf-8")
    article = one(tmp_path / "a.md")
    assert article.text == "Tổng kết\nSở Nội vụ tỉnh Lâm Đồng làm Cụm trưởng.\nĐơn vị A\nĐơn vị B"
    assert (article.title, article.published, article.url, article.lang) == ("Cụm 7", "2023-03-05", ADDRESS, "vi")


PAGE = """<!DOCTYPE html><html lang="vi-VN"><head><meta charset="{charset}"><title>Cụm 7 tổng kết - Báo Mẫu</title>
<meta property="og:title" content="Cụm 7 tổng kết"><meta property="og:site_name" content="Báo Mẫu">
<meta property="article:published_time" content="2023-01-12T08:30:00+07:00"><link rel="canonical" href="{url}"></head>
<body><nav><a href="/">Trang chủ</a><a href="/tin">Tin tức</a></nav><article><h1>Cụm 7 tổng kết</h1>{body}</article>
<aside><ul><li><a href="/x">Tin khác trong ngày</a></li></ul></aside><footer>Bản quyền 2021</footer></body></html>"""
BODY = "".join(
    f"<p>Sáng ngày {day} tháng 1, Cụm thi đua số 7 các tỉnh ven biển đã tổ chức hội nghị tổng kết công tác thi đua, "
    f"khen thưởng năm 2022 và ký kết giao ước thi đua năm 2023 với sự tham dự của lãnh đạo {day} đơn vị thành viên.</p>"
    for day in range(9, 13)
)


@pytest.mark.parametrize("charset", ["utf-8", "windows-1258"])
def test_a_page_gives_its_article_and_what_it_says_of_itself(tmp_path, charset):
    page = PAGE.format(charset=charset, url=ADDRESS, body=BODY)
    (tmp_path / "a.html").write_bytes(page.encode() if charset == "utf-8" else windows_1258(page))
    article = one(tmp_path / "a.html")
    assert "Sáng ngày 12 tháng 1, Cụm thi đua số 7 các tỉnh ven biển" in article.text
    assert "Tin khác" not in article.text
    assert "Bản quyền" not in article.text
    assert (article.url, article.publisher, article.published) == (ADDRESS, "Báo Mẫu", "2023-01-12")
    assert (article.title, article.lang) == ("Cụm 7 tổng kết", "vi")


def test_a_page_that_names_no_date_gets_none(tmp_path):
    page = f"<html><body><article>{BODY}</article><footer>Copyright 2011</footer></body></html>"
    (tmp_path / "a.htm").write_text(page, "utf-8")
    assert one(tmp_path / "a.htm").published is None


def test_a_word_document_gives_paragraphs_and_tables_in_order(tmp_path):
    document = docx.Document()
    document.add_paragraph(VI.splitlines()[0])
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Cụm trưởng", "Sở Nội vụ"
    document.add_paragraph(f"Nguồn: {ADDRESS}")
    document.save(tmp_path / "a.docx")
    article = one(tmp_path / "a.docx")
    assert article.text == f"{VI.splitlines()[0]}\nCụm trưởng | Sở Nội vụ\nNguồn: {ADDRESS}"
    assert article.url == ADDRESS


def test_a_pdf_gives_whole_paragraphs_across_lines_and_pages(tmp_path):
    first = ["Emulation Cluster No. 7 of the coast held its closing confer-", "ence in Tuy Hoa and elected the", "1"]
    second = ["Department of Home Affairs as leader for the years 2021-", "2022 to come.", "Short line", "Next line"]
    (tmp_path / "a.pdf").write_bytes(pdf(first, second))
    assert one(tmp_path / "a.pdf").text.splitlines() == [
        "Emulation Cluster No. 7 of the coast held its closing conference in Tuy Hoa and elected the",
        "Department of Home Affairs as leader for the years 2021-2022 to come.",
        "Short line",
        "Next line",
    ]


def test_a_pdf_that_only_its_owner_may_change_is_read(tmp_path):
    (tmp_path / "a.pdf").write_bytes(pdf(["Cluster No. 7 met."], password=""))
    assert one(tmp_path / "a.pdf").text == "Cluster No. 7 met."


def test_the_content_decides_where_the_name_is_wrong(tmp_path):
    (tmp_path / "a.txt").write_bytes(pdf(["Cluster No. 7 met."]))
    assert one(tmp_path / "a.txt").text == "Cluster No. 7 met."


RECORD = {"text": VI, "title": "Cụm 7", "url": ADDRESS, "date": "2023-01-12T08:30:00+07:00", "lang": "vi-VN"}


@pytest.mark.parametrize(
    "value",
    [
        RECORD,
        {"body": VI, "name": "Cụm 7", "link": ADDRESS, "pubDate": "Thu, 12 Jan 2023 08:30:00 +0700", "lang": "vi"},
        {"content": VI, "name": "Cụm 7", "source": ADDRESS, "publisher": {"name": "bao.example"}}
        | {"date": "12/1/2023", "inLanguage": "vi"},
    ],
)
def test_a_json_object_may_use_any_of_the_usual_keys(tmp_path, value):
    (tmp_path / "a.json").write_text(json.dumps(value, ensure_ascii=False), "utf-8")
    article = one(tmp_path / "a.json")
    assert article == Article("a.json", VI, ADDRESS, "Cụm 7", "bao.example", "2023-01-12", "vi")


@pytest.mark.parametrize("wrap", [lambda records: records, lambda records: {"articles": records}])
def test_a_json_list_gives_its_good_records_and_names_the_others(tmp_path, wrap):
    path = tmp_path / "a.json"
    path.write_text(json.dumps(wrap([RECORD, {"title": "no text"}, 7, {"text": VI}])), "utf-8")
    first, second, third, fourth = read(path)
    assert (first.document, fourth.document) == ("a.json#1", "a.json#4")
    assert isinstance(second, ReportError)
    assert isinstance(third, ReportError)
    assert second.where == f"{path}#2"


def test_a_bad_line_of_jsonl_is_named_and_the_others_go_on(tmp_path):
    path = tmp_path / "a.jsonl"
    lines = [json.dumps(RECORD), "", '{"text": "cut', json.dumps({"text": " "}), json.dumps({"text": VI})]
    path.write_text("\n".join(lines), "utf-8")
    first, second, third, fourth = read(path)
    assert (first.document, fourth.document) == ("a.jsonl#1", "a.jsonl#5")
    assert isinstance(second, ReportError)
    assert "line 3" in second.reason
    assert third.where == f"{path}#4"


def test_the_same_report_has_the_same_hash_and_a_changed_one_another(tmp_path):
    path = tmp_path / "a.json"
    hashes = []
    for record in (RECORD, RECORD, RECORD | {"text": VI + " "}, RECORD | {"date": "2023-01-13"}):
        path.write_text(json.dumps(record), "utf-8")
        hashes.append(one(path).sha256)
    assert hashes[0] == hashes[1]
    assert len(set(hashes)) == 3


# -- what cannot be read


def truncated_docx() -> bytes:
    out = io.BytesIO()
    document = docx.Document()
    document.add_paragraph(VI * 200)
    document.save(out)
    return out.getvalue()[:-2000]


def zip_without_document() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("word/other.xml", "<x/>")
    return out.getvalue()


BAD = [
    ("empty.txt", b"", "empty"),
    ("blank.txt", b" \n\r\n\t", "empty"),
    ("address.txt", ADDRESS.encode(), "address but no text"),
    ("binary.txt", bytes(range(256)) * 20, "not a text file"),
    ("noise.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(1, 128)) * 9, "image"),
    ("picture.pdf", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "image (PNG)"),
    ("photo.docx", b"\xff\xd8\xff\xe0" + bytes(range(256)), "image (JPEG)"),
    ("nul.txt", b"Cluster\x00 No. 7 met in the hall and elected a leader for the year." * 9, "not a text file"),
    ("half.txt", VI.encode("utf-16")[:-1], "damaged"),
    ("empty.html", b"<html><head><title>x</title></head><body></body></html>", "no article"),
    ("binary.html", bytes(range(256)) * 20, "not a text file"),
    ("cut.pdf", pdf(["Cluster No. 7 met."])[:200], "damaged"),
    ("not.pdf", b"This is no PDF at all.", "no PDF"),
    ("locked.pdf", pdf(["Cluster No. 7 met."], password="secret"), "encrypted"),
    ("scan.pdf", pdf([]), "OCR"),
    ("cut.docx", truncated_docx(), "damaged"),
    ("not.docx", zip_without_document(), "damaged"),
    ("locked.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "encrypted"),
    ("cut.json", b'{"text": "Cluster No. 7', "no complete JSON"),
    ("deep.json", b"[" * 200_000, "nested"),
    ("none.json", b'[{"id": 1}, {"id": 2}]', "none of its 2 records"),
    ("number.json", b"7", "no report"),
    ("surrogate.json", b'{"text": "half \\ud800 a letter"}', "characters"),
    ("nul.json", b'{"text": "a \\u0000 b"}', "characters"),
    ("not.rss", b"<rss></rss>", "names no report"),
    ("old.doc", b"anything", ".docx"),
    ("picture.png", b"\x89PNG", "OCR"),
    ("nosuffix", b"text", "skipped"),
]


@pytest.mark.parametrize(("name", "data", "part"), BAD, ids=[name for name, _, _ in BAD])
def test_a_file_that_cannot_be_read_says_why_and_what_to_do(tmp_path, name, data, part):
    (tmp_path / name).write_bytes(data)
    sentence = reason(tmp_path / name)
    assert part in sentence
    assert sentence[0].islower()
    assert "\n" not in sentence


def test_a_file_that_is_too_big_is_not_even_opened(tmp_path):
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    path.chmod(0)
    assert "50.0 MB" in reason(path)


def test_a_text_that_is_too_long_is_refused(tmp_path):
    (tmp_path / "a.txt").write_text("Một câu. " * 100, "utf-8")
    assert "500 characters" in reason(tmp_path / "a.txt", Limits(max_chars=500))


def test_a_packed_bomb_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<x/>")
        packed.writestr("word/document.xml", b" " * 250_000_000)
    assert "unpacks" in reason(tmp_path / "a.docx")


def test_what_is_not_there_or_no_file(tmp_path):
    assert "no such file" in reason(tmp_path / "absent.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    assert "no file" in reason(tmp_path / "pipe.txt")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    assert "cannot be read" in reason(tmp_path / "loop.txt")


# -- folders


def test_a_folder_is_read_in_order_and_names_what_it_skips(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config.txt").write_text("hidden")
    for name in ("b/2.txt", "b/10.txt", "c.txt", "a.md"):
        (tmp_path / name).write_text(VI, "utf-8")
    (tmp_path / "b" / "x.png").write_bytes(b"\x89PNG")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    got = list(read(tmp_path))
    seen = [one.document if isinstance(one, Article) else os.path.relpath(one.where, tmp_path) for one in got]
    assert seen == ["a.md", "c.txt", "empty.txt", "gone.txt", "b/10.txt", "b/2.txt", "b/x.png"]


def test_a_folder_without_reports_says_so(tmp_path):
    (tmp_path / "below").mkdir()
    assert "no report" in reason(tmp_path)


@pytest.fixture
def unprivileged():
    """A folder that everybody sees, in the eyes of a user who may not read everything."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    user = os.geteuid()
    yield folder, lambda: os.seteuid(user or 65534)
    os.seteuid(user)
    for path in folder.iterdir():
        path.chmod(0o700)
    shutil.rmtree(folder)


def test_what_may_not_be_read_is_named_and_the_rest_goes_on(unprivileged):
    folder, become_unprivileged = unprivileged
    (folder / "a.txt").write_text(VI, "utf-8")
    (folder / "a.txt").chmod(0)
    (folder / "b.txt").write_text(VI, "utf-8")
    (folder / "closed").mkdir(mode=0)
    become_unprivileged()
    first, second, third = read(folder)
    assert "permissions" in first.reason
    assert second.document == "b.txt"
    assert (third.where, "permissions" in third.reason) == (str(folder / "closed"), True)
