"""Tables of activities are read in the language and the unit in which their program wrote them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.activity import Sport
from planner.domain.errors import BadValue, PlannerError
from planner.domain.units import Unit
from planner.imports.asked import Answer, Missing
from planner.imports.runs.notation import Notation, notation_of
from planner.imports.runs.tables import is_run_table, is_shoe_table, read_run_table, read_shoe_table
from planner.imports.runs.words import says_something, sport_of_word

ENGLISH = (
    "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,Distance,"
    "Max Heart Rate,Relative Effort,Commute,Activity Private Note,Activity Gear,Filename,Elapsed Time,Moving Time,"
    "Distance,Max Speed,Commute\n"
    '101,"Sep 12, 2018, 3:02:23 PM",Evening,Run,"Wind, rain",3100,10.02,170,,false,tired,Blue Pegasus,'
    "activities/101.fit.gz,3100.0,3000.0,10023.4,4.2,0\n"
    '102,"Sep 13, 2018, 12:00:01 AM",Spin,Ride,,3600,30.00,,,false,,Bike,activities/102.gpx.gz,3600.0,3500.0,30000,,0\n'
    '103,"Sep 14, 2018, 6:30:00 AM",Walk,Walk,,3600,5.00,,,false,,,,3600.0,3600.0,5000,,0\n'
)
GERMAN = (
    "Aktivitäts-ID,Aktivitätsdatum,Name der Aktivität,Aktivitätsart,Beschreibung der Aktivität,Verstrichene Zeit,"
    "Distanz,Aktivitätsausrüstung,Dateiname,Verstrichene Zeit,Bewegungszeit,Distanz\n"
    '101,"12.09.2018, 15:02:23",Abends,Lauf,,3100,"10,02",Blau,activities/101.fit.gz,"3100,0","3000,0","10023,4"\n'
)
DUTCH = (
    "Activiteits-ID,Datum van activiteit,Naam activiteit,Activiteitstype,Verstreken tijd,Afstand,"
    "Uitrusting voor activiteit,Bestandsnaam,Verstreken tijd,Beweegtijd,Afstand\n"
    '101,"6 mrt. 2024 14:23:15",Avond,Hardloopsessie,3100,"10,02",,activities/101.gpx,3100,3000,10023\n'
)
FRENCH = (
    "ID de l'activité,Date de l'activité,Nom de l'activité,Type d'activité,Temps écoulé,Distance,Nom du fichier,"
    "Durée de déplacement,Distance\n"
    '101,"12 sept. 2018, 15:02:23",Soir,Course à pied,3100,"10,02",,3000,"10023,4"\n'
)
PORTUGUESE = (
    "ID da atividade,Data da atividade,Nome da atividade,Tipo de atividade,Tempo decorrido,Distância,"
    "Equipamento da atividade,Nome do arquivo,Tempo de movimentação,Distância\n"
    '101,"12 de set. de 2018, 15:02:23",Noite,Corrida,3100,"10,02",Azul,,3000,"10023.4"\n'
)
EARLY = (
    "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,Distance,Commute,"
    "Activity Gear,Filename\n"
    "101,2018-09-12 15:02:23,Evening,Run,,3100,10023.4,false,,activities/101.gpx\n"
)


@pytest.mark.parametrize("text", [ENGLISH, GERMAN, FRENCH, EARLY], ids=["en", "de", "fr", "early"])
def test_one_run_is_the_same_in_every_language_and_age_of_stravas_table(text: str) -> None:
    assert is_run_table(text)
    run = read_run_table(text, "activities.csv").activities[0]
    assert run.start == datetime(2018, 9, 12, 15, 2, 23, tzinfo=UTC)
    assert run.distance_m == pytest.approx(10023.4)
    assert (run.sport, run.elapsed_s, run.source) == (Sport.RUN, 3100, "strava 101")
    assert run.place == "activities.csv, line 2"


def test_the_table_says_title_notes_gear_moving_time_and_files() -> None:
    table = read_run_table(ENGLISH, "activities.csv")
    run = table.activities[0]
    assert (run.title, run.note, run.shoe, run.duration_s) == ("Evening", "Wind, rain\ntired", "Blue Pegasus", 3000)
    assert table.files == ("activities/101.fit.gz", "")
    assert table.named == {"activities/101.fit.gz", "activities/102.gpx.gz"}
    assert table.left_out == (("Ride", 1),)
    assert table.activities[1].sport is Sport.WALK


@pytest.mark.parametrize(("text", "start"), [
    (DUTCH, datetime(2024, 3, 6, 14, 23, 15, tzinfo=UTC)),
    (PORTUGUESE, datetime(2018, 9, 12, 15, 2, 23, tzinfo=UTC)),
])  # fmt: skip
def test_months_are_known_in_other_languages(text: str, start: datetime) -> None:
    run = read_run_table(text, "activities.csv").activities[0]
    assert (run.start, run.sport) == (start, Sport.RUN)
    assert run.distance_m == pytest.approx(10023, abs=1)


def test_only_kilometres_are_kilometres() -> None:
    text = "Activity ID,Activity Date,Activity Type,Elapsed Time,Distance\n1,2020-01-02 03:04:05,Run,3000,10.5\n"
    assert read_run_table(text, "a.csv").activities[0].distance_m == 10500


def test_distances_that_are_no_unit_are_left_out_and_said() -> None:
    text = "Activity ID,Activity Date,Activity Type,Elapsed Time,Distance\n1,2020-01-02 03:04:05,Run,3000,0.5\n"
    table = read_run_table(text, "a.csv")
    assert table.activities[0].distance_m is None
    assert "neither kilometres nor metres" in table.notes[0]


@pytest.mark.parametrize(("telling", "first"), [("13/06/2024", "2024-06-05"), ("06/13/2024", "2024-05-06")])
def test_the_order_of_day_and_month_is_told_by_the_rest_of_the_table(telling: str, first: str) -> None:
    rows = "".join(f"{n},{day} 10:00,Run,3000,10\n" for n, day in enumerate(("05/06/2024", telling), 1))
    table = read_run_table(f"Activity ID,Activity Date,Activity Type,Elapsed Time,Distance\n{rows}", "a.csv")
    assert [run.day.isoformat() for run in table.activities] == [first, "2024-06-13"]


def test_a_date_that_could_be_two_is_never_guessed() -> None:
    text = (
        "Activity ID,Activity Date,Activity Type,Elapsed Time,Distance\n"
        "1,05/06/2024 10:00,Run,3000,10\n2,07/07/2024 10:00,Run,3000,10\n"
    )
    table = read_run_table(text, "a.csv")
    assert len(table.activities) == 1
    assert "could be two days" in table.bad[0]
    assert table.bad[0].startswith("a.csv, line 2:")


@pytest.mark.parametrize("text", [
    "Sep 12, 2018, 3:02:23 PM", "12.09.2018, 15:02:23", "2018-09-12T15:02:23", "2018/09/12 15:02:23",
    "12 sept. 2018 à 15:02:23", "12 sep 2018 15:02:23", "12 de set. de 2018 15:02:23", "2018年9月12日 15:02:23",
    "12 sept 2018, 3:02:23 p. m.", "12. Sep. 2018, 15:02:23", "12 set 2018, 15:02:23",
])  # fmt: skip
def test_moments_are_read(text: str) -> None:
    assert Notation().moment(text).isoformat() == "2018-09-12T15:02:23"


@pytest.mark.parametrize(
    "text", ["", "soon", "32.01.2018", "12.13.2018 10:00", "Sep 2018", "15:02", "mar. 12 sept. 2018"]
)
def test_what_is_no_moment_is_said(text: str) -> None:
    with pytest.raises(ValueError, match=r"no date|no row|form"):
        Notation().moment(text)


@pytest.mark.parametrize(("cells", "text", "value"), [
    (["10.02"], "1,234", 1234), (["10,02"], "1,234", 1.234), (["1,234.5"], "2,000", 2000),
    (["1.234,5"], "2.000", 2000), (["1,234"], "1,234", None), ([], "10.5", 10.5), ([], "1 234,5", 1234.5),
    (["10"], "", None), (["10"], "--", None), (["10"], "abc", None),
])  # fmt: skip
def test_figures_by_the_sign_that_the_table_uses(cells: list[str], text: str, value: float | None) -> None:
    assert notation_of(cells, []).number(text) == value


@pytest.mark.parametrize(("text", "seconds"), [
    ("3600", 3600), ("3600.4", 3600), ("1:00:00", 3600), ("50:12", 3012), ("00:50:12,4", 3012), ("--", None),
    ("0", None),
])  # fmt: skip
def test_times(text: str, seconds: int | None) -> None:
    assert Notation().seconds(text) == seconds


def test_sorts_of_activity() -> None:
    assert [sport_of_word(word) for word in ("Trailrunning", "LAUFBAND", "course a pied", "Yoga", "")] == [
        Sport.TRAIL, Sport.TREADMILL, Sport.RUN, Sport.OTHER, Sport.OTHER,
    ]  # fmt: skip


GARMIN = (
    "Activity Type,Date,Favorite,Title,Distance,Calories,Time,Avg HR,Avg Run Cadence,Avg Pace,Avg Stride Length,"
    "Moving Time,Elapsed Time\n"
    'Running,2024-05-01 07:12:33,false,Berlin Running,"{far}","600","00:50:12",150,"165","{pace}","{stride}",'
    '"00:50:00","00:52:00"\n'
)


@pytest.mark.parametrize(
    ("far", "stride", "unit"), [("10.02", "1.21", Unit.KM), ("6.23", "1.21", Unit.MI), ("6.23", "3.97", Unit.MI)]
)
def test_garmins_unit_is_told_by_the_steps(far: str, stride: str, unit: Unit) -> None:
    text = GARMIN.format(far=far, pace="5:00", stride=stride)
    assert is_run_table(text)
    table = read_run_table(text, "Activities.csv")
    (run,) = table.activities
    assert run.distance_m == pytest.approx(10_020, abs=20)
    assert run.start == datetime(2024, 5, 1, 7, 12, 33)  # noqa: DTZ001 - the clock where it was run
    assert (run.duration_s, run.elapsed_s, run.source) == (3012, 3120, "garmin connect")
    assert f"distances are in {unit}" in table.notes[0]


def test_garmins_unit_is_asked_where_nothing_tells() -> None:
    text = GARMIN.format(far="8.00", pace="5:00", stride="--")
    with pytest.raises(Missing) as caught:
        read_run_table(text, "Activities.csv")
    assert caught.value.answer is Answer.UNIT
    assert read_run_table(text, "Activities.csv", unit=Unit.MI).activities[0].distance_m == pytest.approx(12874.75)


def test_intervals_icu() -> None:
    text = (
        "id,start_date_local,type,name,distance,moving_time,elapsed_time\n"
        "i77,2024-05-01T07:12:33,Run,Morning,10020.5,3000,3100\ni78,2024-05-02T07:12:33,Swim,Pool,1500,1800,1800\n"
    )
    assert is_run_table(text)
    table = read_run_table(text, "activities.csv")
    (run,) = table.activities
    assert (run.distance_m, run.duration_s, run.source, run.start.tzinfo) == (10020.5, 3000, "intervals.icu i77", None)
    assert table.left_out == (("Swim", 1),)


def test_shoes_have_a_nickname_else_brand_and_model() -> None:
    text = "Shoe Brand,Shoe Model,Shoe Name,Shoe Default Sport Types\nNike,Pegasus 40,Blue,Run\nAsics,Nimbus,,\n"
    assert is_shoe_table(text)
    assert [(one.name, one.brand) for one in read_shoe_table(text, "shoes.csv")] == [
        ("Blue", "Nike"),
        ("Asics Nimbus", "Asics"),
    ]


@pytest.mark.parametrize(
    "text", ["", "a,b\n1,2\n", "Week,Mon,Tue\n1,5 km,rest\n", "\0\0", "Title,WorkoutType,WorkoutDay\n"]
)
def test_other_tables_are_not_taken_for_one(text: str) -> None:
    assert not is_run_table(text)
    with pytest.raises(BadValue):
        read_run_table(text, "x.csv")


@settings(max_examples=80)
@given(st.sampled_from([ENGLISH, GERMAN, DUTCH, GARMIN]), st.data())
def test_a_damaged_table_ends_in_an_error_for_people_or_in_fewer_rows(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    other = data.draw(
        st.one_of(st.text(max_size=8), st.just(text[: at // 2]), st.sampled_from([",,", '"', "\n", "9" * 50]))
    )
    end = data.draw(st.sampled_from([at, min(len(text), at + 5), len(text)]))
    damaged = text[:at] + other + text[end:]
    is_run_table(damaged)
    try:
        table = read_run_table(damaged, "x.csv", unit=Unit.KM)
    except PlannerError:
        return
    assert len(table.files) == len(table.activities)


@pytest.mark.parametrize(("title", "source", "says"), [
    ("Morning Run", "strava 1", False), ("Lauf am Nachmittag", "strava 1", False),
    ("Course à pied le matin", "", False),
    ("Berlin Laufen", "garmin connect", False), ("Berlin Laufen", "strava 1", True), ("With Anna", "strava 1", True),
    ("", "", False), ("🎉", "", False), ("Morning Run with Jo", "", True),
])  # fmt: skip
def test_titles_that_a_program_gave_say_nothing(title: str, source: str, says: bool) -> None:
    assert says_something(title, source) is says
