"""A rule pack as written: bytes -> ``Pack``, or what is wrong with it and on which line.

The same schema serves the program's own packs, whenever they are stored, and those of a council.
"""

# Annotations are evaluated at once here: pydantic would have to read each of them from its text.
import re
from collections.abc import Callable
from typing import Annotated, Any, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from commission_plan.days.calendars import NAMES as CALENDARS
from commission_plan.findings import Severity, Span
from commission_plan.model import values
from commission_plan.model.plan import NATIONS, PROCEDURES
from commission_plan.model.values import WrittenDate
from commission_plan.rulepacks.pack import (
    FACTS,
    Confidence,
    Counted,
    Edge,
    Force,
    InForce,
    JudgedBy,
    Pack,
    Poll,
    Roll,
    Row,
    Then,
    Threshold,
    When,
)
from commission_plan.source import read

#: The most rows that a council's own pack may have.
_MOST_ROWS = 500


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


def _nation(text: str) -> str:
    if text not in NATIONS:
        raise ValueError("no nation")
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


def _date(text: str) -> WrittenDate:
    return values.parse_date(text, year_alone=True)


def _alternatives(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


_Text = Annotated[str, _reader(_text)]
_Word = Annotated[str, _reader(_word)]
_Fact = Annotated[str, _reader(_fact)]
_Procedure = Annotated[str, _reader(_procedure)]
_Nation = Annotated[str, _reader(_nation)]
_Link = Annotated[str, _reader(_url)]
_Date = Annotated[WrittenDate, _reader(_date)]
# The readers have made the values: pydantic need not look into them.
_Length = Annotated[Any, _reader(values.parse_duration)]
_Amount = Annotated[Any, _reader(values.parse_money)]
_Yes = Annotated[bool, _reader(values.parse_yes)]
_Severity = Annotated[Severity, _reader(Severity)]


class _Strict(BaseModel):
    # Only whole packs are validated: what they hold needs no validator of its own.
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=False, defer_build=True)

    note: _Text | None = None


class _When(_Strict):
    procedure: list[_Procedure] = []
    not_procedure: list[_Procedure] = []
    needs: dict[_Fact, _Yes] = {}
    only_if: list[_Fact] = []
    not_if: list[_Fact] = []
    over: _Amount | None = None
    at_least: _Amount | None = None
    nation: list[_Nation] = []
    not_nation: list[_Nation] = []


class _InForce(_Strict):
    first: _Date = Field(alias="from")
    last: _Date | None = Field(None, alias="to")


class _Sourced(_Strict):
    citation: _Text
    link: _Link
    confidence: Confidence
    looked_up: _Date


class _Row(_Sourced):
    what: _Text
    applies: Annotated[list[_When], BeforeValidator(_alternatives)] = []
    starts: _Word | None = Field(None, alias="from")
    ends: _Word | None = Field(None, alias="to")
    edge: Edge
    counted: Counted = Field("after", alias="count")
    length: _Length | None = None
    opens: _Length | None = None
    calendar: Annotated[str, _reader(_calendar)]
    roll: Roll
    then: Then | None = None
    group: _Word | None = None
    optional: _Yes = False
    force: Force
    in_force: _InForce
    doubt: _Text | None = None
    at_most: _Severity | None = None
    who: _Text


class _Threshold(_Sourced):
    start: _Date = Field(alias="from")
    services: _Amount | None = None
    light_touch: _Amount | None = None


class _Poll(_Sourced):
    notice: _Date
    poll: _Date
    force: Force
    calendar: str
    roll: str
    who: _Text


class _Pack(_Strict):
    id: _Word
    title: _Text = Field(alias="pack")
    link: _Link
    governs: _InForce | None = None
    governed_by: _Text | None = None
    judged_by: JudgedBy = "event"
    thresholds: dict[str, _Threshold] = {}
    rows: dict[_Word, _Row]
    polls: dict[str, _Poll] = {}


_RECORDS: dict[type[BaseModel], Callable[..., Any]] = {
    _Pack: Pack,
    _Row: Row,
    _When: When,
    _InForce: InForce,
    _Threshold: Threshold,
    _Poll: Poll,
}


def _record(value: Any) -> Any:
    """The record of what was validated; any other value as it is."""
    if isinstance(value, dict):
        return {key: _record(item) for key, item in value.items()}
    if isinstance(value, BaseModel):
        return _RECORDS[type(value)](**{name: _record(item) for name, item in value})
    return [_record(item) for item in value] if type(value) is list else value


class Broken(NamedTuple):
    """Why a file is no rule pack, without a word of what it holds."""

    span: Span
    why: str

    @property
    def line(self) -> int:
        return self.span.line


def id_of(file: str) -> str:
    """A pack's id, from the name of its file."""
    stem = file.rpartition("/")[2].rpartition(".")[0].lower()
    return "-".join(re.findall(r"[a-z0-9]+", stem)) or "own"


def load(id: str, content: bytes) -> Pack | Broken:
    """The pack in ``content``. ``defaults`` are laid under each of its rows, thresholds and polls."""
    document, findings = read(content)
    if findings or document is None:
        span = next((finding.span for finding in findings if finding.span is not None), None)
        return Broken(span or Span(1, 1), "it is no plain YAML of keys and values")
    given = {key: value for key, value in document.data.items() if key != "defaults"}
    defaults = document.data.get("defaults", {})
    if not isinstance(defaults, dict) or any(not isinstance(given.get(key, {}), dict) for key in ("rows", "polls")):
        return Broken(document.locate(("defaults",)), "'defaults', 'rows' and 'polls' are mappings")
    for key in ("rows", "polls"):
        if key in given:
            given[key] = {
                name: {**defaults, **entry} if isinstance(entry, dict) else entry for name, entry in given[key].items()
            }
    if len(given.get("rows", {})) > _MOST_ROWS:
        return Broken(document.locate(("rows",)), f"it has more than {_MOST_ROWS} rows")
    try:
        loaded: Pack = _record(_Pack.model_validate({**given, "id": id}))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        return Broken(document.locate(tuple(first["loc"])), _why(first))
    bad = next((name for name, row in loaded.rows.items() if row.computes and not _whole(row)), None)
    if bad is not None:
        why = "a row that is not only told needs 'from' and 'to', and but for 'order' a 'length'"
        return Broken(document.locate(("rows", bad)), why)
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
