"""Open311 GeoReport v2: in both formats, and by a client that nobody here wrote."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.utils import timezone
from georeport import GeoReport

from cunli.cases.models import Matter
from tests.acts.stories import report
from tests.api.machines import token_for
from tests.cast import Cast, make_cast

ROOT = "/open311/v2"


def get(path: str, **query: object) -> Any:
    answer = Client().get(f"{ROOT}/{path}", query)
    assert answer.status_code == 200, answer.content
    return answer.json() if path.endswith(".json") else ET.fromstring(answer.content)


def filed(cast: Cast, **changed: object) -> Matter:
    given = {"kind": "road", "at": timezone.now(), **changed}
    return report(cast, "wang_clerk", "王大妈家门口的坑，电话 13900000001", **given)


def post(**given: object) -> Any:
    return Client(enforce_csrf_checks=True).post(f"{ROOT}/requests.json", given)


def test_the_machine_is_led_from_discovery_to_the_services(cast: Cast):
    (endpoint,) = get("discovery.json")["endpoints"]
    assert endpoint["url"] == f"http://testserver{ROOT}"
    assert [one.text for one in get("discovery.xml").findall("endpoints/endpoint/formats/format")]
    codes = {one["service_code"] for one in get("services.json")}
    assert "road" in codes
    assert not codes & {"house", "food", "school", "other"}
    assert {one.findtext("service_code") for one in get("services.xml").findall("service")} == codes
    villages = get("services/road.json")["attributes"][0]["values"]
    assert f"v{cast.village.pk}" in {one["key"] for one in villages}
    assert get("services/road.xml").findtext("attributes/attribute/values/value/key")


def test_nothing_personal_is_public(cast: Cast):
    matter = filed(cast)
    Matter.objects.unscoped("test").filter(pk=matter.pk).update(lat="40.123456", lng="113.234567")
    hidden = filed(cast, kind="house")
    for form in ("json", "xml"):
        said = Client().get(f"{ROOT}/requests.{form}").content.decode()
        assert matter.ref in said
        assert hidden.ref not in said
        for word in ("王", "门口", "1390", "周满仓", "3组", "40.123"):
            assert word not in said
        assert "40.12" in said
    for path in (f"requests/{hidden.ref}", f"tokens/{hidden.ref}"):
        assert Client().get(f"{ROOT}/{path}.json").status_code == 404


def test_requests_are_filtered_as_the_standard_says(cast: Cast):
    now = timezone.now()
    new, old = filed(cast), filed(cast, kind="water", at=now - timedelta(days=200))
    Matter.objects.unscoped("test").filter(pk=old.pk).update(is_open=False)

    def found(**query: object) -> list[str]:
        return [one["service_request_id"] for one in get("requests.json", **query)]

    long_ago = {"start_date": "2026-01-01T00:00:00Z", "end_date": (now - timedelta(days=150)).isoformat()}
    long_ago["start_date"] = (now - timedelta(days=230)).isoformat()
    assert found() == [new.ref]
    assert found(**long_ago) == [old.ref]
    assert found(service_request_id=f"{new.ref},{old.ref}") == [new.ref, old.ref]
    assert found(service_code="water,pole") == []
    assert found(service_code="road", status="open,closed") == [new.ref]
    assert found(status="closed") == []
    assert get(f"requests/{old.ref}.json")[0]["status"] == "closed"
    assert get(f"tokens/{new.ref}.json") == [{"service_request_id": new.ref, "token": new.ref}]
    assert get(f"tokens/{new.ref}.xml").findtext("request/token") == new.ref


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"start_date": "yesterday"}, 400),
        ({"start_date": "2026-01-01T00:00:00"}, 400),
        ({"start_date": "0001-01-01T00:00:00Z"}, 400),
        ({"start_date": "2026-01-01T00:00:00Z", "end_date": "2026-11-01T00:00:00Z"}, 400),
        ({"status": "lost"}, 400),
        ({"jurisdiction_id": "elsewhere"}, 404),
    ],
)
def test_errors_have_the_shape_of_the_standard(cast: Cast, query: dict[str, str], status: int):
    answer = Client().get(f"{ROOT}/requests.json", query)
    assert answer.status_code == status
    ((code, said),) = [(one["code"], one["description"]) for one in answer.json()]
    assert code == status
    assert said
    xml = ET.fromstring(Client().get(f"{ROOT}/requests.xml", query).content)
    assert xml.tag == "errors"
    assert xml.findtext("error/code") == str(status)


def test_the_countys_own_code_names_the_jurisdiction(cast: Cast):
    assert get("services.json", jurisdiction_id="150999")


def test_a_request_is_filed_with_a_token_where_its_post_may(cast: Cast):
    given = {"service_code": "road", "description": "坑", "lat": "40.1", "long": "113.2", "first_name": "满仓"}
    assert post(**given).status_code == 403
    assert post(**given, api_key="cunli_wrong").status_code == 403
    key = token_for(cast, "grid_member")
    answer = post(**given, last_name="周", api_key=key)
    assert answer.status_code == 201, answer.content
    matter = Matter.objects.unscoped("test").get(ref=answer.json()[0]["service_request_id"])
    assert (matter.title, matter.reporter_name, matter.village_id) == ("坑", "周满仓", cast.village.pk)
    assert post(**{**given, "service_code": "house"}, api_key=key).status_code == 404
    assert post(**given, api_key=token_for(cast, "water_officer")).status_code == 403


def test_a_post_reaches_its_own_village_only(cast: Cast):
    key, there = token_for(cast, "li_clerk"), f"v{cast.village.pk}"
    answer = post(**{"service_code": "road", "attribute[village]": there, "api_key": key})
    assert answer.status_code == 400
    assert not Matter.objects.unscoped("test").exists()


def test_the_same_sent_twice_with_a_key_is_one(cast: Cast):
    given = {"service_code": "road", "description": "坑", "api_key": token_for(cast, "grid_member")}
    sent = [Client().post(f"{ROOT}/requests.json", given, headers={"Idempotency-Key": "a-1"}) for _ in range(2)]
    assert [one.status_code for one in sent] == [201, 200]
    assert sent[0].json() == sent[1].json()


def test_anybody_reports_only_where_the_county_lets_them(cast: Cast, settings: Any):
    given = {"service_code": "water", "attribute[village]": f"v{cast.other_village.pk}", "phone": "13900000009"}
    assert post(**given).status_code == 403
    settings.OPEN311 = "report"
    answer = post(**given)
    assert answer.status_code == 201, answer.content
    matter = Matter.objects.unscoped("test").get()
    assert (matter.village_id, matter.filed_by_id) == (cast.other_village.pk, None)
    assert post(service_code="water").status_code == 400, "which village?"
    assert [post(**given).status_code for _ in range(5)][-1] == 429


def test_what_no_reference_can_be_is_not_found(cast: Cast):
    for path in ("requests/%00.json", "tokens/a%00b.xml", "services/%00.json", "services/house.json", "services.csv"):
        assert Client().get(f"{ROOT}/{path}").status_code == 404


def test_before_there_is_a_county_there_is_nothing(db: None):
    assert Client().get(f"{ROOT}/services.json").status_code == 404


def test_a_county_may_have_no_such_door(cast: Cast, settings: Any):
    settings.OPEN311 = "off"
    for path in ("discovery.json", "services.xml", "requests.json"):
        assert Client().get(f"{ROOT}/{path}").status_code == 404
    assert post(service_code="road", api_key=token_for(cast, "grid_member")).status_code == 404


@pytest.fixture
def served(transactional_db: None, live_server: Any) -> Iterator[tuple[Cast, str]]:
    yield make_cast(), f"{live_server.url}{ROOT}"


@pytest.mark.parametrize("form", ["json", "xml"])
def test_a_client_that_nobody_here_wrote(served: tuple[Cast, str], form: str):
    cast, address = served
    matter = filed(cast)
    filed(cast, kind="water")
    city = GeoReport(address, jurisdiction="150999", output_format=form)
    assert {"road", "water"} <= {one["service_code"] for one in city.get_service_list()}
    assert "road" in str(city.get_service_definition("road"))
    assert len(city.get_service_requests()) == 2
    found = city.get_service_requests(service_code="road", status="open")
    assert matter.ref in str(found)
    assert city.get_service_request(matter.ref)["service_request_id"] == matter.ref
