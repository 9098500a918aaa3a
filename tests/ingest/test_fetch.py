import gzip
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from thidua.graph.errors import ReportError
from thidua.ingest.article import Article
from thidua.ingest.fetch import fetch
from thidua.ingest.readers import Limits, read

ALLOWED = Limits(allow_private=True)
PAGE = """<html lang="vi"><head><meta charset="utf-8"><title>{title}</title></head>
<body><article>{body}</article></body></html>"""
BODY = "".join(f"<p>Cụm thi đua số {n} họp và ký giao ước cho năm tới, có mặt tất cả các đơn vị.</p>" for n in range(9))


class Site:
    """A web server on this machine: `pages` maps a path to (status, headers, body) or to a function that answers."""

    def __init__(self) -> None:
        self.pages = {}
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                page = site.pages.get(self.path, (404, {}, b""))
                if callable(page):
                    page(self)
                    return
                status, headers, body = page
                self.send_response(status)
                for name, value in ({"Content-Length": str(len(body))} | headers).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    def html(self, path: str, title: str = "Cụm 7", body: str = BODY) -> None:
        self.pages[path] = (200, {"Content-Type": "text/html"}, PAGE.format(title=title, body=body).encode())


@pytest.fixture
def site():
    running = Site()
    yield running
    running.server.shutdown()
    running.server.server_close()


def one(address) -> Article:
    (article,) = read(address, ALLOWED)
    assert isinstance(article, Article), str(article)
    return article


def reason(address, limits=ALLOWED) -> str:
    (error,) = read(address, limits)
    assert isinstance(error, ReportError), error
    return error.reason


def test_an_address_gives_its_article_and_its_host_as_publisher(site):
    site.html("/tin/cum-7.html?trang=1")
    article = one(f"{site.address}/tin/cum-7.html?trang=1#binh-luan")
    assert "Cụm thi đua số 8 họp" in article.text
    assert article.document == article.url == f"{site.address}/tin/cum-7.html?trang=1#binh-luan"
    assert (article.publisher, article.title, article.lang) == ("127.0.0.1", "Cụm 7", "vi")


@pytest.mark.parametrize(
    ("path", "content_type", "body", "text"),
    [
        ("/a", "text/plain; charset=utf-8", "Cụm 7 họp.".encode(), "Cụm 7 họp."),
        ("/a", "text/plain; charset=windows-1251", "Блок подвёл итоги.".encode("windows-1251"), "Блок подвёл итоги."),
        ("/a.md", "text/plain", b"Cluster *No. 7* met.", "Cluster No. 7 met."),
        ("/a.txt", "application/octet-stream", b"Cluster No. 7 met.", "Cluster No. 7 met."),
        ("/a", "application/json", b'{"text": "Cluster No. 7 met."}', "Cluster No. 7 met."),
    ],
)
def test_the_content_type_says_how_an_address_is_read(site, path, content_type, body, text):
    site.pages[path] = (200, {"Content-Type": content_type}, body)
    assert one(site.address + path).text == text


def test_redirects_are_followed_and_letters_of_any_script_are_sent(site):
    site.pages["/c%E1%BB%A5m"] = (302, {"Location": "/m%E1%BB%9Bi"}, b"")
    site.pages["/m%E1%BB%9Bi"] = (301, {"Location": f"{site.address}/bài".encode().decode("latin-1")}, b"")
    site.html("/b%C3%A0i")
    assert one(f"{site.address}/cụm").url == f"{site.address}/cụm"


def test_redirects_without_end_are_given_up(site):
    site.pages["/a"] = (302, {"Location": "/a"}, b"")
    assert "redirects" in reason(f"{site.address}/a")


def test_a_packed_page_is_unpacked_but_not_beyond_the_limit(site):
    packed = gzip.compress(PAGE.format(title="x", body=BODY).encode())
    site.pages["/a"] = (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, packed)
    assert "Cụm thi đua số 8" in one(f"{site.address}/a").text
    bomb = gzip.compress(b" " * 30_000_000)
    assert len(bomb) < 100_000
    site.pages["/b"] = (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, bomb)
    assert "larger than 20 MB" in reason(f"{site.address}/b")
    site.pages["/c"] = (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, packed[:-40])
    assert "ended before" in reason(f"{site.address}/c")


def test_a_page_that_never_ends_is_cut_off_at_the_limit(site):
    sent = []

    def endless(handler):
        handler.send_response(200)
        handler.send_header("Content-Type", "text/plain")
        handler.end_headers()
        try:
            while True:
                sent.append(handler.wfile.write(b"Cluster No. 7 met. " * 1000))
        except OSError:
            pass

    site.pages["/a"] = endless
    assert "larger than" in reason(f"{site.address}/a", Limits(max_bytes=200_000, allow_private=True))


def test_a_server_that_drips_is_given_up(site):
    def drip(handler):
        handler.send_response(200)
        handler.end_headers()
        try:
            for _ in range(600):
                handler.wfile.write(b".")
                time.sleep(0.05)
        except OSError:
            pass

    site.pages["/a"] = drip
    with pytest.raises(ReportError, match="in time"):
        fetch(f"{site.address}/a", max_bytes=1000, allow_private=True, deadline=0.4)


def test_a_page_that_breaks_off_is_not_taken_for_whole(site):
    site.pages["/a"] = (200, {"Content-Type": "text/plain", "Content-Length": "9999"}, b"Cluster No. 7 met and")
    assert "ended before" in reason(f"{site.address}/a")


@pytest.mark.parametrize(
    ("status", "part"),
    [(401, "login"), (403, "refuses"), (404, "no such page"), (410, "taken away"), (429, "later"), (503, "503")],
)
def test_what_the_server_refuses_is_said_in_words(site, status, part):
    site.pages["/a"] = (status, {}, b"<html>sorry</html>")
    assert part in reason(f"{site.address}/a")


def test_what_is_no_text_is_refused(site):
    site.pages["/a"] = (200, {"Content-Type": "video/mp4"}, b"\x00\x01")
    assert "video/mp4" in reason(f"{site.address}/a")
    site.pages["/b"] = (200, {"Content-Type": "text/html"}, b"")
    assert "empty" in reason(f"{site.address}/b")


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:{port}/a",
        "http://localhost:{port}/a",
        "http://[::1]:{port}/a",
        "http://0.0.0.0:{port}/a",
        "http://127.1:{port}/a",
        "http://2130706433:{port}/a",
        "http://[::ffff:127.0.0.1]:{port}/a",
        "http://10.0.0.1/a",
        "http://192.168.1.1/a",
        "http://169.254.169.254/latest/meta-data",
        "http://[fd00::1]/a",
        "http://[fe80::1]/a",
        "http://[fec0::1]/a",
        "http://[::7f00:1]/a",
        "http://[64:ff9b::a00:1]/a",
        "http://[64:ff9b:1::a00:1]/a",
        "http://[2002:a00:1::1]/a",
        "http://[ff02::1]/a",
        "http://100.64.0.1/a",
    ],
)
def test_this_machines_own_network_is_not_read_unless_allowed(site, address):
    site.html("/a")
    assert "own network" in reason(address.format(port=site.server.server_port), Limits())


def test_a_redirect_is_judged_like_an_address(site, monkeypatch):
    from thidua.ingest import fetch as module

    # The one server there is on this machine stands for a public one; where it sends us must still be judged.
    public = module._public
    monkeypatch.setattr(module, "_public", lambda number: number == "127.0.0.1" or public(number))
    site.pages["/a"] = (302, {"Location": "http://169.254.169.254/latest/meta-data"}, b"")
    assert "own network" in reason(f"{site.address}/a", Limits())
    site.pages["/b"] = (302, {"Location": "file:///etc/passwd"}, b"")
    assert "only http" in reason(f"{site.address}/b", Limits())


@pytest.mark.parametrize(
    "number", ["8.8.8.8", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8", "2002:808:808::1"]
)
def test_addresses_of_the_internet_are_public(number):
    from thidua.ingest.fetch import _public

    assert _public(number)


def test_a_name_is_judged_by_all_that_it_stands_for_and_looked_up_once(site, monkeypatch):
    looked_up, real = [], socket.getaddrinfo

    def answers(host, port, *rest, **named):
        if host != "bao.example":  # the number that is connected to
            return real(host, port, *rest, **named)
        looked_up.append(host)
        numbers = ["127.0.0.1"] if len(looked_up) == 1 else ["8.8.8.8", "10.0.0.1"]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port)) for number in numbers]

    site.html("/a")
    monkeypatch.setattr("thidua.ingest.fetch.socket.getaddrinfo", answers)
    port = site.server.server_port
    (article,) = read(f"http://bao.example:{port}/a", ALLOWED)
    assert "Cụm thi đua" in article.text  # the second answer was not asked for
    assert looked_up == ["bao.example"]
    assert "own network" in reason(f"http://bao.example:{port}/a", Limits())


@pytest.mark.parametrize(
    "address", ["ftp://bao.example/a", "file:///etc/passwd", "http://", "https://[bad/", "http://a:99999/"]
)
def test_what_is_no_web_address_is_refused(address):
    assert "address" in reason(address)


def test_a_password_in_an_address_is_refused_and_not_repeated():
    (error,) = read("https://user:secret@bao.example/a")
    assert "password" in error.reason
    assert "secret" not in str(error)


def test_no_server_and_no_answer(site):
    assert "no server is known" in reason("http://khong-co.invalid/a")
    site.server.shutdown()
    site.server.server_close()
    assert "could not be fetched" in reason(f"{site.address}/a")


RSS = """<?xml version="1.0" encoding="utf-8"?><!-- made by <html> --><rss version="2.0"><channel><title>Báo Mẫu</title>
<link>{site}</link>
<item><title>Cụm 1 họp</title><link>{site}/1</link><pubDate>Thu, 12 Jan 2023 08:30:00 +0700</pubDate></item>
<item><title>Không còn</title><link>{site}/gone</link></item>
<item><title>Cụm 1 lần nữa</title><link>{site}/1</link></item>
<item><title>Cụm 2 họp</title><link>/2</link></item>
<item><title>Chính nó</title><link>{site}/feed</link></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Báo Mẫu</title><link href="{site}"/>
<entry><title>Cụm 1 họp</title><link rel="self" href="{site}/x"/><link href="{site}/1"/>
<published>2023-01-12T08:30:00Z</published></entry></feed>"""


def test_a_feed_gives_each_of_its_pages_once(site):
    site.pages["/feed"] = (200, {"Content-Type": "text/xml"}, RSS.format(site=site.address).encode())
    site.html("/1", title="")
    site.html("/2")
    first, second, third, fourth = read(f"{site.address}/feed", ALLOWED)
    assert (first.url, first.title, first.published) == (f"{site.address}/1", "Cụm 1 họp", "2023-01-12")
    assert (second.where, "no such page" in second.reason) == (f"{site.address}/gone", True)
    assert third.url == f"{site.address}/2"
    assert "within a feed" in fourth.reason


def test_an_atom_feed_and_one_that_was_saved(site, tmp_path):
    site.html("/1", title="")
    site.pages["/atom"] = (200, {"Content-Type": "application/atom+xml"}, ATOM.format(site=site.address).encode())
    (tmp_path / "a.atom").write_text(ATOM.format(site=site.address), "utf-8")
    for where in (f"{site.address}/atom", tmp_path / "a.atom"):
        (article,) = read(where, ALLOWED)
        assert (article.url, article.published) == (f"{site.address}/1", "2023-01-12")


def test_a_feed_cannot_read_files_of_this_machine(site, tmp_path):
    (tmp_path / "secret.txt").write_text("secret words")
    feed = (
        f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{tmp_path}/secret.txt">]><rss><channel><item><title>&x;</title>'
        f"<link>{site.address}/1</link></item></channel></rss>"
    )
    site.pages["/feed"] = (200, {"Content-Type": "text/xml"}, feed.encode())
    site.html("/1", title="")
    assert "secret" not in (one(f"{site.address}/feed").title or "")
