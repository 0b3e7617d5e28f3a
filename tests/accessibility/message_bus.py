"""D-Bus as the tests speak it: ask an object, and hear what objects tell."""

from collections import deque
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from jeepney import DBusAddress, HeaderFields, Message, MessageType, new_method_call
from jeepney.bus_messages import MatchRule, message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from tests.accessibility.patience import PATIENCE


class RefusedError(Exception):
    """The object is gone, or does not know what it is asked."""


class MessageBus:
    """A connection to a bus."""

    def __init__(self, address: str) -> None:
        """Connect.

        Raises:
            OSError: nobody listens at `address` yet.
        """
        self._connection = open_dbus_connection(address, auth_timeout=PATIENCE)

    def ask(
        self, name: str, path: str, interface: str, member: str, signature: str = "", *body: object
    ) -> tuple[Any, ...]:
        """Call a method and return its answer.

        Raises:
            RefusedError: the answer is an error.
        """
        address = DBusAddress(path, name, interface)
        message = new_method_call(address, member, signature or None, body)
        reply = self._connection.send_and_get_reply(message, timeout=PATIENCE)
        if reply.header.message_type is MessageType.error:
            raise RefusedError(f"{interface}.{member}: {reply.body}")
        answer: tuple[Any, ...] = reply.body
        return answer

    def listen(self, interface: str, member: str) -> "Ear":
        """Hear a signal from now on."""
        rule = MatchRule(type="signal", interface=interface, member=member)
        heard: deque[Message] = deque()
        self._connection.filter(rule, queue=heard)
        self._connection.send_and_get_reply(message_bus.AddMatch(rule), timeout=PATIENCE)
        return Ear(self._connection, heard)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._connection.close()


@dataclass(frozen=True)
class Signal:
    """What an object told everybody."""

    sender: str
    path: str
    body: tuple[Any, ...]


class Ear:
    """Hears one kind of signal."""

    def __init__(self, connection: DBusConnection, heard: deque[Message]) -> None:
        self._connection = connection
        self._heard = heard

    def hear(self, patience: float = PATIENCE) -> Signal:
        """Return the next signal.

        Raises:
            TimeoutError: none came within `patience` seconds.
        """
        message = self._connection.recv_until_filtered(self._heard, timeout=patience)
        fields = message.header.fields
        sender, path = fields[HeaderFields.sender], fields[HeaderFields.path]
        return Signal(sender, path, message.body)

    def forget(self) -> None:
        """Drop what was heard until now."""
        self._heard.clear()
