"""A claim kind is an edit of `schema.ttl` and of the language data: a copy of the program with one more reads it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
KIND = """
kg:visits a kg:ClaimKind, owl:ObjectProperty ; skos:notation "visits" ; kg:edge "VISITS" ; kg:record kg:Claim ;
    rdfs:comment "Goes to see a body."@en ;
    schema:domainIncludes foaf:Person ;
    schema:rangeIncludes org:Organization ;
    kg:qualifier kg:valid_from, kg:valid_to ;
    rdfs:label "Thăm"@vi, "visits"@en, "besucht"@de, "का दौरा करता है"@hi, "visite"@fr, "visita"@es, "訪問する"@ja,
        "방문하다"@ko, "访问"@zh, "посещает"@ru, "visita"@it, "visita"@pt, "besøker"@no, "mengunjungi"@id, "เยี่ยม"@th,
        "পরিদর্শন করে"@bn, "يزور"@ar .
"""
FRAMES = '\n[visits]\nactive = ["visited", "paid a visit to"]\npassive = ["visited by"]\n'
READ = """
from thidua.graph.stores import open_store
from thidua.ingest.article import Article
from thidua.ingest.extract import extract

text = "In 2024 Mr. Tran Van Binh visited the Department of Justice of Ninh Binh province."
with open_store(":memory:") as store:
    store.put([extract(Article("visit.txt", text, lang="en"))])
    for claim in store.claims():
        ends = store.entities([claim.subject, claim.object])
        print(claim.kind, ends[claim.subject].label, ends[claim.object].label, claim.valid_from, sep=" | ")
"""


def test_a_kind_added_to_the_data_is_extracted_and_stored(tmp_path):
    copy = tmp_path / "thidua"
    left_out = shutil.ignore_patterns(".*", "tests", "docs", "bench", "samples", "*.egg-info", "__pycache__", "build")
    shutil.copytree(ROOT, copy, ignore=left_out)
    with (copy / "schema.ttl").open("a", encoding="utf-8") as schema:
        schema.write(KIND)
    with (copy / "language" / "en" / "frames.toml").open("a", encoding="utf-8") as frames:
        frames.write(FRAMES)
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    done = subprocess.run(
        [sys.executable, "-c", READ], capture_output=True, text=True, encoding="utf-8", env=environment, cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    assert "visits | Tran Van Binh | Sở Tư pháp tỉnh Ninh Bình | 2024" in done.stdout.splitlines()
