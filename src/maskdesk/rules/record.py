"""Findings as JSON: the stable record other programs read and a seal keeps.

`{"format": 1, "today": DAY, "findings": [...], "packs": [...], "due": [...], "uncovered": [...],
"classes": [...]}`.
A finding has: key, pack, condition, status, answer, severity, stage, papers, places, numbers,
cures, sentence (by language), sources (said in the first of the languages), deciding, day, subject,
exemption, and the places of rows that were counted and left_out. Decimals are text, days ISO 8601.
Keys are only ever added within a format.
"""

from typing import Any

import msgspec

from maskdesk.language import LANGUAGES, Language
from maskdesk.law.pack import Source, worded
from maskdesk.rules.evaluate import Report
from maskdesk.rules.finding import Finding

FORMAT = 1


def record(report: Report, languages: tuple[Language, ...] = LANGUAGES) -> bytes:
    """A report as JSON, the same bytes for the same findings."""
    content = {
        "format": FORMAT,
        "today": report.today,
        "findings": [_finding(finding, languages) for finding in report.findings],
        "packs": [{"pack": one.pack, "why": one.why, "days": one.days} for one in report.standings],
        "due": [
            {
                "form": due.form,
                "pack": due.pack,
                "subject": due.subject,
                "why": {language: due.why.in_language(language) for language in languages},
            }
            for due in report.due
        ],
        "uncovered": [{"side": side, "place": place} for side, place in report.uncovered],
        "classes": [
            {
                "places": [f"goods[{line}]" for line in one.lines],
                "pack": one.pack,
                "class": one.id,
                "name": {language: one.name.in_language(language) for language in languages},
            }
            for one in report.classes
        ],
    }
    compact = msgspec.json.encode(content, order="deterministic")
    return msgspec.json.format(compact, indent=1) + b"\n"


def _finding(finding: Finding, languages: tuple[Language, ...]) -> dict[str, Any]:
    held: dict[str, Any] = msgspec.structs.asdict(finding)
    held["key"] = finding.key
    held["sentence"] = {language: finding.sentence(language) for language in languages}
    held["sources"] = [_source(source, languages[0]) for source in finding.sources]
    del held["wording"]
    return held


def _source(source: Source, language: Language) -> Source:
    """A source with one text where its pack says it in each language."""
    return msgspec.structs.replace(
        source,
        issuer=worded(source.issuer, language),
        number=worded(source.number, language),
        article=worded(source.article, language),
    )
