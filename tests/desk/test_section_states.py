"""How far each section is, told from the findings of the samples and of a blank dossier."""

from datetime import date

import pytest

from maskdesk.desk.office import Office
from maskdesk.desk.pressing import WEIGHTS, by_weight, waits
from maskdesk.desk.section_states import section_of, section_states
from maskdesk.dossier import codec
from maskdesk.dossier.paths import put, put_rows
from maskdesk.dossier.sections import Dossier
from maskdesk.dossier.unread import Unread
from maskdesk.rules.evaluate import check
from maskdesk.store.resources import resource

DAY = date(2020, 4, 20)


@pytest.fixture(scope="module")
def office() -> Office:
    return Office()


def sample(name: str) -> Dossier:
    return codec.read(resource(f"samples/{name}/dossier.json"))


def states(dossier: Dossier, office: Office, day: date = DAY) -> dict[str, str]:
    report = check(dossier, office.law, day)
    return {name: one.state for name, one in section_states(dossier, report).items()}


def test_in_a_blank_dossier_every_section_waits_calmly(office: Office) -> None:
    assert set(states(Dossier(id="d"), office).values()) == {"not-started"}


def test_a_share_that_falls_short_is_a_problem_of_the_support(office: Office) -> None:
    dossier = sample("viet-nam-2020-04-20-short")
    found = section_states(dossier, check(dossier, office.law, DAY))
    assert found["support"].state == "problem"
    assert found["support"].blocks == 1
    assert found["exporter"].state == "complete"


def test_a_section_no_pack_asks_for_is_not_needed(office: Office) -> None:
    dossier = put_rows(sample("viet-nam-2020-05-06"), "extracts", ())
    assert states(dossier, office, date(2020, 5, 6))["extracts"] == "not-needed"


def test_the_hand_in_is_needed_whatever_the_law_asks(office: Office) -> None:
    dossier = put_rows(sample("viet-nam-2020-05-06"), "moves", ())
    assert states(dossier, office, date(2020, 5, 6))["moves"] == "not-started"


def test_what_an_exemption_lifts_says_so(office: Office) -> None:
    dossier = sample("viet-nam-2020-04-10-processing")
    found = section_states(dossier, check(dossier, office.law, date(2020, 4, 10)))
    assert any(one.exempt is not None for one in found.values())


def test_text_that_cannot_be_read_is_a_problem_where_it_stands(office: Office) -> None:
    dossier = put(sample("viet-nam-2020-05-06"), "contract.value", Unread(typed="12o"))
    found = section_states(dossier, check(dossier, office.law, date(2020, 5, 6)))
    assert (found["contract"].state, found["contract"].unread) == ("problem", 1)


def test_every_finding_has_its_weight_and_stands_once(office: Office) -> None:
    dossier = sample("viet-nam-2020-04-20-short")
    report = check(dossier, office.law, DAY)
    groups = by_weight(report, dossier)
    assert [group for group, _ in groups] == list(WEIGHTS)
    assert sum(len(found) for _, found in groups) == len(report.findings)
    assert all(waits(finding, dossier) for finding in groups[0][1])


def test_a_place_lies_in_the_section_its_path_begins_with() -> None:
    assert section_of("goods[g1].lots[a].number") == "goods"
    assert section_of("contract.assignment.day") == "contract"
