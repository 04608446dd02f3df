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
from commission_plan.portfolio.portfolio import Portfolio, gap_in_words, stale
from commission_plan.portfolio.totals import PortfolioMeeting
from commission_plan.reports.answers.portfolio import in_a_line
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
    yield from _crowded(portfolio)
    yield from _clashes(portfolio)
    if portfolio.register is not None:
        yield from _unplanned(portfolio)
    yield from _year(portfolio)
    yield from _meetings(portfolio)
    yield "</main>\n</body>\n</html>\n"


def _head(portfolio: Portfolio) -> str:
    style = inside(("page.css", "picture.css", "portfolio.css"), "style")
    policy = content_security_policy([style], [])
    heading = in_a_line(portfolio)
    links = [("plans", "Plans"), ("timeline", "Timeline"), ("crowded", "Meetings"), ("clashes", "Teams")]
    if portfolio.register is not None:
        links.append(("unplanned", "Contracts with no plan"))
    links += [("year", "The next 12 months"), ("meetings", "All decisions")]
    nav = "".join(f'<li><a href="#{id}">{text}</a></li>' for id, text in links)
    failed = "".join(f"<p><strong>Failed:</strong> {_text(failed.why)}</p>\n" for failed in portfolio.failed)
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(heading)}</title>\n"
        f"<style>{style}</style>\n</head>\n<body>\n"
        '<a class="skip" href="#main">To the plans</a>\n<header>\n'
        f'<p>All plans, as at <time datetime="{iso(portfolio.as_of)}">{say(portfolio.as_of)}</time>.</p>\n'
        f"<h1>{_text(heading)}</h1>\n{_old(portfolio)}{failed}"
        f'<nav aria-label="Sections"><ul>{nav}</ul></nav>\n</header>\n<main id="main">\n'
    )


def _old(portfolio: Portfolio) -> str:
    """How many plans nobody has brought up to date for long."""
    old = sum(1 for _, entry in portfolio.plans() if stale(entry, portfolio))
    if not old:
        return ""
    which = "Each plan was" if old == portfolio.total else f"{old:,} of {count(portfolio.total, 'plan')} were"
    whose, verb = ("Their dates", "them") if old != portfolio.total or old > 1 else ("Its dates", "it")
    return f"<p>{which} last updated more than 35 days ago. {whose} may have passed: update {verb} first.</p>\n"


def _plans(portfolio: Portfolio) -> Iterator[str]:
    rows = (_plan(path, entry, portfolio) for path, entry in portfolio.plans())
    heads = ("Plan", "No service", "Act by, what and who", "Tightest point", "Last updated")
    yield from _table("plans", "Plans that need you first", heads, rows, "There is no plan.")


def _plan(path: str, entry: Entry, portfolio: Portfolio) -> list[str]:
    name, page = _text(entry["plan"] or path), portfolio.page_of(path)
    linked = f'<a href="{escape(page)}">{name}</a>' if page else name
    update = "<br><strong>update it</strong>" if stale(entry, portfolio) else ""
    return [
        f"{_verdict(entry['verdict'])}<br>{linked}",
        _text(_without(entry)),
        _act(entry),
        _text(_tightest(entry)),
        f"{_day(entry['as_of'])}{update}",
    ]


def _without(entry: Entry) -> str:
    """For how long there is no service, and when; what a plan depends on; why it cannot be read."""
    if entry["why"]:
        return str(entry["why"])
    said = gap_in_words(entry).removeprefix("no service ").removeprefix("for ")
    said = said.replace("unless planned extensions are taken", "if not extended")
    others = [one for one in entry["depends"] if not one.startswith("extension ")]
    if entry["verdict"] == "depends" and others:
        one = len(others) == 1 and others[0].startswith("1 ")
        late = f"if {listed(others)} {'comes' if one else 'come'} too late"
        said = f"{said}; {late}" if said else f"{late[0].upper()}{late[1:]}"
    return said or "none"


def _act(entry: Entry) -> str:
    passed = f"<small><strong>{count(entry['overdue'], 'date')} passed</strong></small>" if entry["overdue"] else ""
    if not entry["act"]:
        return f"nothing{passed}"
    day, _, who = entry["act"]
    whose = _text(who) if who else "No one is named"
    return f"<strong>{_day(day)}</strong><br>{_text(entry['act_in_words'])}<small>{whose}</small>{passed}"


def _tightest(entry: Entry) -> str:
    if not entry["tight"]:
        return "not known"
    _, name, days = entry["tight"]
    return f"{count(days, 'working day')}: {name}" if days else f"no slack: {name}"


def _verdict(verdict: str) -> str:
    return f'<span class="is-{verdict}"><span aria-hidden="true">{_SIGNS[verdict]}</span> {verdict.upper()}</span>'


def _timeline(portfolio: Portfolio) -> str:
    return (
        '<section aria-labelledby="timeline">\n<h2 id="timeline">Timeline</h2>\n'
        '<div class="picture wide" tabindex="0" role="region" aria-label="The picture">'
        f"{svg(portfolio, standalone=False)}</div>\n</section>\n"
    )


def _crowded(portfolio: Portfolio) -> Iterator[str]:
    crowded = (meeting for meeting in portfolio.meetings() if meeting.crowded)
    title = "Meetings with more decisions than they take"
    yield from _table("crowded", title, _MEETING, (_meeting(portfolio, one) for one in crowded), "None.")


def _meetings(portfolio: Portfolio) -> Iterator[str]:
    rows = (_meeting(portfolio, meeting) for meeting in portfolio.meetings())
    yield from _table("meetings", "What each meeting is asked to decide", _MEETING, rows, "No meeting is to come.")


_MEETING = ("Meeting", "Committee", "Decisions", "What it is asked to decide")


def _meeting(portfolio: Portfolio, meeting: PortfolioMeeting) -> list[str]:
    return [
        _day(meeting.day),
        _text(portfolio.committee(meeting)),
        f"{len(meeting.items):,} of at most {meeting.most:,}"
        + ("<br><strong>too many</strong>" if meeting.crowded else ""),
        _bullets(f"{_text(item.title)}<small>{_text(item.path)}</small>" for item in meeting.items[:_MOST]),
    ]


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
    yield from _table("clashes", "Teams with work of several plans at once", heads, rows, "None.")


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
    heads = ("Contract", "Supplier", "Ends", "To begin by", "In the register")
    yield from _table("unplanned", "Contracts with no plan", heads, rows, "None.")


def _year(portfolio: Portfolio) -> Iterator[str]:
    yield '<section aria-labelledby="year">\n<h2 id="year">The next 12 months</h2>\n'
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
