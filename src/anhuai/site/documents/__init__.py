"""Documentation written by the code itself: `anhuai docs`; a test holds it fresh."""

from collections.abc import Callable, Mapping
from pathlib import Path

from anhuai.site.documents.caring import care, childcare, desk, placements, response, visits
from anhuai.site.documents.giving import benefits, funds
from anhuai.site.documents.house import jobs, notices, permits, trail
from anhuai.site.documents.planning import contradictions, indicators, results, schemes
from anhuai.site.documents.registers import assessments, circumstances, facilities, workforce

FOLDER = Path(__file__).resolve().parents[4] / "docs" / "generated"

DOCUMENTS: Mapping[str, Callable[[], str]] = {
    "permits.md": permits,
    "jobs.md": jobs,
    "trail.md": trail,
    "notices.md": notices,
    "circumstances.md": circumstances,
    "facilities.md": facilities,
    "workforce.md": workforce,
    "assessments.md": assessments,
    "childcare.md": childcare,
    "care.md": care,
    "visits.md": visits,
    "placements.md": placements,
    "funds.md": funds,
    "response.md": response,
    "desk.md": desk,
    "indicators.md": indicators,
    "benefits.md": benefits,
    "contradictions.md": contradictions,
    "schemes.md": schemes,
    "plan-results.md": results,
}


def write_all() -> list[str]:
    """Write every document; return the names of those that changed."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    changed = []
    for name, make in DOCUMENTS.items():
        path, text = FOLDER / name, make()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            changed.append(name)
    return changed
