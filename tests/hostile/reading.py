"""What a YAML reader may be led to do: run code, multiply, nest, forget a key, misread bytes."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
import zlib
from collections.abc import Iterator

from .case import BASE, Case, accept, big, either, extra, lines, odd, plan, reject, reject_bytes, small


def code_execution() -> Iterator[Case]:
    tagged = {
        "object-apply": '!!python/object/apply:os.system ["echo owned"]',
        "object-new": "!!python/object/new:type {args: [x, [], {}]}",
        "object": "!!python/object:os._wrap_close {}",
        "name": "!!python/name:os.system x",
        "module": "!!python/module:os x",
        "check-output": '!!python/object/apply:subprocess.check_output [["id"]]',
        "verbatim": "!<tag:yaml.org,2002:python/object/apply:os.system> [id]",
        "harmless-str": "!!str Home care",
        "int": '!!int "5"',
        "null": '!!null ""',
        "timestamp": "!!timestamp 2020-01-01",
        "binary": "!!binary aGVsbG8=",
        "set": "!!set {a, b}",
        "local": "!secret x",
        "include": "!include /etc/passwd",
        "env": "!ENV $HOME",
        "non-specific": "! Home care",
    }
    for name, value in tagged.items():
        yield reject(f"tag-{name}", plan(plan=f"§plan: {value}\n"))
    yield reject("tag-undefined-handle", plan(plan="§plan: !e!x Home care\n"))
    yield reject("tag-on-a-key", plan(plan="§!!str plan: Home care\n"))
    yield reject("tag-on-the-root", "--- §!!map\n" + plan())
    yield reject("tag-on-a-mapping", odd("§note: !!map {a: b}"))
    yield reject("tag-on-a-list", odd("§after: !!seq [tender]"))
    yield reject("tag-on-a-duration", odd("§takes: !!python/object/apply:eval ['5wd']"))


def multiplication() -> Iterator[Case]:
    def laughs(width: int, height: int) -> str:
        first = '§x0: &x0 ["lol"]\n'
        return first + lines(f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * width)}]" for n in range(1, height))

    def merges(width: int, height: int) -> str:
        first = "§x0: &x0 {takes: 5wd}\n"
        return first + lines(f"x{n}: &x{n} {{<<: [{', '.join([f'*x{n - 1}'] * width)}]}}" for n in range(1, height))

    yield reject("billion-laughs", plan(zz=laughs(9, 10)), solo=True)
    yield reject("billion-laughs-in-a-note", plan(note="§note: &a [x, x]\nsource: [*a, *a, *a]\n"))
    yield reject(
        "quadratic-aliases",
        plan(note="§note: &a " + "x" * 5_000 + "\n", source=f"source: [{'*a, ' * 5_000}]\n"),
    )
    yield reject("merge-bomb", plan(zz=merges(9, 10)), solo=True)
    yield reject("anchor-never-used", plan(plan="§plan: &name Home care\n"))
    yield reject("anchor-on-a-key", plan(plan="§&name plan: Home care\n"))
    yield reject("anchor-on-the-root", "--- §&root\n" + plan())
    yield reject("anchor-on-a-milestone", extra("§odd: &m {takes: 5wd}"))
    yield reject("anchor-with-an-alias", odd("§takes: &t 5wd\nremaining: *t"))
    yield reject("alias-to-nothing", odd("§takes: *nowhere"))
    yield reject("alias-to-itself", odd("§after: &a [*a]"))
    yield reject("alias-as-a-key", odd("*a : 5wd"))
    yield reject("alias-to-the-root", "--- &root\n" + plan(zz="note: *root\n"))
    yield reject("merge-key", odd("takes: 5wd\n§<<: {after: tender}"))
    yield reject("merge-key-with-an-alias", odd("takes: 5wd\n§<<: *tender"))
    yield reject("merge-key-at-the-top", plan(zz="§<<: {note: x}\n"))
    yield reject("merge-key-as-an-id", extra("§<<: {takes: 5wd}"))
    yield reject("merge-key-in-quotes", odd('takes: 5wd\n§"<<": {after: tender}'))
    yield reject("merge-key-in-a-scenario", plan(scenarios="scenarios:\n  slower:\n    §<<: {note: x}\n"))


def documents() -> Iterator[Case]:
    yield reject("second-document", plan() + "---\n" + plan())
    yield reject("second-document-on-its-marker", plan() + "§--- and more\n")
    yield reject("second-document-empty", plan() + "---\n")
    yield reject("second-document-after-dots", plan() + "...\n---\nplan: Another\n")
    yield reject("a-thousand-documents", "---\nplan: x\n" * 1_000, most=10)
    yield reject("second-document-broken", plan() + "---\nplan: [unclosed\n")
    yield reject("directive-version", "§%YAML 1.2\n---\n" + plan())
    yield reject("directive-version-1-1", "§%YAML 1.1\n---\n" + plan())
    yield reject("directive-version-9", "§%YAML 9.9\n---\n" + plan())
    yield reject("directive-tag", "§%TAG !e! tag:example.org,2020:\n---\n" + plan())
    yield reject("directive-unknown", "§%INCLUDE /etc/passwd\n---\n" + plan())
    yield reject("directive-without-a-marker", "%YAML 1.2\n" + plan())
    yield accept("document-start-marker", "---\n" + plan(), solo=True)
    yield accept("document-end-marker", plan() + "...\n")


def nesting() -> Iterator[Case]:
    def block(depth: int) -> str:
        return lines(" " * n + "a:" for n in range(depth)) + " " * depth + "a: b\n"

    yield reject("nesting-flow-30", plan(note="§note: " + "[" * 30 + "x" + "]" * 30 + "\n"))
    yield reject("nesting-flow-1000", plan(note="§note: " + "[" * 1_000 + "]" * 1_000 + "\n"), solo=True)
    yield reject("nesting-flow-mapping-1000", plan(note="§note: " + "{a: " * 1_000 + "b" + "}" * 1_000 + "\n"))
    yield reject("nesting-mixed-1000", plan(note="§note: " + "[{a: " * 500 + "b" + "}]" * 500 + "\n"))
    yield reject("nesting-list-markers-1000", plan(note="note:\n  " + "- " * 1_000 + "x\n"))
    yield reject("nesting-block-30", plan(zz=block(30)))
    yield reject("nesting-block-300", plan(zz=block(300)))
    yield reject("nesting-in-a-scenario", plan(scenarios="scenarios:\n  §x: " + "{a: " * 40 + "b" + "}" * 40 + "\n"))
    yield reject("nesting-question-marks", "? " * 1_000 + "x\n")
    yield reject("nesting-brackets-as-a-key", "[" * 500 + "]" * 500 + ": x\n")
    yield big("nesting-brackets-200000-unclosed", "reject", lambda: "[" * 200_000)
    yield big("nesting-brackets-200000", "reject", lambda: "[" * 200_000 + "]" * 200_000)
    yield big("nesting-brackets-in-a-note", "reject", lambda: f"plan: x\nnote: {'[' * 200_000}\n", line=2)
    yield big("nesting-braces-200000", "reject", lambda: "{" * 200_000)
    yield big("nesting-pairs-200000", "reject", lambda: "{a: " * 200_000)
    yield big("nesting-list-markers-200000", "reject", lambda: "- " * 200_000 + "x\n")
    yield big("nesting-question-marks-100000", "reject", lambda: "? " * 100_000 + "x\n")
    yield big("nesting-block-1200", "reject", lambda: block(1_200))
    yield big("nesting-brackets-on-lines", "reject", lambda: "plan: x\nnote:\n" + " [\n" * 100_000)


def duplicate_keys() -> Iterator[Case]:
    def twice(name: str, text: str, *, solo: bool = False) -> Case:
        return reject(f"duplicate-{name}", text, says="duplicate", solo=solo)

    services = BASE["services"]
    yield twice("top-level-key", plan(plan="¶plan: Home care\n", authority="§plan: Another\n"), solo=True)
    yield twice("top-level-section", plan(milestones="¶" + BASE["milestones"] + "§" + BASE["milestones"]))
    yield twice(
        "milestone",
        plan(milestones=BASE["milestones"].replace("  award:", "  ¶award:") + "  §award:\n    takes: 1d\n"),
    )
    yield twice("milestone-key", odd("¶takes: 5wd\nafter: tender\n§takes: 6wd"))
    yield twice("milestone-key-same-value", odd("¶takes: 5wd\n§takes: 5wd"))
    yield twice("in-flow", extra("¶§flow: {takes: 5wd, takes: 6wd}"))
    yield twice("quoted-and-plain", plan(plan="¶plan: Home care\n", authority='§"plan": Another\n'))
    yield twice("single-quoted-and-plain", plan(plan="¶plan: Home care\n", authority="§'plan': Another\n"))
    yield twice("escaped-and-plain", plan(plan="¶plan: Home care\n", authority='§"\\x70lan": Another\n'))
    yield twice(
        "service",
        plan(services=services.replace("  home-care:", "  ¶home-care:") + "  §home-care: {needed_from: 2021-01-01}\n"),
    )
    yield twice("service-key", plan(services=services.replace("    title", "    ¶title") + "    §title: Again\n"))
    yield twice(
        "contract",
        plan(
            services=services.replace("      current:", "      ¶current:").replace(
                "    go_live", "      §current: {end: 2020-01-01}\n    go_live"
            )
        ),
    )
    yield twice(
        "contract-key",
        plan(
            services=services.replace("        end: 2019-03-31", "        ¶end: 2019-03-31\n        §end: 2021-03-31")
        ),
    )
    yield twice(
        "extension",
        plan(
            services=services.replace("          first", "          ¶first").replace(
                "          rolling", "          §first"
            )
        ),
    )
    yield twice(
        "extension-key",
        plan(services=services.replace("          first: {", "          ¶§first: {to: 2020-08-31, ")),
    )
    yield twice(
        "committee",
        plan(committees=BASE["committees"].replace("  cabinet", "  ¶cabinet") + "  §cabinet: {every: third monday}\n"),
    )
    yield twice(
        "committee-key",
        plan(committees=BASE["committees"].replace("    papers", "    ¶papers") + "    §papers: 5wd\n"),
    )
    yield twice(
        "closure",
        plan(
            closures="closures:\n  ¶a: {from: 2020-04-09, to: 2020-04-14}\n  §a: {from: 2021-04-01, to: 2021-04-06}\n"
        ),
    )
    yield twice(
        "blackout",
        plan(
            blackouts="blackouts:\n  ¶a: {from: 2021-03-22, to: 2021-05-06}\n  §a: {from: 2022-03-22, to: 2022-05-06}\n"
        ),
    )
    yield twice(
        "risk",
        plan(risks="risks:\n  ¶r: {chance: 10%, at: tender, adds: 1w}\n  §r: {chance: 20%, at: tender, adds: 1w}\n"),
    )
    yield twice("scenario", plan(scenarios="scenarios:\n  ¶s: {note: a}\n  §s: {note: b}\n"))
    yield twice("inside-a-scenario", plan(scenarios="scenarios:\n  s:\n    ¶note: a\n    §note: b\n"))
    yield twice(
        "ignored-rule",
        plan(ignore="ignore:\n  ¶gap: {home-care: agreed}\n  §gap: {home-care: agreed again}\n"),
    )
    yield twice("unknown-key", plan(zz="¶banana: a\n§banana: b\n"))
    yield twice(
        "deep-in-a-scenario",
        plan(scenarios="scenarios:\n  s: {milestones: {tender: {\n    ¶takes: 5d,\n    §takes: 6d}}}\n"),
    )
    yield reject("duplicate-a-hundred-times", "plan: x\n" * 101, says="duplicate")


def unknown_keys() -> Iterator[Case]:
    def unknown(name: str, text: str, *, says: str = "unknown-key", solo: bool = False) -> Case:
        return reject(f"unknown-{name}", text, says=says, solo=solo)

    yield unknown("near-procedure", plan(procedure="§procedur: light-touch\n"), says="procedure", solo=True)
    yield unknown("near-authority", plan(authority="§authorty: Example\n"), says="authority")
    yield unknown("near-takes", odd("§tkaes: 5wd"), says="takes")
    yield unknown("near-owner", odd("§ownr: Anna"), says="owner")
    yield unknown("near-papers", plan(committees=BASE["committees"].replace("papers:", "§papres:")), says="papers")
    yield unknown("near-go-live", plan(services=BASE["services"].replace("go_live:", "§go-live:")), says="go_live")
    yield unknown("capital", odd("§Takes: 5wd"), says="takes")
    yield unknown("trailing-space", odd('§"takes ": 5wd'))
    yield unknown("empty", plan(zz='§"": x\n'))
    yield unknown("number", plan(zz="§1: x\n"))
    yield unknown("long", plan(zz="§" + "a" * 900 + ": x\n"))
    yield unknown("service-key", plan(services=BASE["services"] + "    §colour: red\n"))
    yield unknown(
        "contract-key",
        plan(services=BASE["services"].replace("        start:", "        §colour: red\n        start:")),
    )
    yield unknown(
        "extension-key",
        plan(services=BASE["services"].replace("          first: {", "          §first: {colour: red, ")),
    )
    yield unknown("committee-key", plan(committees=BASE["committees"] + "    §colour: red\n"))
    yield unknown("closure-key", plan(closures="closures:\n  §a: {from: 2020-12-24, to: 2020-12-31, colour: red}\n"))
    yield unknown("blackout-key", plan(blackouts="blackouts:\n  §a: {from: 2021-03-22, to: 2021-05-06, colour: red}\n"))
    yield unknown("risk-key", plan(risks="risks:\n  §r: {chance: 10%, at: tender, adds: 1w, colour: red}\n"))
    yield unknown("new-contract-key", plan(services=BASE["services"].replace("{term: 2y", "§{colour: red, term: 2y")))
    pythonic = ["__proto__", "__class__", "__init__", "constructor", "hasOwnProperty", "self", "model_config"]
    pythonic += ["model_fields", "copy", "json", "schema", "dict", "validate", "construct", "root", "args"]
    for key in pythonic:
        yield unknown(f"python-{key.strip('_').replace('_', '-').lower()}", odd(f"takes: 5wd\n§{key}: x"))
    for key in ["include", "import", "extends", "$ref", "$schema"]:
        yield unknown(f"include-{key.strip('$')}", plan(zz=f"§{key}: /etc/passwd\n"))
    yield unknown("include-device", plan(zz="§include: /dev/zero\n"))
    yield unknown("include-milestone", odd("§include: ../../../../etc/passwd"))


def encodings() -> Iterator[Case]:
    text = plan(plan="plan: Home care £1m\n")
    for codec in ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"]:
        yield reject_bytes(f"encoding-{codec}", text.encode(codec), most=10)
    third = plan(as_of="as_of: 2020-03  # §\n").encode()
    at_mark = "§".encode()
    stray = {
        "latin-1-pound": b"\xa3",
        "cp1252-quote": b"\x93Home\x94",
        "lone-continuation": b"\x80",
        "truncated-sequence": b"\xe2\x82",
        "overlong-slash": b"\xc0\xaf",
        "overlong-nul": b"\xc0\x80",
        "surrogate": b"\xed\xa0\x80",
        "beyond-unicode": b"\xf4\x90\x80\x80",
        "byte-ff": b"\xff",
    }
    for name, data in stray.items():
        yield reject_bytes(f"encoding-{name}", third.replace(at_mark, data), line=3)
    yield reject_bytes("encoding-cut-in-a-character", plan().encode() + b"# \xf0\x9f\x98")
    yield reject_bytes("encoding-every-line-latin-1", b"plan: x\n" + b"# \xa3\n" * 2_000, line=2, most=10)
    yield reject_bytes("encoding-crlf-latin-1", third.replace(at_mark, b"\xa3").replace(b"\n", b"\r\n"), line=3)
    yield reject_bytes("encoding-cr-latin-1", third.replace(at_mark, b"\xa3").replace(b"\n", b"\r"), line=3)

    controls = [
        0x00,
        0x01,
        0x07,
        0x08,
        0x0B,
        0x0C,
        0x0E,
        0x1A,
        0x1B,
        0x1F,
        0x7F,
        0x80,
        0x85,
        0x90,
        0x9B,
        0x9F,
    ]
    for code in controls:
        yield reject(f"control-{code:02x}-in-a-title", plan(plan=f"§plan: Home{chr(code)}care\n"))
    yield reject("control-nul-in-a-comment", plan(authority="§# a \0 b\n"))
    yield reject("control-escape-in-a-comment", plan(authority="§# \x1b[2J\x1b[H0 problems\n"))
    yield reject("control-after-crlf", plan(authority="§# \x1b[2J\n").replace("\n", "\r\n"))
    for code in [0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069]:
        yield reject(f"bidi-{code:04x}", plan(authority=f"§authority: Home {chr(code)}care\n"))
    yield reject("bidi-in-a-comment", plan(authority="§# done \u202e 13-30-0202\n"))
    yield reject("bidi-in-a-key", odd("§ta\u202ekes: 5wd"))
    yield reject("surrogate-escape", plan(plan='§plan: "Home \\uD800 care"\n'), solo=True)
    yield reject("surrogate-escape-low", plan(plan='§plan: "Home \\uDC00 care"\n'))
    yield reject("surrogate-escape-long", plan(plan='§plan: "Home \\U0000D800 care"\n'))
    yield reject("surrogate-escape-in-a-key", odd('takes: 5wd\n§"\\uDFFF": x'))
    yield reject("surrogate-escape-in-an-id", odd("takes: 5wd", name='§"\\uDABC"'))
    yield either("surrogate-escape-pair", plan(plan='plan: "\\uD83D\\uDE00"\n'))
    yield reject("escape-beyond-unicode", plan(plan='§plan: "\\U00110000"\n'), solo=True)
    yield reject("escape-far-beyond-unicode", plan(plan='§plan: "\\UFFFFFFFF"\n'), solo=True)
    yield either("noncharacter", plan(plan="plan: Home \ufffe care\n"))
    yield either("byte-order-mark-inside", plan(plan="plan: Home \ufeff care\n"))
    yield either("line-separator", plan(plan="plan: Home\u2028authority: x\n", authority=None))
    yield either("paragraph-separator", plan(plan="plan: Home \u2029 care\n"))
    for code in [0x061C, 0x200B, 0x200D, 0x200E, 0x200F, 0x00AD, 0xE000, 0xE0041]:
        yield either(f"invisible-{code:04x}", plan(plan=f"plan: Home {chr(code)} care\n"))

    base = plan()
    yield accept("bom", b"\xef\xbb\xbf" + base.encode(), solo=True)
    yield accept("crlf", base.replace("\n", "\r\n"), solo=True)
    yield accept("cr", base.replace("\n", "\r"), solo=True)
    yield accept("bom-and-crlf", b"\xef\xbb\xbf" + base.replace("\n", "\r\n").encode())
    yield accept("mixed-line-ends", base.replace("\n", "\r\n", 5).replace("tender\n", "tender\r"))
    yield accept("no-final-newline", base.rstrip("\n"))
    yield reject("bom-and-a-wrong-value", "\ufeff" + plan(as_of="§as_of: soon\n"))
    yield reject("crlf-and-a-wrong-value", plan(as_of="§as_of: soon\n").replace("\n", "\r\n"))
    yield reject("cr-and-a-wrong-value", plan(as_of="§as_of: soon\n").replace("\n", "\r"))


def wrong_files() -> Iterator[Case]:
    png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0\x1f\x15\xc4\x89" + zlib.compress(b"\0" * 5)
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("plan.yaml"))
    sheets = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": "<workbook/>",
        "xl/worksheets/sheet1.xml": "<x/>",
    }
    yield reject_bytes("file-xlsx", zipped(sheets), says="spreadsheet", most=1)
    yield reject_bytes("file-docx", zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<x/>"}), most=1)
    yield reject_bytes("file-ods", zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), most=1)
    yield reject_bytes("file-zip", zipped({"plan.yaml": plan()}), most=1)
    yield reject_bytes("file-zip-empty", b"PK\5\6" + b"\0" * 18, most=10)
    yield reject_bytes("file-xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504, most=10)
    yield reject_bytes("file-gzip", gzip.compress(plan().encode(), mtime=0), most=1)
    yield reject_bytes("file-gzip-bomb", gzip.compress(b"a" * 10_000_000, mtime=0), most=1)
    yield reject_bytes("file-pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Type/Catalog>>\nendobj\n", most=1)
    yield reject_bytes("file-pdf-ascii", b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n", most=1)
    yield reject_bytes("file-png", png, most=1)
    yield reject_bytes("file-jpeg", b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0", most=10)
    yield reject_bytes("file-elf", b"\x7fELF\2\1\1" + b"\0" * 200, most=10)
    yield reject_bytes("file-tar", tar.getvalue(), most=10)
    yield reject_bytes("file-sqlite", b"SQLite format 3\0" + b"\x10\0\1\1" * 20, most=10)
    yield reject_bytes("file-all-zeros", b"\0" * 4_096, most=10)
    yield reject_bytes("file-all-bytes", bytes(range(256)), most=10)
    yield reject_bytes("file-rtf", b"{\\rtf1\\ansi Home care}\n")
    yield reject_bytes("file-html", b"<!DOCTYPE html>\n<html><body><p>plan: x</p></body></html>\n")
    yield reject_bytes("file-xml", b'<?xml version="1.0"?>\n<Project><Name>Home care</Name></Project>\n')
    yield reject_bytes("file-csv", b"id,title,takes\ntender,Tender,35d\naward,Award,\n")
    yield reject_bytes("file-markdown", b"# Home care\n\nThe plan is as follows.\n\n- tender\n- award\n")
    yield reject_bytes("file-python", b"import os\nos.system('id')\n")
    yield reject_bytes("file-calendar", b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n")
    yield reject_bytes("file-empty", b"", most=1)
    yield reject_bytes("file-newline", b"\n", most=1)
    yield reject_bytes("file-spaces", b"   \n  \n", most=1)
    yield reject_bytes("file-bom-alone", b"\xef\xbb\xbf", most=1)
    yield reject_bytes("file-comments", b"# plan: Home care\n# as_of: 2020-03\n", most=1)
    yield reject_bytes("file-marker-alone", b"---\n", most=1)
    yield reject("file-list", "- plan: Home care\n- as_of: 2020-03\n", most=1)
    yield reject("file-flow-list", "[]\n", most=1)
    yield reject("file-json-list", '[{"plan": "Home care"}]\n', most=1)
    for name, text in {
        "text": "Home care",
        "number": "42",
        "null": "null",
        "tilde": "~",
        "date": "2020-06-15",
    }.items():
        yield reject(f"file-scalar-{name}", f"{text}\n", most=1)
    yield reject("file-scalar-block", "|\n  plan: Home care\n", most=1)
    ours = "<<<<<<< HEAD\nplan: Home care\n=======\nplan: Home care 2\n>>>>>>> branch\n"
    yield reject("conflict-at-the-top", plan(plan="§" + ours), says="conflict", solo=True)
    yield reject(
        "conflict-inside",
        odd("takes: 5wd") + "§<<<<<<< HEAD\n  last: {takes: 5wd}\n=======\n  last: {takes: 6wd}\n>>>>>>> theirs\n",
        says="conflict",
    )
    yield reject(
        "conflict-three-ways",
        plan(plan="§<<<<<<< ours\nplan: A\n||||||| base\nplan: B\n=======\nplan: C\n>>>>>>> theirs\n"),
        says="conflict",
    )
    yield reject("conflict-crlf", plan(plan="§" + ours).replace("\n", "\r\n"), says="conflict")
    yield reject("patch-file", "--- a/plan.yaml\n+++ b/plan.yaml\n@@ -1 +1 @@\n-plan: A\n+plan: B\n")


def zipped(files: dict[str, str]) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return memory.getvalue()


def broken_syntax() -> Iterator[Case]:
    yield reject("tab-as-indentation", plan(zz="note:\n§\tx: y\n"), solo=True)
    yield reject("tab-as-milestone-indentation", odd("takes: 5wd") + "§\tafter: tender\n")
    yield reject("tab-before-a-key", "§\tplan: Home care\n")
    yield reject("quote-unclosed-double", plan(plan='plan: "Home care\n'))
    yield reject("quote-unclosed-single", plan(plan="plan: 'Home care\n"))
    yield reject("quote-and-more", plan(plan='§plan: "Home" care\n'))
    yield reject("quote-bad-escape", plan(plan='§plan: "C:\\Users\\q"\n'))
    yield reject("quote-short-escape", plan(plan='§plan: "\\u12"\n'))
    yield reject("flow-unclosed-list", odd("after: [tender, award"))
    yield reject("flow-unclosed-mapping", plan(closures="closures:\n  a: {from: 2020-12-24, to: 2020-12-31\n"))
    yield reject("flow-closed-wrongly", odd("§after: [tender}"))
    yield reject("flow-closed-twice", odd("§after: [tender]]"))
    yield reject("colon-in-a-title", plan(plan="§plan: Home care: phase 2\n"))
    yield reject("colon-missing", plan(plan="plan Home care\n"))
    yield reject("space-missing-after-colon", "plan:Home care\nas_of:2020-03\n")
    yield reject(
        "indentation-short",
        odd("takes: 5wd\nafter: tender").replace("    after: tender\n", "   after: tender\n", 1),
    )
    yield reject("indentation-of-the-first-key", "  plan: Home care\nas_of: 2020-03\n")
    yield reject("list-item-in-a-mapping", plan(authority="§- Example\n"))
    yield reject("reserved-at", plan(plan="§plan: @home\n"))
    yield reject("reserved-backtick", plan(plan="§plan: `home`\n"))
    yield reject("reserved-percent", plan(plan="§plan: %home\n"))
    yield reject("block-scalar-bad-indicator", plan(plan="§plan: |x\n  Home care\n"))
    yield reject("list-as-a-key", odd("? [a, b]\n: 5wd"))
    yield reject("list-as-a-flow-key", odd("§[a, b]: 5wd"))
    yield reject("mapping-as-a-key", odd("§{a: b}: 5wd"))
    yield reject("mapping-as-a-block-key", odd("? a: b\n: 5wd"))
    yield reject("list-as-an-id", extra("? [a]\n  : {takes: 5wd}"))
    yield reject("list-as-a-top-level-key", plan(zz="§[plan]: x\n"))
    yield reject("non-breaking-space-as-indentation", plan(zz="note: x\n§\u00a0\u00a0takes: 5wd\n"))
    yield reject("key-too-long", plan(zz="a" * 3_000 + ": x\n"))
    yield reject("template-not-filled", "plan: {{ title }}\nas_of: {% now %}\n")
    yield reject("commas-alone", ",,,,\n")
    yield reject("brace-alone", "{\n")
    yield reject("quote-alone", '"\n')
    yield reject("asterisk-alone", "*\n")
    yield reject("ampersand-alone", "&\n")
    yield reject("question-marks", "? ? ?\n")
    yield reject("cut-in-a-flow-mapping", plan().partition("to: 2020-12-31")[0])
    yield reject("cut-in-a-list", plan().partition(", 2020-07-13")[0])
    yield reject("cut-in-a-key", plan().partition("s:\n  specification")[0])
    yield reject("cut-in-a-date", plan().partition("-03\ncalendar")[0] + "-\n")
    yield reject("cut-in-a-quote", plan(zz='note: "the rest of this').rstrip("\n"))
    yield reject(
        "one-cause-told-once",
        odd("§takes: 5x\nafter: tender", name="first")
        + lines(f"  next-{n}: {{takes: 1d, after: first}}" for n in range(20)),
        most=1,
    )
    yield reject(
        "one-unreadable-committee-told-once",
        plan(committees=BASE["committees"].replace("papers: 10wd", "§papers: ten days")),
        most=1,
    )


def odd_but_valid() -> Iterator[Case]:
    """Every way of writing a plan that the page leaves open and YAML allows."""
    as_json = """\
{"plan": "Small", "as_of": "2020-03-02",
 "milestones": {"tender": {"kind": "tender", "takes": "35d"}, "award": {"takes": "5wd", "after": ["tender"]}}}
"""
    yield accept("base", plan(), solo=True)
    yield accept("json-is-yaml", as_json)
    yield accept("json-on-one-line", as_json.replace("\n", " "))
    yield accept("flow-throughout", "{plan: Small, as_of: 2020-03-02, milestones: {tender: {takes: 35d}}}\n")
    yield accept("keys-in-quotes", plan(plan='"plan": Home care\n', authority="'authority': Example\n"))
    yield accept("ids-in-quotes", small('  "tender": {takes: 35d}\n  \'award\': {"after": "tender"}\n'))
    yield accept("values-in-quotes", small("  tender: {takes: \"35d\", not_before: '2020-06-15'}\n"))
    yield accept("explicit-keys", small("  ? tender\n  : takes: 35d\n"))
    yield accept("comments-everywhere", plan().replace("\n", "  # a comment: with [brackets, {and \"quotes'\n"))
    yield accept("blank-lines", plan().replace("\n", "\n\n"))
    yield accept("spaces-at-line-ends", plan().replace("\n", "   \n"))
    yield accept("wide-indentation", small("        tender:\n                takes: 35d\n"))
    yield accept("title-over-two-lines", plan(plan="plan: Home care\n  and more\n"))
    yield accept("title-folded", plan(plan="plan: >-\n  Home care\n  and more\n"))
    yield accept("note-as-a-block", odd("takes: 5wd\nnote: |\n  first: line\n  - second line\n  # third"))
    yield accept(
        "note-and-source-everywhere",
        plan(
            note="note: n\nsource: s\n",
            services=BASE["services"] + "    note: n\n    source: s\n",
            committees=BASE["committees"] + "    note: n\n    source: s\n",
            closures="closures:\n  a: {from: 2020-12-24, to: 2020-12-31, note: n, source: s}\n",
        ),
    )
    yield accept(
        "durations-in-words",
        small(
            "  a: {takes: 20 working days}\n  b: {takes: 35 days}\n  c: {takes: 4 weeks}\n"
            "  d: {takes: 3 months}\n  e: {takes: 1 year}\n  f: {takes: unknown}\n"
        ),
    )
    yield accept(
        "dates-in-words",
        small("  a: {takes: 5d, not_before: 15 June 2020}\n  b: {takes: 5d, not_before: June 2020}\n"),
    )
    yield accept(
        "links-of-each-kind",
        small(
            "  a: {takes: 20wd}\n  b: {takes: 5wd, after: a + 5wd}\n  c: {takes: 5wd, after: a - 5wd}\n"
            "  d: {takes: 5wd, after: start of a + 10d}\n  e: {takes: 5wd, finish_after: a}\n"
            "  f: {takes: 5wd, finish_after: start of a, after: [b, c]}\n"
        ),
    )
    yield accept(
        "ranges-in-a-diary",
        plan(
            committees="committees:\n  cabinet:\n    every: third monday\n"
            "    except: [2020-08, 2020-12-14..2021-01-08]\n"
        ),
    )
    yield accept(
        "scenario-takes-away",
        plan(
            scenarios="scenarios:\n  no-rolling:\n"
            "    services: {home-care: {contracts: {current: {extensions: {rolling: null}}}}}\n"
        ),
    )
    yield accept("no-services", plan(services=None, risks=None, scenarios=None))
