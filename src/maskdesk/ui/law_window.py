"""The law in use: every pack with its life, status, sources and how far they can be relied on."""

from collections.abc import Callable
from html import escape
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from maskdesk.desk.wording import STATUSES, WHY_NOT, source_line
from maskdesk.errors import MaskDeskError
from maskdesk.language import N_
from maskdesk.law.pack import Pack
from maskdesk.law.reader import Law
from maskdesk.rules.evaluate import Report, Standing
from maskdesk.ui import look
from maskdesk.ui.asking import tell_failure
from maskdesk.ui.speech import Speech

_ID = Qt.ItemDataRole.UserRole


class LawWindow(QDialog):
    """The packs that apply to a dossier first, then all others with why they do not."""

    def __init__(
        self,
        holder: QWidget,
        speech: Speech,
        law: Callable[[], Law],
        report: Report | None = None,
        install: Callable[[Path], str] | None = None,
    ) -> None:
        super().__init__(holder)
        self._speech = speech
        self._law = law
        self._install = install
        self._packs = {pack.id: pack for pack in law()}
        standings = report.standings if report is not None else ()
        self._standings = {one.pack: one for one in standings}
        self.setWindowTitle(speech.say(N_("Law in use")))
        self.setObjectName("law")
        box = QVBoxLayout(self)
        box.setContentsMargins(*(look.gap(1.6),) * 4)
        box.setSpacing(look.gap())
        self.wanted = QLineEdit(self)
        self.wanted.setPlaceholderText(speech.say(N_("Find a pack")))
        self.wanted.setAccessibleName(speech.say(N_("Find a pack")))
        self.wanted.setClearButtonEnabled(True)
        self.wanted.textChanged.connect(self._fill)
        box.addWidget(self.wanted)
        self.model = QStandardItemModel(self)
        self.tree = QTreeView(self)
        self.tree.setModel(self.model)
        self.tree.setHeaderHidden(True)
        self.tree.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.tree.setAccessibleName(speech.say(N_("Packs")))
        self.tree.selectionModel().currentChanged.connect(self._show)
        self.text = QTextBrowser(self)
        self.text.setAccessibleName(speech.say(N_("The pack chosen")))
        self.text.setOpenExternalLinks(False)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.addWidget(self.tree)
        split.addWidget(self.text)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        split.setChildrenCollapsible(False)
        box.addWidget(split, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText(speech.say(N_("Close")))
        buttons.rejected.connect(self.reject)
        if install is not None:
            add = QPushButton(look.icon("add"), speech.say(N_("&Install a pack …")), self)
            add.clicked.connect(self._ask_and_install)
            buttons.addButton(add, QDialogButtonBox.ButtonRole.ActionRole)
        box.addWidget(buttons)
        look.size_in_lines(self, 58, 38)
        self._fill()

    def _fill(self) -> None:
        say, language = self._speech.say, self._speech.language
        wanted = self.wanted.text().casefold()
        self.model.clear()
        groups = [(N_("Apply to this dossier"), True), (N_("Do not apply"), False)]
        if not self._standings:
            groups = [(N_("All packs"), False)]
        for heading, applies in groups:
            head = QStandardItem(say(heading))
            head.setSelectable(False)
            head.setFont(look.scaled(self.font(), 1.0, strong=True))
            self.model.appendRow(head)
            for pack in self._packs.values():
                standing = self._standings.get(pack.id)
                if (standing is not None and standing.applies) != applies:
                    continue
                title = pack.title.in_language(language)
                if wanted and wanted not in f"{pack.id} {title}".casefold():
                    continue
                item = QStandardItem(title)
                item.setData(pack.id, _ID)
                item.setToolTip(title)
                head.appendRow(item)
            self.tree.expand(head.index())
        first = self.model.item(0)
        if first.rowCount():
            self.tree.setCurrentIndex(first.child(0).index())

    def _ask_and_install(self) -> None:
        say = self._speech.say
        title = say(N_("Install a pack"))
        kinds = f"{say(N_('Packs'))} (*.maskdesk-law *.toml)"
        chosen, _ = QFileDialog.getOpenFileName(self, title, str(Path.home()), kinds)
        if not chosen or self._install is None:
            return
        try:
            pack = self._install(Path(chosen))
        except MaskDeskError as failure:
            tell_failure(self, self._speech, failure)
            return
        self._packs = {one.id: one for one in self._law()}
        self._fill()
        told = say(N_("Installed: {pack}."), pack=pack)
        more = say(N_("It holds for every dossier that is opened from now on."))
        self.text.setPlainText(self._speech.join(told, more))

    def _show(self) -> None:
        name = self.tree.currentIndex().data(_ID)
        pack = self._packs.get(name) if isinstance(name, str) else None
        if pack is not None:
            self.text.setHtml("".join(self._html(pack, self._standings.get(pack.id))))

    def _html(self, pack: Pack, standing: Standing | None) -> list[str]:
        catalogue, language = self._speech.catalogue, self._speech.language
        say = self._speech.say
        life = f"{catalogue.show(pack.since)} – {catalogue.show(pack.until) if pack.until else '…'}"
        lines = [
            f"<h2>{escape(pack.title.in_language(language))}</h2>",
            f"<p>{escape(pack.id)} · {escape(say(STATUSES[pack.status]))} · {escape(life)}</p>",
        ]
        if standing is not None and not standing.applies:
            lines.append(f"<p>{escape(say(WHY_NOT[standing.why]))}</p>")
        elif standing is not None and standing.days:
            days = ", ".join(catalogue.show(day) for day in standing.days)
            lines.append(f"<p>{escape(say(N_('Asked on {days}.'), days=days))}</p>")
        if pack.remark is not None:
            lines.append(f"<p>{escape(pack.remark.in_language(language))}</p>")
        compiled = say(N_("Compiled on {day}."), day=pack.compiled_on)
        lines.append(f"<p>{escape(compiled)}</p>")
        lines.append(f"<h3>{escape(say(N_('Sources')))}</h3><ul>")
        for source in pack.sources:
            line = escape(source_line(catalogue, source))
            address = f"<br><small>{escape(source.address)}</small>" if source.address else ""
            lines.append(f"<li>{line}{address}</li>")
        lines.append(f"</ul><h3>{escape(say(N_('Conditions')))}</h3><ul>")
        for condition in pack.conditions:
            lines.append(f"<li>{escape(condition.duty.in_language(language))}</li>")
        lines.append("</ul>")
        return lines
