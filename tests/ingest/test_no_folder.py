"""A report in a language without a folder: fewer facts, but its people, documents, dates and sentences are there."""

from __future__ import annotations

import pytest

from thidua.graph.claims import Value
from thidua.graph.names import fold
from thidua.ingest.article import Article
from thidua.ingest.extract import extract
from thidua.language.data import languages

REPORTS = {
    "sv": (
        "Den 5 december 2023 höll Emuleringsblock nr 2 i Hoa Binh en konferens för att sammanfatta årets arbete. "
        "Herr Nguyen Van Mit, direktör för inrikesavdelningen, och fru Tran Thi Oi ledde mötet. "
        "Alla enheter följer direktiv nr 34-CT/TW av den 7 april 2014 och beslut 618/QD-UBDT (05/09/2023)."
    ),
    "pl": (
        "W dniu 5 grudnia 2023 r. blok współzawodnictwa nr 2 w Hoa Binh zorganizował konferencję podsumowującą. "
        "Pan Nguyen Van Mit, dyrektor departamentu, oraz pani Tran Thi Oi prowadzili obrady. "
        "Jednostki wdrażają dyrektywę nr 34-CT/TW z 7 kwietnia 2014 r. i decyzję 618/QD-UBDT (05/09/2023)."
    ),
    "tr": (
        "5 Aralık 2023'te Hoa Binh 2 numaralı yarışma bloğu yılın çalışmalarını özetlemek için toplandı. "
        "Toplantıyı Bay Nguyen Van Mit ile Bayan Tran Thi Oi yönetti. "
        "Birimler 34-CT/TW sayılı talimatı ve 618/QD-UBDT (05/09/2023) sayılı kararı uyguluyor."
    ),
    "ta": (
        "டிசம்பர் 5, 2023 அன்று ஹோவா பின் மாகாணத்தின் இரண்டாம் குழு ஆண்டுக் கூட்டத்தை நடத்தியது. "
        "கூட்டத்தை Nguyen Van Mit மற்றும் Tran Thi Oi தலைமை தாங்கினர். "
        "உறுப்பினர்கள் 34-CT/TW மற்றும் 618/QD-UBDT (05/09/2023) ஆகியவற்றைச் செயல்படுத்துகின்றனர்."
    ),
}


@pytest.mark.parametrize("lang", sorted(REPORTS.keys() - set(languages())))
def test_people_documents_dates_and_passages(lang: str) -> None:
    text = REPORTS[lang]
    found = extract(Article(document=lang, text=text))
    assert found.source.lang == lang
    named = {fold(entity.label) for entity in found.entities if entity.type == "Person"}
    assert named == {fold("Nguyen Van Mit"), fold("Tran Thi Oi")}
    numbers = {entity.get("number") for entity in found.entities if entity.type == "NormativeDocument"}
    assert numbers == {"34-CT/TW", "618/QD-UBDT"}
    dates = {claim.object.value for claim in found.claims if isinstance(claim.object, Value) and claim.kind == "dated"}
    assert dates >= {"2023-12-05", "2023-09-05"}
    assert [text[p.start : p.end] for p in found.passages] == [p.text for p in found.passages]
    assert len(found.passages) == 3
