"""The plan file's vocabulary: one frozen class for each kind of mapping in it.

Each field is a key of the file, with the help that an editor shows for it. Values are already read (``values``);
what they mean together is for ``load`` and for the checks.
"""

# Annotations are evaluated at once here: pydantic would have to read each of them from its text.
from collections.abc import Callable, Mapping
from functools import cached_property, partial
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError, core_schema

from commission_plan.days.calendars import NAMES as CALENDARS
from commission_plan.days.numbers import Interval
from commission_plan.model import values
from commission_plan.model.turns import Turn, alternatives, turns
from commission_plan.model.values import DateRange, Duration, Link, Money, Unknown, WrittenDate

KINDS = (
    "needs-analysis",
    "market-engagement",
    "consultation",
    "specification",
    "scrutiny",
    "approval",
    "planned-procurement-notice",
    "tender-notice",
    "selection",
    "tender",
    "evaluation",
    "award",
    "standstill-notice",
    "standstill",
    "contract-signature",
    "details-notice",
    "mobilisation",
    "go-live",
    "review",
    "decision",
    "other",
)
PROCEDURES = (
    "open",
    "restricted",
    "competitive-flexible",
    "competitive-negotiation",
    "competitive-dialogue",
    "light-touch",
    "framework-call-off",
    "framework-mini-competition",
    "dynamic-market",
    "direct-award",
    "direct-award-a",
    "direct-award-b",
    "direct-award-c",
    "most-suitable-provider",
    "competitive",
    "below-threshold",
    "part-b",
)
REGIMES = ("pa-2023", "pcr-2015", "pcr-2006", "psr-2023", "pcs-2015", "pra-2014", "psr-wales-2025")
NATIONS = ("england", "scotland", "wales", "northern-ireland")
ARRANGEMENTS = ("reserved", "scottish", "welsh", "northern-irish")
KEY_DECISION_EXCEPTIONS = ("general", "special")
LEASEHOLDERS = ("qlta", "works", "works-under-qlta")
DISTRIBUTIONS = ("triangular", "pert")
STATUSES = ("exercised", "planned", "available", "proposed", "declined")
Status = Literal["exercised", "planned", "available", "proposed", "declined"]


def _error(kind: str, message: str, fix: str = "", meant: str | None = None) -> PydanticCustomError:
    # The message may hold braces of the planner's: pass it as a value, not as the template.
    return PydanticCustomError(kind, "{message}", {"message": message, "fix": fix, "meant": meant})


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise _error("shape", shape(value))
    if not value.strip():
        raise _error("empty", "")
    return value


def shape(value: Any) -> str:
    """What kind of thing a value is, in the planner's words."""
    if isinstance(value, dict):
        return "keys of its own"
    return "a list" if isinstance(value, list) else "a text"


def _plain(value: Any) -> str:
    """The text, with a space for what only looks like one."""
    text = _text(value)
    if text.isascii():
        return text
    from commission_plan.source.indents import BLANKS

    return BLANKS.sub(" ", text).strip()


def _read(parse: Callable[[str], Any], value: Any) -> Any:
    text = _plain(value)
    try:
        return parse(text)
    except values.Unreadable as error:
        raise _refused(text, parse, _error("unreadable", error.message, error.fix, error.meant)) from None


def _refused(text: str, parse: Callable[[str], Any], otherwise: PydanticCustomError) -> PydanticCustomError:
    """What is wrong with ``text``, which ``parse`` does not read: signs that came along, several values, or neither."""
    from commission_plan.model.meant import parts, straight

    def reads(text: str) -> Any:
        """What is read, or else the error."""
        try:
            return parse(text)
        except values.Unreadable as error:
            return error

    plain = straight(text)
    if plain != text:
        read = reads(plain)
        if not isinstance(read, values.Unreadable):
            return _error("pasted", text, meant=plain)
        if read.meant is not None:
            return _error("pasted", text, meant=read.meant)
        return _error("unreadable", read.message.replace(repr(plain), repr(text)), read.fix)
    listed = parts(text)
    if len(listed) > 1 and not any(isinstance(reads(part), values.Unreadable) for part in listed):
        return _error("several", text, "\n".join(listed))
    if len(listed) == 1 and listed[0] != text and not isinstance(reads(listed[0]), values.Unreadable):
        return _error("trailing", text, meant=listed[0])
    return otherwise


def _choice(choices: tuple[str, ...], value: Any) -> str:
    text = _plain(value)
    if text not in choices:
        raise _refused(text, partial(_chosen, choices), _error("choice", text, "\n".join(choices)))
    return text


def _chosen(choices: tuple[str, ...], text: str) -> str:
    if text not in choices:
        raise values.Unreadable(text, "")
    return text


def _id(value: Any) -> str:
    text = _plain(value)
    try:
        return values.parse_id(text)
    except values.Unreadable as error:
        raise _refused(text, values.parse_id, _error("unreadable", error.message, error.fix, error.meant)) from None


def _listed(value: Any) -> Any:
    """A single text where a list may stand is a list of one."""
    return [value] if isinstance(value, str) else value


class _Plain:
    """A field that one function reads. (pydantic's own ``PlainValidator`` builds a schema of the type that the
    function returns as well, which doubles the time that the models take to import.)"""

    def __init__(self, function: Callable[[Any], Any]) -> None:
        self._function = function

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(self._function)

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        from commission_plan.model import forms

        function = self._function
        if function is _id:
            return forms.identifier()
        if not isinstance(function, partial):
            return forms.form(function)
        (given,) = function.args
        if isinstance(given, tuple):
            return forms.choice(given)
        return forms.form(given.func, **given.keywords) if isinstance(given, partial) else forms.form(given)


class _Listed:
    """A list for which a single text may stand."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_before_validator_function(_listed, handler(source))

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        listed = handler(schema)
        return {"anyOf": [listed["items"], listed]}


def _reads(parse: Callable[[str], Any]) -> _Plain:
    return _Plain(partial(_read, parse))


def _one_of(choices: tuple[str, ...]) -> _Plain:
    return _Plain(partial(_choice, choices))


def reader(metadata: Any) -> Callable[[str], Any] | None:
    """The parser that a field's metadata reads its text with, where it has one."""
    function = metadata._function if isinstance(metadata, _Plain) else None
    if not isinstance(function, partial) or function.func is not _read:
        return None
    parse: Callable[[str], Any] = function.args[0]
    return parse


def choices(metadata: Any) -> tuple[str, ...]:
    """The words that a field's metadata lets a planner choose from; empty where the field is no choice."""
    function = metadata._function if isinstance(metadata, _Plain) else None
    if not isinstance(function, partial) or function.func is not _choice:
        return ()
    words: tuple[str, ...] = function.args[0]
    return words


_Text = Annotated[str, _Plain(_text)]
_Id = Annotated[str, _Plain(_id)]
_Date = Annotated[WrittenDate, _reads(values.parse_date)]
_DateOrYear = Annotated[WrittenDate, _reads(partial(values.parse_date, year_alone=True))]
_Meeting = Annotated[WrittenDate | DateRange, _reads(values.parse_meeting)]
_Days = Annotated[Interval, _reads(values.parse_days)]
_Duration = Annotated[Duration, _reads(values.parse_duration)]
_Takes = Annotated[Duration | Unknown, _reads(values.parse_takes)]
_Link = Annotated[Link, _reads(values.parse_link)]
_Links = Annotated[list[_Link], _Listed()]
_Every = Annotated[str, _reads(values.parse_every)]
_Money = Annotated[Money, _reads(values.parse_money)]
_Yes = Annotated[bool, _reads(values.parse_yes)]
_File = Annotated[str, _reads(values.parse_file)]
_PlanFile = Annotated[str, _reads(values.parse_plan_file)]
_Reference = Annotated[str, _reads(values.parse_reference)]
_Most = Annotated[int, _reads(values.parse_most)]
_Kind = Annotated[str, _one_of(KINDS)]
_Distribution = Annotated[str, _one_of(DISTRIBUTIONS)]
_Calendar = Annotated[str, _one_of(CALENDARS)]


class _Mapping(BaseModel):
    # Only the whole plan is ever validated: the classes within it need no validator of their own.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    note: _Text | None = Field(None, description="Anything else worth saying; assumptions are marked as such here.")
    source: _Text | None = Field(None, description="Where the fact comes from, such as 'minutes, paragraph 8'.")

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """The same with other values; what was worked out from the old ones stays behind."""
        copied = super().model_copy(update=update, deep=deep)
        for name in copied.__dict__.keys() - type(self).model_fields.keys():
            del copied.__dict__[name]
        return copied


class _Facts(_Mapping):
    """What the law asks to be told: of the whole plan, or of one milestone, whose own word goes before the plan's."""

    value: _Money | None = Field(
        None, description="The estimated value of the contract over its full term: £663,540 inc VAT, or ex VAT."
    )
    light_touch: _Yes | None = Field(
        None, description="It is a light touch contract; `procedure: light-touch` says so too."
    )
    electronic: _Yes | None = Field(None, description="Tenders are submitted electronically.")
    documents_with_notice: _Yes | None = Field(
        None, description="All tender documents are provided with the notice, electronically and free of charge."
    )
    preselected: _Yes | None = Field(
        None,
        description="Only suppliers selected before may tender; a `selection` that leads to the tender says so too.",
    )
    negotiated_period: _Yes | None = Field(
        None, description="The tendering period is agreed with all the suppliers that were selected."
    )
    urgent: _Yes | None = Field(
        None,
        description="The tender, direct award or Provider Selection award is urgent in the sense of its law, with "
        "reasons on record. It does not shorten the notice of a key decision: see `key_decision_exception`.",
    )
    posted: _Yes | None = Field(
        None, description="The standstill letters go by post or by hand, not electronically to all (2015 Regulations)."
    )
    key_decision: _Yes | None = Field(
        None, description="What the executive decides, at a meeting or by one member or officer, is a key decision."
    )
    key_decision_exception: Annotated[str, _one_of(KEY_DECISION_EXCEPTIONS)] | None = Field(
        None,
        description="Why a key decision goes without its 28 clear days: general or special. General: it is "
        "impracticable, and the chair of scrutiny is notified. Special: the chair agrees that it cannot wait.",
    )
    private: _Yes | None = Field(None, description="The public is kept out of the executive's meeting.")
    tupe: _Yes | None = Field(None, description="Staff transfer to the new provider at the go-live (TUPE).")
    framework: _Yes | None = Field(None, description="What is awarded is a framework, not a contract under one.")
    concession: _Yes | None = Field(None, description="What is awarded is a concession contract.")
    works: _Yes | None = Field(None, description="The contract is for works (building), not for services or goods.")
    health: _Yes | None = Field(None, description="The service is a health care service of the health regimes.")
    single_provider: _Yes | None = Field(None, description="Only one provider can supply the service.")
    user_choice: _Yes | None = Field(
        None, description="It is a direct award because the person who uses the service chose the provider."
    )
    standstill_offered: _Yes | None = Field(
        None,
        description="A standstill is offered where none is mandatory; a `standstill` in the plan says so too.",
    )
    price_variation: _Yes | None = Field(None, description="A term of the contract lets its price vary.")
    minor_change: _Yes | None = Field(
        None,
        description="The modification moves the value by no more than 10% (works 15%), or the term by no more than "
        "10% of its maximum.",
    )
    large_change: _Yes | None = Field(
        None,
        description="The modification is the authority's own decision, and with those before it changes the value by "
        "£500,000 or more (Provider Selection Regime).",
    )
    public_notice: _Yes | None = Field(
        None, description="Public notice of the contract is to be given, as leaseholders' consultation asks."
    )


class Closure(_Mapping):
    """Days on which the authority does no work, besides bank holidays."""

    start: _DateOrYear = Field(alias="from", description="The first day.")
    end: _DateOrYear = Field(alias="to", description="The last day.")


class Blackout(_Mapping):
    """A window in which some kinds of step may not take place."""

    start: _DateOrYear = Field(alias="from", description="The first day.")
    end: _DateOrYear = Field(alias="to", description="The last day.")
    kinds: Annotated[list[_Kind], _Listed()] = Field(
        alias="for", min_length=1, description="The kinds of milestone that may take no day of it."
    )


class Committee(_Mapping):
    """A body that decides at meetings."""

    title: _Text | None = Field(None, description="Its name.")
    meets: Annotated[list[_Meeting], _Listed()] = Field(
        default_factory=list, description="The dates of its published diary."
    )
    every: _Every | None = Field(None, description="When it meets by rule, such as 'third monday'.")
    excepted: Annotated[list[_Days], _Listed()] = Field(
        default_factory=list,
        alias="except",
        description="Days, months or ranges in which the rule of 'every' gives no meeting.",
    )
    executive: _Yes | None = Field(
        None,
        description="It is the council's executive (Cabinet), under the 2012 Regulations for England; or it is not.",
    )
    papers: _Duration | None = Field(None, description="How long before the meeting the final report is due.")
    notice: _Duration | None = Field(
        None, description="How many clear days before the meeting the key-decision notice is published."
    )
    decision_notice: _Duration | None = Field(None, description="How long after the meeting the decision is published.")
    call_in: _Duration | None = Field(
        None, description="How long after publication the decision takes effect, at the start of the next day."
    )
    most: _Most | None = Field(
        None, description="How many decisions it can take at one meeting; the portfolio counts them over all plans."
    )


class Extension(_Mapping):
    """An option to go on with a contract, or a step-by-step (rolling) one."""

    title: _Text | None = Field(None, description="Its name.")
    to: _DateOrYear = Field(description="Its last day.")
    status: Annotated[Status, _one_of(STATUSES)] = Field(
        "available",
        description="exercised: taken; planned: to be taken; available: a remedy, no cover; "
        "proposed: to be agreed first; declined: not to be had.",
    )
    by: _Duration | None = Field(None, description="Taken in steps of this length: a rolling extension.")
    notice: _Duration | None = Field(
        None, description="How long before the last day of the cover without it notice must be given."
    )
    notice_given: _Date | None = Field(None, description="The date on which notice was given.")
    instead_of: _Id | None = Field(None, description="The extension of the same contract that it is an alternative to.")
    decision: _Reference | None = Field(None, description="The milestone at which using it is decided.")
    cost_per_month: _Money | None = Field(None, description="What a month of it costs, where not as the contract.")


class Contract(_Mapping):
    """A contract that covers a service."""

    title: _Text | None = Field(None, description="Its name.")
    suppliers: Annotated[list[_Text], _Listed()] = Field(default_factory=list, description="Who provides the service.")
    start: _DateOrYear | None = Field(None, description="Its first day; where left out, the first date known.")
    end: _DateOrYear = Field(description="Its last day, without extensions.")
    extensions: dict[_Id, Extension] = Field(default_factory=dict, description="Its options to go on, by id.")
    cost_per_month: _Money | None = Field(None, description="What a month of it costs.")
    regime: Annotated[str, _one_of(REGIMES)] | None = Field(
        None, description="The law under which it was awarded, which rules what is owed when it ends."
    )

    @cached_property
    def turns(self) -> tuple[Turn, ...]:
        """Its extensions in the order of their ends, as they stand."""
        return turns(self)

    @cached_property
    def alternatives(self) -> dict[str, str]:
        return alternatives(self)

    @cached_property
    def counted(self) -> dict[object, Any]:
        """What counts of its extensions, by when that is asked and how far it must reach. ``cover`` fills it."""
        return {}


class NewContract(_Mapping):
    """The contract that begins at go-live."""

    term: _Duration | None = Field(None, description="How long it runs, without extensions.")
    end: _DateOrYear | None = Field(None, description="Its last day, instead of 'term'.")
    extensions: Annotated[list[_Duration], _Listed()] = Field(
        default_factory=list, description="The length of each extension, in their order."
    )


class Service(_Mapping):
    """A service that people depend on: what covers it now, and when the new one starts."""

    title: _Text | None = Field(None, description="Its name.")
    owner: _Text | None = Field(None, description="The team or role that is responsible.")
    contracts: dict[_Id, Contract] = Field(default_factory=dict, description="The contracts that cover it, by id.")
    needed_from: _DateOrYear | None = Field(
        None, description="The day from which it is needed, where there is no contract yet."
    )
    go_live: _Reference | None = Field(
        None,
        description="The milestone at which the new service starts; `trs/new-service` where that is another plan's.",
    )
    new_contract: NewContract | None = Field(None, description="The contract that begins at go-live.")


class Milestone(_Facts):
    """A step of the plan, reached by work that takes time, or an event."""

    title: _Text | None = Field(None, description="Its name.")
    kind: _Kind | None = Field(None, description="What it is to the rules and the pictures.")
    takes: _Takes | None = Field(None, description="How long the work takes: 20wd, 35d, 4w, 3mo, or unknown.")
    shortest_longest: Annotated[list[_Duration], _Listed()] | None = Field(
        None, alias="range", min_length=2, max_length=2, description="Shortest and longest, for the simulation."
    )
    fixed: _Yes | None = Field(
        None, description="Its length is set, by law, a lease or an agreement: nothing that is offered shortens it."
    )
    distribution: _Distribution | None = Field(
        None, description="How the length lies in 'range', where not as the plan says."
    )
    after: _Links = Field(
        default_factory=list,
        description="What must be finished first: 'tender', 'tender + 5wd', 'start of tender', or 'trs/award' of the "
        "plan that `plans` calls 'trs'.",
    )
    finish_after: _Links = Field(default_factory=list, description="What holds back its finish.")
    at: _Id | None = Field(None, description="The committee at one of whose meetings it happens.")
    on: _Date | None = Field(None, description="The date on which an event, meeting or go-live is planned.")
    not_before: _DateOrYear | None = Field(None, description="The first day on which it may start.")
    by: _DateOrYear | None = Field(None, description="Its deadline.")
    started: _DateOrYear | None = Field(None, description="The day on which the work began: a fact.")
    done: _DateOrYear | None = Field(None, description="The day on which it was finished: a fact.")
    remaining: _Duration | None = Field(None, description="How long work under way still takes from as_of.")
    outcome: Annotated[Literal["failed"], _one_of(("failed",))] | None = Field(
        None, description="failed: it ended without its purpose; what is after it cannot happen."
    )
    notice_given: _Date | None = Field(None, description="When the notice of its key decision was published.")
    step: _Id | None = Field(
        None, description="What it is to the rule packs where no kind says it, such as `employee-information`."
    )
    calendar: _Calendar | None = Field(None, description="Its own calendar, where not the plan's.")
    owner: _Text | None = Field(None, description="The team or role that is responsible.")

    @property
    def under_way(self) -> bool:
        return self.started is not None and self.done is None


class Risk(_Mapping):
    """An event that may happen, for the simulation."""

    title: _Text | None = Field(None, description="Its name.")
    chance: Annotated[float, _reads(values.parse_chance)] = Field(description="How likely it is, such as 10%.")
    at: _Id = Field(description="The milestone that it strikes.")
    adds: _Duration | None = Field(None, description="How much longer the milestone then takes.")
    repeat: Annotated[tuple[str, str], _reads(values.parse_range)] | None = Field(
        None, description="The run of milestones that is then done again: tender..evaluation."
    )
    next_meeting: _Id | None = Field(None, description="The committee whose next meeting decides instead.")
    hold: Annotated[list[_Duration], _Listed()] | None = Field(
        None, min_length=3, max_length=3, description="Shortest, likely and longest time for which it is then held up."
    )


class Section24(_Mapping):
    """What a direction says of a council that is being reorganised, and what its consent turns on."""

    start: _Date = Field(alias="from", description="The day on which the direction takes effect.")
    date: _Date = Field(description="The date in the direction; a contract that runs beyond it needs consent.")
    consideration: _Money | None = Field(
        None, description="What the council pays over the full term with all options. Without it, the value."
    )
    other_contracts: _Money | None = Field(
        None, description="What it pays under other contracts with the supplier, or for the same matter."
    )
    ends: _Date | None = Field(None, description="The last day to which the contract may run, its options among it.")
    limit: _Money | None = Field(None, description="The limit; where left out, £100,000, or £1,000,000 for capital.")
    capital: _Yes | None = Field(None, description="It is a capital contract.")
    general_consent: _Yes | None = Field(None, description="A general consent covers it, so none is asked for.")


class Plan(_Facts):
    """A plan for re-commissioning one or more services."""

    plan: _Text = Field(description="The plan's title.")
    authority: _Text | None = Field(None, description="Whose plan it is.")
    as_of: _DateOrYear | None = Field(
        None, description="The day that the plan is as at. What is not done by then can only happen from then on."
    )
    calendar: _Calendar = Field("england-and-wales", description="Whose bank holidays count.")
    nation: Annotated[str, _one_of(NATIONS)] | None = Field(
        None,
        description="The part of the United Kingdom that the council is in, which chooses the law. Without it, that of "
        "its calendar or of the authority's name, else England.",
    )
    regime: Annotated[str, _one_of(REGIMES)] | None = Field(None, description="The law that governs the procurement.")
    arrangement: Annotated[str, _one_of(ARRANGEMENTS)] | None = Field(
        None,
        description="Whose framework or dynamic market the contract is awarded under: reserved (an English or "
        "national body's), scottish, welsh or northern-irish.",
    )
    procedure: Annotated[str, _one_of(PROCEDURES)] | None = Field(None, description="How the contract is awarded.")
    leaseholders: Annotated[str, _one_of(LEASEHOLDERS)] | None = Field(
        None,
        description="Leaseholders are consulted on it: qlta (an agreement of more than 12 months), works, or "
        "works-under-qlta (works under an agreement that they were consulted on).",
    )
    dismissals: _Most | None = Field(
        None, description="How many redundancies are proposed at one establishment within 90 days."
    )
    section_24: Section24 | None = Field(
        None, description="The council is being reorganised, and a direction asks for consent to its contracts."
    )
    rulepacks: Annotated[list[_File], _Listed()] = Field(
        default_factory=list,
        description="Files beside the plan with the council's own rules, written as the program's own rule packs are.",
    )
    distribution: _Distribution | None = Field(
        None,
        description="How lengths of time lie in their 'range', for the simulation: triangular, or pert, which trusts "
        "the likely one more; where left out, triangular.",
    )
    correlation: Annotated[float, _reads(values.parse_correlation)] | None = Field(
        None, description="How far the lengths of all work move together, for the simulation, from 0 to 1."
    )
    plans: dict[_Id, _PlanFile] = Field(
        default_factory=dict,
        description="Other plans whose milestones this one waits for, by a name of your own: trs: trs.yaml.",
    )
    closures: dict[_Id, Closure] = Field(
        default_factory=dict, description="Days on which the authority does no work, by id."
    )
    blackouts: dict[_Id, Blackout] = Field(
        default_factory=dict, description="Windows in which some steps may not take place, by id."
    )
    committees: dict[_Id, Committee] = Field(
        default_factory=dict, description="The bodies that decide at meetings, by id."
    )
    services: dict[_Id, Service] = Field(
        default_factory=dict, description="The services that the plan keeps going, by id."
    )
    milestones: dict[_Id, Milestone] = Field(default_factory=dict, description="The steps of the plan, by id.")
    risks: dict[_Id, Risk] = Field(default_factory=dict, description="What may go wrong, for the simulation, by id.")
    scenarios: dict[_Id, dict[str, Any]] = Field(
        default_factory=dict, description="Overlays on the plan (JSON Merge Patch), by id; 'like' builds on another."
    )
    ignore: dict[str, dict[str, _Text]] = Field(
        default_factory=dict, description="Findings that a person accepts: rule, place, reason."
    )

    @cached_property
    def go_lives(self) -> frozenset[str | None]:
        """The milestones at which a service starts, as the services name them."""
        return frozenset(service.go_live for service in self.services.values())

    def named_elsewhere(self) -> list[str]:
        """The milestones of other plans that this one names itself, in the order in which it does."""
        found = [
            link.milestone
            for id, milestone in self.milestones.items()
            if "/" not in id
            for link in (*milestone.after, *milestone.finish_after)
        ]
        for service in self.services.values():
            found.append(service.go_live or "")
            for contract in service.contracts.values():
                found += [extension.decision or "" for extension in contract.extensions.values()]
        return list(dict.fromkeys(name for name in found if "/" in name))

    def kind(self, milestone: str) -> str:
        """What the milestone is to the rules: as written, or as its committee or its service makes it."""
        written = self.milestones[milestone].kind
        if written is not None:
            return written
        if milestone in self.go_lives:
            return "go-live"
        return "approval" if self.milestones[milestone].at is not None else "other"


def title(mapping: Any, id: str) -> str:
    """The title of a record of the plan, or its id in words."""
    written: str | None = mapping.title
    return written if written is not None else id.replace("-", " ").capitalize()


def keys(cls: type[BaseModel]) -> list[str]:
    """The fields of a class, its own before the facts that it shares with others."""
    facts = [name for name in _Facts.model_fields if name not in _Mapping.model_fields and name in cls.model_fields]
    return [name for name in cls.model_fields if name not in facts] + facts


#: The class of the mapping at each kind of place; "*" stands for an id.
CLASSES: dict[tuple[str, ...], type[BaseModel]] = {
    (): Plan,
    ("section_24",): Section24,
    ("closures", "*"): Closure,
    ("blackouts", "*"): Blackout,
    ("committees", "*"): Committee,
    ("services", "*"): Service,
    ("services", "*", "contracts", "*"): Contract,
    ("services", "*", "contracts", "*", "extensions", "*"): Extension,
    ("services", "*", "new_contract"): NewContract,
    ("milestones", "*"): Milestone,
    ("risks", "*"): Risk,
}
