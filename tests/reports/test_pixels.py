"""The timeline in pixels, and the same picture in any process."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from commission_plan.reports.timeline import png, svg
from tests.unit.pictures import report


def test_the_same_plan_gives_the_same_bytes_in_any_process() -> None:
    code = (
        "import sys; from tests.unit.pictures import report; from commission_plan.reports.timeline import svg\n"
        "sys.stdout.buffer.write(svg(report('hostile')).encode())"
    )
    one, two = (
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env={"PYTHONHASHSEED": seed})
        for seed in ("1", "2")
    )

    assert one.stdout == two.stdout == svg(report("hostile")).encode()


def test_a_png_is_sharp_in_print_and_says_its_size() -> None:
    pytest.importorskip("resvg_py")
    made = png(report("misper"))
    wide = int.from_bytes(made[16:20], "big")
    at = made.index(b"pHYs") + 4

    assert made[:8] == b"\x89PNG\r\n\x1a\n"
    assert 2_240 < wide < 2_260
    # 170 mm across.
    assert wide / int.from_bytes(made[at : at + 4], "big") == pytest.approx(0.170, abs=0.0001)
    assert made == png(report("misper"))


def test_a_png_has_its_letters_from_the_shipped_font_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    resvg = pytest.importorskip("resvg_py")
    real, asked = resvg.svg_to_bytes, []

    def spied(**options: object) -> bytes:
        asked.append(options)
        text = re.sub(r"<text.*?</text>", "", str(options["svg_string"]))
        whole, bare = real(**options), real(**{**options, "svg_string": text})
        assert len(bare) < len(whole) / 2
        return bytes(whole)

    monkeypatch.setattr(resvg, "svg_to_bytes", spied)
    png(report("one-day"))
    monkeypatch.setattr(resvg, "svg_to_bytes", lambda **options: asked.append(options) or real(**options))
    png(report("hostile"), layout="slide")

    # Only what the shipped font cannot write is looked for elsewhere.
    assert [options["skip_system_fonts"] for options in asked] == [True, False]
