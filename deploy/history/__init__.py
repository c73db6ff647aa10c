"""A file of history as native events, whatever its format; read as it goes, never all at once."""

from deploy.history.opening import History, open_history
from deploy.history.rows import Row

__all__ = ["History", "Row", "open_history"]
