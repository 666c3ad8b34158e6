"""What is handed over for a county's machine holds together: one port, one year of logs, nothing personal in them."""

from __future__ import annotations

import re
import shutil
import subprocess
from configparser import ConfigParser
from pathlib import Path

import pytest
import yaml

from cunli.config import gunicorn
from cunli.files.rules import MAX_BYTES, MAX_PHOTOS
from tests.architecture.checkers.house import ROOT

DEPLOY = ROOT / "deploy"
OPERATIONS = (ROOT / "docs" / "operations.md").read_text()
NGINX = (DEPLOY / "nginx" / "cunli.conf").read_text()
SYSTEMD = DEPLOY / "systemd"
A_YEAR = 365


def unit(name: str) -> ConfigParser:
    parser = ConfigParser(interpolation=None, strict=False, comment_prefixes="#")
    parser.optionxform = str  # type: ignore[assignment, method-assign]  # names are case-sensitive here
    parser.read(SYSTEMD / name)
    return parser


def settings_of(path: Path) -> dict[str, str]:
    lines = [line for line in path.read_text().splitlines() if line and not line.startswith("#")]
    return dict(line.split("=", 1) for line in lines)  # type: ignore[misc]


def test_everybody_means_the_same_port() -> None:
    port = settings_of(SYSTEMD / "environment")["PORT"]
    assert f"server 127.0.0.1:{port} " in NGINX
    assert unit("cunli.socket")["Socket"]["ListenStream"] == f"127.0.0.1:{port}"
    assert f"127.0.0.1:{port}/readyz" in str(compose()["services"]["app"]["healthcheck"])


def test_every_setting_handed_over_is_explained() -> None:
    given = {*settings_of(SYSTEMD / "environment"), *compose()["services"]["app"]["environment"]}
    assert [name for name in given if f"`{name}`" not in OPERATIONS] == []


def test_logs_are_kept_for_a_year() -> None:
    assert int(unit("journald@cunli.conf")["Journal"]["MaxRetentionSec"].removesuffix("day")) > A_YEAR
    kept = re.search(r"daily\s+rotate (\d+)", (DEPLOY / "nginx" / "logrotate").read_text())
    assert kept is not None and int(kept[1]) > A_YEAR


def test_the_proxy_writes_no_address_of_a_page() -> None:
    said = re.search(r"log_format cunli (.*?);", NGINX, re.DOTALL)
    assert said is not None
    assert set(re.findall(r"\$(\w+)", said[1])) == {
        "time_iso8601", "remote_addr", "request_method", "status", "bytes_sent", "request_time",
        "upstream_http_x_request_id",
    }  # fmt: skip
    logs = re.findall(r"^\s*(?:access|error)_log (.*?);", NGINX, re.MULTILINE)
    assert all(log == "off" or log.endswith((" cunli", " crit")) for log in logs), logs


def test_the_proxy_lets_through_what_the_server_takes_and_keeps_the_figures_inside() -> None:
    most = re.search(r"client_max_body_size (\d+)m", NGINX)
    assert most is not None and int(most[1]) * 1024**2 > MAX_PHOTOS * MAX_BYTES
    assert "location ~ ^/(readyz|metrics)$" in NGINX
    assert "proxy_set_header X-Forwarded-For $remote_addr" in NGINX


def test_stopping_waits_longer_than_the_server_does() -> None:
    longest = 2 * gunicorn.graceful_timeout  # the workers, then the sweep
    assert int(unit("cunli.service")["Service"]["TimeoutStopSec"]) > longest
    assert int(compose()["services"]["app"]["stop_grace_period"].removesuffix("s")) > longest


def test_the_database_logs_no_values() -> None:
    said = compose()["services"]["db"]["command"]
    assert {"-clog_statement=ddl", "-clog_min_error_statement=panic", "-clog_error_verbosity=terse"} <= set(said)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_systemd_understands_the_units(tmp_path: Path) -> None:
    for path in SYSTEMD.glob("cunli*"):
        shutil.copy(path, tmp_path)
    for path in tmp_path.iterdir():  # its programs are not on this machine
        path.write_text(path.read_text().replace("/opt/cunli/.venv/bin/cunli", "/bin/true"))
    command = ["systemd-analyze", "verify", "--man=no", *map(str, sorted(tmp_path.iterdir()))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    ours = [line for line in done.stderr.splitlines() if "cunli" in line]
    assert (ours, done.returncode) == ([], 0), done.stderr


@pytest.mark.skipif(shutil.which("nginx") is None, reason="no nginx here")
def test_nginx_understands_its_file(tmp_path: Path) -> None:
    key, certificate = tmp_path / "cunli.key", tmp_path / "cunli.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
         "-subj", "/CN=cunli.example.gov.cn", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    said = NGINX.replace("/etc/nginx/tls", str(tmp_path)).replace("/var/log/nginx", str(tmp_path))
    (tmp_path / "whole.conf").write_text(f"pid {tmp_path}/pid; events {{}} http {{ {said} }}")
    command = ["nginx", "-t", "-e", tmp_path / "error", "-c", tmp_path / "whole.conf"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(shutil.which("logrotate") is None, reason="no logrotate here")
def test_logrotate_understands_its_file_beside_that_of_debian(tmp_path: Path) -> None:
    """Debian's takes every ``*.log`` of nginx and keeps it two weeks; a log named twice is passed over."""
    (tmp_path / "nginx").write_text("/var/log/nginx/*.log {\n daily\n rotate 14\n}\n")
    shutil.copy(DEPLOY / "nginx" / "logrotate", tmp_path / "nginx-cunli")
    for name in ("nginx", "nginx-cunli"):
        (tmp_path / name).chmod(0o644)
    command = ["logrotate", "-d", tmp_path / "nginx", tmp_path / "nginx-cunli"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "error:" not in done.stderr, done.stderr
    assert "(400 rotations)" in done.stderr


def compose() -> dict[str, dict[str, dict[str, object]]]:
    found = yaml.safe_load((DEPLOY / "compose.yml").read_text())
    assert set(found["services"]) == {"db", "app", "nginx"}
    return found
