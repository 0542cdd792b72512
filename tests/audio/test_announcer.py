import os
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from planner.audio import announcer as announcers
from planner.audio.announcer import TELLING, Announcer
from planner.audio.outlets import SOUND_VARIABLE, SPEECH_VARIABLE
from planner.domain.cues import CueKind, Cues, Profile
from planner.playing.cues import Cue
from tests.audio.players import Script, fails, fails_every_other_time, hangs, is_gone, script, until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the players here are shell scripts")

AT_ONCE_S = 0.5
"""More than announcing needs on the busiest machine, and far below the minute for which a player here hangs."""


class Room:
    """A place to be heard in: announcers, the bells that rang and in which thread, and the folder of the files."""

    def __init__(self, temporary: Path) -> None:
        self.temporary = temporary
        self.bells: list[int] = []
        self.open: list[Announcer] = []

    def announcer(
        self, sound: Script | None = None, voice: Script | None = None, *, muted: bool = False, **wishes: object
    ) -> Announcer:
        cues = Cues(speech=voice is not None, **wishes)  # type: ignore[arg-type]  # fields of Cues
        named = {SOUND_VARIABLE: sound, SPEECH_VARIABLE: voice}
        return self.with_cues(cues, muted=muted, environ={name: one.command for name, one in named.items() if one})

    def with_cues(
        self,
        cues: Cues,
        *,
        muted: bool = False,
        which: Callable[[str], str | None] | None = None,
        environ: dict[str, str] | None = None,
    ) -> Announcer:
        made = Announcer(cues, bell=self.ring, muted=muted, which=which, environ=environ or {})
        self.open.append(made)
        return made

    def ring(self) -> None:
        self.bells.append(threading.get_ident())

    @property
    def folders(self) -> list[Path]:
        return list(self.temporary.glob("planner-tones-*"))


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    room = Room(temporary)
    yield room
    for one in room.open:
        one.close()


def took_s(announcer: Announcer, cues: Sequence[Cue], spoken: str = "") -> float:
    start = time.perf_counter()
    announcer.announce(cues, spoken)
    return time.perf_counter() - start


def played(player: Script) -> list[str]:
    return [Path(line).stem for line in player.starts]


# What is heard


def test_a_cue_is_played_from_a_private_file_of_this_process(room: Room, tmp_path: Path) -> None:
    copied = tmp_path / "copied.wav"
    player = script(tmp_path, "player", f'cp "$1" "{copied}.part" && mv "{copied}.part" "{copied}"')
    room.announcer(player).announce([Cue.SWITCH])
    assert until(copied.exists)
    assert copied.read_bytes()[:4] == b"RIFF"
    (folder,) = room.folders
    assert Path(player.starts[0]).parent == folder
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert room.bells == []


def test_who_is_logged_in_from_elsewhere_hears_the_bell_where_they_are(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.2 50000 10.0.0.1 22")
    here = room.with_cues(Cues(), which=lambda program: f"/usr/bin/{program}")
    here.announce([Cue.SWITCH])
    assert len(room.bells) == 1
    assert here.problem is None
    player = script(tmp_path, "player")
    room.announcer(player).announce([Cue.SWITCH])
    assert player.was_started(1), "what the runner named is started all the same"


def test_of_several_cues_at_once_the_most_telling_sounds(room: Room, tmp_path: Path) -> None:
    player = script(tmp_path, "player")
    announcer = room.announcer(player)
    moments = ([Cue.LAST_1, Cue.STEP_END], [Cue.STEP_END, Cue.SESSION_END], [Cue.START, Cue.SWITCH])
    for times, cues in enumerate(moments, start=1):
        announcer.announce(cues)
        assert player.was_started(times)
    assert played(player) == ["step-end", "session-end", "switch"]
    assert set(TELLING) == set(Cue), "every cue has its rank"


def test_what_the_runner_does_not_want_neither_sounds_nor_rings(room: Room, tmp_path: Path) -> None:
    player = script(tmp_path, "player")
    announcer = room.announcer(player, off=(CueKind.HALF_WAY,), profile=Profile.QUIET)
    announcer.announce([Cue.HALF_WAY])
    announcer.announce([Cue.LAST_3])
    announcer.announce([Cue.SWITCH])
    assert until(lambda: player.starts)
    assert played(player) == ["switch"]
    silent = room.with_cues(Cues(sound=False))
    silent.announce([Cue.SWITCH])
    assert (room.bells, silent.problem) == ([], None)


def test_a_sentence_follows_its_signal(room: Room, tmp_path: Path) -> None:
    player, voice = script(tmp_path, "player"), script(tmp_path, "voice")
    room.announcer(player, voice).announce([Cue.LAST_1, Cue.SWITCH], "Switch. Right leg.")
    assert until(lambda: voice.starts)
    assert voice.starts == ["Switch. Right leg."]
    assert voice.diary.stat().st_mtime - player.diary.stat().st_mtime > 0.2, "the signal is heard out first"


def test_newer_speech_cuts_off_older_speech(room: Room, tmp_path: Path) -> None:
    voice = hangs(tmp_path, "voice")
    announcer = room.announcer(voice=voice, sound=script(tmp_path, "player"))
    announcer.announce([], "Next: Calf, left leg, 45 seconds")
    assert until(lambda: len(voice.processes) == 2)
    first = voice.processes
    announcer.announce([], "Rest, 20 seconds")
    assert until(lambda: len(voice.processes) == 4)
    assert until(lambda: not set(first) & set(voice.alive))
    assert len(voice.alive) == 2


def test_a_bare_number_does_not_cut_off_a_sentence(room: Room, tmp_path: Path) -> None:
    voice, player = hangs(tmp_path, "voice"), script(tmp_path, "player")
    announcer = room.announcer(player, voice)
    announcer.announce([], "Next: Calf, left leg, 45 seconds")
    assert until(lambda: len(voice.processes) == 2)
    sentence = voice.processes
    announcer.announce([], "3")
    for times in (1, 2):  # when the second is played, all that came before it has been seen to
        announcer.announce([Cue.LAST_2])
        assert player.was_started(times)
    assert voice.alive == sentence


def test_a_number_cuts_off_the_number_before_it(room: Room, tmp_path: Path) -> None:
    voice = hangs(tmp_path, "voice")
    announcer = room.announcer(script(tmp_path, "player"), voice)
    announcer.announce([], "3")
    assert until(lambda: len(voice.processes) == 2)
    announcer.announce([], "2")
    assert until(lambda: "2" in voice.starts)


def test_a_text_with_controls_and_dashes_reaches_the_voice_as_one_harmless_line(room: Room, tmp_path: Path) -> None:
    voice = script(tmp_path, "voice", 'echo "0 $#" >> "$0.diary"')
    room.announcer(voice=voice).announce([], "-w\n/etc/passwd\x1b]0;\x00 $(id)")
    assert until(lambda: len(voice.starts) == 2)
    assert voice.starts == [" -w /etc/passwd]0; $(id)", "1"]


# Being muted


def test_while_muted_nothing_is_heard_and_no_bell_rings(room: Room, tmp_path: Path) -> None:
    player, voice = script(tmp_path, "player"), script(tmp_path, "voice")
    announcer = room.announcer(player, voice, muted=True)
    announcer.announce([Cue.SWITCH], "Switch.")
    announcer.muted = False
    announcer.announce([Cue.STEP_END], "Next.")
    assert until(lambda: voice.starts)
    assert (played(player), voice.starts, room.bells) == (["step-end"], ["Next."], [])


def test_muting_ends_what_is_being_heard(room: Room, tmp_path: Path) -> None:
    player, voice = hangs(tmp_path, "player"), hangs(tmp_path, "voice")
    announcer = room.announcer(player, voice)
    announcer.announce([Cue.LAST_3], "Next: Calf")
    assert until(lambda: len(player.processes + voice.processes) == 4)
    announcer.muted = True
    assert until(lambda: not player.alive + voice.alive)


def test_no_bell_rings_while_muted_or_after_the_end(room: Room) -> None:
    announcer = room.with_cues(Cues(), muted=True, which=lambda _name: None)
    announcer.announce([Cue.SWITCH])
    assert room.bells == []
    announcer.muted = False
    announcer.announce([Cue.SWITCH])
    announcer.close()
    announcer.announce([Cue.SWITCH])
    assert len(room.bells) == 1


# Players that do not work


def test_a_hanging_player_never_delays_announcing_and_is_gone_after_closing(room: Room, tmp_path: Path) -> None:
    player, voice = hangs(tmp_path, "player"), hangs(tmp_path, "voice")
    announcer = room.announcer(player, voice)
    announcer.announce([Cue.COUNT_3], "3")
    assert until(lambda: len(player.processes + voice.processes) == 4)
    cues = [Cue.COUNT_2, Cue.COUNT_1, Cue.START, Cue.HALF_WAY, Cue.SWITCH]
    times = [took_s(announcer, [cue], f"this is {cue}") for cue in cues for _ in range(10)]
    assert max(times) < AT_ONCE_S
    assert sorted(times)[len(times) // 2] < 0.001
    start = time.perf_counter()
    announcer.close()
    assert time.perf_counter() - start < AT_ONCE_S, "closing waits 0.2 s at most; the rest is a busy machine"
    assert until(lambda: not player.alive + voice.alive, 2.0)
    assert room.folders == []


def test_a_player_that_hangs_is_ended_and_after_two_the_bell_rings(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(announcers, "PLAYS_S", 0.15)
    player = hangs(tmp_path)
    announcer = room.announcer(player)
    for processes in (2, 4):
        announcer.announce([Cue.SWITCH])
        assert player.was_started(processes)
        assert until(lambda: not player.alive)
    assert until(lambda: announcer.problem)
    announcer.announce([Cue.SWITCH])
    assert len(room.bells) == 1
    assert "did not end within" in str(announcer.problem)


def test_a_missing_player_rings_the_bell_and_says_so_once(room: Room) -> None:
    announcer = room.with_cues(Cues(), environ={SOUND_VARIABLE: "no-such-player-anywhere {file}"})
    announcer.announce([Cue.SWITCH])
    announcer.announce([Cue.STEP_END, Cue.REST_START])
    assert room.bells == [threading.get_ident()] * 2, "once for what comes at once, in the caller's own thread"
    assert str(announcer.problem) == (
        "no sound: PLANNER_SOUND_COMMAND: there is no program 'no-such-player-anywhere' here. Install it, or "
        "name another. The terminal's bell is used instead."
    )
    assert room.folders == []


def test_a_system_without_any_player_rings_the_bell(room: Room) -> None:
    announcer = room.with_cues(Cues(speech=True), which=lambda _name: None)
    announcer.announce([Cue.SWITCH], "Switch.")
    assert len(room.bells) == 1
    assert str(announcer.problem).startswith("no sound and no speech: ")


def test_a_command_that_cannot_be_read_rings_the_bell_and_names_the_setting(room: Room) -> None:
    announcer = room.with_cues(Cues(), environ={SOUND_VARIABLE: "mpv 'open"})
    announcer.announce([Cue.SWITCH])
    assert len(room.bells) == 1
    assert "PLANNER_SOUND_COMMAND: a quote or a backslash is left open" in str(announcer.problem)


def test_a_player_that_fails_twice_in_a_row_gives_way_to_the_bell(room: Room, tmp_path: Path) -> None:
    player = fails(tmp_path)
    announcer = room.announcer(player)
    announcer.announce([Cue.SWITCH])
    assert until(lambda: len(player.starts) == 1 and is_gone(player.processes[0]))
    assert announcer.problem is None, "once may be chance"
    announcer.announce([Cue.SWITCH])
    assert until(lambda: announcer.problem)
    assert room.bells == []
    announcer.announce([Cue.STEP_END])
    assert (len(room.bells), len(player.starts)) == (1, 2)
    assert str(announcer.problem) == (
        f"no sound: {player.path} ended with status 3, 2 times in a row. The terminal's bell is used instead."
    )


def test_a_failure_that_passes_does_not_count(room: Room, tmp_path: Path) -> None:
    player = fails_every_other_time(tmp_path)
    announcer = room.announcer(player)
    for times in range(1, 7):
        announcer.announce([Cue.SWITCH])
        assert player.was_started(times)
        assert until(lambda: not player.alive)
    assert announcer.problem is None
    assert room.bells == []


def test_when_the_best_player_fails_the_next_one_is_tried(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_server, works = fails(tmp_path, "pw-play"), script(tmp_path, "paplay")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    announcer = Announcer(Cues(), bell=room.ring, platform="linux")
    room.open.append(announcer)
    for times in (1, 2):
        announcer.announce([Cue.SWITCH])
        assert no_server.was_started(times)
        assert until(lambda: not no_server.alive)
    announcer.announce([Cue.STEP_END])
    assert works.was_started(1)
    assert (len(no_server.starts), played(works)) == (2, ["step-end"])
    assert announcer.problem is None
    assert room.bells == []


def test_a_player_that_was_taken_away_gives_way_to_the_bell_at_once(room: Room, tmp_path: Path) -> None:
    player = script(tmp_path, "player")
    announcer = room.announcer(player)
    player.path.unlink()
    announcer.announce([Cue.SWITCH])
    assert until(lambda: announcer.problem)
    announcer.announce([Cue.SWITCH])
    assert len(room.bells) == 1
    assert "cannot be started (No such file or directory)" in str(announcer.problem)


def test_a_full_or_missing_temporary_folder_means_the_bell(room: Room, tmp_path: Path) -> None:
    room.temporary.rmdir()
    announcer = room.announcer(script(tmp_path, "player"))
    assert until(lambda: announcer.problem), "found out before anything is to sound"
    announcer.announce([Cue.SWITCH])
    assert len(room.bells) == 1
    assert "cannot be written" in str(announcer.problem)


def test_a_voice_that_fails_leaves_the_sounds_alone(room: Room, tmp_path: Path) -> None:
    player, voice = script(tmp_path, "player"), fails(tmp_path, "voice")
    announcer = room.announcer(player, voice)
    for times in (1, 2):
        announcer.announce([], "Go.")
        assert voice.was_started(times)
        assert until(lambda: not voice.alive)
    assert until(lambda: announcer.problem)
    announcer.announce([Cue.SWITCH], "Switch.")
    assert until(lambda: player.starts)
    assert room.bells == []
    assert str(announcer.problem).startswith(f"no speech: {voice.path} ended with status 3")


def test_a_system_that_gives_no_thread_means_the_bell(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    announcer = room.announcer(script(tmp_path, "player"))
    announcer.announce([Cue.SWITCH])
    assert len(room.bells) == 1
    announcer.close()


# Much, and the end


def test_a_thousand_announcements_pile_nothing_up(room: Room, tmp_path: Path) -> None:
    player, voice = hangs(tmp_path, "player"), hangs(tmp_path, "voice")
    announcer = room.announcer(player, voice)
    threads = threading.active_count()
    times = [took_s(announcer, [Cue.SWITCH], f"sentence {number}") for number in range(1000)]
    assert sum(times) < 1000 * 0.005
    assert threading.active_count() == threads
    assert until(lambda: "sentence 999" in voice.starts), "the newest is said"
    assert len(player.processes) < 200, "what waits gives way to what is newer"
    assert until(lambda: len(voice.alive) == 2)


def test_only_so_many_players_are_at_it_at_once(room: Room, tmp_path: Path) -> None:
    player = hangs(tmp_path)
    announcer = room.announcer(player)
    for times in range(1, announcers.PLAYERS + 4):
        announcer.announce([Cue.SWITCH])
        assert player.was_started(2 * times)
    assert until(lambda: len(player.alive) == 2 * announcers.PLAYERS)


def test_closing_twice_leaves_no_thread_process_or_file(room: Room, tmp_path: Path) -> None:
    player = hangs(tmp_path)
    threads = threading.active_count()
    announcer = room.announcer(player)
    announcer.announce([Cue.SESSION_END])
    assert until(lambda: len(player.processes) == 2)
    announcer.close()
    announcer.close()
    assert until(lambda: threading.active_count() == threads and not player.alive and not room.folders)
    assert is_gone(player.processes[0]), "its end was waited for: nothing is left for the system to bury"
    announcer.announce([Cue.SWITCH], "Switch.")
    announcer.muted = True
    assert (room.bells, room.folders) == ([], [])


def test_closing_before_anything_sounded_leaves_nothing(room: Room, tmp_path: Path) -> None:
    threads = threading.active_count()
    room.announcer(script(tmp_path, "player")).close()
    assert until(lambda: threading.active_count() == threads)
    assert room.folders == []


def test_a_program_that_ends_without_closing_leaves_no_file_and_no_process(tmp_path: Path) -> None:
    player = hangs(tmp_path)
    code = (
        "import sys, time\n"
        "from planner.audio.announcer import Announcer\n"
        "from planner.domain.cues import Cues\n"
        "from planner.playing.cues import Cue\n"
        "from pathlib import Path\n"
        "a = Announcer(Cues(), bell=lambda: None)\n"
        "a.announce([Cue.SWITCH])\n"
        f"while not Path({str(player.diary)!r}).exists(): time.sleep(0.01)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "TMPDIR": str(tmp_path), SOUND_VARIABLE: player.command},
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )
    assert done.stderr == ""
    assert list(tmp_path.glob("planner-tones-*")) == []
    assert until(lambda: not player.alive)
