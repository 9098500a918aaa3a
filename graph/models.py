"""The chat model that the settings name: any that LangChain knows, asked for replies of a given form.

Nothing here is needed to read or answer; without THIDUA_LLM no library of it is imported.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

from thidua.graph.errors import ChatError, ChatTimeout, UsageError
from thidua.settings import ChatLogin, settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

Schema = Mapping[str, Any]
T = TypeVar("T")
LENGTH = 1024  # tokens of a reply; a longer one is no reply to one sentence


class ChatModel:
    """`name` is what the settings call it. A reply is asked for once: who asks decides whether to ask again."""

    def __init__(self, name: str, model: BaseChatModel, seconds: float) -> None:
        self.name, self._model, self._seconds = name, model, seconds

    def reply(self, instruction: str, data: str, schema: Schema) -> dict[str, Any]:
        """What the model says of `data`, as an object of `schema`. Raises ChatError, of any provider."""
        asked = self._model.with_structured_output(dict(schema))
        try:
            said = within(self._seconds, lambda: asked.invoke([("system", instruction), ("human", data)]))
        except TimeoutError as error:
            raise ChatTimeout(f"The model {self.name} took more than {self._seconds:g} seconds.") from error
        except Exception as error:  # every provider has its own
            raise ChatError(f"The model {self.name} failed ({_reason(error)}).") from error
        if not isinstance(said, dict):
            raise ChatError(f"The model {self.name} said nothing that can be read.")
        return said


def chat_model(login: ChatLogin | None = None) -> ChatModel | None:
    """The model of the settings, None where they name none. Raises UsageError for one that cannot be set up."""
    login = login or settings().llm
    if login is None:
        return None
    seconds = _seconds(login.timeout)
    # What every provider's class takes; a server of one's own mostly asks for no key, and never gets another's.
    options: dict[str, Any] = {"temperature": 0, "timeout": seconds, "max_retries": 0, "max_tokens": LENGTH}
    if login.url:
        options["base_url"] = login.url
    if login.url or login.key:
        options["api_key"] = login.key or "none"
    if not all(login.model.partition(":")):
        raise UsageError(f"THIDUA_LLM is {login.model!r}; write provider:model, as in openai:NAME.")
    try:
        make: Callable[..., BaseChatModel] = import_module("langchain.chat_models").init_chat_model
        return ChatModel(login.model, make(login.model, **options), seconds)
    except Exception as error:  # no such provider, its package or its key is missing
        raise UsageError(f"The model {login.model} of THIDUA_LLM cannot be set up: {_reason(error)}.") from error


def within(seconds: float, call: Callable[[], T]) -> T:
    """What `call` returns or raises; TimeoutError once the time is over, however slowly the other side goes on."""
    returned: list[T] = []
    raised: list[BaseException] = []

    def run() -> None:
        try:
            returned.append(call())
        except BaseException as error:  # it is the caller's
            raised.append(error)

    thread = Thread(target=run, name="chat model", daemon=True)
    thread.start()
    thread.join(seconds)
    if raised:
        raise raised[0]
    if not returned:
        raise TimeoutError
    return returned[0]


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < 86_400:
        raise UsageError(f"THIDUA_LLM_TIMEOUT is {text!r}; write the seconds that a reply may take, as in 60.")
    return seconds


def _reason(error: BaseException) -> str:
    """The first line of what an error says, short enough for a sentence."""
    said = next((line.strip().rstrip(".") for line in str(error).splitlines() if line.strip()), type(error).__name__)
    return said if len(said) <= 200 else f"{said[:199]}…"
