"""A setting that is misspelt or malformed stops the start, by name."""

import os
import subprocess
import sys

import pytest

from shared.settings import SettingUnknown, settings, unknown_among


def start(**environment: str) -> subprocess.CompletedProcess[str]:
    """Import a service's app, as uvicorn does, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", "import services.insights.app"],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_misspelt_setting_stops_the_start_and_is_named() -> None:
    started = start(COUNTERPOISE_TIMEZONE="Europe/Berlin")
    assert started.returncode == 1
    assert "No service has a setting COUNTERPOISE_TIMEZONE" in started.stderr


def test_what_the_supervisor_and_the_command_line_read_hinders_no_service() -> None:
    assert start(COUNTERPOISE_KEY="k", COUNTERPOISE_METRICS_PORT="1").returncode == 0


def test_the_settings_of_this_process_are_judged_when_they_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COUNTERPOISE_ISUER", "x")
    settings.cache_clear()
    with pytest.raises(SettingUnknown, match="COUNTERPOISE_ISUER"):
        settings()


def test_names_are_known_in_any_case_and_those_of_others_are_none_of_ours() -> None:
    assert unknown_among(["counterpoise_pool_size", "PATH", "COUNTERPOISE_A"]) == ["COUNTERPOISE_A"]
