"""Many plans: in one process or several, on a cluster, from the cache, always with the same outcome."""

from __future__ import annotations

import contextlib
import gc
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from benchmarks.generate_many import write
from commission_plan.cli.batch.cache import Cache
from commission_plan.cli.batch.runner import _BEFORE_OTHERS, _FOR_OTHERS, Chunk, Slot, many
from commission_plan.cli.batch.worker import FileOutcome, digest
from tests.cli.running import ROOT, plan, text

TASK = "tests.cli.workers:looked_at"
#: As ``plan`` in ``running`` has it: the width of whoever runs the tests is not that of what is compared.
NO_WIDTH = {key: value for key, value in os.environ.items() if key != "COLUMNS"}


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many") / "plans"
    write(200, folder)  # so many that further processes are started for them
    return folder


@pytest.fixture(scope="module")
def alone(plans: Path) -> str:
    """What one process says of them."""
    done = plan("check", str(plans), "-j", "1")
    assert done.returncode in (0, 1) and not done.stderr
    assert sum(file.stat().st_size for file in plans.iterdir()) > _BEFORE_OTHERS + _FOR_OTHERS
    return text(done)


def files(folder: Path, **special: str) -> list[str]:
    long_enough = "# long enough to be sent to another process\n" * 30
    for number in range(300):
        text = special.get(f"n{number}", f"plan: {number}\n{long_enough}")
        (folder / f"{number:03}.yaml").write_text(text)
    return sorted(str(path) for path in folder.iterdir())


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_that_fails_or_ends_its_process_costs_itself_alone(tmp_path: Path, jobs: int) -> None:
    special = {"n150": "BREAK"} if jobs == 1 else {"n150": "BREAK", "n200": "DIE", "n201": "DIE", "n299": "DIE"}
    paths = files(tmp_path, **special)

    found = list(many(TASK, paths, {"word": "x"}, jobs=jobs, executor=None, cache=None, streams=False))

    assert [outcome.path for outcome in found] == paths
    assert {f"n{paths.index(outcome.path)}" for outcome in found if outcome.error} == set(special)
    assert all(outcome.ours for outcome in found if outcome.error)
    assert "ZeroDivisionError: a bug" in (found[150].error or "")
    if jobs > 1:
        assert "came to an end" in (found[200].error or "")
    assert found[298].value == ["298.yaml", os.path.getsize(paths[298]), "x"]


def test_several_processes_say_what_one_says(plans: Path, alone: str) -> None:
    assert text(plan("check", str(plans), "-j", "2")) == alone


def test_many_files_are_told_as_few_are(plans: Path, alone: str) -> None:
    each = "".join(text(plan("check", str(file))) for file in sorted(plans.iterdir())[:3])

    assert alone.startswith(each)


@pytest.mark.parametrize("format", ["text", "json"])
def test_the_runner_prints_what_the_reports_print(plans: Path, format: str) -> None:
    few = [str(file) for file in sorted(plans.iterdir())[:3]]

    plain, run = (text(plan("check", *few, "--format", format, *more)) for more in ((), ("-j", "2")))

    assert plain == run


def test_what_is_kept_is_told_again_and_what_has_changed_is_looked_at(tmp_path: Path) -> None:
    folder, cache = tmp_path / "plans", str(tmp_path / "cache")
    write(40, folder)

    def check() -> tuple[str, str]:
        done = plan("check", str(folder), "--cache", cache)
        return text(done), done.stderr.decode()

    first, _ = check()
    assert check() == (first, "")
    assert plan("check", str(folder), "--cache", cache, "--as-of", "2026-02-02").stdout.decode() != first
    # The one that is changed, and the one that waits for it.
    changed = folder / "plan-00008.yaml"
    changed.write_text(changed.read_text().replace("20wd", "60wd"))
    again, told = check()
    assert told == "plan: 1 plan looked at again: one of its linked files has changed\n"
    assert again == text(plan("check", str(folder), "-j", "1")) != first


def test_a_broken_cache_costs_nothing_but_time(tmp_path: Path, plans: Path, alone: str) -> None:
    (tmp_path / "plan-results.sqlite").write_bytes(b"no database" * 1000)

    done = plan("check", str(plans), "--cache", str(tmp_path))

    assert text(done) == alone and not done.stderr


@pytest.mark.parametrize("column", ["beside", "value"])
@pytest.mark.parametrize("broken", ["{garbage", "[1, 2]", "[]", ""])
def test_a_kept_result_that_is_not_whole_is_looked_at_again(tmp_path: Path, column: str, broken: str) -> None:
    (tmp_path / "plans").mkdir()
    paths = files(tmp_path / "plans")[:3]
    cache = tmp_path / "cache"

    def found() -> list[object]:
        run = many(TASK, paths, {"word": "x"}, jobs=1, executor=None, cache=str(cache), streams=False)
        return [outcome.value for outcome in run]

    whole = found()
    with contextlib.closing(sqlite3.connect(cache / "plan-results.sqlite")) as store:
        assert store.execute(f"UPDATE kept SET {column} = ?", (broken,)).rowcount == 3
        store.commit()

    assert found() == found() == whole


def test_a_result_is_told_by_the_path_that_was_asked_for(tmp_path: Path) -> None:
    for name in "xy":
        (tmp_path / name).mkdir()
        (tmp_path / name / "p.yaml").write_text("plan: The same\nas_of: 2026-06-01\n")
    paths = [str(tmp_path / name / "p.yaml") for name in "xy"]
    check = ("check", "--cache", str(tmp_path / "cache"), "--format", "json")

    for asked in (paths[:1], paths[1:], paths, paths):
        done = plan(*check, *asked)

        assert [found["path"] for found in json.loads(done.stdout)["plans"]] == asked


def test_a_result_that_somebody_else_kept_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "p.yaml"
    file.write_text("plan: P\nas_of: 2026-06-01\nmilestones: {a: {takes: unknown}}\n")
    cache = tmp_path / "cache"

    def kept(**key: str) -> list[int]:
        for name in ("PLAN_CACHE_KEY", "XDG_STATE_HOME"):
            monkeypatch.delenv(name, raising=False)
        for name, value in key.items():
            monkeypatch.setenv(name, value)
        store = Cache(str(cache), TASK, {"word": "x"}, date.today())
        outcome = store.find(str(file))
        if outcome is None:
            store.keep(FileOutcome(str(file), f"by {key}", digest=digest(file.read_bytes())))
        found = [store.known, store.changed]
        store.close()
        return found

    assert kept(XDG_STATE_HOME=str(tmp_path / "mine")) == [0, 1]
    assert kept(XDG_STATE_HOME=str(tmp_path / "mine")) == [1, 0]
    assert kept(XDG_STATE_HOME=str(tmp_path / "theirs")) == [0, 1]
    assert kept(XDG_STATE_HOME=str(tmp_path / "mine")) == [0, 1]
    assert kept(PLAN_CACHE_KEY="a secret") == [0, 1]
    assert kept(PLAN_CACHE_KEY="a secret") == [1, 0]
    # No place for a key: nothing is believed, and nothing fails.
    assert kept(XDG_STATE_HOME=str(file)) == kept(XDG_STATE_HOME=str(file)) == [0, 1]
    if os.name == "posix":
        assert (tmp_path / "mine" / "commission-plan" / "cache-key").stat().st_mode & 0o077 == 0


@pytest.mark.skipif(os.name != "posix", reason="links as POSIX has them")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_link_that_leads_in_a_circle_costs_itself_alone(tmp_path: Path, jobs: str) -> None:
    folder = tmp_path / "plans"
    write(3, folder)
    (folder / "circle.yaml").symlink_to("circle.yaml")

    done = plan("check", str(folder), "--format", "json", "-j", jobs)

    assert [Path(found["path"]).name for found in json.loads(done.stdout)["plans"]] == [
        f"plan-0000{number}.yaml" for number in range(3)
    ]
    assert done.returncode == 2 and b"circle.yaml: cannot be read: Too many levels of symbolic links" in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="permissions as POSIX has them")
def test_a_folder_that_cannot_be_looked_into_costs_itself_alone(tmp_path: Path) -> None:
    # One whose path is too long, which stops root too.
    folder = tmp_path / "plans"
    write(3, folder)
    here = os.open(folder, os.O_RDONLY)
    for name in ["deep", *["d" * 240] * 18]:
        os.mkdir(name, dir_fd=here)
        inner = os.open(name, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(here)

    done = plan("check", str(folder), "--format", "json")

    assert len(json.loads(done.stdout)["plans"]) == 3
    assert done.returncode == 2 and b"cannot be read: File name too long" in done.stderr


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="nothing is closed to root")
def test_a_closed_folder_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    write(3, folder)
    (folder / "closed").mkdir(mode=0)

    done = plan("check", str(folder), "--format", "json")

    assert len(json.loads(done.stdout)["plans"]) == 3
    assert done.returncode == 2 and b"closed: we may not look into this folder" in done.stderr


def test_a_cache_that_cannot_be_is_told(tmp_path: Path, plans: Path) -> None:
    (tmp_path / "file").write_text("")

    done = plan("check", str(plans), "--cache", str(tmp_path / "file"))

    assert done.returncode == 2 and b"--cache" in done.stderr and b"Traceback" not in done.stderr


def test_a_file_that_is_not_there_is_told_and_the_others_are_looked_at(plans: Path, alone: str) -> None:
    done = plan("check", str(plans / "gone.yaml"), str(plans), "-j", "2")

    assert done.returncode == 2
    assert done.stderr.decode() == f"plan: we cannot find gone.yaml in {plans}\n"
    assert text(done) == alone


@pytest.mark.parametrize("address", ["ray://localhost:1", "dask://localhost", "localhost:8786"])
def test_an_executor_that_is_not_known_is_told(plans: Path, address: str) -> None:
    done = plan("check", str(plans), "--executor", address)

    assert done.returncode == 2
    assert done.stderr.decode().startswith(f"plan: --executor: '{address}' is not an address here")


# A real cluster on the loopback.


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    pytest.importorskip("distributed", reason="the extra 'scale' is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    host, port = address.split(":")
    python = [sys.executable, "-m"]
    scheduler = ["distributed.cli.dask_scheduler", "--host", host, "--port", port, "--no-dashboard"]
    worker = ["distributed.cli.dask_worker", f"tcp://{address}", "--nthreads", "1", "--no-nanny", "--no-dashboard"]
    log = (tmp_path / "log").open("wb")
    started = [
        subprocess.Popen([*python, *command], cwd=ROOT, stdout=log, stderr=log)
        for command in (scheduler, *[[*worker, "--local-directory", str(tmp_path)]] * 2)
    ]
    try:
        until = time.monotonic() + 60
        while (tmp_path / "log").read_bytes().count(b"Registered to") < 2:
            assert time.monotonic() < until, (tmp_path / "log").read_text()
            time.sleep(0.1)
        yield f"dask://{address}", started[1:]
    finally:
        for process in started:
            process.kill()
            process.wait()


def test_a_cluster_that_loses_a_worker_midway_says_the_same(
    plans: Path, alone: str, cluster: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    address, workers = cluster
    command = [sys.executable, "-m", "commission_plan", "check", str(plans), "--executor", address]
    running = subprocess.Popen(command, cwd=ROOT, env=NO_WIDTH, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert running.stdout is not None
    begun = os.read(running.stdout.fileno(), 1)  # Some plans are done, and others are on their way.
    workers[0].send_signal(signal.SIGKILL)

    rest, told = running.communicate(timeout=90)

    assert (begun + rest).decode() == alone
    assert not told, told.decode()
    assert workers[1].poll() is None


def test_what_was_told_does_not_stay_in_memory(tmp_path: Path) -> None:
    # Garbage is not collected in a run, so nothing may hang together in circles.
    gc.disable()
    try:
        for outcome in many(TASK, files(tmp_path), {"word": "x"}, jobs=2, executor=None, cache=None, streams=False):
            assert outcome.error is None
        left = [found for found in gc.get_objects() if isinstance(found, (Slot, Chunk))]
    finally:
        gc.enable()
        gc.unfreeze()

    assert len(left) < 60  # of the last chunk


def test_processes_that_are_no_copies_leave_nothing_to_be_told_off_for(plans: Path, alone: str, tmp_path: Path) -> None:
    # As on a Mac, and after a process has come to an end.
    started = tmp_path / "started.py"
    started.write_text(
        "if __name__ == '__main__':\n"
        "    import multiprocessing\n"
        "    method = multiprocessing.get_context\n"
        "    multiprocessing.get_context = lambda name=None: method('spawn')\n"
        "    from commission_plan.cli import main\n"
        "    main()\n"
    )
    command = [sys.executable, str(started), "check", str(plans), "-j", "2"]
    done = subprocess.run(command, cwd=ROOT, env=NO_WIDTH, capture_output=True, timeout=120)

    assert (text(done), done.stderr) == (alone, b"")
