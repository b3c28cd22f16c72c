"""What pgbench is pointed at: PostgreSQL itself, and each proxy that is installed, in front of the same server."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests.servers import Server, binaries, free_port

DATABASE = "bench"
POOL_SIZE = 20
READY_TIMEOUT = 20.0

RULES = """\
databases:
  default: {{url: "postgresql://postgres@127.0.0.1:{port}/{database}"}}
routers:
{routers}
  - {{name: the_rest, read: default, write: default}}
"""
ROUTER = '  - {{name: router{number}, tables: ["other{number}_*"], read: default, write: default}}'

SCRAM_USER = "scram"
"""Is asked for its password, `PASSWORD`; everybody else is let in."""
PASSWORD = "a password for benchmarks"

SERVER_SETTINGS = """\
pool: {{size: {size}}}
log: {{level: warning}}
limits: {{clients: 20000}}
users:
  postgres: {{authentication: trust}}
  {user}: {{password: "{verifier}"}}
"""

PGBOUNCER = """\
[databases]
{database} = host=127.0.0.1 port={server} dbname={database} user=postgres pool_size={size}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = hba
auth_hba_file = {folder}/pgbouncer.hba
auth_file = {folder}/pgbouncer.users
pool_mode = transaction
max_client_conn = 12000
log_connections = 0
log_disconnections = 0
ignore_startup_parameters = extra_float_digits
"""

PGBOUNCER_HBA = f"""\
host all {SCRAM_USER} 127.0.0.1/32 scram-sha-256
host all all 127.0.0.1/32 trust
"""

PGPOOL = """\
listen_addresses = '127.0.0.1'
port = {port}
pcp_port = {pcp}
socket_dir = '{folder}'
pcp_socket_dir = '{folder}'
wd_ipc_socket_dir = '{folder}'
pid_file_name = '{folder}/pgpool.pid'
logdir = '{folder}'
backend_hostname0 = '127.0.0.1'
backend_port0 = {server}
backend_weight0 = 1
num_init_children = 260
max_pool = 1
load_balance_mode = on
backend_clustering_mode = 'raw'
enable_pool_hba = off
"""


@dataclass(slots=True)
class Target:
    """Where to connect, and the process whose CPU time is the proxy's; a direct connection has none."""

    name: str
    port: int
    version: str
    process: subprocess.Popen[bytes] | None = None

    def stop(self) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class NotStarted(Exception):
    """A target that is installed did not come up; the text is the end of its output."""


def direct(server: Server) -> Target:
    version = subprocess.run([binaries() / "postgres", "--version"], capture_output=True, text=True, check=True)
    return Target("direct", server.port, version.stdout.strip())


def onedsn(server: Server, folder: Path) -> Target:
    rules = folder / "onedsn"
    rules.mkdir()
    routers = "\n".join(ROUTER.format(number=number) for number in range(1, 10))
    (rules / f"{DATABASE}.yaml").write_text(RULES.format(port=server.port, database=DATABASE, routers=routers))
    (rules / "server.yaml").write_text(
        SERVER_SETTINGS.format(size=POOL_SIZE, user=SCRAM_USER, verifier=verifier(server))
    )
    port = free_port()
    # Not what lies in the working directory: `make bench` names the compiled copy by PYTHONPATH.
    command = [sys.executable, "-P", "-m", "proxy"]
    version = subprocess.run([*command, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    process = _start([*command, "serve", str(rules), "--listen", f"127.0.0.1:{port}"], folder / "onedsn.log", False)
    return _ready(Target("onedsn", port, version, process), folder / "onedsn.log")


def verifier(server: Server) -> str:
    """What the server keeps of the password of `SCRAM_USER`, whom it makes if need be."""
    if not server.execute(f"SELECT 1 FROM pg_roles WHERE rolname = '{SCRAM_USER}'"):
        server.execute(f"CREATE ROLE {SCRAM_USER} SUPERUSER LOGIN PASSWORD '{PASSWORD}'")
    found: str = server.execute(f"SELECT rolpassword FROM pg_authid WHERE rolname = '{SCRAM_USER}'")[0][0]
    return found


def pgbouncer(server: Server, folder: Path) -> Target | None:
    program = _installed("pgbouncer")
    if program is None:
        return None
    port = free_port()
    settings = folder / "pgbouncer.ini"
    settings.write_text(
        PGBOUNCER.format(port=port, server=server.port, database=DATABASE, size=POOL_SIZE, folder=folder)
    )
    (folder / "pgbouncer.hba").write_text(PGBOUNCER_HBA)
    (folder / "pgbouncer.users").write_text(f'"postgres" ""\n"{SCRAM_USER}" "{verifier(server)}"\n')
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.splitlines()[0]
    process = _start([program, str(settings)], folder / "pgbouncer.log", True)
    return _ready(Target("pgbouncer", port, version, process), folder / "pgbouncer.log")


def pgpool(server: Server, folder: Path) -> Target | None:
    program = _installed("pgpool")
    if program is None:
        return None
    port = free_port()
    settings = folder / "pgpool.conf"
    settings.write_text(PGPOOL.format(port=port, pcp=free_port(), server=server.port, folder=folder))
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    empty = folder / "empty.conf"
    empty.write_text("")
    process = _start(
        [program, "-n", "-f", str(settings), "-F", str(empty), "-a", str(empty)], folder / "pgpool.log", True
    )
    return _ready(Target("pgpool", port, (version.stdout or version.stderr).strip(), process), folder / "pgpool.log")


def owner() -> dict[str, int]:
    """PgBouncer refuses to run as root; then it runs as nobody."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid}


def _installed(name: str) -> str | None:
    return shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")


def _start(command: list[str], log: Path, as_nobody: bool) -> subprocess.Popen[bytes]:
    with log.open("wb") as output:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            user=owner().get("user") if as_nobody else None,
            group=owner().get("group") if as_nobody else None,
        )


def _ready(target: Target, log: Path) -> Target:
    deadline = time.monotonic() + READY_TIMEOUT
    while time.monotonic() < deadline:
        assert target.process is not None
        if target.process.poll() is not None:
            break
        try:
            socket.create_connection(("127.0.0.1", target.port), 1).close()
        except OSError:
            time.sleep(0.1)
            continue
        return target
    target.stop()
    raise NotStarted(f"{target.name} did not come up: {log.read_text(errors='replace')[-800:]}")
