"""What a scalar or a shape may be taken for that it is not: numbers, dates, ids, lists for mappings."""

from __future__ import annotations

from collections.abc import Iterator

from .case import BASE, Case, accept, either, escaped, extra, odd, plan, quoted, reject, small

ARABIC_20 = "\u0662\u0660"


def ids_kept_as_text() -> Iterator[Case]:
    """YAML 1.1 reads these ids as a boolean, a number, a date or nothing; the page, as text."""
    ids = [
        "no",
        "on",
        "yes",
        "off",
        "y",
        "n",
        "true",
        "false",
        "null",
        "1e3",
        "010",
        "0x10",
        "1",
        "0b1",
        "0o17",
    ]
    ids += [
        "2020-06-15",
        "12e03",
        "nan",
        "inf",
        "constructor",
        "con",
        "nul",
        "plan",
        "milestones",
        "none",
        "0",
    ]
    for name in ids:
        text = small(f"  {name}: {{takes: 5d}}\n  last: {{takes: 5d, after: [{name}]}}\n")
        yield accept(f"id-{name}", text, solo=name in ("no", "null", "1e3"))
    yield accept("id-no-and-quoted-no-elsewhere", small('  no: {takes: 5d}\n  on: {takes: 5d, after: "no"}\n'))
    yield accept("id-committee-on", small("  off: {at: on}\n", committees="committees:\n  on: {every: third monday}\n"))
    yield accept("id-service-no", plan(services=BASE["services"].replace("  home-care:", "  no:")))
    yield accept("id-contract-yes", plan(services=BASE["services"].replace("      current:", "      yes:")))
    yield accept("id-extension-1e3", plan(services=BASE["services"].replace("          rolling:", "          1e3:")))
    yield accept("id-scenario-null", plan(scenarios="scenarios:\n  null:\n    note: x\n"))
    yield accept("id-not-equal-as-numbers", small("  1: {takes: 5d}\n  01: {takes: 5d}\n  1e0: {takes: 5d}\n"))
    yield accept("id-long", small(f"  {'a-' * 200}z: {{takes: 5d}}\n"))
    titles = [
        "no",
        "1:30",
        "010",
        "1_000",
        "0x10",
        "2020-06",
        "2020-06-15",
        "1e3",
        ".inf",
        "=",
        "12:30:45",
        "on",
    ]
    for number, title in enumerate(titles):
        yield accept(f"title-kept-as-text-{number}", plan(plan=f"plan: {title}\n", authority=f"authority: {title}\n"))
    for word in [
        "null",
        "~",
        "true",
        "{}",
        "[]",
        "- x",
        "# x",
        "&x",
        "*x",
        "!x",
        "<<",
        "---",
        "|",
        ">",
        "%x",
        "a: b",
    ]:
        text = plan(plan=f"plan: {quoted(word)}\n")
        yield accept(f"title-in-quotes-{''.join(f'{ord(c):02x}' for c in word)}", text)


def wrong_ids() -> Iterator[Case]:
    wrong = {
        "capital": "Odd",
        "space": "an odd",
        "underscore": "an_odd",
        "leading-hyphen": "-odd",
        "trailing-hyphen": "odd-",
        "double-hyphen": "an--odd",
        "accent": "ödd",
        "cyrillic": "\u0430ward",
        "full-width": "\uff4fdd",
        "arabic-digits": ARABIC_20,
        "superscript": "odd\u00b2",
        "emoji": "\U0001f600",
        "dot": "an.odd",
        "slash": "an/odd",
        "path": "../../etc/passwd",
        "windows-path": "c:\\odd",
        "dunder": "__proto__",
        "template": "${7*7}",
        "format": "{0.__class__}",
        "percent": "%s",
        "newline": "odd\n",
        "leading-newline": "\nodd",
        "two-lines": "odd\nodd",
        "tab": "odd\t",
        "plus": "odd + 5wd",
        "start-of": "start of tender",
        "command": "::stop-commands::x",
        "runner": "##[add-mask]e",
        "markup": "[/]",
        "script": "<script>",
        "quote": "o'dd",
        "soft-hyphen": "od\u00add",
        "zero-width": "od\u200bd",
        "kelvin": "\u212a",
        "long-s": "\u017ftart",
        "dotless": "\u0131d",
    }
    for name, wrong_id in wrong.items():
        yield reject(f"wrong-id-{name}", extra(f"§{quoted(wrong_id)}: {{takes: 5d}}"), solo=name == "command")
    yield reject("wrong-id-empty", extra('§"": {takes: 5d}'))
    yield reject("wrong-id-service", plan(services=BASE["services"].replace("  home-care:", "  §Home Care:")))
    yield reject("wrong-id-contract", plan(services=BASE["services"].replace("      current:", "      §Current one:")))
    yield reject("wrong-id-extension", plan(services=BASE["services"].replace("          rolling:", "          §1+1:")))
    yield reject("wrong-id-committee", plan(committees=BASE["committees"] + "  §Full Council: {every: third monday}\n"))
    yield reject(
        "wrong-id-closure",
        plan(closures="closures:\n  §Christmas 2020: {from: 2020-12-24, to: 2020-12-31}\n"),
    )
    yield reject(
        "wrong-id-blackout",
        plan(blackouts="blackouts:\n  §Pre Election: {from: 2021-03-22, to: 2021-05-06}\n"),
    )
    yield reject("wrong-id-risk", plan(risks="risks:\n  §No Tenders: {chance: 10%, at: tender, adds: 16w}\n"))
    yield reject("wrong-id-scenario", plan(scenarios="scenarios:\n  §What If: {note: x}\n"))


def wrong_durations() -> Iterator[Case]:
    wrong = {
        "underscore": "1_000wd",
        "superscript": "\u00b2wd",
        "negative": "-5wd",
        "plus": "+5wd",
        "arabic-digits": f"{ARABIC_20}wd",
        "full-width-digits": "\uff15wd",
        "devanagari-digits": "\u096bwd",
        "full-width-unit": "5\uff57\uff44",
        "fraction": "5.5wd",
        "decimal-comma": "5,5wd",
        "vulgar-fraction": "\u00bdmo",
        "roman-numeral": "\u2164wd",
        "no-unit": "5",
        "no-number": "wd",
        "hexadecimal": "0x10d",
        "exponent": "1e3d",
        "exponent-sign": "1e+3d",
        "infinity": "infd",
        "not-a-number": "nand",
        "clock": "12:30",
        "hours": "5h",
        "minutes": "90 minutes",
        "fortnights": "2 fortnights",
        "two-units": "1w2d",
        "two-values": "5wd 6wd",
        "iso-period": "P5D",
        "dash": "\u20135wd",
        "range": "5wd-10wd",
        "words": "five working days",
        "date": "2020-06-15",
        "formula": "=5+5wd",
        "smart-quotes": "\u201c5wd\u201d",
        "about": "~20wd",
        "thousands": "1,000wd",
        "trailing-word": "5wd or so",
        "question": "5wd?",
        "zero-width": "5\u200bwd",
        "expression": "5*4wd",
        "format": "{0}wd",
    }
    for name, text in wrong.items():
        yield reject(f"duration-{name}", odd(f"§takes: {quoted(text)}"), solo=name == "superscript")
    for digits in (20, 400, 5_000):
        yield reject(f"duration-of-{digits}-digits", odd(f"§takes: {'9' * digits}wd"), solo=digits == 5_000)
    yield reject("duration-of-5000-zeros", odd(f"§takes: {'0' * 5_000}5wd"))
    yield reject("duration-hexadecimal-long", odd(f"§takes: 0x{'f' * 5_000}d"))
    yield reject("duration-two-lines", odd('§takes: "5wd\\n6wd"'))
    yield either("duration-and-a-newline", odd('takes: "5wd\\n"'))
    yield either("duration-zero", odd("takes: 0wd"))
    yield either("duration-leading-zeros", odd("takes: 0005wd"))
    for place in ["papers", "notice", "decision_notice", "call_in"]:
        old = next(line for line in BASE["committees"].splitlines() if line.startswith(f"    {place}:"))
        text = plan(committees=BASE["committees"].replace(old, f"    §{place}: 1_000wd"))
        yield reject(f"duration-in-{place.replace('_', '-')}", text)
    yield reject("duration-in-remaining", odd("started: 2020-02-03\ntakes: 20wd\n§remaining: 0x10d"))
    yield reject("duration-in-range", odd("takes: 20wd\n§range: [1e1wd, 30wd]"))
    yield reject("duration-in-adds", plan(risks="risks:\n  §r: {chance: 10%, at: tender, adds: 1_6w}\n"))
    yield reject(
        "duration-in-extension-by",
        plan(
            services=BASE["services"].replace(
                "          rolling: {to: 2021-03-31, by: 1mo", "          §rolling: {to: 2021-03-31, by: -1mo"
            )
        ),
    )
    yield reject(
        "duration-in-extension-notice",
        plan(
            services=BASE["services"].replace(
                "          rolling: {to: 2021-03-31, by: 1mo, notice: 1mo",
                "          §rolling: {to: 2021-03-31, by: 1mo, notice: soon",
            )
        ),
    )
    yield reject(
        "duration-in-term",
        plan(services=BASE["services"].replace("    new_contract: {term: 2y", "    §new_contract: {term: 2e0y")),
    )
    yield reject("duration-in-lag", odd("takes: 5d\n§after: tender + 1_0wd"))
    yield reject("duration-in-lag-arabic", odd(f"takes: 5d\n§after: tender + {ARABIC_20}wd"))
    yield reject("duration-in-lag-long", odd(f"takes: 5d\n§after: tender + {'9' * 5_000}wd"))


def wrong_dates() -> Iterator[Case]:
    wrong = {
        "no-such-day": "2027-02-30",
        "no-such-day-june": "2027-06-31",
        "no-such-month": "2027-13-01",
        "month-zero": "2027-00-10",
        "month-alone-13": "2027-13",
        "month-alone-zero": "2027-00",
        "day-zero": "2027-06-00",
        "not-a-leap-year": "2027-02-29",
        "not-a-leap-century": "2100-02-29",
        "slashes": "31/03/2027",
        "slashes-american": "03/31/2027",
        "slashes-iso": "2027/03/31",
        "slashes-short": "31/03/27",
        "two-digit-year": "27-03-31",
        "two-digit-year-in-words": "15 June 27",
        "dots": "31.03.2027",
        "compact": "20270331",
        "week": "2027-W13-1",
        "ordinal": "2027-090",
        "clock": "12:30",
        "date-and-clock": "2027-03-31T12:00",
        "date-and-space-clock": "2027-03-31 12:00:00",
        "zone": "2027-03-31Z",
        "year-zero": "0000-01-01",
        "year-1": "0001-01-01",
        "year-1989": "1989-12-31",
        "year-2200": "2200-01-01",
        "year-9999": "9999-12-31",
        "year-10000": "10000-01-01",
        "year-negative": "-2027-01-01",
        "year-long": "9" * 5_000 + "-01-01",
        "month-alone-2200": "2200-01",
        "month-alone-1989": "1989-12",
        "arabic-digits": "\u0662\u0660\u0662\u0667-03-31",
        "full-width-digits": "\uff12\uff10\uff12\uff17-03-31",
        "en-dashes": "2027\u201303\u201331",
        "minus-signs": "2027\u221203\u221231",
        "underscore": "2_027-03-31",
        "exponent": "2e3-03-31",
        "no-such-day-in-words": "30 February 2027",
        "not-a-leap-year-in-words": "29 February 2027",
        "french": "15 juin 2027",
        "misspelt": "15 Jone 2027",
        "tomorrow": "tomorrow",
        "season": "spring 2027",
        "quarter": "2027-Q2",
        "formula": "=TODAY()",
        "trailing": "2027-03-31x",
        "two-lines": "2027-03-31\n2027-04-01",
        "zero-width": "2027-03-\u200b31",
        "range-for-a-date": "2027-03-01..2027-03-31",
    }
    for name, text in wrong.items():
        yield reject(f"date-{name}", odd(f"takes: 5d\n§not_before: {quoted(text)}"), solo=name == "slashes")
    for place in ["by", "done", "started", "notice_given"]:
        yield reject(f"date-in-{place.replace('_', '-')}", odd(f"takes: 5d\n§{place}: 2027-02-30"))
    yield reject("date-in-on", odd("after: tender\n§on: 31/03/2027"))
    yield reject("date-in-as-of", plan(as_of="§as_of: 31/03/2027\n"))
    yield reject("date-in-as-of-clock", plan(as_of="§as_of: 12:30\n"))
    yield reject("date-in-as-of-not-quoted", plan(as_of="§as_of: 2020-02-30\n"))
    yield reject(
        "date-in-meets",
        plan(committees=BASE["committees"].replace("    meets: [2020-06-15", "    §meets: [15/06/2020")),
    )
    yield reject(
        "date-in-except",
        plan(committees="committees:\n  cabinet:\n    every: third monday\n    §except: [2020-13]\n"),
    )
    yield reject("date-in-a-closure", plan(closures="closures:\n  §a: {from: 2020-12-24, to: 2020-12-32}\n"))
    yield reject("date-in-a-blackout", plan(blackouts="blackouts:\n  §a: {from: 22/03/2021, to: 2021-05-06}\n"))
    yield reject(
        "date-in-a-contract",
        plan(services=BASE["services"].replace("        end: 2019-03-31", "        §end: 2019-02-29")),
    )
    yield reject(
        "date-in-an-extension",
        plan(
            services=BASE["services"].replace("          first: {to: 2020-09-30", "          §first: {to: 2020-09-31")
        ),
    )
    yield reject(
        "date-in-needed-from",
        plan(services="services:\n  home-care:\n    §needed_from: 1/4/21\n    go_live: new-service\n"),
    )
    meets = "    meets: [2020-06-15"
    for name, text in {
        "open": "2020-12-24..",
        "no-start": "..2020-12-31",
        "dots-alone": "..",
        "three": "2020-06-01..2020-06-02..2020-06-03",
        "wrong-end": "2020-12-24..2020-12-32",
    }.items():
        yield reject(
            f"date-range-{name}",
            plan(committees=BASE["committees"].replace(meets, f"    §meets: [{quoted(text)}")),
        )
    yield either(
        "date-range-backwards",
        plan(committees=BASE["committees"].replace(meets, "    meets: [2020-07-15..2020-06-15")),
    )
    yield either("date-and-a-newline", odd('takes: 5d\nnot_before: "2027-03-31\\n"'))
    yield either("closure-backwards", plan(closures="closures:\n  a: {from: 2020-12-31, to: 2020-12-24}\n"))
    yield accept(
        "date-29-february-2028",
        small("  a: {takes: 5d, not_before: 2028-02-29}\n  b: {takes: 1y, after: a}\n"),
    )
    yield accept("date-29-february-in-words", small("  a: {takes: 5d, not_before: 29 February 2028}\n"))
    yield accept(
        "date-29-february-and-a-term",
        plan(
            services=BASE["services"].replace(
                "{term: 2y, extensions: [1y, 1y]}", "{term: 1y, extensions: [1y, 1y, 1y, 1y]}"
            ),
            milestones=BASE["milestones"] + "    on: 2028-02-29\n",
        ),
    )
    yield accept("date-first-day", "plan: Early\nas_of: 1990-01-01\nmilestones:\n  a: {takes: 5d}\n")
    yield accept("date-last-day", "plan: Late\nas_of: 2199-12-31\nmilestones:\n  a: {takes: 5d}\n", solo=True)
    yield accept(
        "date-from-first-to-last",
        small("  a: {takes: 5d, not_before: 1990-01-01}\n  b: {takes: 5d, not_before: 2199-12-31}\n"),
    )


def wrong_words() -> Iterator[Case]:
    yield reject("kind-unknown", odd("§kind: banana"))
    yield reject("kind-capital-formula", odd("§kind: =1+1"))
    yield reject("kind-empty-list", odd("§kind: []"))
    yield reject("calendar-unknown", plan(calendar="§calendar: atlantis\n"))
    yield reject("calendar-path", plan(calendar="§calendar: ../../../etc/passwd\n"))
    yield reject("calendar-class", plan(calendar="§calendar: __class__\n"))
    yield reject("regime-unknown", plan(regime="§regime: no-such-act\n"))
    yield reject("regime-path", plan(regime="§regime: ../../../../../../etc/passwd\n"))
    yield reject("regime-absolute-path", plan(regime="§regime: /dev/zero\n"), solo=True)
    yield reject("regime-nul", plan(regime='§regime: "pcr-2015\\0"\n'))
    yield reject("procedure-unknown", plan(procedure="§procedure: magic\n"))
    yield reject("procedure-no", plan(procedure="§procedure: no\n"))
    yield reject(
        "status-unknown",
        plan(
            services=BASE["services"].replace(
                "          first: {to: 2020-09-30, status: exercised",
                "          §first: {to: 2020-09-30, status: perhaps",
            )
        ),
    )
    yield reject("outcome-unknown", odd("takes: 5d\ndone: 2020-02-10\n§outcome: exploded"))
    yield reject("recurrence-unknown", plan(committees="committees:\n  cabinet:\n    §every: blue moon\n"))
    yield reject("recurrence-number", plan(committees="committees:\n  cabinet:\n    §every: 99th monday\n"))
    yield reject("recurrence-day", plan(committees="committees:\n  cabinet:\n    §every: third caturday\n"))
    yield reject("recurrence-rule", plan(committees="committees:\n  cabinet:\n    §every: FREQ=SECONDLY;INTERVAL=0\n"))
    chances = {
        "word": "ten",
        "arabic": f"{ARABIC_20}%",
        "nan": "nan%",
        "hexadecimal": "0x10%",
        "exponent": "1e1%",
    }
    chances |= {
        "long-exponent": "1e9999%",
        "over": "1000%",
        "negative": "-5%",
        "superscript": "\u00b2%",
        "infinity": "inf%",
    }
    for name, chance in chances.items():
        yield reject(
            f"chance-{name}",
            plan(risks=f"risks:\n  r:\n    §chance: {quoted(chance)}\n    at: tender\n    adds: 1w\n"),
        )
    contract = "        start: 2016-07-01"
    for name, cost in {
        "arabic": ARABIC_20,
        "hexadecimal": "0x10",
        "nan": "nan",
        "infinity": "inf",
        "formula": "=1+1",
    }.items():
        text = plan(services=BASE["services"].replace(contract, f"        §cost_per_month: {quoted(cost)}\n{contract}"))
        yield reject(f"cost-{name}", text)
    yield either(
        "cost-exponent",
        plan(services=BASE["services"].replace(contract, f"        cost_per_month: 1e400\n{contract}")),
    )
    yield either(
        "cost-long",
        plan(services=BASE["services"].replace(contract, f"        cost_per_month: {'9' * 5_000}\n{contract}")),
    )
    links = {
        "nobody": "nobody",
        "no-lag": "tender +",
        "no-unit": "tender + 5",
        "two-signs": "tender + -5wd",
        "two-lags": "tender + 5wd + 5wd",
        "no-name": "+ 5wd",
        "start-of-nothing": "start of",
        "start-of-nobody": "start of nobody",
        "middle-of": "middle of tender",
        "path": "../../etc/passwd",
        "shell": "tender; rm -rf /",
        "capital": "Tender",
        "cyrillic": "\u0442ender",
        "format": "{tender}",
        "comma": "tender, award",
        "long": "tender" * 500,
        "many-signs": "tender " + "+ " * 2_000,
        "backtracking": "start of " * 1_000 + "tender",
        "hyphens": "a-" * 4_000,
    }
    for name, link in links.items():
        yield reject(f"link-{name}", odd(f"takes: 5d\n§after: {quoted(link)}"), solo=name in ("many-signs", "hyphens"))
        yield reject(f"link-{name}-in-a-list", odd(f"takes: 5d\n§after: [specification, {quoted(link)}]"))
    yield reject("reference-committee", odd("§at: nobody"))
    yield reject(
        "reference-go-live",
        plan(services=BASE["services"].replace("    go_live: new-service", "    §go_live: nobody")),
    )
    yield reject("reference-risk", plan(risks="risks:\n  r: {chance: 10%, at: nobody, adds: 16w}\n"))
    yield reject(
        "reference-go-live-escaped",
        plan(services=BASE["services"].replace("    go_live: new-service", f"    §go_live: {escaped('nobody')}")),
    )


TEXT_SHAPES = {"list": "[[x]]", "mapping": "{a: b}"}
MAPPING_SHAPES = {"list": "[a, b]", "nested-list": "[[a]]", "text": "banana"}
LIST_SHAPES = {"mapping": "{a: b}", "nested-list": "[[[x]]]"}

TOP_TEXTS = ["plan", "authority", "as_of", "calendar", "regime", "procedure"]
TOP_MAPPINGS = [
    "closures",
    "blackouts",
    "committees",
    "services",
    "milestones",
    "risks",
    "scenarios",
    "ignore",
]
MILESTONE_TEXTS = ["kind", "title", "takes", "at", "on", "not_before", "by", "started", "done", "remaining"]
MILESTONE_TEXTS += ["outcome", "notice_given", "owner", "calendar"]
MILESTONE_LISTS = ["after", "finish_after", "range"]
COMMITTEE_TEXTS = ["title", "papers", "notice", "decision_notice", "call_in"]


def wrong_shapes() -> Iterator[Case]:
    for key in TOP_TEXTS:
        for shape, value in TEXT_SHAPES.items():
            yield reject(
                f"shape-{slug(key)}-{shape}",
                plan(**{key: f"§{key}: {value}\n"}),
                solo=(key, shape) == ("plan", "list"),
            )
        yield reject(f"shape-{slug(key)}-flat-list", plan(**{key: f"§{key}: [x]\n"}))
    for key in TOP_MAPPINGS:
        for shape, value in MAPPING_SHAPES.items():
            text = plan(**{key: f"§{key}: {value}\n"})
            yield reject(f"shape-{slug(key)}-{shape}", text, solo=key == "milestones")
    for key in ["note", "source"]:
        for shape, value in TEXT_SHAPES.items():
            yield either(f"shape-{key}-{shape}", plan(**{key: f"{key}: {value}\n"}))
            yield either(f"shape-milestone-{key}-{shape}", odd(f"{key}: {value}"))
    for key in MILESTONE_TEXTS:
        for shape, value in TEXT_SHAPES.items():
            yield reject(f"shape-milestone-{slug(key)}-{shape}", odd(f"§{key}: {value}"))
    for key in MILESTONE_LISTS:
        for shape, value in LIST_SHAPES.items():
            yield reject(f"shape-milestone-{slug(key)}-{shape}", odd(f"§{key}: {value}"))
    yield reject("shape-milestone-range-text", odd("takes: 5wd\n§range: 4w"))
    yield reject("shape-milestone-range-of-one", odd("takes: 5wd\n§range: [4w]"))
    yield reject("shape-milestone-range-of-ten", odd("takes: 5wd\n§range: [1w, 2w, 3w, 4w, 5w, 6w, 7w, 8w, 9w, 10w]"))
    for key in COMMITTEE_TEXTS:
        for shape, value in TEXT_SHAPES.items():
            text = plan(committees=f"committees:\n  cabinet:\n    meets: [2020-06-15]\n    §{key}: {value}\n")
            yield reject(f"shape-committee-{slug(key)}-{shape}", text)
    for key in ["meets", "except"]:
        for shape, value in LIST_SHAPES.items():
            text = plan(committees=f"committees:\n  cabinet:\n    every: third monday\n    §{key}: {value}\n")
            yield reject(f"shape-committee-{key}-{shape}", text)
    entries = {
        "milestone": ("milestones", BASE["milestones"]),
        "service": ("services", BASE["services"]),
        "committee": ("committees", BASE["committees"]),
        "closure": ("closures", "closures:\n"),
        "blackout": ("blackouts", "blackouts:\n"),
        "risk": ("risks", "risks:\n"),
    }
    for entry, (key, block) in entries.items():
        for shape, value in {"list": "[[a]]", "text": "banana"}.items():
            yield reject(f"shape-{entry}-{shape}", plan(**{key: f"{block}  §odd: {value}\n"}))
    service = "services:\n  home-care:\n    go_live: new-service\n"
    for key, value in {
        "contracts": "[current]",
        "go_live": "[[x]]",
        "new_contract": "[2y]",
        "needed_from": "{a: b}",
        "title": "{a: b}",
    }.items():
        text = service.replace("    go_live: new-service\n", "") if key == "go_live" else service
        yield reject(f"shape-service-{slug(key)}", plan(services=f"{text}    §{key}: {value}\n"))
    contract = "services:\n  home-care:\n    go_live: new-service\n    contracts:\n      current:\n"
    for key, value in {
        "suppliers": "{a: b}",
        "start": "[[x]]",
        "end": "{a: b}",
        "extensions": "[a]",
        "cost_per_month": "{a: b}",
    }.items():
        text = contract if key == "end" else f"{contract}        end: 2021-03-31\n"
        yield reject(f"shape-contract-{slug(key)}", plan(services=f"{text}        §{key}: {value}\n"))
    extension = f"{contract}        end: 2019-03-31\n        extensions:\n          first:\n"
    for key in ["to", "status", "by", "notice", "instead_of", "decision", "notice_given"]:
        given = "" if key == "to" else "            to: 2021-03-31\n"
        yield reject(f"shape-extension-{slug(key)}", plan(services=f"{extension}{given}            §{key}: {{a: b}}\n"))
    yield reject(
        "shape-contract-text",
        plan(services=contract.replace("      current:\n", "      §current: 2021-03-31\n")),
    )
    yield reject(
        "shape-extension-text",
        plan(services=extension.replace("          first:\n", "          §first: 2021-03-31\n")),
    )
    yield reject(
        "shape-extension-list",
        plan(services=extension.replace("          first:\n", "          §first: [2021-03-31]\n")),
    )
    yield reject(
        "shape-blackout-for",
        plan(blackouts="blackouts:\n  §a: {from: 2021-03-22, to: 2021-05-06, for: {a: b}}\n"),
    )
    yield reject(
        "shape-blackout-for-unknown",
        plan(blackouts="blackouts:\n  §a: {from: 2021-03-22, to: 2021-05-06, for: [banana]}\n"),
    )
    yield either("shape-scenario-text", plan(scenarios="scenarios:\n  x: banana\n"))
    yield either("shape-scenario-list", plan(scenarios="scenarios:\n  x: [a]\n"))
    yield either("shape-ignored-rule-text", plan(ignore="ignore:\n  gap: banana\n"))
    yield either("shape-ignored-rule-list", plan(ignore="ignore:\n  gap: [home-care]\n"))


def empty_values() -> Iterator[Case]:
    """The page does not say what a key with nothing after it means; only safety is asked for."""
    everything = {key: block.partition(":")[0] + ":\n" for key, block in BASE.items()}
    yield either("empty-everywhere", plan(**everything), solo=True)
    for key in BASE:
        yield either(f"empty-{slug(key)}", plan(**{key: f"{key}:\n"}))
        yield either(f"empty-{slug(key)}-braces", plan(**{key: f"{key}: {{}}\n"}))
    for key in MILESTONE_TEXTS + MILESTONE_LISTS:
        yield either(f"empty-milestone-{slug(key)}", odd(f"{key}:"))
        yield either(f"empty-milestone-{slug(key)}-list", odd(f"{key}: []"))
        yield either(f"empty-milestone-{slug(key)}-quotes", odd(f'{key}: ""'))
    yield either("empty-milestone", extra("odd:"))
    yield either("empty-in-lists", odd("takes: 5d\nafter: [tender, ~]"))
    yield either("empty-braces", "{}\n")
    yield either("empty-service", plan(services="services:\n  home-care:\n"))
    yield either("empty-contract", plan(services="services:\n  home-care:\n    contracts:\n      current:\n"))
    yield either("empty-committee", plan(committees="committees:\n  cabinet:\n"))
    yield either("empty-scenario", plan(scenarios="scenarios:\n  x:\n"))
    yield either("title-alone", "plan: Home care\n")


def scenarios() -> Iterator[Case]:
    """Overlays that turn in circles or take the ground away; a check may leave one not asked for alone."""

    def overlays(text: str) -> str:
        return plan(scenarios="scenarios:\n" + text)

    yield either("scenario-like-itself", overlays("  a: {like: a}\n"), solo=True)
    yield either("scenario-like-each-other", overlays("  a: {like: b}\n  b: {like: a}\n"), solo=True)
    yield either(
        "scenario-like-a-loop-of-500",
        overlays("".join(f"  s{n}: {{like: s{(n + 1) % 500}}}\n" for n in range(500))),
    )
    yield either(
        "scenario-like-a-chain-of-1500",
        overlays("  s0: {note: x}\n" + "".join(f"  s{n}: {{like: s{n - 1}}}\n" for n in range(1, 1_500))),
        solo=True,
    )
    yield either("scenario-like-nobody", overlays("  a: {like: nobody}\n"))
    yield either("scenario-like-a-list", overlays("  a: {like: [a, b]}\n"))
    yield either("scenario-like-null", overlays("  a: {like: null}\n"))
    for key in BASE:
        yield either(f"scenario-without-{slug(key)}", overlays(f"  a: {{{key}: null}}\n"))
    everything = ", ".join(f"{key}: null" for key in BASE)
    yield either("scenario-without-anything", overlays(f"  a: {{{everything}}}\n"))
    yield either("scenario-null", overlays("  a: null\n"))
    yield either("scenario-list-patch", overlays("  a: {committees: {cabinet: {meets: {0: 2020-06-15}}}}\n"))
    yield either("scenario-list-for-a-mapping", overlays("  a: {milestones: [tender]}\n"))
    yield either("scenario-text-for-a-mapping", overlays("  a: {milestones: {tender: banana}}\n"))
    yield either("scenario-within-a-scenario", overlays("  a: {scenarios: {a: {like: a}}}\n"))
    yield either("scenario-unknown-key", overlays("  a: {banana: x}\n"))
    yield either("scenario-wrong-value", overlays("  a: {milestones: {tender: {takes: 1_000wd}}}\n"))
    yield either("scenario-makes-a-loop", overlays("  a: {milestones: {specification: {after: new-service}}}\n"))
    yield either("scenario-takes-what-others-need", overlays("  a: {milestones: {tender: null}}\n"))
    yield either("scenario-takes-what-is-not-there", overlays("  a: {milestones: {nobody: null}}\n"))
    yield either("scenario-changes-the-date", overlays("  a: {as_of: 2199-12-31}\n"))
    yield reject("scenario-with-an-anchor", overlays("  §a: &a {note: x}\n"))
    yield reject("scenario-with-a-tag", overlays("  §a: !!python/name:os.system {note: x}\n"))
    yield reject("scenario-with-an-alias-to-itself", overlays("  §a: &a {like: *a}\n"))


def slug(key: str) -> str:
    return key.replace("_", "-")
