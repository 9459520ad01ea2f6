"""The sign-in log and the operation log: filters, failed attempts, scope, Excel out."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook
from tests.conftest import COUNTY, TOWN, open_account

from anhuai.platform import clock
from anhuai.platform.models import AuditEntry

PASSWORD = "correct horse battery"


@pytest.fixture
def admin(linze, signed_in) -> Client:
    return signed_in("county_administrator", division=COUNTY)


@pytest.fixture
def wang(linze):
    return open_account("wang", "town_clerk", division=TOWN)


def tried(username: str, password: str, address: str = "10.1.2.3") -> None:
    Client(headers={"x-real-ip": address}).post(
        "/sign-in", {"username": username, "password": password}
    )


def body(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode().partition('id="rows-panel"')[2]


def test_the_sign_in_log_shows_who_came_in_and_who_tried_in_vain(admin, wang) -> None:
    tried("wang", PASSWORD)
    tried("wang", "nein", "10.6.6.6")
    tried("nobody", "nein", "10.7.7.7")
    page = body(admin, "/audit/sign-ins")
    for shown in ("测试wang", "10.1.2.3", "10.6.6.6", "nobody", "10.7.7.7", "失败", "成功"):
        assert shown in page
    assert "set_preferences" not in page


@pytest.mark.parametrize(
    ("query", "there", "absent"),
    [
        ("actor=wang", "10.6.6.6", "10.7.7.7"),
        ("actor=测试wang", "10.1.2.3", "10.7.7.7"),
        ("actor=nobody", "10.7.7.7", "10.1.2.3"),
        ("outcome=failed", "10.6.6.6", "10.1.2.3"),
        ("outcome=done", "10.1.2.3", "10.6.6.6"),
        ("address=10.7", "10.7.7.7", "10.1.2.3"),
        ("name=sign_in_failed", "10.7.7.7", "10.1.2.3"),
        ("from=2000-01-01&to=2099-01-01", "10.7.7.7", "10.0.0.0"),
        ("from=half-typed", "10.7.7.7", "10.0.0.0"),
        ("to=9999-12-31", "10.7.7.7", "10.0.0.0"),
    ],
)
def test_each_filter_of_the_sign_in_log(admin, wang, query, there, absent) -> None:
    tried("wang", PASSWORD)
    tried("wang", "nein", "10.6.6.6")
    tried("nobody", "nein", "10.7.7.7")
    page = body(admin, f"/audit/sign-ins?{query}")
    assert there in page
    assert absent not in page


def test_days_are_whole_local_days(admin, wang) -> None:
    tried("wang", PASSWORD)
    today, next_day = clock.today(), clock.today() + timedelta(days=1)
    assert "10.1.2.3" in body(admin, f"/audit/sign-ins?from={today}&to={today}")
    assert "10.1.2.3" not in body(admin, f"/audit/sign-ins?from={next_day}")
    assert "10.1.2.3" not in body(admin, f"/audit/sign-ins?to={today - timedelta(days=1)}")


def test_failed_attempts_on_another_countys_account_stay_there(admin, linze) -> None:
    open_account("foreign", "county_officer", division="620724")
    tried("foreign", "nein", "10.8.8.8")
    assert "10.8.8.8" not in body(admin, "/audit/sign-ins")
    assert "10.8.8.8" not in body(admin, "/audit/?actor=foreign")


def test_a_locked_account_is_shown_as_locked(admin, wang, settings) -> None:
    settings.AXES_ENABLED = True
    for _ in range(6):
        tried("wang", "nein")
    assert "已锁定" in body(admin, "/audit/sign-ins?actor=wang")


def test_the_operation_log_filters_by_outcome_and_address(admin, wang, signed_in) -> None:
    clerk = signed_in("town_clerk", division=TOWN)
    clerk.get("/accounts/", headers={"x-real-ip": "10.5.5.5"})
    admin.post("/preferences", {"elder": "1"})
    refused = body(admin, "/audit/?outcome=failed").partition("<tbody")[2]
    assert "没有权限，已拒绝" in refused
    assert "修改显示设置" not in refused
    assert "10.5.5.5" in refused
    done = body(admin, "/audit/?outcome=done&address=127").partition("<tbody")[2]
    assert "修改显示设置" in done
    assert "10.5.5.5" not in done


def sheet(client: Client, url: str) -> list[list[str]]:
    answer = client.get(url)
    assert answer.status_code == 200
    content = b"".join(answer.streaming_content)
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()


def test_both_logs_go_out_as_the_filters_ask(admin, wang) -> None:
    tried("wang", PASSWORD)
    tried("wang", "nein", "10.6.6.6")
    page = body(admin, "/audit/sign-ins?outcome=failed")
    assert "/sheets/sign-ins/export?outcome=failed" in page
    rows = sheet(admin, "/sheets/sign-ins/export?outcome=failed")
    assert rows[0] == ["时间", "账号", "谁", "事件", "结果", "网络地址"]
    assert [row[1:] for row in rows[1:]] == [["wang", "访客", "登录失败", "失败", "10.6.6.6"]]
    names = [row[4] for row in sheet(admin, "/sheets/audit/export?kind=session")[1:]]
    assert names == ["登录失败", "登录"]
    assert AuditEntry.objects.filter(name="audit.export").count() == 1


def test_logs_are_for_holders_of_the_permit(signed_in, linze) -> None:
    clerk = signed_in("town_clerk", division=TOWN)
    for url in ("/audit/", "/audit/sign-ins", "/sheets/audit/export", "/sheets/sign-ins/export"):
        assert clerk.get(url).status_code == 403, url


def test_the_logs_take_no_workbook(admin) -> None:
    assert admin.get("/sheets/audit/import").status_code == 404
    assert admin.get("/sheets/audit/template").status_code == 404
