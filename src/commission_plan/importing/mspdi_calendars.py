"""The calendars of a schedule against a plan's: days off become closures, and what is different is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from commission_plan.days.calendars import NAMES, bank_holidays
from commission_plan.days.numbers import Day, Interval
from commission_plan.importing.columns import heading
from commission_plan.importing.mspdi_week import WorkingWeek
from commission_plan.importing.problems import Problem
from commission_plan.pen.compose import Ids
from commission_plan.phrases import count, listed, say

EVERY_DAY = "every-day"
_MOST_CLOSURES = 200


def best(found: WorkingWeek, span: Interval) -> str:
    """The calendar of a plan that is most like it: the one of its name, else the one whose bank holidays it has."""
    if called := named(found):
        return called
    if found.every_day:
        return EVERY_DAY

    def unlike(name: str) -> int:
        return len({day for day in bank_holidays(name) if span[0] <= day <= span[1]} - found.off.keys())

    return min((name for name in NAMES if name != EVERY_DAY), key=lambda name: (unlike(name), NAMES.index(name)))


def named(found: WorkingWeek) -> str:
    """The calendar of a plan that has its name; empty where there is none."""
    name = heading(found.name).replace(" ", "-")
    return name if name in NAMES else ""


def closures(found: WorkingWeek, used: str, span: Interval) -> tuple[Mapping[str, Interval], list[Problem]]:
    """The weekdays off that are no bank holidays, by an id; and those that there was no room for."""
    if used == EVERY_DAY:
        return {}, []
    holidays = set(bank_holidays(used))
    free = [day for day in sorted(found.off) if day % 7 not in (6, 0) and day not in holidays]
    near = [day for day in free if span[0] - 366 <= day <= span[1] + 366]
    runs: list[tuple[str, Day, Day]] = []
    for day in near:
        name = found.off[day]
        between = range(runs[-1][2] + 1, day) if runs else range(0)
        if runs and runs[-1][0] == name and all(each % 7 in (6, 0) or each in holidays for each in between):
            runs[-1] = (name, runs[-1][1], day)
        else:
            runs.append((name, day, day))
    # Those that the schedule meets come first where there are too many.
    runs.sort(key=lambda run: not (run[2] >= span[0] and run[1] <= span[1]))
    kept, rest = sorted(runs[:_MOST_CLOSURES], key=lambda run: run[1]), runs[_MOST_CLOSURES:]
    ids = Ids()
    lost = list(_lost(_called(found), [day for day in free if day not in set(near)], "more than a year away from it"))
    lost += _lost(_called(found), [run[1] for run in rest], f"as a plan gets {_MOST_CLOSURES} closures at most here")
    return {ids.give(name, "closure"): (first, last) for name, first, last in kept}, lost


def _lost(called: str, days: list[Day], why: str) -> Iterator[Problem]:
    if days:
        when = say(min(days)) + (f" to {say(max(days))}" if len(days) > 1 else "")
        yield Problem(called, f"{count(len(days), 'day')} off left out, {when}: {why}")


def differences(found: WorkingWeek, used: str, span: Interval) -> list[Problem]:
    """Where the plan's calendar is another one than the file's."""
    told = [Problem(_called(found), f"not taken over: {what}") for what in found.untold]
    if found.odd:
        told.append(Problem(_called(found), f"it works on {_worked(found)}, and the plan from Monday to Friday"))
    if used == EVERY_DAY:
        off = sorted(day for day in found.off if span[0] - 366 <= day <= span[1] + 366)
        return told + list(_lost(_called(found), off, "here every day is a working day"))
    worked = [day for day in bank_holidays(used) if span[0] <= day <= span[1] and day not in found.off]
    if worked:
        message = f"it works on {count(len(worked), 'bank holiday')} on which the plan does not, {say(worked[0])} first"
        told.append(Problem(_called(found), message))
    return told


def other(found: WorkingWeek, whole: WorkingWeek, used: str, tasks: int, span: Interval) -> list[Problem]:
    """Where a calendar of some tasks is another one than the schedule's, by which the plan goes."""
    if named(found):
        return []
    told = [Problem(_called(found), f"not taken over: {what}") for what in found.untold if what not in whole.untold]
    off = sorted(
        day for day in found.off.keys() - whole.off.keys() if span[0] <= day <= span[1] and (found.hours[day % 7])
    )
    if found.every_day:
        return told + list(_lost(_called(found), off, "here every day is a working day"))
    by = f"{count(tasks, 'task')} by this calendar, and here by '{used}'"
    if [bool(hours) for hours in found.hours] != [bool(hours) for hours in whole.hours]:
        told.append(Problem(_called(found), f"{by}: it works on {_worked(found)}"))
    open_ = [day for day in whole.off.keys() - found.off.keys() if span[0] <= day <= span[1] and found.hours[day % 7]]
    told += _lost(_called(found), off, by)
    if open_:
        told.append(
            Problem(_called(found), f"{by}: it works on {count(len(open_), 'day')} off, {say(min(open_))} first")
        )
    return told


def _called(found: WorkingWeek) -> str:
    return f"calendar '{found.name}'" if found.name else "calendar"


def _worked(found: WorkingWeek) -> str:
    names = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
    return listed(name for name, hours in zip(names, found.hours, strict=True) if hours) or "no day"
