"""Hints from other processes of this machine: a desk hears of an alarm now, not within a second.

A hint is one datagram to `hints/web-<process>.sock`. It says nothing and may be lost: what browsers
are told is always read from the database, and once a second without any hint.
"""

import asyncio
import logging
import os
import socket
from collections.abc import Callable
from pathlib import Path

log = logging.getLogger(__name__)
_LONGEST = 100  # bytes of a socket's path that every system takes


class Ear:
    """One socket a web process, opened with its first stream."""

    def __init__(self, folder: Path, heard: Callable[[], None]) -> None:
        self.path = folder / f"web-{os.getpid()}.sock"
        self.heard = heard
        self._is_tried = False
        self._socket: socket.socket | None = None

    def listen(self) -> None:
        """Open the socket on the running loop; without one the poll goes on as ever."""
        if self._is_tried:
            return
        self._is_tried = True
        if len(str(self.path)) > _LONGEST:
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.unlink(missing_ok=True)
            made = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            made.bind(str(self.path))
        except OSError:
            log.exception("no hints: pages are told within a second all the same")
            return
        made.settimeout(0.0)
        self._socket = made
        asyncio.get_running_loop().add_reader(made.fileno(), self._read)

    def _read(self) -> None:
        if self._socket is None:
            return
        try:
            while self._socket.recv(16):
                continue
        except BlockingIOError:
            self.heard()
