"""A rule pack as written, validated, frozen: bytes -> ``Pack``, or what is wrong with it and on which line.

The same schema serves the program's own packs and those of a council.
"""

# Annotations are evaluated at once here: pydantic would have to read each of them from its text.
import re
from collections.abc import Callable
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from commission_plan.days.calendars import NAMES as CALENDARS
from commission_plan.findings import Severity
from commission_plan.model import values
from commission_plan.model.plan import PROCEDURES
from commission_plan.model.values import Date
from commission_plan.source import read

#: What rows may ask of a plan, by name; the last two follow from its milestones.
FACTS = (
    "light_touch",
    "electronic",
    "documents_with_notice",
    "preselected",
    "negotiated_period",
    "urgent",
    "posted",
    "key_decision",
    "private",
    "tupe",
    "executive",
    "qualifying_notice",
)
#: The most rows that a council's own pack may have.
_MOST_ROWS = 500

Edge = Literal["minimum", "latest", "order", "told"]
Count = Literal["after", "with", "clear"]
Force = Literal["statute", "constitution", "guidance"]


def _reader(parse: Callable[[str], Any]) -> BeforeValidator:
    def read_text(value: Any) -> Any:
        if not isinstance(value, str):
            raise ValueError("not one text")
        return parse(value)

    return BeforeValidator(read_text)


def _word(text: str) -> str:
    if not values.ID.fullmatch(text):
        raise ValueError("no id")
    return text


def _fact(text: str) -> str:
    if text not in FACTS:
        raise ValueError("no fact")
    return text


def _procedure(text: str) -> str:
    if text not in PROCEDURES:
        raise ValueError("no procedure")
    return text


def _calendar(text: str) -> str:
    if text not in (*CALENDARS, "plan"):
        raise ValueError("no calendar")
    return text


def _url(text: str) -> str:
    if not text.startswith(("https://", "http://")) or len(text) < 12 or any(letter.isspace() for letter in text):
        raise ValueError("no link")
    return text


def _text(text: str) -> str:
    if not text.strip():
        raise ValueError("empty")
    return " ".join(text.split())


def _date(text: str) -> Date:
    return values.parse_date(text, year_alone=True)


def _alternatives(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


_Text = Annotated[str, _reader(_text)]
_Word = Annotated[str, _reader(_word)]
_Fact = Annotated[str, _reader(_fact)]
_Procedure = Annotated[str, _reader(_procedure)]
_Link = Annotated[str, _reader(_url)]
_Date = Annotated[Date, _reader(_date)]
# The readers have made the values: pydantic need not look into them.
_Length = Annotated[Any, _reader(values.parse_duration)]
_Amount = Annotated[Any, _reader(values.parse_money)]
_Yes = Annotated[bool, _reader(values.parse_yes)]
_Severity = Annotated[Severity, _reader(Severity)]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=False)

    note: _Text | None = None


class When(_Strict):
    """What must hold for a row to apply; all of it together."""

    #: One of these procedures; a plan that says none leaves it open.
    procedure: list[_Procedure] = []
    #: None of these; a plan that says none is not one of them.
    not_procedure: list[_Procedure] = []
    #: Facts as they must be; one that the plan does not say leaves it open.
    needs: dict[_Fact, _Yes] = {}
    #: Exceptions, which hold only where the plan claims them.
    only_if: list[_Fact] = []
    not_if: list[_Fact] = []
    #: The contract is worth more than this.
    over: _Amount | None = None


class InForce(_Strict):
    first: _Date = Field(alias="from")
    last: _Date | None = Field(None, alias="to")

    def holds(self, day: int) -> bool:
        return self.first.first <= day and (self.last is None or day <= self.last.last)


class _Sourced(_Strict):
    """What every statement of a pack says of where it comes from."""

    citation: _Text
    link: _Link
    confidence: Literal["S", "G", "L", "C", "M"]
    #: The day as at which the text was read.
    looked_up: _Date


class Row(_Sourced):
    """One rule: from which event to which, how much time, how counted, where from."""

    what: _Text
    applies: Annotated[list[When], BeforeValidator(_alternatives)] = []
    #: Events: kinds of milestone, or what a milestone says under ``step``, or one of those that ``law`` knows.
    starts: _Word | None = Field(None, alias="from")
    ends: _Word | None = Field(None, alias="to")
    edge: Edge
    count: Count = "after"
    length: _Length | None = None
    #: The period begins so long after the event, on a day that is not counted itself.
    opens: _Length | None = None
    calendar: Annotated[str, _reader(_calendar)]
    roll: Literal["none", "next-working-day"]
    #: Of the rows of a group that apply the shortest is the minimum.
    group: _Word | None = None
    #: Whether it speaks only where the plan has the step that it is about: nobody owes that step.
    optional: _Yes = False
    force: Force
    in_force: InForce
    #: What is doubtful about this reading; a finding says so too.
    doubt: _Text | None = None
    at_most: _Severity | None = None
    who: _Text

    @property
    def computes(self) -> bool:
        """Whether a plan's dates can keep it or break it."""
        return self.edge != "told"

    @property
    def severity(self) -> Severity:
        """Of a breach: statute and constitution are errors, guidance warnings, what was not verified is told."""
        found = Severity.WARNING if self.force == "guidance" else Severity.ERROR
        caps = [found, *([self.at_most] if self.at_most else []), *([Severity.INFO] if self.confidence == "M" else [])]
        return max(caps, key=lambda severity: severity.rank)


class Threshold(_Sourced):
    """The value from which a contract is covered, from a day on; None where it was not seen."""

    start: _Date = Field(alias="from")
    services: _Amount | None = None
    light_touch: _Amount | None = None


class Poll(_Sourced):
    """An ordinary local election: the last day for its notice, and the poll."""

    notice: _Date
    poll: _Date
    link: _Link
    force: Force
    calendar: str
    roll: str
    who: _Text


class Pack(_Strict):
    """The rules of one regime, or of one council."""

    id: _Word
    title: _Text = Field(alias="pack")
    link: _Link
    #: The days on which a procurement may begin that falls under it, and the provision that says so.
    governs: InForce | None = None
    governed_by: _Text | None = None
    #: Whether a row is in force is judged by the day on which the procurement begins, or by the day of its event.
    judged_by: Literal["procurement", "event"] = "event"
    thresholds: dict[str, Threshold] = {}
    rows: dict[_Word, Row]
    polls: dict[str, Poll] = {}

    def threshold(self, day: int) -> Threshold | None:
        """The threshold on that day."""
        found = [entry for entry in self.thresholds.values() if entry.start.first <= day]
        return max(found, key=lambda entry: entry.start.first, default=None)


class Broken(NamedTuple):
    """Why a file is no rule pack, without a word of what it holds."""

    line: int
    why: str


def id_of(file: str) -> str:
    """A pack's id, from the name of its file."""
    stem = file.rpartition("/")[2].rpartition(".")[0].lower()
    return "-".join(re.findall(r"[a-z0-9]+", stem)) or "own"


def load(id: str, content: bytes) -> Pack | Broken:
    """The pack in ``content``. ``defaults`` are laid under each of its rows, thresholds and polls."""
    document, findings = read(content)
    if findings or document is None:
        span = next((finding.span for finding in findings if finding.span is not None), None)
        return Broken(span.line if span else 1, "it is no plain YAML of keys and values")
    given = {key: value for key, value in document.data.items() if key != "defaults"}
    defaults = document.data.get("defaults", {})
    if not isinstance(defaults, dict) or any(not isinstance(given.get(key, {}), dict) for key in ("rows", "polls")):
        return Broken(document.locate(("defaults",)).line, "'defaults', 'rows' and 'polls' are mappings")
    for key in ("rows", "polls"):
        if key in given:
            given[key] = {
                name: {**defaults, **entry} if isinstance(entry, dict) else entry for name, entry in given[key].items()
            }
    if len(given.get("rows", {})) > _MOST_ROWS:
        return Broken(document.locate(("rows",)).line, f"it has more than {_MOST_ROWS} rows")
    try:
        loaded = Pack.model_validate({**given, "id": id})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        return Broken(document.locate(tuple(first["loc"])).line, _why(first))
    bad = next((name for name, row in loaded.rows.items() if row.computes and not _whole(row)), None)
    if bad is not None:
        why = "a row that is not only told needs 'from' and 'to', and but for 'order' a 'length'"
        return Broken(document.locate(("rows", bad)).line, why)
    return loaded


def _whole(row: Row) -> bool:
    return bool(row.starts and row.ends and (row.length is not None or row.edge == "order"))


def _why(error: Any) -> str:
    """In words of the schema alone: a pack may be any file that a plan names."""
    kind = error["type"]
    if kind == "extra_forbidden":
        return "a key stands there that no rule pack has"
    if kind == "missing":
        return f"the key '{error['loc'][-1]}' is missing"
    return "a value is not of the form that its key asks for"
