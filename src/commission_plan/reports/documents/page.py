"""A web page that is one file: its styles and its script are inside it, and its policy lets nothing else in.

``base.html`` is what all pages have in common, and each page extends it; ``parts.html`` has the icons, the verdicts
and the cells of tables. All that comes from a plan is text: the templates escape it, and no character of it is
invisible.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from commission_plan.phrases import iso, short
from commission_plan.reports.media.paper import prose
from commission_plan.reports.plain import shown
from commission_plan.reports.policy import content_security_policy, inside
from commission_plan.reports.shipped import address, template

#: No text of a plan's is longer on a page.
_MOST = 2_000
_BLANKS = re.compile(r"\s+")


def page(name: str, *, style: Iterable[str] = (), script: Iterable[str] = (), **values: Any) -> bytes:
    """The page that the template ``name`` makes of ``values``.

    ``style`` and ``script`` name the files that this page has besides ``page.css``, such as ``report.js``.
    """
    styles = inside(("page.css", *style), "style")
    scripts = inside(script, "script")
    policy = content_security_policy([styles] if styles else [], [scripts] if scripts else [])
    text = (
        _environment()
        .get_template(name)
        .render(
            policy=policy,
            style=Markup(styles),
            script=Markup(scripts),
            **values,
        )
    )
    return text.encode()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(template),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_visible,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.filters["short"] = short
    environment.filters["iso"] = iso
    environment.filters["prose"] = prose
    environment.filters["address"] = address
    return environment


def _visible(value: Any) -> Any:
    """What is printed of a value: markup of our own as it is, and text on one line, every character of it visible."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    flat = shown(_BLANKS.sub(" ", value))
    return flat if len(flat) <= _MOST else flat[: _MOST - 3] + "..."
