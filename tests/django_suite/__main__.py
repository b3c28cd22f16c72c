"""`make django-test`: Django's own tests, from its source distribution, through one DSN on either engine.

Without labels it runs `multiple_database`. `--engine direct` runs the same tests on PostgreSQL without the proxy.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import django

from tests.proxying import running_proxy
from tests.servers import start_server

ROOT = Path(__file__).parents[2]
RULES = """\
databases:
  default: {{url: "{default}"}}
  other: {{url: "{other}"}}
"""
ENGINES = ("sqlite", "postgresql", "direct")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make django-test", description=__doc__)
    parser.add_argument("labels", nargs="*", default=["multiple_database"], help="which of Django's tests")
    parser.add_argument("--engine", choices=ENGINES, action="append", help="default: sqlite and postgresql")
    parser.add_argument("--source", type=Path, help="an unpacked source distribution, instead of downloading it")
    parser.add_argument("--binding", choices=("client", "server"), default="client", help="who puts parameters in")
    parser.add_argument("--keep-log", type=Path, help="where the proxy's log is copied")
    return parser.parse_args()


def download(folder: Path) -> Path:
    """Django's source distribution of the version that is installed, unpacked below `folder`."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-build-isolation"]
    wanted = f"django=={django.get_version()}"
    subprocess.run([*command, "--no-binary", ":all:", "--dest", folder, wanted], check=True)
    [archive] = folder.glob("*.tar.gz")
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    [unpacked] = (path for path in folder.iterdir() if path.is_dir())
    return unpacked


def run(source: Path, labels: list[str], port: int, default: str, other: str, binding: str) -> int:
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "PORT": str(port),
        "DSN_DEFAULT": default,
        "DSN_OTHER": other,
        "BINDING": binding,
    }
    command = [sys.executable, "runtests.py", "--settings=tests.django_suite.configuration", "--parallel=1"]
    # Django's own tests/ has no __init__.py and would hide ours; runtests.py is started from there all the same.
    return subprocess.run([*command, "--noinput", *labels], cwd=source / "tests", env=environment).returncode


def through_proxy(source: Path, chosen: argparse.Namespace, default: str, other: str) -> int:
    with tempfile.TemporaryDirectory(prefix="onedsn-django-") as name:
        folder = Path(name)
        rules = RULES.format(default=default.format(folder=folder), other=other.format(folder=folder))
        with running_proxy(folder, {"django.yaml": rules, "server.yaml": "log: {level: warning}\n"}) as proxy:
            code = run(source, chosen.labels, proxy.port, "django@default", "django@other", chosen.binding)
        if chosen.keep_log is not None:
            chosen.keep_log.write_bytes(proxy.log.read_bytes())
    return code


def main() -> int:
    chosen = arguments()
    failed = 0
    with tempfile.TemporaryDirectory(prefix="onedsn-django-source-") as name:
        source = chosen.source or download(Path(name))
        for engine in chosen.engine or ENGINES[:2]:
            print(f"── Django {django.get_version()}, {' '.join(chosen.labels)}, {engine}", flush=True)
            if engine == "sqlite":
                failed |= through_proxy(source, chosen, "sqlite:///{folder}/default.db", "sqlite:///{folder}/other.db")
                continue
            server = start_server("django")
            try:
                names = [server.create_database() for _ in range(2)]
                if engine == "direct":
                    failed |= run(source, chosen.labels, server.port, *names, chosen.binding)
                else:
                    failed |= through_proxy(source, chosen, *map(server.url_of, names))
            finally:
                server.remove()
    return failed


if __name__ == "__main__":
    sys.exit(main())
