"""The portfolio as a web page that is one file: it works offline, prints, and runs no script.

Everything from a plan is text: escaped, on one line, every character of it visible.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import islice

from commission_plan.days.recurrence import MONTHS
from commission_plan.phrases import count, iso, listed, say, short, span
from commission_plan.portfolio.plan_summary import Entry
from commission_plan.portfolio.portfolio import Portfolio, errors_in_words, float_of, gap_in_words, own_date
from commission_plan.reports.plain import one_line
from commission_plan.reports.policy import content_security_policy, inside
from commission_plan.reports.timeline.portfolio import svg

#: Of one month, one meeting, one clash, no more is told on a page; the JSON has everything.
_MOST = 300
_SIGNS = {"gap": "✖", "invalid": "✖", "depends": "◆", "covered": "✔"}


def render(portfolio: Portfolio) -> Iterator[str]:
    """The page, part by part."""
    yield _head(portfolio)
    yield from _plans(portfolio)
    yield _timeline(portfolio)
    yield from _meetings(portfolio)
    yield from _clashes(portfolio)
    if portfolio.register is not None:
        yield from _unplanned(portfolio)
    yield from _year(portfolio)
    yield from _findings(portfolio)
    yield "</main>\n</body>\n</html>\n"


def _head(portfolio: Portfolio) -> str:
    style = inside(("page.css", "picture.css", "portfolio.css"), "style")
    policy = content_security_policy([style], [])
    said = listed(f"{number:,} {verdict}" for verdict, number in portfolio.verdicts.items() if number) or "none"
    links = [("plans", "Plans"), ("timeline", "Timeline"), ("meetings", "Meetings"), ("clashes", "Clashes")]
    if portfolio.register is not None:
        links.append(("unplanned", "No plan"))
    links += [("year", "The next 12 months"), ("findings", "Findings")]
    nav = "".join(f'<li><a href="#{id}">{text}</a></li>' for id, text in links)
    failed = "".join(f"<p><strong>Failed:</strong> {_text(failed.why)}</p>\n" for failed in portfolio.failed)
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{count(portfolio.total, 'plan')}: {said}</title>\n"
        f"<style>{style}</style>\n</head>\n<body>\n"
        '<a class="skip" href="#main">To the plans</a>\n<header>\n'
        f"<h1>{count(portfolio.total, 'plan')}: {said}</h1>\n"
        f'<p>As at <time datetime="{iso(portfolio.as_of)}">{say(portfolio.as_of)}</time>, the latest date of all plans.'
        f"</p>\n{failed}"
        f'<nav aria-label="Sections"><ul>{nav}</ul></nav>\n</header>\n<main id="main">\n'
    )


def _plans(portfolio: Portfolio) -> Iterator[str]:
    rows = (_plan(path, entry, portfolio) for path, entry in portfolio.plans())
    heads = ("Plan", "Verdict", "No service", "Act by", "What, and who", "Days to spare")
    yield from _table("plans", "Plans that need you first", heads, rows, "There are no plans.")


def _plan(path: str, entry: Entry, portfolio: Portfolio) -> list[str]:
    spare = float_of(entry)
    day, what, who = entry["act"] or (None, "", "")
    passed = entry["overdue"]
    overdue = (
        f"<br><strong>{count(passed, 'date')} {'has' if passed == 1 else 'have'} passed</strong>" if passed else ""
    )
    errors, date = errors_in_words(entry), own_date(entry, portfolio)
    return [
        f"{_text(entry['plan'] or path)}<small>{_text(path)}</small>" + (f"<small>{date}</small>" if date else ""),
        _verdict(entry["verdict"]) + (f"<br>{errors}" if errors else ""),
        _text(entry["why"] or gap_in_words(entry)),
        f"{_day(day) if day is not None else ''}{overdue}",
        _text(what) + (f"<small>{_text(who)}</small>" if who else ""),
        "" if spare is None else count(spare, "day"),
    ]


def _verdict(verdict: str) -> str:
    return f'<span class="is-{verdict}"><span aria-hidden="true">{_SIGNS[verdict]}</span> {verdict.upper()}</span>'


def _timeline(portfolio: Portfolio) -> str:
    return (
        '<section aria-labelledby="timeline">\n<h2 id="timeline">Timeline of all services</h2>\n'
        '<div class="picture wide" tabindex="0" role="region" aria-label="The picture">'
        f"{svg(portfolio, standalone=False)}</div>\n</section>\n"
    )


def _meetings(portfolio: Portfolio) -> Iterator[str]:
    rows = (
        [
            _day(meeting.day),
            _text(portfolio.committee(meeting)),
            f"{len(meeting.items):,} of at most {meeting.most:,}"
            + ("<br><strong>too many</strong>" if meeting.crowded else ""),
            _bullets(f"{_text(item.title)}<small>{_text(item.path)}</small>" for item in meeting.items[:_MOST]),
        ]
        for meeting in portfolio.meetings()
    )
    heads = ("Meeting", "Committee", "Decisions", "What it is asked to decide")
    yield from _table("meetings", "What each meeting is asked to decide", heads, rows, "No meetings are ahead.")


def _clashes(portfolio: Portfolio) -> Iterator[str]:
    rows = (
        [
            _text(portfolio.owner(clash)),
            span(clash.first, clash.last),
            _bullets(
                f"{_text(work.title)}, {span(work.first, work.last)}<small>{_text(work.path)}</small>"
                for work in clash.works[:_MOST]
            ),
        ]
        for clash in portfolio.clashes()
    )
    heads = ("Team", "When", "Work of several plans")
    none = "No team has work of several plans at once."
    yield from _table("clashes", "Teams with work of several plans at once", heads, rows, none)


def _unplanned(portfolio: Portfolio) -> Iterator[str]:
    rows = (
        [
            f"{_text(contract.title or contract.reference)}<small>{_text(contract.reference)}</small>",
            _text(contract.supplier),
            _day(contract.end),
            _day(start),
            _text(contract.where),
        ]
        for contract, start in portfolio.unplanned()
    )
    heads = ("Contract", "Supplier", "Ends", "Start work by", "In the register")
    empty = "Every contract on which work is due has a plan."
    yield from _table("unplanned", "Contracts with no plan", heads, rows, empty)


def _year(portfolio: Portfolio) -> Iterator[str]:
    yield f'<section aria-labelledby="year">\n<h2 id="year">The next 12 months, to {say(portfolio.year_end)}</h2>\n'
    some = False
    for (year, month), dates in portfolio.months():
        some = True
        shown = [[_day(date.day), _text(date.what), _text(date.who), _text(date.path)] for date in islice(dates, _MOST)]
        more = sum(1 for _ in dates)
        name = f"{MONTHS[month - 1].capitalize()} {year}"
        yield from _rows(f"{name}: {count(len(shown) + more, 'date')}", ("Date", "What", "Who", "Plan"), shown)
        if more:
            yield f"<p>And {more:,} more in {name}.</p>\n"
    yield ("" if some else "<p>No dates in these 12 months.</p>\n") + "</section>\n"


def _findings(portfolio: Portfolio) -> Iterator[str]:
    yield '<section aria-labelledby="findings">\n<h2 id="findings">What only all plans together show</h2>\n'
    told = [
        f"<li><strong>{finding.severity.value}, {finding.rule}:</strong> {_text(finding.message)}"
        f"<small>{_text(finding.fix)}</small></li>\n"
        for finding in portfolio.findings()
    ]
    yield f"<ul>\n{''.join(told)}</ul>\n" if told else "<p>Nothing.</p>\n"
    yield "</section>\n"


# Parts.


def _table(id: str, title: str, heads: tuple[str, ...], rows: Iterable[list[str]], empty: str) -> Iterator[str]:
    yield f'<section aria-labelledby="{id}">\n<h2 id="{id}">{title}</h2>\n'
    parts = _rows(title, heads, rows, hidden=True)
    first = next(parts, None)
    yield f"<p>{empty}</p>\n" if first is None else first
    yield from parts
    yield "</section>\n"


def _rows(caption: str, heads: tuple[str, ...], rows: Iterable[list[str]], *, hidden: bool = False) -> Iterator[str]:
    """A table, row by row; nothing where there is no row."""
    some = False
    for row in rows:
        if not some:
            quiet = ' class="quiet"' if hidden else ""
            head = "".join(f'<th scope="col">{text}</th>' for text in heads)
            yield f"<table>\n<caption{quiet}>{caption}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>\n"
            some = True
        cells = [f'<td data-head="{head}">{cell}</td>' for head, cell in zip(heads[1:], row[1:], strict=True)]
        yield f'<tr><th scope="row">{row[0]}</th>{"".join(cells)}</tr>\n'
    if some:
        yield "</tbody>\n</table>\n"


def _bullets(items: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"


def _day(day: int) -> str:
    return f'<time datetime="{iso(day)}">{short(day)}</time>'


def _text(text: str) -> str:
    return escape(one_line(text))
