import pytest

from thidua.language.sentences import sentences

ABBREVIATIONS = ("TP.", "TS", "ThS.", "Nr.", "z. B.", "B.", "डॉ.", "नं.", "г.")

CASES = [
    ("vi", ["PGS.TS. Lê Thị Mơ, ThS.Trần Văn Bút và TP. Tuy Hòa cùng ký.", "Sau đó đoàn về TP.HCM."]),
    ("vi", ["Ngày 1.2.2021, chỉ số đạt 7.27%.", "“Ai là cụm trưởng?”", "Chưa rõ!"]),
    ("vi", ["Cụm gồm: Sở A; Sở B; Hội C; và Hội D."]),
    ("vi", ["Tổng kết năm 2024.", "Hội nghị tiếp tục.", "Đại biểu ra về."]),
    ("en", ["Cluster No. 1 met on Feb. 1 in the U.S. embassy.", "Mr. J. Miller of the F.A.O. spoke."]),
    ("en", ["See https://a.example/b.php?x=1.Y for more.", "Then leave."]),
    ("no", ["Blokken møttes 14. desember 2023.", "Nr. 3 leder den fra 1. januar.", "I mai var de 12.", "Så gikk de."]),
    ("de", ["Am 1. Januar 2021 traf sich z. B. Block Nr. 2.", "Prof. Dr. A. Klein sagte: „Gut.“", "Dann ging er."]),
    ("hi", ["क्लस्टर नं. 4 की बैठक हुई।", "डॉ. राम ने 7.5% बताया।", "फिर?"]),
    ("ja", ["会議が開かれた。", "「続けます。」と述べた。", "終了！"]),
    ("zh", ["会议召开。", "第4组签署了公约。"]),
    ("th", ["กลุ่มจัดการประชุมเสร็จแล้ว", "ต่อมามีการลงนาม"]),
    ("th", ["กรมยุติธรรมจังหวัดเซินลาได้รับธงแข่งขันประจำปี 2566", "ประธานคณะกรรมการประชาชนจังหวัดมอบใบประกาศแก่ 3 หมู่คณะ"]),
    ("th", ["ผู้เข้าร่วมได้แก่ นายเหงียน วัน ถัง ประธานกลุ่ม และนางฝ่าม ถิ ทู หั่ง ผู้อำนวยการ", "ในปี 2567 กลุ่มได้เปิดตัวขบวนการใหม่"]),
    ("km", ["សួស្តី។", "បាទ។"]),
    ("ru", ["В 2024 г. Иванов А. Б. ушёл.", "Пришёл другой."]),
    ("und", ["One thing is said.", "Another follows."]),
    (None, ["One thing is said.", "Another follows."]),
]


@pytest.mark.parametrize(("lang", "parts"), CASES)
def test_a_text_is_cut_where_its_sentences_end(lang, parts):
    text = " ".join(parts)
    assert [text[a:b] for a, b in sentences(text, lang, ABBREVIATIONS)] == parts


def test_sentences_written_without_a_space_between_them():
    text = "Cụm tổng kết năm 2024.Hội nghị bầu cụm trưởng.Đại biểu ra về."
    parts = ["Cụm tổng kết năm 2024.", "Hội nghị bầu cụm trưởng.", "Đại biểu ra về."]
    assert [text[a:b] for a, b in sentences(text, "vi")] == parts
    hindi = "बैठक हुई।सब गए।"
    assert [hindi[a:b] for a, b in sentences(hindi, "hi")] == ["बैठक हुई।", "सब गए।"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\n\n \n", "\u2028", "\x0b"])
def test_a_line_ends_a_sentence(end):
    text = f"Danh sách đơn vị{end}1. Sở Nội vụ{end}II. Kết quả và{end}tiếp theo"
    spans = sentences(text, "vi")
    assert [text[a:b] for a, b in spans] == ["Danh sách đơn vị", "1. Sở Nội vụ", "II. Kết quả và", "tiếp theo"]


@pytest.mark.parametrize("text", ["", " \n\t\r\n ", "\u3000"])
def test_no_text_has_no_sentences(text):
    assert sentences(text, "vi") == []
