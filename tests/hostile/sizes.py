"""What may never end or fill the memory: searches without an answer, graphs, and sheer size."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from .case import BASE, Case, accept, big, either, lines, plan, reject, small

MEBIBYTE = 1 << 20
ALWAYS = "{from: 1990-01-01, to: 2199-12-31}"


def endless_searches() -> Iterator[Case]:
    """None of these has an answer before 2200; the page does not say which finding tells so."""

    def at_committee(committee: str, **more: str) -> str:
        return small(
            "  report: {takes: 20wd}\n  decision: {at: cabinet, after: report}\n"
            "  tender: {takes: 35d, after: decision}\n",
            committees=f"committees:\n  cabinet: {{{committee}}}\n",
            **more,
        )

    months = [f"{year}-{month:02}" for year in range(2020, 2200) for month in range(1, 13)]

    def extended(extension: str) -> str:
        return plan(
            services=BASE["services"].replace("{to: 2021-03-31, by: 1mo, notice: 1mo, status: planned}", extension)
        )

    yield either("endless-closure", plan(closures=f"closures:\n  always: {ALWAYS}\n"), solo=True)
    yield either(
        "endless-closures-by-year",
        plan(
            closures="closures:\n"
            + lines(f"  y{year}: {{from: {year}-01-01, to: {year}-12-31}}" for year in range(1990, 2200))
        ),
        solo=True,
    )
    yield either(
        "endless-closure-every-day-calendar",
        plan(calendar="calendar: every-day\n", closures=f"closures:\n  always: {ALWAYS}\n"),
    )
    yield either("endless-closure-of-months", plan(closures="closures:\n  always: {from: 1990, to: 2199}\n"))
    for kinds in ["consultation, approval, tender", "go-live", "other", "approval"]:
        name = kinds.partition(",")[0]
        yield either(
            f"endless-blackout-of-{name}",
            plan(blackouts=f"blackouts:\n  always: {{from: 1990-01-01, to: 2199-12-31, for: [{kinds}]}}\n"),
            solo=name == "approval",
        )
    yield either(
        "endless-blackout-of-nothing",
        plan(blackouts="blackouts:\n  always: {from: 1990-01-01, to: 2199-12-31, for: []}\n"),
    )
    yield either(
        "endless-blackout-every-other-day",
        plan(
            blackouts="blackouts:\n"
            + lines(
                f"  b{n}: {{from: {day}, to: {day}, for: [tender, approval]}}"
                for n, day in enumerate(date(2020, 1, 1) + timedelta(days=2 * k) for k in range(1_000))
            )
        ),
    )
    yield either("endless-committee-without-a-diary", at_committee("title: Cabinet"))
    yield either("endless-committee-never-meets", at_committee("meets: []"), solo=True)
    yield either("endless-committee-met-once", at_committee("meets: [1990-01-01]"))
    yield either(
        "endless-committee-excepted-by-year",
        at_committee(f"every: third monday, except: [{', '.join(months)}]"),
        solo=True,
    )
    yield either(
        "endless-committee-excepted-in-one",
        at_committee("every: third monday, except: [1990-01-01..2199-12-31]"),
        solo=True,
    )
    yield either(
        "endless-committee-blacked-out",
        at_committee(
            "every: third monday",
            blackouts="blackouts:\n  always: {from: 1990-01-01, to: 2199-12-31, for: [approval]}\n",
        ),
    )
    yield either(
        "endless-committee-on-closed-days",
        at_committee("every: third monday", closures=f"closures:\n  always: {ALWAYS}\n"),
    )
    yield either("endless-committee-fifth-fridays", at_committee("every: fifth friday"))
    for key in ["papers", "notice", "decision_notice", "call_in"]:
        for period in ["9999y", "9999mo", "5000wd", "9999d", "unknown"]:
            yield either(
                f"endless-{key.replace('_', '-')}-{period}",
                at_committee(f"every: third monday, {key}: {period}"),
            )
    for period in ["9999y", "9999mo", "9999w", "9999d", "9999wd", "5000wd"]:
        yield either(
            f"endless-work-{period}",
            small(f"  a: {{takes: {period}}}\n  b: {{takes: {period}, after: a}}\n"),
            solo=period == "9999y",
        )
        yield either(f"endless-lag-{period}", small(f"  a: {{takes: 5d}}\n  b: {{takes: 5d, after: a + {period}}}\n"))
        yield either(f"endless-lead-{period}", small(f"  a: {{takes: 5d}}\n  b: {{takes: 5d, after: a - {period}}}\n"))
        yield either(f"endless-range-{period}", small(f"  a: {{takes: 5d, range: [1d, {period}]}}\n"))
        yield either(
            f"endless-risk-{period}",
            plan(risks=f"risks:\n  r: {{chance: 100%, at: tender, adds: {period}}}\n"),
        )
    yield either(
        "endless-term",
        plan(
            services=BASE["services"].replace(
                "{term: 2y, extensions: [1y, 1y]}", "{term: 9999y, extensions: [9999y, 9999y]}"
            )
        ),
    )
    yield either(
        "endless-term-extensions",
        plan(services=BASE["services"].replace("extensions: [1y, 1y]", f"extensions: [{', '.join(['1y'] * 2_000)}]")),
    )
    yield either("endless-rolling-by-day", extended("{to: 2199-12-31, by: 1d, notice: 1d, status: planned}"), solo=True)
    yield either(
        "endless-rolling-by-nothing",
        extended("{to: 2021-03-31, by: 0mo, notice: 1mo, status: planned}"),
        solo=True,
    )
    yield either(
        "endless-rolling-by-nothing-for-ever",
        extended("{to: 2199-12-31, by: 0d, notice: 0d, status: planned}"),
    )
    yield either("endless-rolling-backwards", extended("{to: 1990-01-01, by: 1mo, notice: 1mo, status: planned}"))
    yield either("endless-rolling-notice", extended("{to: 2021-03-31, by: 1mo, notice: 9999y, status: planned}"))
    yield either(
        "endless-gap",
        plan(
            services=BASE["services"].replace("2016-07-01", "1990-01-01").replace("2019-03-31", "1990-01-01"),
            milestones=BASE["milestones"] + "    on: 2199-12-31\n",
        ),
        solo=True,
    )
    yield either("endless-contract-backwards", plan(services=BASE["services"].replace("2016-07-01", "2199-12-31")))
    yield either("endless-alternatives", extended("{to: 2021-03-31, status: planned, instead_of: rolling}"))
    yield either("endless-at-the-last-day", plan(as_of="as_of: 2199-12-31\n"))
    yield either(
        "endless-before-the-first-day",
        plan(as_of="as_of: 1990-01-01\n", milestones=BASE["milestones"] + "    by: 1990-01-01\n"),
    )
    yield either(
        "endless-tenders-fail",
        small("  tender: {takes: 35d, done: 2020-02-28, outcome: failed}\n  award: {after: tender}\n"),
    )


def graphs() -> Iterator[Case]:
    def chain(length: int, takes: str) -> str:
        return small("  m0: {takes: 1d}\n" + lines(f"  m{n}: {{{takes}after: m{n - 1}}}" for n in range(1, length)))

    def loop(length: int) -> str:
        return small(lines(f"  m{n}: {{takes: 1d, after: m{(n - 1) % length}}}" for n in range(length)))

    def ladder(rungs: int) -> str:
        return small(
            "  a0: {takes: 1d}\n  b0: {takes: 1d}\n"
            + lines(
                f"  {side}{n}: {{takes: 1d, after: [a{n - 1}, b{n - 1}]}}" for n in range(1, rungs) for side in "ab"
            )
        )

    def dense(size: int) -> str:
        return small(
            "  m0: {}\n" + lines(f"  m{n}: {{after: [{', '.join(f'm{k}' for k in range(n))}]}}" for n in range(1, size))
        )

    yield reject("graph-self-loop", small("  a: {takes: 5d, after: a}\n"), solo=True)
    yield reject("graph-self-loop-at-the-start", small("  a: {takes: 5d, after: start of a}\n"))
    yield reject("graph-loop-of-2", loop(2))
    yield reject(
        "graph-loop-of-finishes",
        small("  a: {takes: 5d, finish_after: b}\n  b: {takes: 5d, finish_after: a}\n"),
    )
    yield reject("graph-loop-of-2000", loop(2_000), solo=True)
    yield reject(
        "graph-200-loops",
        small(
            lines(
                f"  {side}{n}: {{takes: 1d, after: {other}{n}}}"
                for n in range(200)
                for side, other in [("a", "b"), ("b", "a")]
            )
        ),
        solo=True,
    )
    yield reject(
        "graph-complete",
        small(lines(f"  m{n}: {{after: [{', '.join(f'm{k}' for k in range(60) if k != n)}]}}" for n in range(60))),
        solo=True,
    )
    yield reject(
        "graph-long-names-in-a-loop",
        small(lines(f"  m{n}-{'x' * 300}: {{takes: 1d, after: m{(n - 1) % 100}-{'x' * 300}}}" for n in range(100))),
        solo=True,
    )
    yield accept("graph-chain-of-1500", chain(1_500, "takes: 1wd, "), solo=True)
    yield accept("graph-chain-of-1500-events", chain(1_500, ""))
    yield accept("graph-ladder-of-60", ladder(60), solo=True)
    yield accept("graph-ladder-of-60-with-a-loose-end", ladder(60) + "  last: {after: a59}\n")
    yield accept(
        "graph-fan-out",
        small("  a: {takes: 1d}\n" + lines(f"  m{n}: {{takes: 1d, after: a}}" for n in range(2_000))),
        solo=True,
    )
    yield accept(
        "graph-fan-in",
        small(
            lines(f"  m{n}: {{takes: 1d}}" for n in range(2_000))
            + f"  z: {{after: [{', '.join(f'm{n}' for n in range(2_000))}]}}\n"
        ),
        solo=True,
    )
    yield either(
        "graph-same-link-5000-times",
        small(f"  a: {{takes: 1d}}\n  b: {{after: [{', '.join(['a'] * 5_000)}]}}\n"),
        solo=True,
    )
    yield big("graph-dense-400", "accept", lambda: dense(400))
    yield big("graph-chain-of-20000", "either", lambda: chain(20_000, ""))
    yield big("graph-loop-of-20000", "reject", lambda: loop(20_000))
    yield big(
        "graph-fan-in-20000-nobodies",
        "reject",
        lambda: small(f"  a: {{after: [{', '.join(f'nobody-{n}' for n in range(20_000))}]}}\n"),
    )


def sizes() -> Iterator[Case]:
    def padded(size: int, filler: str) -> str:
        text = plan()
        return text + filler * ((size - len(text)) // len(filler))

    def diary(length: int) -> list[str]:
        return [str(date(2010, 1, 1) + timedelta(days=n)) for n in range(length)]

    yield accept("title-of-300", plan(plan=f"plan: {'Home care ' * 30}\n"))
    yield accept("title-of-10000", plan(plan=f"plan: {'x' * 10_000}\n"), solo=True)
    yield accept("milestone-title-of-10000", small(f"  tender: {{takes: 35d, title: {'x' * 10_000}}}\n"), solo=True)
    yield big("title-of-2-mb", "accept", lambda: plan(plan=f"plan: {'x' * 2_000_000}\n"))
    yield big(
        "title-of-2-mb-of-escapes",
        "accept",
        lambda: plan(plan=f'plan: "{chr(92) + "x41"}{(chr(92) + "x41") * 500_000}"\n'),
    )
    yield big("title-of-2-mb-of-words", "accept", lambda: plan(plan=f"plan: {'word ' * 400_000}\n"))
    yield big("title-of-100000-lines", "accept", lambda: plan(plan="plan: >\n" + "  word\n" * 100_000))
    yield big("quote-of-1-mb-unclosed", "reject", lambda: plan(plan=f'plan: "{"x" * 1_000_000}\n'))
    yield big("key-of-1-mb", "reject", lambda: plan(zz=f"{'a' * 1_000_000}: x\n"))
    yield big("key-of-1-mb-in-quotes", "reject", lambda: plan(zz=f'? "{"a" * 1_000_000}"\n: x\n'))
    yield big("id-of-1-mb", "reject", lambda: small(f'  ? "{"A" * 1_000_000}"\n  : {{takes: 5d}}\n'))
    yield big("duration-of-1-mb", "reject", lambda: small(f"  a: {{takes: {'9' * 1_000_000}wd}}\n"), line=4)
    yield big(
        "duration-of-1-mb-of-spaces",
        "reject",
        lambda: small(f'  a: {{takes: "5{" " * 1_000_000}x"}}\n'),
        line=4,
    )
    yield big("link-of-1-mb", "reject", lambda: small(f"  a: {{after: {'a-' * 500_000}}}\n"), line=4)
    yield big(
        "unknown-keys-20000",
        "reject",
        lambda: plan(zz=lines(f"key-{n}: x" for n in range(20_000))),
        says="unknown-key",
    )
    yield big(
        "unknown-keys-20000-near",
        "reject",
        lambda: small(lines(f"  m{n}: {{tkaes: 5d}}" for n in range(20_000))),
        says="unknown-key",
        line=4,
    )
    yield big("duplicate-keys-20000", "reject", lambda: "plan: x\n" * 20_000, says="duplicate")
    yield big(
        "same-error-20000",
        "reject",
        lambda: small(lines(f"  m-{n}: {{takes: 5x}}" for n in range(20_000))),
        line=4,
    )
    yield big(
        "same-error-in-links-20000",
        "reject",
        lambda: small(lines(f"  m-{n}: {{takes: 1d, after: nobody}}" for n in range(20_000))),
    )
    yield big(
        "wrong-ids-20000",
        "reject",
        lambda: small(lines(f"  M_{n}: {{takes: 1d}}" for n in range(20_000))),
        line=4,
    )
    yield big("wrong-shapes-20000", "reject", lambda: small(lines(f"  m-{n}: []" for n in range(20_000))))
    yield big(
        "milestones-50000",
        "accept",
        lambda: small(
            "  m0: {takes: 5d}\n" + lines(f"  m{n}: {{after: m{max(0, n - 1_000)}}}" for n in range(1, 50_000))
        ),
    )
    yield big(
        "suppliers-100000",
        "accept",
        lambda: plan(
            services=BASE["services"].replace("[Care Ltd]", f"[{', '.join(f's{n}' for n in range(100_000))}]")
        ),
    )
    yield big(
        "meetings-20000",
        "accept",
        lambda: plan(committees=f"committees:\n  cabinet: {{meets: [{', '.join(diary(20_000))}]}}\n"),
    )
    yield big(
        "scenarios-5000",
        "accept",
        lambda: plan(
            scenarios="scenarios:\n"
            + lines(f"  s{n}: {{milestones: {{tender: {{takes: {n % 90 + 1}d}}}}}}" for n in range(5_000))
        ),
    )
    yield big("comments-900-kb", "accept", lambda: padded(900_000, "# a comment, and another\n"))
    yield big("comments-15-mib", "either", lambda: padded(15 * MEBIBYTE, "# a comment, and another\n"))
    yield big("blank-lines-900-kb", "accept", lambda: padded(900_000, "\n"))
    yield big("spaces-900-kb", "either", lambda: plan() + " " * 900_000)
    yield big("note-of-15-mib", "either", lambda: plan(note=f"note: {'x' * 15 * MEBIBYTE}\n"))
    yield big("over-16-mib-of-comments", "reject", lambda: padded(17 * MEBIBYTE, "# a comment, and another\n"))
    yield big("over-16-mib-on-one-line", "reject", lambda: plan(plan=f"plan: {'x' * 17 * MEBIBYTE}\n"))
    yield big("over-16-mib-of-zeros", "reject", lambda: b"\0" * (17 * MEBIBYTE))
    yield big("over-16-mib-of-newlines", "reject", lambda: b"\n" * (17 * MEBIBYTE))
    yield big("colons-500-kb", "reject", lambda: "a:" * 250_000 + "\n")
    yield big("hyphens-500-kb", "reject", lambda: "-" * 500_000 + "\n")
    yield big("tabs-500-kb", "reject", lambda: "plan: x\n" + "\t" * 500_000 + "as_of: 2020-03\n")
    yield big("quotes-500-kb", "reject", lambda: '"' * 499_999 + "\n")
    yield big("latin-1-500-kb", "reject", lambda: b"# \xa3\n" * 100_000, line=1)
    yield big("controls-500-kb", "reject", lambda: b"# \x1b[2J\n" * 70_000, line=1)
    yield big("markers-500-kb", "reject", lambda: "---\n" * 125_000)
    yield big(
        "anchors-500-kb",
        "reject",
        lambda: "plan: x\n" + lines(f"k{n}: &a{n} x" for n in range(35_000)),
        line=2,
    )
