"""The tools above a list: on one line with what finds, or on more where there is less room."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSpacerItem, QWidget

from maskdesk.ui import look
from maskdesk.ui.fields.flow import Flow


class ToolBar(QWidget):
    """Tools at the left in groups, and what tells and finds at the right."""

    def __init__(self, holder: QWidget) -> None:
        super().__init__(holder)
        self._tools, self._rest = QWidget(self), QWidget(self)
        self._left = Flow(self._tools, across=0.2, down=0.2)
        self._right = QHBoxLayout(self._rest)
        self._right.setContentsMargins(0, 0, 0, 0)
        self._right.setSpacing(look.gap(0.2))
        self._right.addStretch(1)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(look.gap(0.5))
        self._box.addWidget(self._tools, 1)
        self._box.addWidget(self._rest)

    def add_tool(self, tool: QWidget) -> None:
        """Add a tool behind the others."""
        self._left.addWidget(tool)

    def end_group(self) -> None:
        """Leave a gap behind the tools so far."""
        self._left.addItem(QSpacerItem(look.gap(), 1))

    def add_at_end(self, widget: QWidget) -> None:
        """Add what tells or finds."""
        self._right.addSpacing(look.gap())
        self._right.addWidget(widget)

    def minimumSizeHint(self) -> QSize:
        """As broad as the broadest tool, or as what tells and finds."""
        tools, rest = self._tools.minimumSizeHint(), self._rest.minimumSizeHint()
        return QSize(max(tools.width(), rest.width()), tools.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Go over to two lines, or back to one."""
        self._fold()
        super().resizeEvent(event)

    def event(self, event: QEvent) -> bool:
        """Another language needs other room."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fold()
        return super().event(event)

    def _fold(self) -> None:
        needed = self._left.in_one_row() + self._rest.sizeHint().width() + look.gap()
        way = QBoxLayout.Direction
        wanted = way.LeftToRight if self.width() >= needed else way.TopToBottom
        if self._box.direction() != wanted:
            self._box.setDirection(wanted)
            self.updateGeometry()
