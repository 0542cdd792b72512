"""The thread in which sounds and sentences are brought to the programs, so that nobody else waits for them."""

from collections.abc import Iterable
from pathlib import Path
from threading import Condition, Thread
from time import monotonic

from planner.audio.programs import Lane
from planner.audio.tones import SIGNALS, tone
from planner.domain.cues import Profile
from planner.playing.cues import Cue

FOLDER = "planner-tones-"
"""How the temporary folder's name begins; one that a killed program left behind is harmless."""
CLOSING_S = 0.2
"""Seconds that closing waits at most."""
_LOOK_S = 0.1


class Booth:
    """Plays signals in one lane and says texts in the other, each in its own time.

    One signal and one text may wait; a newer one takes its place, so nothing piles up. The thread is there from the
    start, where there is a program at all, until `close`. It makes the files of the `cues` while nothing sounds, so
    that none has to be made when it is wanted.
    """

    def __init__(self, sound: Lane, speech: Lane, profile: Profile, cues: Iterable[Cue]) -> None:
        self._sound = sound
        self._speech = speech
        self._tones = ToneFiles(profile)
        self._ahead = list(cues)
        self._news = Condition()
        self._thread: Thread | None = None
        self._cue: Cue | None = None
        self._text = ""
        self._text_at_s = 0.0
        self._hushed = False
        self._closed = False
        if sound.is_open or speech.is_open:
            self._begin()

    def post(self, cue: Cue | None, text: str) -> None:
        """Have a signal played, and a text said after it. Returns at once."""
        with self._news:
            self._cue = cue or self._cue
            if text:
                self._text = text
                self._text_at_s = monotonic() + (SIGNALS[cue].seconds if cue else 0.0)
            self._news.notify()

    def hush(self) -> None:
        """End what is heard and forget what waits. Returns at once."""
        with self._news:
            self._cue, self._text, self._hushed = None, "", True
            self._news.notify()

    def close(self) -> None:
        """End what is heard, the thread and the files. Waits `CLOSING_S` at most; more than once is fine."""
        with self._news:
            self._closed = True
            self._news.notify()
        if self._thread is not None:
            from atexit import unregister

            unregister(self.close)
            self._thread.join(timeout=CLOSING_S)
            self._thread = None

    def _begin(self) -> None:
        from atexit import register

        thread = Thread(target=self._work, name="planner-sound", daemon=True)
        try:
            thread.start()
        except RuntimeError:  # so many are there already that the system gives no more
            self._sound.close("the system has no thread left for it")
            self._speech.close("the system has no thread left for it")
            return
        self._thread = thread
        register(self.close)

    # From here on in the thread

    def _work(self) -> None:
        import subprocess  # noqa: F401 - 12 ms that the first cue does not wait for

        try:
            while not self._closed:
                self._work_once()
        finally:
            self._sound.end()
            self._speech.end()
            self._tones.remove()

    def _work_once(self) -> None:
        with self._news:
            was_idle = not self._is_due() and not self._news.wait(self._pause_s())
            hushed, self._hushed = self._hushed, False
            cue, self._cue = self._cue, None
            text = self._text if self._is_time_to_say() else ""
            self._text = "" if text else self._text
        if self._closed:
            return
        if hushed:
            self._sound.end()
            self._speech.end()
        if cue:
            self._play(cue)
        if text:
            self._say(text)
        self._sound.look()
        self._speech.look()
        if was_idle and self._ahead and self._sound.is_open:
            self._file(self._ahead.pop())

    def _is_due(self) -> bool:
        return bool(self._cue or self._hushed or self._closed or self._is_time_to_say())

    def _is_time_to_say(self) -> bool:
        return bool(self._text) and monotonic() >= self._text_at_s

    def _pause_s(self) -> float | None:
        """Return how long to sleep: until there is something to say, to look at or to make ready, or for ever."""
        if self._text:
            return min(_LOOK_S, max(0.0, self._text_at_s - monotonic()))
        has_work = self._sound.is_busy or self._speech.is_busy or (self._ahead and self._sound.is_open)
        return _LOOK_S if has_work else None

    def _play(self, cue: Cue) -> None:
        if path := self._file(cue):
            self._sound.start(path)

    def _file(self, cue: Cue) -> str:
        """Return where the file of a cue is; nothing, and no sound from then on, when it cannot be written."""
        try:
            return self._tones.path(cue)
        except OSError as error:
            self._sound.close(f"its file cannot be written ({error.strerror})")
            return ""

    def _say(self, text: str) -> None:
        self._speech.look()
        if text.isdigit() and self._speech.is_busy and not self._speech.what.isdigit():
            return  # the name of the next exercise is worth more than a number that is ticked and shown
        self._speech.start(text)


class ToneFiles:
    """The signals of a profile as files, each made when it is first wanted, in a private folder of this process."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._folder: Path | None = None
        self._made: dict[Cue, str] = {}

    def path(self, cue: Cue) -> str:
        """Return where the file of a cue is. Raises `OSError` when it cannot be written."""
        if cue not in self._made:
            if self._folder is None:
                from tempfile import mkdtemp

                self._folder = Path(mkdtemp(prefix=FOLDER))  # 0700, so nobody else can put a file there
            path = self._folder / f"{cue}.wav"
            path.write_bytes(tone(cue, self._profile))
            self._made[cue] = str(path)
        return self._made[cue]

    def remove(self) -> None:
        """Take the folder away with all that is in it."""
        if self._folder is not None:
            from shutil import rmtree

            rmtree(self._folder, ignore_errors=True)
            self._folder = None
        self._made.clear()
