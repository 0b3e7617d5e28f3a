"""A session into the history, where it may have been kept before it went on."""

from soleus_timer.core.history.kept import KeptSession, continued
from soleus_timer.store.history.queries import Reader
from soleus_timer.store.history.writing import Writer


def put(writer: Writer, session: KeptSession) -> bool:
    """Put in a session, or what is new of it; return whether anything is.

    Within a transaction of the caller's.

    Raises:
        UnkeepableError: there is no room in the tables for what it tells; nothing has changed.
    """
    if not writer.is_there(session.id):
        writer.write(session)
        return True
    old = Reader(writer.connection).any_session(session.id)
    if old is not None:
        session = continued(old, session)
        if (session.record, session.partial) == (old.record, old.partial) and (
            session.choices == old.choices
        ):
            return False
    writer.replace(session)
    return True
