"""Texts that do no harm in a plan and may do harm where they are shown: terminal, log, page, sheet, diary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .case import Case, accept, either, escaped, extra, lines, odd, plan, quoted, reject

# Every character of these can be printed and none is refused by the reader: a plan may hold them anywhere.
TITLES: dict[str, list[str]] = {
    "markup": [
        "[/]",
        "[link=https://evil.example]click[/link]",
        "[bold red]0 problems[/]",
        "[not closed",
        "\\[/]",
        "[[[",
        "[@click=app.quit]x[/]",
        ":boom: :warning:",
        "[red]",
        "[/red]",
        "[on red]",
        "[]",
    ],
    "log-commands": [
        "::error file=a.py,line=1::gone",
        "::stop-commands::x",
        "::add-mask::e",
        "all well ##[add-mask]e",
        "##[error]x",
        "##[group]x",
        "##vso[task.setvariable variable=x]y",
        "x ##vso[task.complete result=Succeeded;]",
        "%0A::error::x",
        "%0D%0A::error::x",
        " ::error::x",
        "::debug::",
        "::::",
        "##[",
        "##vso[",
    ],
    "formulas": [
        "=cmd|'/c calc'!A1",
        "+1+1",
        "-2+3",
        "@SUM(A1)",
        "\uff1d1+1",
        '=HYPERLINK("http://t.example","x")',
        "'=1",
        "=IMPORTXML(A1)",
        "\uff0b1",
        "\uff201",
        "DDE",
        '";=1+1;"',
        "1,2;3",
    ],
    "html": [
        "</script><svg onload=alert(1)>",
        "<img src=x onerror=alert(1)>",
        "' onload='alert(1)",
        "<!-- x",
        "-->",
        "]]>",
        '" onmouseover="alert(1)',
        "&lt;b&gt; &amp; &#60;",
        "<a href=javascript:alert(1)>x</a>",
        "</title>",
        "<?xml version='1.0'?>",
        "<style>*{display:none}</style>",
        "</text><script>alert(1)</script>",
        "&nbsp",
    ],
    "markdown": [
        "| a | b |",
        "![](http://t.example/p.png)",
        "@everyone look",
        "<!-- hidden",
        "# heading",
        "```",
        "***",
        "[x](javascript:alert(1))",
        "- [ ] to do",
        "~~gone~~",
        "$\\href{x}{y}$",
        "#1",
        "a\\|b",
        "<details>",
    ],
    "diagrams": [
        "x; click a call alert()",
        "%%{init: {}}%%",
        "end",
        "a:::b",
        "x --> y",
        'a["b"]',
        "subgraph x",
        "section x",
        "gantt",
        "title x",
        "x : done, 2020-01-01, 1d",
        "@startuml",
    ],
    "diaries": [
        "x BEGIN:VEVENT",
        "END:VCALENDAR",
        "a\\nBEGIN:VEVENT",
        "a;b,c:d\\",
        "a" * 66 + "\U0001f600" * 5,
        "ATTACH:x",
        "X-ALT-DESC;FMTTYPE=text/html:<b>",
        '"quoted"',
        "TZID=/x:",
    ],
    "templates": [
        "{{7*7}}",
        "${7*7}",
        "%s %d %n",
        "{0.__class__}",
        "{title}",
        "%(title)s",
        "{",
        "}",
        "{}",
        "%",
        "$(id)",
        "`id`",
        "; rm -rf /",
        "' OR 1=1 --",
        "\\x1b[2J",
        "\\e]52;c;eA==\\a",
        "\\u202e",
        "\\N{BELL}",
        "\\",
        "{!r}",
        "{:9999999}",
    ],
    "paths": [
        "../../../etc/passwd",
        "/etc/passwd",
        "C:\\CON",
        "/dev/zero",
        "file:///etc/passwd",
        "\\\\server\\share",
        "~root",
        "include: /etc/passwd",
        "-o /tmp/x",
        "--help",
        "https://t.example/?q=1",
    ],
    "yaml": [
        "no",
        "null",
        "~",
        "1:30",
        "2020-06-15",
        "{}",
        "[]",
        "- x",
        "# x",
        "a: b",
        "*x",
        "&x",
        "!!str x",
        "<<",
        "%YAML",
        "---",
        "...",
        "|",
        ">",
        "'",
        '"',
        "? x",
        ": x",
        "@x",
    ],
    "letters": [
        "\U0001f3e5\U0001f691 emergency",
        "\u05e9\u05dc\u05d5\u05dd",
        "\u0627\u0644\u0631\u0639\u0627\u064a\u0629",
        "\u0938\u0939\u093e\u092f\u0924\u093e",
        "\u8b77\u7406\u670d\u52d9",
        "Z\u0334\u0351a\u0337\u0301l\u0336g\u0335o",
        "\U0001d573\U0001d594\U0001d592\U0001d58a",
        "\uff28\uff4f\uff4d\uff45",
        "\ufdfa",
        "\U0001f1ec\U0001f1e7",
        "\U0001f44d\U0001f3fd",
        "\ufb01nal",
        "\u00b2\u00b3 \u2116 \u00bd",
        "\u00a3 \u20ac \u00a2",
        "a\u00a0b",
        "\u201cquoted\u201d \u2018so\u2019",
        "\u0130stanbul \u0131",
        "Stra\u00dfe",
        "e\u0301",
        "\u2014 \u2026 \u2022",
        "\u2588\u2588\u2591",
        "\u0e01\u0e33",
        "\u1100\u1161\u11a8",
    ],
}

# What these are to a reader the page leaves open (or says refuse); what is shown of them must be text alone.
CONTROLS: dict[str, str] = {
    "clipboard": "x\x1b]52;c;ZWNobyBvd25lZA==\x07",
    "cursor-up": "x\x1b[1A\x1b[2K0 problems",
    "clear-screen": "\x1b[2J\x1b[H",
    "window-title": "\x1b]0;owned\x07",
    "hyperlink": "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\",
    "device-control": "\x1bP$q\x1b\\",
    "one-byte-csi": "\x9b2J",
    "one-byte-osc": "\x9d52;c;eA==\x9c",
    "bell": "\x07",
    "backspace": "0 problems\x08\x08",
    "delete": "x\x7f",
    "nul": "x\0y",
    "next-line": "x\x85::error::y",
    "vertical-tab": "x\x0b::error::y",
    "form-feed": "x\x0c::error::y",
    "override": "x\u202egnp.exe",
    "isolate": "x\u2066y",
}
OPEN: dict[str, str] = {
    "overwrite": "x\r0 problems",
    "carriage-return-command": "x\r::error::y",
    "newline-command": "x\n::error::y",
    "newline-stop-commands": "x\n::stop-commands::y\nz",
    "newline-runner": "x\n##[error]y",
    "newline-finding": "x\nplan.yaml:1:1: error[forged] y",
    "em-space-command": "\u2003::error::y",
    "ideographic-space-command": "\u3000::error::y",
    "line-separator-command": "x\u2028::error::y",
    "paragraph-separator-command": "x\u2029::error::y",
    "zero-width-space": "x\u200by",
    "zero-width-command": "\u200b::error::y",
    "joined-family": "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "right-to-left-mark": "x\u200f",
    "arabic-letter-mark": "x\u061c",
    "soft-hyphen": "x\u00ady",
    "byte-order-mark": "\ufeffx",
    "tag-letters": "x\U000e0041\U000e0042",
    "interlinear": "x\ufff9y\ufffa",
    "split-runner": "x#\u200b#[error]y",
    "tab": "x\ty",
    "private-use": "x\ue000y",
    "unassigned": "x\u0378y",
}

SPOKEN = (
    "clipboard",
    "newline-command",
    "carriage-return-command",
    "em-space-command",
    "markup-0",
    "log-commands-3",
)


def showing(texts: Sequence[str]) -> str:
    """A valid plan with these texts as titles, owners, suppliers, notes and sources, the first as its own."""
    numbered = [(number, quoted(text)) for number, text in enumerate(texts)]
    first = numbered[0][1]
    services = (
        f"  s{n}:\n    title: {text}\n    note: {text}\n    go_live: new-service\n    contracts:\n"
        f"      current: {{suppliers: [{text}], start: 2016-07-01, end: 2021-03-31, source: {text}}}"
        for n, text in numbered
    )
    committees = (f"  c{n}: {{title: {text}, meets: [2020-06-15, 2020-07-13]}}" for n, text in numbered)
    work = (
        f"  w{n}: {{title: {text}, owner: {text}, note: {text}, source: {text}, takes: 1wd}}\n"
        f"  g{n}: {{title: {text}, owner: {text}, at: c{n}, after: w{n}}}"
        for n, text in numbered
    )
    gates = ", ".join(f"g{n}" for n, _ in numbered)
    return (
        f"plan: {first}\nauthority: {first}\nas_of: 2020-03-02\nnote: {first}\nsource: {first}\n"
        f"committees:\n{lines(committees)}services:\n{lines(services)}milestones:\n{lines(work)}"
        f"  tender: {{kind: tender, title: {first}, owner: {first}, takes: 35d, after: [{gates}]}}\n"
        f"  new-service: {{kind: go-live, title: {first}, owner: {first}, after: tender}}\n"
    )


def titles() -> Iterator[Case]:
    for group, texts in TITLES.items():
        yield accept(f"titles-{group}", showing(texts), solo=True)
        yield accept(f"titles-{group}-as-notes", odd("takes: 5d\nnote: |\n" + "\n".join(f"  {t}" for t in texts)))
    yield accept("titles-escaped", showing(["Home care"]).replace('"Home care"', escaped("Home care")))
    for name, text in CONTROLS.items():
        yield reject(f"terminal-{name}-in-a-title", plan(plan=f"§plan: {escaped(text)}\n"), solo=name == "clipboard")
    for name, text in OPEN.items():
        yield either(f"shown-{name}-in-titles", showing([text]), solo=name == "newline-command")


def echoes() -> Iterator[Case]:
    """The same texts where they are wrong, so that a finding may repeat them: keys, ids, values, links."""
    loud = CONTROLS | OPEN
    loud |= {
        f"{group}-{number}": text for group in ("markup", "log-commands") for number, text in enumerate(TITLES[group])
    }
    for name, text in loud.items():
        said = escaped(text)
        everywhere = extra(
            f"{said}: {{takes: 5d}}\n"
            f"  odd:\n    takes: {said}\n    kind: {said}\n    at: {said}\n    on: {said}\n"
            f"    after: {said}\n"
            f"    finish_after: [{said}]\n    calendar: {said}\n    {said}: x\n{said}: x"
        )
        yield reject(f"echo-{name}", everywhere, solo=name in SPOKEN)
    for name in SPOKEN:
        said = escaped(loud[name])
        yield reject(f"echo-key-{name}", plan(zz=f"§{said}: x\n"))
        yield reject(f"echo-id-{name}", extra(f"§{said}: {{takes: 5d}}"))
        yield reject(f"echo-duplicate-{name}", plan(zz=f"{said}: x\n{said}: y\n"))
        yield reject(f"echo-duration-{name}", odd(f"§takes: {said}"))
        yield reject(f"echo-date-{name}", odd(f"§not_before: {said}"))
        yield reject(f"echo-link-{name}", odd(f"takes: 5d\nafter: {said}"))
        yield reject(f"echo-kind-{name}", odd(f"§kind: {said}"))
        yield reject(f"echo-regime-{name}", plan(regime=f"§regime: {said}\n"))
