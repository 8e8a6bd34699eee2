"""Files that prove something: added, looked at, and linked to what they prove."""

from maskdesk.ui.evidence.evidence_panel import EvidencePanel

__all__ = ["EvidencePanel"]
