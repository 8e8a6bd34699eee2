"""One running MaskDesk for each clerk: a second start hands its files to the first and ends."""

from pathlib import Path

import msgspec
from PySide6.QtCore import QDeadlineTimer, QObject, QThread, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from maskdesk.ui.meeting import comes_first

_MOST_BYTES = 64 << 10
# Starting, or a large dossier, may keep the other busy; one that hangs keeps nobody from working.
_WAITS_MS = 30_000
_BETWEEN_MS = 50


def hand_over(place: str, files: tuple[Path, ...]) -> bool:
    """Give files to the program that came first; false where it ends, or never answers."""
    words = msgspec.json.encode([str(file.absolute()) for file in files]) + b"\n"
    end = QDeadlineTimer(_WAITS_MS)
    while not end.hasExpired():
        if _heard(place, words, end):
            return True
        QThread.msleep(_BETWEEN_MS)
        if comes_first(place):
            break
    return False


def _heard(place: str, words: bytes, end: QDeadlineTimer) -> bool:
    socket = QLocalSocket()
    socket.connectToServer(place)
    if not socket.waitForConnected(end.remainingTime()):
        return False
    socket.write(words)
    socket.flush()
    heard = socket.waitForReadyRead(end.remainingTime())
    socket.disconnectFromServer()
    return heard


class Listener(QObject):
    """Hears what later starts were asked to open; `asked` carries the files, maybe none."""

    asked = Signal(object)

    def __init__(self, place: str, holder: QObject) -> None:
        super().__init__(holder)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._meet)
        if not self._server.listen(place):
            # Left behind by a program that was killed: nobody answered there.
            QLocalServer.removeServer(place)
            self._server.listen(place)

    def close(self) -> None:
        """Listen no longer."""
        self._server.close()

    def _meet(self) -> None:
        socket = self._server.nextPendingConnection()
        if socket is not None:
            socket.readyRead.connect(lambda: self._hear(socket))
            socket.disconnected.connect(socket.deleteLater)

    def _hear(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > _MOST_BYTES:
                socket.abort()
            return
        line = socket.readLine().data()
        try:
            files = msgspec.json.decode(line, type=tuple[str, ...])
        except (msgspec.DecodeError, UnicodeDecodeError):
            socket.abort()
            return
        socket.write(b"1")
        socket.flush()
        self.asked.emit(tuple(Path(file) for file in files))
