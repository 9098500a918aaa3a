"""What an address says is what was linked to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.screen.places import MOST_ASKED, Asked, Place, asking, looking, place

texts = st.text(min_size=1, max_size=40).filter(str.strip)


@given(st.lists(st.builds(Asked, texts, st.sampled_from(["", "2024", "2023-06"])), min_size=1, max_size=MOST_ASKED))
def test_a_conversation_is_read_back(asked: list[Asked]) -> None:
    assert place(asking(asked)) == Place(asked=tuple(asked))


@given(texts)
def test_a_page_is_read_back(entity: str) -> None:
    assert place(looking(entity)) == Place(look=entity)


def test_a_long_conversation_keeps_its_last_questions() -> None:
    asked = [Asked(str(number)) for number in range(MOST_ASKED + 3)]
    assert place(asking(asked)).asked == tuple(asked[3:])


@pytest.mark.parametrize(
    "query", ["", "?", "?ask=", "?ask=%20", "?other=1", "?as_of=2024", "not a query", "?" + "ask=x&" * 200]
)
def test_what_says_nothing_leads_nowhere(query: str) -> None:
    assert place(query) == Place()
