"""How the window looks: distances, colours and icons, all from the system's palette and font.

This is the only module with colours of its own; each comes in two, for light and for dark bases,
with a contrast of at least 4.5 to 1 against the base and against its own tint.
"""

from functools import lru_cache
from typing import Literal

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget

from maskdesk.store.resources import resource, resource_path

Tone = Literal["blocks", "look", "note", "met", "quiet", "accent"]

_TONES: dict[Tone, tuple[str, str]] = {
    "blocks": ("#a8201a", "#ffb3ad"),
    "look": ("#7a4b00", "#ffc873"),
    "note": ("#1d5280", "#a5cdf5"),
    "met": ("#1c6438", "#86d9a1"),
    "quiet": ("#5b6067", "#a9afb8"),
    "accent": ("#17506b", "#8fcbe8"),
}
_TINT = 0.10
# How large the system draws icons in menus and lists.
_SMALL = 16
# Where a system of another language has Chinese drawn as Japanese or Korean write it.
SIMPLIFIED_CHINESE = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
)
# What the system draws around a window takes room of the screen too.
_FRAME_EM = 2
# Paper is white in a dark window too.
PAPER_FRAME = "#17506b"


def is_dark(palette: QPalette | None = None) -> bool:
    """Whether text is lighter than what it stands on."""
    shown = palette or QApplication.palette()
    base = shown.color(QPalette.ColorRole.Base).lightness()
    return shown.color(QPalette.ColorRole.Text).lightness() > base


def colour(tone: Tone) -> QColor:
    """The colour of a tone on the base of the moment."""
    return QColor(_TONES[tone][is_dark()])


def tint(tone: Tone) -> QColor:
    """A base with a breath of a tone, to stand behind text."""
    base = QApplication.palette().color(QPalette.ColorRole.Base)
    return _mixed(colour(tone), base, _TINT)


def line_colour() -> QColor:
    """The colour of frames and rules: 3 to 1 against the base where it bounds an input."""
    palette = QApplication.palette()
    text = palette.color(QPalette.ColorRole.Text)
    return _mixed(text, palette.color(QPalette.ColorRole.Base), 0.22)


def edge_colour() -> QColor:
    """The colour that bounds an input."""
    palette = QApplication.palette()
    text = palette.color(QPalette.ColorRole.Text)
    return _mixed(text, palette.color(QPalette.ColorRole.Base), 0.5)


def em(widget: QWidget | None = None) -> int:
    """The height of a line of text: every distance is a part of it, so large text breathes too."""
    metrics = widget.fontMetrics() if widget is not None else QFontMetrics(QApplication.font())
    return metrics.height()


def gap(parts: float = 1.0) -> int:
    """A distance in halves of a line."""
    return max(2, round(em() * 0.5 * parts))


def size_in_lines(window: QWidget, wide: int, high: int) -> None:
    """Size a window by the height of its text, and never beyond the screen it stands on."""
    wanted = QSize(em() * wide, em() * high)
    if QGuiApplication.platformName() != "offscreen":  # a picture has no screen to stand on
        room = window.screen().availableGeometry().size() - QSize(0, em() * _FRAME_EM)
        wanted = wanted.boundedTo(room)
    window.resize(wanted)


def scaled(font: QFont, factor: float, *, strong: bool = False) -> QFont:
    """The system's font, larger or smaller, or in bold."""
    other = QFont(font)
    if font.pointSizeF() > 0:
        other.setPointSizeF(font.pointSizeF() * factor)
    else:
        other.setPixelSize(round(font.pixelSize() * factor))
    if strong:
        other.setWeight(QFont.Weight.DemiBold)
    return other


def icon(name: str, tone: Tone | None = None, side: int = 0) -> QIcon:
    """An icon in the colour of the text, or of a tone; greyed where it is disabled.

    `side` is how large it is shown where that is neither beside text nor in a button.
    """
    ratio = QApplication.primaryScreen().devicePixelRatio()
    sides = (side,) if side else (_SMALL, icon_size().width())
    sharp = tuple(round(one * ratio) for one in sides)
    return _icon(name, tone, QApplication.palette().cacheKey(), sharp)


@lru_cache(maxsize=256)
def _icon(name: str, tone: Tone | None, _palette: int, sides: tuple[int, ...]) -> QIcon:
    palette = QApplication.palette()
    own = colour(tone) if tone else palette.color(QPalette.ColorRole.ButtonText)
    off = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
    chosen = palette.color(QPalette.ColorRole.HighlightedText)
    drawn = QIcon()
    for side in sides:
        drawn.addPixmap(_pixmap(name, side, own, tone), QIcon.Mode.Normal)
        drawn.addPixmap(_pixmap(name, side, off, tone), QIcon.Mode.Disabled)
        drawn.addPixmap(_on_highlight(name, chosen, side), QIcon.Mode.Selected)
    return drawn


def pixmap(name: str, tone: Tone | None = None, size: int = 0) -> QPixmap:
    """An icon as a picture, as high as a line of text unless told."""
    palette = QApplication.palette()
    own = colour(tone) if tone else palette.color(QPalette.ColorRole.Text)
    ratio = QApplication.primaryScreen().devicePixelRatio()
    side = size or em()
    picture = _pixmap(name, round(side * ratio), own, tone)
    picture.setDevicePixelRatio(ratio)
    return picture


def recoloured(name: str, own: QColor, side: int) -> QPixmap:
    """An icon in a colour of the system's, such as that of chosen text."""
    ratio = QApplication.primaryScreen().devicePixelRatio()
    picture = _on_highlight(name, own, round(side * ratio))
    picture.setDevicePixelRatio(ratio)
    return picture


def program_icon() -> QIcon:
    """The sign of MaskDesk."""
    return QIcon(str(resource_path("icons/maskdesk.svg")))


def icon_size() -> QSize:
    """How large icons on buttons are."""
    side = round(em() * 1.05)
    return QSize(side, side)


def style_sheet() -> str:
    """What the system's style is told beside its own: cards, messages, inputs; no fixed colour.

    Made anew when palette or font change.
    """
    line, edge = line_colour().name(), edge_colour().name()
    accent, quiet = colour("accent").name(), colour("quiet").name()
    # Its grey stands out from a light base and from a dark one; a style sheet recolours no picture.
    arrow, side = resource_path("icons/arrow.svg").as_posix(), round(em() * 0.8)
    radius = max(3, round(em() * 0.25))
    ticked = resource_path("icons/tick-dark.svg" if is_dark() else "icons/tick.svg").as_posix()
    mark = round(em() * 0.8)
    inputs = "QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox"
    boxes = ", ".join(f"#page {one.strip()}" for one in inputs.split(","))
    focused = ", ".join(f"#page {one.strip()}:focus" for one in inputs.split(","))
    tones = "".join(
        f'QFrame[tone="{tone}"] {{ background: {tint(tone).name()};'
        f" border: 1px solid {colour(tone).name()}; border-radius: {radius}px; }}"
        f'QLabel[tone="{tone}"] {{ color: {colour(tone).name()}; border: none;'
        " background: transparent; }"
        for tone in _TONES
    )
    return f"""
    #page, #pageBody {{ background: palette(window); }}
    QFrame[card="true"] {{ background: palette(base); border: 1px solid {line};
        border-radius: {radius * 2}px; }}
    QFrame[card="true"] QLabel {{ background: transparent; }}
    {boxes} {{ background: palette(base); color: palette(text);
        border: 1px solid {edge}; border-radius: {radius}px;
        padding: {gap(0.35)}px {gap(0.6)}px; selection-background-color: palette(highlight);
        selection-color: palette(highlighted-text); }}
    {focused} {{ border: 2px solid {accent};
        padding: {max(0, gap(0.35) - 1)}px {max(0, gap(0.6) - 1)}px; }}
    #page QComboBox::drop-down {{ border: none; width: {round(em() * 1.4)}px; }}
    #page QComboBox::down-arrow {{ image: url({arrow}); width: {side}px; height: {side}px; }}
    #page QComboBox QLineEdit {{ border: none; padding: 0; }}
    #page QCheckBox, #page QRadioButton {{ min-height: {max(20, round(em() * 1.2))}px; }}
    #page QCheckBox::indicator, #page QRadioButton::indicator, #page QTreeView::indicator {{
        width: {mark}px; height: {mark}px; border: 1px solid {edge}; background: palette(base); }}
    #page QCheckBox::indicator, #page QTreeView::indicator {{ border-radius: {radius - 1}px; }}
    #page QRadioButton::indicator {{ border-radius: {mark // 2 + 1}px; }}
    #page QCheckBox::indicator:checked, #page QTreeView::indicator:checked {{
        border-color: {accent}; background: {accent}; image: url({ticked}); }}
    #page QRadioButton::indicator:checked {{ width: {mark - 2 * (mark // 4)}px;
        height: {mark - 2 * (mark // 4)}px; border: {mark // 4 + 1}px solid {accent}; }}
    #page QCheckBox::indicator:disabled, #page QRadioButton::indicator:disabled {{
        border-color: {line}; background: palette(window); }}
    #page QLineEdit[readOnly="true"], #page QPlainTextEdit[readOnly="true"] {{
        background: palette(window); border-style: dashed; }}
    #page [unread="true"] {{ border: 2px solid {colour("look").name()}; }}
    #page [wrong="true"] {{ border: 2px solid {colour("blocks").name()}; }}
    QLabel[role="hint"] {{ color: {quiet}; }}
    #page QPlainTextEdit[role="hint"] {{ color: {quiet}; background: transparent;
        border: 1px solid transparent; padding: 0; }}
    #page QPlainTextEdit[role="hint"]:focus {{ border-color: {accent}; }}
    QToolButton[flat="true"] {{ border: 1px solid transparent; border-radius: {radius}px;
        padding: {gap(0.35)}px; }}
    QToolButton[flat="true"]:hover {{ background: {tint("accent").name()}; }}
    QToolButton[flat="true"]:focus {{ border: 2px solid {accent}; }}
    QToolButton[small="true"] {{ border: none; padding: 0; }}
    QPushButton[link="true"] {{ border: none; background: transparent; color: {accent};
        text-align: left; padding: {gap(0.2)}px; }}
    QPushButton[link="true"]:hover {{ text-decoration: underline; }}
    QPushButton[link="true"]:focus {{ border: 2px solid {accent}; border-radius: {radius}px; }}
    {tones}
    """


def dress_again(widget: QWidget) -> None:
    """Have a widget look as the style sheet says of what it has become."""
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return  # it was not dressed yet
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def _mixed(top: QColor, under: QColor, part: float) -> QColor:
    rest = 1 - part
    return QColor(
        round(top.red() * part + under.red() * rest),
        round(top.green() * part + under.green() * rest),
        round(top.blue() * part + under.blue() * rest),
    )


def _pixmap(name: str, side: int, own: QColor, tone: Tone | None) -> QPixmap:
    base = tint(tone) if tone else QApplication.palette().color(QPalette.ColorRole.Base)
    return _drawn(name, side, own.name(), base.name())


def _on_highlight(name: str, own: QColor, side: int) -> QPixmap:
    base = QApplication.palette().color(QPalette.ColorRole.Highlight)
    return _drawn(name, side, own.name(), base.name())


@lru_cache(maxsize=512)
def _drawn(name: str, side: int, own: str, base: str) -> QPixmap:
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _renderer(name, own, base).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return picture


@lru_cache(maxsize=16)
def _renderer(name: str, own: str, base: str) -> QSvgRenderer:
    svg = _svg(name).replace(b"currentColor", own.encode())
    return QSvgRenderer(QByteArray(svg.replace(b"BASE", base.encode())))


@lru_cache(maxsize=64)
def _svg(name: str) -> bytes:
    return resource(f"icons/{name}.svg")
