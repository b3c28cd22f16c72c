"""Settings: what a start-up packet asks for, as a server would read it."""

from __future__ import annotations

import pytest

from proxy.session.settings import differences, from_startup, list_of_names


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("a,b", "'a', 'b'"),
        ('A, "B c", "d""e" ,"$user"', "'a', 'B c', 'd\"e', '$user'"),
        ('"a,b"', "'a,b'"),
        ("", "''"),
        ("o'x", "'o''x'"),
    ],
)
def test_a_list_of_names_is_several_constants(value: str, names: str) -> None:
    assert list_of_names(value) == names


def test_a_setting_of_one_value_is_one_constant() -> None:
    asked = from_startup({"user": "u", "search_path": "a,b", "DateStyle": "ISO, DMY"})

    assert asked == {"search_path": "'a', 'b'", "datestyle": "'ISO, DMY'"}


def test_only_what_differs_is_changed() -> None:
    assert differences({"a": "1", "b": "2"}, {"b": "3", "role": "x", "c": "4"}) == (
        "BEGIN;RESET a;COMMIT;SET b TO 3;SET c TO 4;SET role TO x"
    )


def test_a_connection_is_itself_while_its_settings_change() -> None:
    held = {"role": "a", "work_mem": "1", "session_authorization": "b"}

    assert differences(held, {"role": "a"}) == (
        "BEGIN;RESET role;RESET session_authorization;RESET work_mem;COMMIT;SET role TO a"
    )
    assert differences({"role": "a"}, {"role": "a"}) is None
    assert differences({}, {"role": "a", "session_authorization": "b", "x": "1"}) == (
        "SET x TO 1;SET session_authorization TO b;SET role TO a"
    )
