from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.metrics.webhooks.connectors.reading import (
    Unreadable,
    decode,
    flag,
    header,
    login,
    text,
    within,
    word,
)

FORM = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}


def test_headers_are_found_whatever_their_case():
    assert header({"x-GITHUB-event": "ping"}, "X-GitHub-Event") == "ping"
    assert header({}, "X-GitHub-Event") is None


def test_json_is_read_and_so_is_a_forms_payload():
    body = '{"name": "Zoë & Søn"}'
    assert decode({}, body.encode()) == {"name": "Zoë & Søn"}
    assert decode(FORM, f"payload={quote(body)}".encode()) == {"name": "Zoë & Søn"}


def test_half_an_emoji_spoils_nothing_around_it():
    assert decode({}, b'{"id": 1, "subject": "\\ud83d"}')["id"] == 1


@pytest.mark.parametrize(
    ("headers", "body"),
    [({}, b""), ({}, b"{"), ({}, b"\xff\xfe\xff"), ({}, b"[" * 200_000), ({}, b"9" * 5000),
     (FORM, b""), (FORM, b"{}"), (FORM, b"payload="), (FORM, b"payload=%ff"), (FORM, b"\xff")],
)  # fmt: skip
def test_what_is_no_json_is_unreadable(headers, body):
    with pytest.raises(Unreadable):
        decode(headers, body)


def test_a_path_that_breaks_off_leads_nowhere():
    said = {"a": {"b": [1]}}
    assert within(said, "a", "b") == [1]
    assert within(said, "a", "b", "c") is None
    assert within(None, "a") is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [(35436, "35436"), ("35436", "35436"), ("octo[bot]", "octo[bot]"), (0, None), ("0", None),
     (-1, None), ("-1", None), ("", None), (None, None), (True, None), (1.5, None), ("a b", None),
     ("a/b", None), ("a\x00", None), ("x" * 121, None), (10**400, None), ("\ud83d", None)],
)  # fmt: skip
def test_ids_come_as_numbers_or_words_and_nobody_in_many_ways(value, expected):
    assert login(value) == expected


def test_words_have_no_case_and_flags_may_be_words():
    assert word(" SOLVED ") == "solved"
    assert word(3) == ""
    assert [flag(value) for value in (True, "True", False, "FALSE", 1, None)] == [
        True, True, False, False, None, None,
    ]  # fmt: skip


@given(st.text())
def test_text_that_is_taken_can_be_kept(value):
    if (taken := text(value)) is not None:
        assert "\x00" not in taken
        assert taken.encode()
