"""One step of a structured run, read word by word: its amount, what to keep to, what it is for and where it stands."""

import msgspec

from planner.domain.workout import (
    Effort,
    Exertion,
    Heart,
    Length,
    Pace,
    Part,
    Place,
    Repeat,
    Scale,
    Step,
    Target,
    Time,
    Until,
)
from planner.domain.workout_cursor import DASHES, Cursor, clock_s, unquoted
from planner.domain.workout_words import METRE_WORDS

SEPARATORS = {",", ";", "+", "then", "and"}
_BEFORE_EFFORT = {"at", "@", "in"}
_AFTER_EFFORT = {"pace", "effort", "intensity", "speed", "feel"}


class Draft(msgspec.Struct):
    """A step while it is read."""

    amount: Length | Time | Until | None = None
    effort: Effort | None = None
    uphill: bool = False
    pace: Pace | None = None
    heart: Heart | None = None
    rpe: Exertion | None = None
    part: Part | None = None
    place: Place | None = None
    note: str = ""
    inside: tuple[Step | Repeat, ...] = ()

    def done(self) -> Step:
        """Return the step that was read."""
        return Step(
            amount=self.amount or Until.LAP,
            target=Target(effort=self.effort, uphill=self.uphill, pace=self.pace, heart=self.heart, rpe=self.rpe),
            part=self.part,
            place=self.place,
            note=self.note,
            inside=self.inside,
        )


class StepReader(Cursor):
    """Reads what can be said about one step."""

    def _component(self, draft: Draft) -> bool:
        """Read one thing about a step; False where the step ends."""
        now = self._now
        if now.kind == "quote":
            if draft.note:
                self._fail(now, "is a second note for one step")
            draft.note = unquoted(now.text)
            self._at += 1
            return True
        return (
            self._named(draft) or self._target(draft) or self._amount(draft) or self._end(draft) or self._goes_on(draft)
        )

    def _named(self, draft: Draft) -> bool:
        """Read `warm-up` or `near the end`."""
        now = self._now
        if part := self._phrase("part"):
            if draft.part:
                self._fail(now, "comes twice in one step")
            draft.part = Part(part)
        elif place := self._phrase("place"):
            if draft.place:
                self._fail(now, "comes twice in one step")
            draft.place = Place(place)
        else:
            return False
        return True

    def _end(self, draft: Draft) -> bool:
        """Read `open`, `until lap`, `back down`."""
        now = self._now
        end = self._phrase("end")
        if end and draft.amount is not None:
            self._fail(now, "comes after an amount; a step ends by one of them")
        if end:
            draft.amount = Until(end)
        return bool(end)

    def _goes_on(self, draft: Draft) -> bool:
        """Step over a comma after which the same step goes on: `2 km, at 5K effort`, `3 min uphill, steady`."""
        before = self._at
        if not self._take(",") or draft.amount is None:
            self._at = before
            return False
        if self._now.text in ("at", "@") and self._target(draft):
            return True
        if draft.uphill and draft.effort is None:
            effort = self._phrase("effort")
            ends = self._now.kind == "end" or self._now.text in {*SEPARATORS, ")", "]"}
            if effort and ends and not Effort(effort).is_recovery:
                draft.effort = Effort(effort)
                return True
        self._at = before
        return False

    def _amount(self, draft: Draft) -> bool:
        now = self._now
        if now.kind not in ("number", "clock", "pair"):
            return False
        if draft.amount is not None:
            self._fail(now, "is a second amount for one step; a comma parts steps")
        draft.amount = self._read_amount()
        self._take("of")
        return True

    def _target(self, draft: Draft) -> bool:
        before = self._at
        said = self._take(*_BEFORE_EFFORT)
        if said and self._now.text in ("a", "an", "the", "your", "my"):
            self._at += 1
        if self._pace(draft, said=said) or self._heart(draft) or self._rpe(draft) or self._effort(draft, said=said):
            return True
        self._at = before
        return False

    def _effort(self, draft: Draft, *, said: bool) -> bool:
        now, before = self._now, self._at
        if self._phrase("uphill"):
            draft.uphill = True
            return True
        effort = self._phrase("effort")
        closed = bool(effort) and self._take(*_AFTER_EFFORT)
        is_amount = now.kind == "number" and not said and not closed and (draft.amount is None or draft.effort)
        if not effort or is_amount:
            self._at = before
            return False
        if draft.effort:
            self._fail(now, f"is a second effort for one step, after {draft.effort.value}; a comma parts steps")
        draft.effort = Effort(effort)
        return True

    def _range(self) -> tuple[int, int] | None:
        """Read a whole number or two."""
        if self._now.kind != "number" or not self._now.text.isdigit():
            return None
        low = high = int(self._now.text[:6])
        self._at += 1
        if self._now.text in DASHES and self._ahead(1).kind == "number" and self._ahead(1).text.isdigit():
            high = int(self._ahead(1).text[:6])
            self._at += 2
        return min(low, high), max(low, high)

    def _heart(self, draft: Draft) -> bool:
        now, before = self._now, self._at
        word = now.text if now.kind == "word" else ""
        self._at += word in ("z", "zone", "hr")
        found = self._range()
        scale = Scale.ZONE if word in ("z", "zone") else Scale.BPM if word == "hr" else None
        if found and self._take("bpm"):
            scale = Scale.BPM
        elif found and scale is None and self._take("%"):
            self._take("of")
            scale = Scale.MAX if self._max_word() else None
            if scale is None:
                self._fail(now, "is a share of what? Write 75% hrmax")
        if found is None or scale is None:
            self._at = before
            return False
        if draft.heart:
            self._fail(now, "is a second heart rate for one step")
        low, high = scale.limits
        if not low <= found[0] <= found[1] <= high:
            self._fail(now, f"is not a heart rate: {scale} goes from {low} to {high}")
        draft.heart = Heart(low=found[0], high=found[1], scale=scale)
        return True

    def _max_word(self) -> bool:
        return self._take("hrmax", "mhr", "maxhr") or (self._take("max", "hr") and self._take("hr", "max"))

    def _rpe(self, draft: Draft) -> bool:
        now = self._now
        if not self._take("rpe"):
            return False
        found = self._range()
        if found is None or not 1 <= found[0] <= found[1] <= 10:
            self._fail(now, "goes from 1 to 10: rpe 7")
        if draft.rpe:
            self._fail(now, "comes twice in one step")
        draft.rpe = Exertion(low=found[0], high=found[1])
        return True

    def _pace(self, draft: Draft, *, said: bool) -> bool:
        now, before = self._now, self._at
        if now.kind != "clock":
            return False
        clocks = [now.text]
        self._at += 1
        if self._now.text in DASHES and self._ahead(1).kind == "clock":
            clocks.append(self._ahead(1).text)
            self._at += 2
        unit = self._pace_unit()
        if not unit and not said and len(clocks) == 1:
            self._at = before
            return False
        if draft.pace:
            self._fail(now, "is a second pace for one step")
        seconds = sorted(clock_s(clock) for clock in clocks)
        try:
            draft.pace = Pace(low_s=seconds[0], high_s=seconds[1 if len(seconds) > 1 else 0], unit=unit or self._unit)
        except ValueError:
            self._fail(now, f"is not a running pace a {unit or self._unit}: write 4:30/km or 4:20-4:35/km")
        return True

    def _pace_unit(self) -> str:
        before = self._at
        self._take("min")
        if self._take("/", "per", "a") and METRE_WORDS.get(self._now.text, "m") != "m":
            unit = METRE_WORDS[self._now.text]
            self._at += 1
            return unit
        self._at = before
        return ""
