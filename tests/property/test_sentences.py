from hypothesis import given
from hypothesis import strategies as st

from thidua.language.sentences import sentences

LANGS = ["vi", "en", "de", "hi", "ja", "zh", "th", "ru", "ar", "km", "und", "zh-Hant", "", None]
PIECES = ["TP.", " ", "Sở", "\n", "。」", "।", "No. 1", "https://a.example/b.c", "7.27%", "\r\n", "“", "”", "?", "ก ข"]
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PIECES) | st.text(max_size=5)).map("".join))


@given(text=TEXTS, lang=st.sampled_from(LANGS), abbreviations=st.lists(st.text(max_size=4), max_size=3))
def test_spans_are_ordered_disjoint_trimmed_and_leave_only_white_space(text, lang, abbreviations):
    spans = sentences(text, lang, abbreviations)
    rest, at = "", 0
    for start, end in spans:
        assert at <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip() != ""
        rest += text[at:start]
        at = end
    assert (rest + text[at:]).strip() == ""
    assert not any("\n" in text[start:end] or "\r" in text[start:end] for start, end in spans)
