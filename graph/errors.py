"""Every error a caller may have to decide about; each carries the exit code the command line ends with."""

from collections.abc import Sequence

MOST_LISTED = 20


class ThiduaError(Exception):
    """Root. `str(error)` is one sentence that says what happened and what to do."""

    exit_code = 2
    is_retryable = False


class UsageError(ThiduaError):
    """The request itself is wrong: an option, a date, a file that is no question list."""


class OntologyError(ThiduaError):
    """`schema.ttl` is not a usable ontology, or a term is asked for that it does not declare."""


class LanguageDataError(ThiduaError):
    """A language folder lacks a file or names a concept that the ontology does not have."""


class ChatError(ThiduaError):
    """The chat model failed or said nothing that can be read; nothing rests on it, so that work goes on without."""


class ChatTimeout(ChatError):
    """The chat model took longer than it may: asking again would take as long again."""


class ReportError(ThiduaError):
    """One report cannot be read; the others go on. `where` is its path or address, `reason` the sentence shown."""

    exit_code = 1

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")
        self.where, self.reason = where, reason


class EmbedderError(ThiduaError):
    """The embedding model cannot be loaded, or fails: install what it needs, or name another."""


class StoreError(ThiduaError):
    """The store failed. Never to be read as an empty answer."""

    exit_code = 3


class StoreUnavailable(StoreError):
    """The store cannot be reached or opened: wait, start the server, or look at the file."""

    is_retryable = True


class StoreNotFound(StoreUnavailable):
    """There is no store under this name: make one, or name another."""

    is_retryable = False


class StoreRefused(StoreError):
    """The server does not let this user in, or not do this: correct the user, the password or the rights."""


class StoreFull(StoreError):
    """The store has no room left; what was being written is not in it."""


class StoreBusy(StoreError):
    """Another process is writing; the same call may succeed later."""

    is_retryable = True


class StoreConflict(StoreBusy):
    """Another process has written since this one read: read again, and repeat the step."""


class StoreMismatch(StoreError):
    """The store was made by another version of the ontology or with another embedding model."""


class StoreOutdated(StoreMismatch):
    """An earlier version made the store, and it lacks what has been added since: open it for writing once."""


class NameUnknown(UsageError):
    """Nothing in the graph has this name: write it in another way. `names` are (id, label) of those written alike."""

    def __init__(self, name: str, names: Sequence[tuple[str, str]] = ()) -> None:
        alike = "; ".join(label for _, label in names)
        hint = f" Written alike: {alike}." if names else " `thidua stats` shows what has been read."
        super().__init__(f"No report names {name!r}.{hint}")
        self.name, self.names = name, tuple(names)


class NameAmbiguous(UsageError):
    """Several in the graph have this name: choose one of `names`, (id, label) each."""

    def __init__(self, name: str, names: Sequence[tuple[str, str]]) -> None:
        shown = [f"{id_}  {label}" for id_, label in names[:MOST_LISTED]]
        more = [f"and {len(names) - MOST_LISTED} more"] if len(names) > MOST_LISTED else []
        listed = "".join(f"\n  {line}" for line in (*shown, *more))
        super().__init__(f"{name!r} may be any of these; give the whole name or the id:{listed}")
        self.name, self.names = name, tuple(names)
