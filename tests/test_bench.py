"""The harness of `make bench`: what it says of a figure, and that no bench can stop the others."""

from pathlib import Path

import pytest
from bench import __main__ as harness
from bench import figures, fuzz, results
from bench.figures import Figure


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BENCH_FIGURES", str(tmp_path / "rows"))
    return tmp_path / "rows"


def test_a_figure_is_kept_when_its_ratio_is_on_the_right_side_of_the_target(file: Path) -> None:
    assert figures.beside("a list", 6.0, "ms", ("psycopg", 2.0), most=3)
    assert not figures.beside("a list", 6.0, "ms", ("psycopg", 2.0), ratio=3.1, most=3)
    assert figures.beside("browse", 900.0, "/s", ("bare page", 2000.0), least=1 / 3)
    assert not figures.beside("browse", 600.0, "/s", ("bare page", 2000.0), least=1 / 3)
    assert figures.within("lost", 0, "", most=0)
    assert not figures.within("lost", 1, "", most=0)
    assert not figures.within("rank", 0.89, "", least=0.9)
    assert figures.within("told and held to nothing", 7, "s")
    assert [figure.is_kept for figure in figures.read(file)] == [
        True,
        False,
        True,
        False,
        True,
        False,
        False,
        True,
    ]


def test_a_figure_says_how_much_of_what_is_allowed_it_used() -> None:
    assert Figure("a list", 6, "ms", "psycopg", 2, 3, most=4).used == pytest.approx(0.75)
    assert Figure("browse", 1, "/s", "bare page", 2, 0.5, least=1 / 3).used == pytest.approx(2 / 3)
    assert Figure("lost", 0, "", "limit", 0, None).used is None


def test_it_goes_on_when_one_fails_one_hangs_and_one_breaks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    says = "from bench import figures\nfigures.within('lost', {lost}, '', most=0)\n{then}\n"
    ends = {"good": (0, ""), "bad": (1, "raise SystemExit(1)"), "broken": (0, "1 / 0"),
            "hanging": (0, "import subprocess, time; subprocess.Popen(['sleep', '77.7']); time.sleep(60)"),
            "last": (0, "")}  # fmt: skip
    for name, (lost, then) in ends.items():
        (tmp_path / f"{name}.py").write_text(says.format(lost=lost, then=then))
    monkeypatch.setattr(harness, "module", lambda bench: [str(tmp_path / f"{bench.name}.py")])
    monkeypatch.setenv("PYTHONPATH", str(harness.ROOT))
    runs: list[results.Run] = []
    monkeypatch.setattr(harness, "LAST", 1)
    benches = [harness.Bench(name, 4 if name == "hanging" else 600) for name in ends]
    harness.run_all(benches, tmp_path, runs)
    assert [(run.name, run.end) for run in runs] == [
        ("good", "kept"), ("bad", "not kept"), ("broken", "broke off"), ("hanging", "put down after 4 s"), ("last", "kept"),
    ]  # fmt: skip
    assert [len(run.figures) for run in runs if run.name != "hanging"] == [1, 1, 1, 1]
    assert "then last" in capfd.readouterr().out
    assert not [p for p in harness.psutil.process_iter(["cmdline"]) if p.info["cmdline"] == ["sleep", "77.7"]]


def test_the_page_and_the_chart_tell_every_figure(tmp_path: Path) -> None:
    told = [
        Figure("a list", 6, "ms", "psycopg", 2, 3, most=4),
        Figure("browse | far", 1, "/s", "bare page", 4, 0.25, least=0.33),
        Figure("lost", 0, "", "limit", 0, None),
    ]
    runs = [
        results.Run("cases", "whole", 61, "kept", told[:1]),
        results.Run("catalogue", "20,000", 9, "not kept", told[1:]),
    ]
    results.write(
        tmp_path / "bench.md", results.Begun.now(), runs, ["cases", "catalogue", "phone"], ("failover",)
    )
    page, chart = (tmp_path / "bench.md").read_text(), (tmp_path / "bench.svg").read_text()
    assert "**2 of 3 figures kept their target.**" in page
    assert "| catalogue | browse / far | 1 /s | bare page 4 /s | 0.25 | least 0.33 | **✗ not kept** |" in page
    assert "Not run this time: phone." in page
    assert "PostgreSQL | 18" in page
    assert all(words in chart for words in ("cases: a list", "browse", "3, most 4", "✗ not kept"))


def test_every_bench_of_the_list_is_a_module_that_the_readme_tells_of() -> None:
    folder = harness.ROOT / "bench"
    names = [bench.name for bench in harness.BENCHES] + list(harness.LEFT_OUT)
    assert [name for name in names if not (folder / f"{name}.py").exists()] == []
    told = (folder / "README.md").read_text()
    assert [name for name in names if f"NAME={name}" not in told] == []
    assert len({name[:4] for name in names}) == len(names)  # each has a folder by these letters


def test_fuzzing_goes_on_where_the_last_run_stopped(tmp_path: Path) -> None:
    ledger = tmp_path / "fuzzed.json"
    for faults in ([], ["slow: 40 bytes took 4 s"]):
        known = fuzz.added(ledger, [fuzz.Total("amounts", "atheris", 1000, 900.4, faults)])
    assert {name: known["amounts"][name] for name in ("tried", "seconds", "faults")} == {
        "tried": 2000,
        "seconds": 1800,
        "faults": 1,
    }
    assert "| amounts | 2,000 | 30 | 50% | 1 |" in fuzz.owed(known)
    assert "of an hour" in fuzz.owed(fuzz.added(ledger, []))
