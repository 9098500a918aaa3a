import subprocess
import sys

import pytest

from thidua.language.data import folder_of, languages
from thidua.language.detect import detect, detect_any

QUESTIONS = [
    ("en", "Who led Emulation Cluster No. 1 in 2024?"),
    ("en", "What posts has Lương Thị Bưởi held?"),
    ("en", "Who awarded what to Sở Nội vụ tỉnh Lâm Đồng?"),
    ("en", "Le Van Mit attended with whom?"),
    ("en", "And in 2023?"),
    ("vi", "Ai là cụm phó năm 2024?"),
    ("vi", "Ai la cum pho nam 2024?"),
    ("vi", "Cum truong cum thi dua so 1"),
    ("vi", "Còn năm 2023?"),
    ("vi", "CỤM THI ĐUA SỐ 7 TỔNG KẾT NĂM 2022"),
    ("de", "Wer leitet Cluster Nr. 1?"),
    ("de", "Welche Posten hatte Lương Thị Bưởi?"),
    ("hi", "और 2023 में?"),
    ("hi", "क्लस्टर प्रमुख"),
    ("mr", "या क्लस्टरचे प्रमुख कोण आहेत आणि कधी नियुक्त झाले?"),
    ("ne", "यो समूहको नेता को हो र कहिले नियुक्त भयो?"),
    ("fr", "Qui dirige le groupe d'émulation n° 1 ?"),
    ("es", "¿Quién dirigió el grupo de emulación en 2024?"),
    ("pt", "Quem liderou o grupo em 2024?"),
    ("it", "Chi ha guidato il gruppo di emulazione?"),
    ("pt", "Quais diretivas o movimento aplica e quem as emitiu?"),
    ("pt", "E em 2023?"),
    ("it", "Quali direttive attua il movimento e chi le ha emanate?"),
    ("it", "Chi era il vice del blocco?"),
    ("es", "¿Qué directivas aplica el movimiento y quién las emitió?"),
    ("fr", "Quelles directives le mouvement applique-t-il et qui les a émises ?"),
    ("nl", "Wie leidde cluster nummer 1 in 2024?"),
    ("pl", "Kto kierował klastrem w 2024 roku?"),
    ("id", "Siapa yang memimpin klaster nomor 1?"),
    ("tr", "Kümeye kim liderlik etti?"),
    ("ru", "Кто возглавил кластер?"),
    ("uk", "Хто очолив кластер у 2024 році?"),
    ("ko", "누가 클러스터를 이끌었습니까?"),
    ("ja", "2024年にLương Thị Bưởiは何の職でしたか"),
    ("zh", "2024年谁领导第一竞赛集群？"),
    ("th", "ใครเป็นหัวหน้ากลุ่ม"),
    ("lo", "ໃຜເປັນຫົວໜ້າກຸ່ມ"),
    ("km", "អ្នកណាជាប្រធានក្រុម"),
    ("ar", "من يقود المجموعة في عام 2024؟"),
]


@pytest.mark.parametrize(("lang", "question"), QUESTIONS)
def test_a_question_shows_its_language(lang, question):
    assert detect_any(question) == lang
    assert detect(question) == (lang if lang in languages() else None)


REPORTS = [
    ("en", "Mr. Nguyễn Văn Mận, Director of the Department of Home Affairs of Lâm Đồng, and Trần Thị Ổi chaired it."),
    ("de", "Herr Nguyễn Văn Mận, Direktor der Abteilung für Inneres von Lâm Đồng, und Frau Trần Thị Ổi leiteten sie."),
    ("vi", "Hội nghị do ông Nguyễn Văn Mận, Giám đốc Sở Nội vụ tỉnh Lâm Đồng, chủ trì; các đơn vị đã ký giao ước."),
    ("hi", "बैठक की अध्यक्षता Nguyễn Văn Mận ने की, जो लाम डोंग के गृह विभाग के निदेशक हैं।"),
    ("it", "Alla riunione, presieduta dal signor Nguyễn Văn Mận, direttore del Dipartimento, c'erano tutti."),
    ("pt", "A reunião foi presidida pelo senhor Nguyễn Văn Mận, diretor do departamento."),
    ("es", "La reunión fue presidida por el señor Nguyễn Văn Mận, director del departamento."),
    ("fr", "La réunion a été présidée par M. Nguyễn Văn Mận, directeur du service."),
    ("sw", "Mkutano huo uliongozwa na mkurugenzi wa idara ya mambo ya ndani ya mkoa, na wanachama wote walitia saini."),
    ("no", "Herr Nguyễn Văn Mận, direktør i Lâm Đồng, og Trần Thị Ổi ledet møtet som ble holdt etter konferansen."),
    ("no", "Nguyễn Văn Mận, direktør i Lâm Đồng, leidde møtet, og medlemene valde ein ny leiar for eit år til."),
    ("da", "Hr. Nguyễn Văn Mận, direktør i Lâm Đồng, ledede mødet, som blev holdt efter at alle havde skrevet under."),
    ("sv", "Herr Nguyễn Văn Mận, direktör för inrikesavdelningen i Lâm Đồng, ledde mötet, och alla skrev under."),
    ("fi", "Kokouksen puheenjohtajana toimi sisäasiainosaston johtaja, ja kaikki jäsenet allekirjoittivat sopimuksen."),
    ("ca", "La reunió va ser presidida pel director del departament, i tots els membres van signar l'acord amb ell."),
]


@pytest.mark.parametrize(("lang", "text"), REPORTS)
def test_names_and_addresses_in_a_report_do_not_change_its_language(lang, text):
    report = "https://bao.example/hoi-nghi-tong-ket-cum-thi-dua-nam-2022.html\n" + text * 3
    assert detect_any(report) == lang
    assert detect(report) == (lang if lang in languages() else None)


def test_a_code_of_a_written_standard_means_its_folder():
    assert folder_of("nn") == folder_of("nb") == folder_of("no") == "no"
    assert folder_of("sv") == "sv" and folder_of(None) is None


@pytest.mark.parametrize("text", ["", "  \n", "2024 - 12/3", "https://bao.example/cum-thi-dua", "!!!"])
def test_what_has_no_words_has_no_language(text):
    assert detect(text) is None
    assert detect_any(text) is None


def test_the_languages_that_ship_are_known():
    assert {"vi", "en", "de", "hi"} <= set(languages())


def test_a_plain_question_loads_no_model():
    code = "import sys; from thidua.language.detect import detect; detect('Who led it?'); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "thidua.language.detect" in done.stdout.split(), done.stderr
    assert "py3langid" not in done.stdout.split()
