"""URLs as libpq reads them."""

from __future__ import annotations

import pytest

from proxy.backends.postgres.url import Host, SessionAttributes, SslMode, parse_url
from proxy.errors import ConfigurationProblem


def test_every_part_is_read_and_decoded() -> None:
    target = parse_url("postgresql://us%40er:p%3Aw@db.example:6000/my%20db?sslmode=require&application_name=a%26b")
    assert (target.user, target.password, target.database) == ("us@er", "p:w", "my db")
    assert target.hosts == (Host("db.example", 6000),)
    assert target.sslmode is SslMode.REQUIRE
    assert target.settings["application_name"] == "a&b"


def test_the_password_may_contain_an_at_sign_as_libpq_allows() -> None:
    assert parse_url("postgres://a:b@c@h/d").password == "b@c"


def test_the_database_is_named_after_the_user_when_none_is_given() -> None:
    assert parse_url("postgresql://anna@h").database == "anna"


@pytest.mark.parametrize(
    ("url", "hosts"),
    [
        ("postgresql://u@a,b:1/d", (Host("a", 5432), Host("b", 1))),
        ("postgresql://u@[::1]:77/d", (Host("::1", 77),)),
        ("postgresql://u@%2Frun%2Fpg:5/d", (Host("/run/pg", 5),)),
        ("postgresql:///d?user=u&host=/run/pg", (Host("/run/pg"),)),
        ("postgresql:///d?user=u&host=a,b&port=1,2", (Host("a", 1), Host("b", 2))),
        ("postgresql:///d?user=u&host=a,b&port=9", (Host("a", 9), Host("b", 9))),
        ("postgresql://u@name/d?hostaddr=10.0.0.1", (Host("name", 5432, "10.0.0.1"),)),
        ("postgresql:///d?user=u&hostaddr=10.0.0.1", (Host("10.0.0.1", 5432, "10.0.0.1"),)),
    ],
)
def test_hosts_are_read_in_every_notation(url: str, hosts: tuple[Host, ...]) -> None:
    assert parse_url(url).hosts == hosts


def test_parameters_choose_sessions_and_timeouts() -> None:
    target = parse_url("postgresql://u@h/d?target_session_attrs=prefer-standby&connect_timeout=3&options=-c%20a%3Db")
    assert target.target_session_attrs is SessionAttributes.PREFER_STANDBY
    assert target.connect_timeout == 3.0
    assert target.settings["options"] == "-c a=b"


def test_the_system_roots_imply_full_verification() -> None:
    assert parse_url("postgresql://u@h/d?sslrootcert=system").sslmode is SslMode.VERIFY_FULL


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("mysql://u@h/d", "begins with postgresql://"),
        ("postgresql://h/d", "names no user"),
        ("postgresql://u@h:0/d", '"0" is not a port'),
        ("postgresql://u@h:x/d", '"x" is not a port'),
        ("postgresql://u@[::1/d", "closing bracket"),
        ("postgresql://u@h/d?sslmode=maybe", 'sslmode "maybe" is not one of'),
        ("postgresql://u@h/d?sslmode=verify-full", "needs a certificate to trust"),
        ("postgresql://u@h/d?sslmode=require&sslrootcert=system", "needs sslmode=verify-full"),
        ("postgresql://u@a,b,c/d?port=1,2", "2 ports for 3 hosts"),
        ("postgresql://u@h/d?sslmod=require", 'unknown parameter "sslmod"'),
        ("postgresql://u@h/d?sslmode", "has no value"),
        ("postgresql://u@h/d?connect_timeout=soon", "not a number of seconds"),
        ("postgresql://u@h/d?client_encoding=latin1", "speaks UTF8"),
    ],
)
def test_what_cannot_be_is_refused_with_a_reason(url: str, message: str) -> None:
    with pytest.raises(ConfigurationProblem, match=message):
        parse_url(url)


def test_an_unknown_parameter_suggests_the_nearest_known_one() -> None:
    with pytest.raises(ConfigurationProblem) as caught:
        parse_url("postgresql://u@h/d?sslmod=require")
    assert caught.value.hint == 'Did you mean "sslmode"?'


def test_the_password_is_not_in_the_representation() -> None:
    assert "geheim" not in repr(parse_url("postgresql://u:geheim@h/d"))
