"""The lake on a real Spark: a Connect server over several workers, its tables in an object store, a worker killed.

Apart from `make bench`, for it asks for Apache Spark (which `pip download pyspark` holds), Java, `moto_server`
(PyPI, an object store that speaks S3) and `s3fs` (Debian, which mounts it). All of it listens on the loopback alone.

    python -m tests.bench.spark_cluster --home HOME --spark .../pyspark --store .../moto_server [--rows 5000000]

HOME is a home of Autan with the demonstration: it is read, its lake copied. What Spark answers is compared with DuckDB
to the last digit but one, while four threads ask; then again while a worker and its executor are killed.
"""

import argparse
import json
import math
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.bench.__main__ import set_up

MASTER, CONNECT, STORE = 17077, 15102, 15555
WORKERS, THREADS = 3, 4
BUCKET = "autan-lake"
_TICKS = os.sysconf("SC_CLK_TCK")


def answer(home: Path, out: Path, network: str) -> None:
    """Ask the lake everything with the engine of the settings, and write what it answered, and at what cost."""
    set_up(home)
    from autan.ground.registry import load_rooms
    from autan.opendata.measures.queries.cubes import add_up
    from autan.opendata.measures.queries.tallies import tallies_of
    from autan.opendata.observatory.queries.figures import member_figures, network_figures_by_measure
    from autan.opendata.sources.lake.snapshots import current_snapshots

    load_rooms()
    began = time.perf_counter()
    with ThreadPoolExecutor(THREADS) as pool:
        snapshots = list(current_snapshots())
        sums = list(pool.map(tallies_of, snapshots))
    cube = add_up(home / "lake" / "bench" / "table.parquet").frame
    figures = [network_figures_by_measure(network), *member_figures(network).values()]
    seconds = time.perf_counter() - began
    answers = {
        "sums": {
            f"{snapshot.name}/{code}/{measure}": [tally.value, tally.known, tally.present]
            for snapshot, tallies in zip(snapshots, sums, strict=True)
            for (code, measure), tally in tallies.items()
        },
        "figures": {figure.id: figure.value for group in figures for figure in group.values()},
        "cube": cube.rows(),
        "seconds": seconds,
        "cpu": time.process_time(),
    }
    out.write_text(json.dumps(answers, default=str))


def same(left: object, right: object) -> bool:
    """Say whether two answers are the same, numbers to 1e-12 of their size (sums come in another order)."""
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, float) and isinstance(right, float):
        return math.isclose(left, right, rel_tol=1e-12)
    return left == right


@contextmanager
def running(command: Sequence[str], log: Path, environment: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server while the block lasts."""
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, env={**os.environ, **environment})
        try:
            yield process
        finally:
            process.terminate()
            process.wait(30)


def wait_for(port: int, seconds: int = 180) -> None:
    """Wait until something listens on a port of the loopback."""
    import socket

    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.5)
        else:
            return
    message = f"nothing listens on port {port}"
    raise SystemExit(message)


@contextmanager
def object_store(server: str, folder: Path, mount: Path) -> Iterator[None]:
    """An object store on the loopback, its bucket mounted where every worker reads it."""
    keys = {"AWS_ACCESS_KEY_ID": "bench", "AWS_SECRET_ACCESS_KEY": "bench"}
    with running([server, "-H", "127.0.0.1", "-p", str(STORE)], folder / "store.log", keys):
        wait_for(STORE)
        password = folder / "password"
        password.write_text("bench:bench")
        password.chmod(0o600)
        url = f"http://127.0.0.1:{STORE}"
        subprocess.run(["/usr/bin/curl", "-sf", "-X", "PUT", f"{url}/{BUCKET}"], check=True, stdout=subprocess.DEVNULL)
        mount.mkdir()
        options = f"url={url},use_path_request_style,passwd_file={password},compat_dir"
        subprocess.run(["s3fs", BUCKET, str(mount), "-o", options], check=True)
        try:
            yield
        finally:
            subprocess.run(["/usr/bin/fusermount3", "-u", str(mount)], check=False)


@contextmanager
def cluster(spark: Path, folder: Path) -> Iterator[list[subprocess.Popen[bytes]]]:
    """A master, its workers and a Connect server, each a process; gives them all, the workers after the master."""
    environment = {
        "SPARK_HOME": str(spark),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_WORKER_DIR": str(folder / "work"),
    }
    run_class, master = str(spark / "bin" / "spark-class"), f"spark://127.0.0.1:{MASTER}"
    ports = ["--host", "127.0.0.1", "--webui-port", "0"]
    conf = {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.executor.cores": "1",
        "spark.executor.memory": "900m",
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "6",
        "spark.connect.grpc.binding.address": "127.0.0.1",
        "spark.connect.grpc.binding.port": str(CONNECT),
    }
    submit = [f"--conf={name}={value}" for name, value in conf.items()]
    names = {
        "master": [run_class, "org.apache.spark.deploy.master.Master", *ports, "--port", str(MASTER)],
        **{
            f"worker{rank}": [
                *(run_class, "org.apache.spark.deploy.worker.Worker", *ports, "--cores", "1", "--memory", "1g"),
                master,
            ]
            for rank in range(WORKERS)
        },
        "connect": [
            *(str(spark / "bin" / "spark-submit"), "--master", master, *submit),
            *("--class", "org.apache.spark.sql.connect.service.SparkConnectServer", "spark-internal"),
        ],
    }
    with ExitStack() as stack:
        processes = []
        for name, command in names.items():
            processes.append(stack.enter_context(running(command, folder / f"{name}.log", environment)))
            if name == "master":
                wait_for(MASTER)
        wait_for(CONNECT)
        yield processes


def children(pid: int) -> list[int]:
    """Processes that a process started."""
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in path.read_text().split()] if path.exists() else []


def cpu_of(processes: Sequence[subprocess.Popen[bytes]]) -> float:
    """Seconds of processor that processes, and those that they started, have used."""
    seconds = 0.0
    for pid in {pid for process in processes for pid in (process.pid, *children(process.pid))}:
        stat = Path(f"/proc/{pid}/stat")
        if stat.exists():
            fields = stat.read_text().rpartition(")")[2].split()
            seconds += (int(fields[11]) + int(fields[12])) / _TICKS
    return seconds


def kill(worker: subprocess.Popen[bytes]) -> float:
    """Kill a worker and its executor, as a machine that stops; return the processor that they had used."""
    used = cpu_of([worker])
    for pid in (*children(worker.pid), worker.pid):
        os.kill(pid, signal.SIGKILL)
    return used


def ask(home: Path, out: Path, network: str, engine: str) -> subprocess.Popen[bytes]:
    """Start a process that asks everything of an engine."""
    command = [sys.executable, "-m", "tests.bench.spark_cluster", "--answer", str(out), "--home", str(home)]
    return subprocess.Popen([*command, "--network", network], env={**os.environ, "AUTAN_ENGINE": engine})


def finish(process: subprocess.Popen[bytes], out: Path) -> dict[str, object]:
    """Wait for a process that asks, and return what it was answered."""
    if process.wait(1800):
        raise SystemExit("the questions were not answered whole")
    answers: dict[str, object] = json.loads(out.read_text())
    return answers


def compare(home: Path, spark: Path, store: str, network: str, rows: int) -> None:
    """Ask DuckDB, then Spark, then Spark that loses a worker; print whether they agree, and the costs."""
    from tests.opendata.observatory.big_table import write_big_table

    with tempfile.TemporaryDirectory(prefix="autan-cluster-") as name, ExitStack() as stack:
        folder = Path(name)
        mount = folder / "store"
        stack.enter_context(object_store(store, folder, mount))
        shared = folder / "home"
        shutil.copytree(home, shared, ignore=shutil.ignore_patterns("lake", "cache", "static", "outbox"))
        shutil.copytree(home / "lake", mount / "lake", copy_function=shutil.copyfile)
        for place in ("lake", "cache"):
            (mount / place).mkdir(exist_ok=True)
            (shared / place).symlink_to(mount / place)
        (mount / "lake" / "bench").mkdir()
        write_big_table(folder / "table.parquet", rows=rows)
        shutil.copyfile(folder / "table.parquet", mount / "lake" / "bench" / "table.parquet")
        duckdb = finish(ask(shared, folder / "duckdb", network, "duckdb"), folder / "duckdb")
        report("DuckDB, one process", duckdb, float(str(duckdb["cpu"])))
        processes = stack.enter_context(cluster(spark, folder))
        seconds, engine = 0.0, f"spark://127.0.0.1:{CONNECT}"
        for title, is_killed in ((f"Spark, {WORKERS} workers", False), ("Spark, one worker killed midway", True)):
            before, lost, out = cpu_of(processes), 0.0, folder / title
            process = ask(shared, out, network, engine)
            if is_killed:
                time.sleep(seconds / 2)
                lost = kill(processes[2])
            answers = finish(process, out)
            seconds = float(str(answers["seconds"]))
            report(title, answers, float(str(answers["cpu"])) + cpu_of(processes) + lost - before)
            if is_killed:
                say(f"  executors lost: {(folder / 'connect.log').read_text().count('Lost executor')}")
            for kind in ("sums", "figures", "cube"):
                verdict = "the same" if same(duckdb[kind], answers[kind]) else "NOT the same"
                say(f"  {kind}: {len(duckdb[kind])} answers, {verdict}")  # type: ignore[arg-type]


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def report(title: str, answers: Mapping[str, object], cpu: float) -> None:
    """Print what an engine cost."""
    say(f"{title}: {float(str(answers['seconds'])):.1f} s of wall time, {cpu:.1f} s of processor")


def main() -> None:
    """Read the command line, and compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--spark", type=Path)
    parser.add_argument("--store", default="moto_server")
    parser.add_argument("--network", default="dialogue-toulouse")
    parser.add_argument("--rows", type=int, default=5_000_000)
    parser.add_argument("--answer", type=Path)
    given = parser.parse_args()
    if given.answer:
        answer(given.home, given.answer, given.network)
    else:
        compare(given.home, given.spark, given.store, given.network, given.rows)


if __name__ == "__main__":
    main()
