import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.audio.outlets import SOUND_VARIABLE, Outlet, Slot, Which, own_outlet, sound_outlets, speech_outlets
from planner.domain.errors import BadValue, NotFound


def here(*names: str) -> Which:
    """A system with these programs."""
    return lambda name: f"/usr/bin/{name}" if name in names else None


def players(platform: str, *names: str) -> list[str]:
    return [outlet.program for outlet in sound_outlets("", which=here(*names), platform=platform)]


def voices(platform: str, *names: str) -> list[str]:
    return [outlet.program for outlet in speech_outlets("", which=here(*names), platform=platform)]


def own(command: str, slot: Slot = Slot.FILE, platform: str = "linux") -> Outlet:
    return own_outlet(SOUND_VARIABLE, command, slot, platform=platform)


def test_each_system_has_its_players_in_its_order() -> None:
    all_ = ("aplay", "paplay", "pw-play", "afplay", "powershell")
    assert players("linux", *all_) == ["pw-play", "paplay", "aplay"]
    assert players("freebsd14", *all_) == ["pw-play", "paplay", "aplay"]
    assert players("darwin", *all_) == ["afplay", "pw-play", "paplay"]
    assert players("win32", *all_) == ["powershell"]
    assert players("linux", "aplay") == ["aplay"]


def test_each_system_has_its_voices_in_its_order() -> None:
    all_ = ("say", "spd-say", "espeak-ng")
    assert voices("darwin", *all_) == ["say", "espeak-ng"]
    assert voices("linux", *all_) == ["spd-say", "espeak-ng", "say"]
    assert voices("win32", "espeak-ng") == ["espeak-ng"]


def test_a_system_without_a_program_is_told_what_to_install_or_set() -> None:
    with pytest.raises(NotFound, match=r"none of pw-play, paplay, aplay is installed.*PLANNER_SOUND_COMMAND"):
        sound_outlets("", which=here(), platform="linux")
    with pytest.raises(NotFound, match=r"none of spd-say, espeak-ng, say is installed.*PLANNER_SPEECH_COMMAND"):
        speech_outlets("", which=here(), platform="linux")


def test_the_usual_players_get_the_path_as_one_word() -> None:
    (aplay,) = sound_outlets("", which=here("aplay"), platform="linux")
    assert aplay.command("/tmp/a b'c/x.wav") == ["aplay", "-q", "/tmp/a b'c/x.wav"]


def test_powershell_never_reads_the_path_as_a_part_of_its_program() -> None:
    (outlet,) = sound_outlets("", which=here("powershell"), platform="win32")
    path = "C:\\Users\\O’Neil'; calc\\x.wav"  # PowerShell takes the curly one for a quote too
    assert not any("Neil" in word for word in outlet.command(path))
    assert "$env:PLANNER_TONE" in outlet.command(path)[-1]
    assert outlet.environment(path) == {"PLANNER_TONE": path}


def test_a_runners_command_wins_over_what_the_system_has() -> None:
    found = sound_outlets("mpv --volume=40 --", which=here("mpv", "pw-play"), platform="linux")
    assert [outlet.command("x.wav") for outlet in found] == [["mpv", "--volume=40", "--", "x.wav"]]
    spoken = speech_outlets("espeak-ng -s 150 {text}", which=here("espeak-ng", "say"), platform="darwin")
    assert [outlet.command("Go") for outlet in spoken] == [["espeak-ng", "-s", "150", "Go"]]


def test_a_placeholder_is_filled_inside_a_word_and_nothing_is_added_then() -> None:
    assert own("play --file={file} -v").command("/a b.wav") == ["play", "--file=/a b.wav", "-v"]
    assert own("'/opt/my player' \"{file}\"").command("x") == ["/opt/my player", "x"]


def test_on_windows_a_backslash_is_a_part_of_the_path() -> None:
    outlet = own(r'"C:\My Tools\play.exe" /q {file}', platform="win32")
    assert outlet.command(r"C:\x.wav") == [r"C:\My Tools\play.exe", "/q", r"C:\x.wav"]
    assert own(r"C:\Tools\play.exe", platform="win32").command("x.wav") == [r"C:\Tools\play.exe", "x.wav"]


def test_a_text_that_begins_with_a_dash_is_no_option() -> None:
    for command in ("espeak-ng", "espeak-ng {text}"):
        assert own(command, Slot.TEXT).command("-w /etc/passwd") == ["espeak-ng", " -w /etc/passwd"]
    assert own("tell --text={text}", Slot.TEXT).command("-5") == ["tell", "--text=-5"]
    for outlet in speech_outlets("", which=here("say", "spd-say", "espeak-ng"), platform="linux"):
        assert outlet.command("--help")[-1] == " --help"


def test_on_windows_no_text_goes_through_a_batch_file() -> None:
    found = {"talk": r"C:\bin\talk.CMD", "voice": r"C:\bin\voice.EXE"}
    with pytest.raises(BadValue, match="batch file"):
        speech_outlets("talk {text}", which=found.get, platform="win32")
    assert speech_outlets("voice {text}", which=found.get, platform="win32")
    assert sound_outlets("talk {file}", which=found.get, platform="win32"), "the path is ours"


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=60))
def test_a_text_arrives_whole_as_one_word_whatever_is_in_it(text: str) -> None:
    outlet = own("say-it -v", Slot.TEXT)
    *words, last = outlet.command(text)
    assert words == ["say-it", "-v"]
    assert last in (text, f" {text}")
    assert not last.startswith("-")


def test_no_shell_reads_a_text() -> None:
    outlet = own(f"{sys.executable} -c 'import sys; print(sys.argv[1])'", Slot.TEXT)
    text = "$(id); `id` > x | y && z '\" \\ {file}"
    done = subprocess.run(outlet.command(text), capture_output=True, text=True, check=True)
    assert done.stdout.rstrip("\n") == text


@pytest.mark.parametrize(
    ("command", "why"),
    [
        ('mpv "{file}', "a quote or a backslash is left open"),
        ("mpv 'a", "a quote or a backslash is left open"),
        ("mpv \\", "a quote or a backslash is left open"),
        ("   ", "it names no program"),
        ("''", "it names no program"),
        ("{file}", "stands where the program should"),
        ("mpv\0 x", "NUL"),
    ],
)
def test_a_command_that_cannot_be_read_names_the_setting_and_a_good_one(command: str, why: str) -> None:
    with pytest.raises(BadValue) as caught:
        sound_outlets(command, which=here("mpv"), platform="linux")
    line = str(caught.value)
    assert line.startswith("PLANNER_SOUND_COMMAND: ")
    assert why in line
    assert "PLANNER_SOUND_COMMAND='mpv --really-quiet {file}'" in line
    assert "\n" not in line
    assert "\0" not in line


def test_a_command_whose_program_is_not_here_is_named() -> None:
    with pytest.raises(NotFound, match=r"PLANNER_SPEECH_COMMAND: there is no program 'talk' here"):
        speech_outlets("talk -v", which=here("say"), platform="linux")
