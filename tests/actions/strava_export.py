"""A bulk export as Strava makes it, in English and German, with run files beside the table; made up for these tests."""

import gzip
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from tests.imports.run_files import gpx, point, run_fit, run_tcx

FIRST = datetime(2026, 11, 10, 6, 0, 5, tzinfo=UTC)
"""A run of 10 km in the table and as .fit.gz."""
SECOND = datetime(2026, 11, 12, 17, 30, tzinfo=UTC)
"""A treadmill run whose row has no distance: its file says 5 km."""
THIRD = datetime(2026, 11, 14, 7, 0, tzinfo=UTC)
"""A run of 1.8 km that only a GPX file knows."""

_ENGLISH = (
    "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,Distance,"
    "Activity Private Note,Activity Gear,Filename,Elapsed Time,Moving Time,Distance\n"
    '901,"Nov 10, 2026, 6:00:05 AM",Morning Run,Run,windy,3700,10.02,,Blue Pegasus,activities/901.fit.gz,3700,3600,'
    "10023\n"
    '902,"Nov 12, 2026, 5:30:00 PM",Treadmill,Run,,1800,,,,activities/902.tcx.gz,1800,1800,\n'
    '903,"Nov 13, 2026, 5:30:00 PM",Evening Ride,Ride,,7200,50.0,,Bike,activities/903.gpx.gz,7200,7000,50000\n'
    '904,"Nov 9, 2026, 5:30:00 AM",Intervals,Run,,2400,8.00,,Nimbus 25,,2400,2400,8000\n'
)
_GERMAN = (
    "Aktivitäts-ID,Aktivitätsdatum,Name der Aktivität,Aktivitätsart,Beschreibung der Aktivität,Verstrichene Zeit,"
    "Distanz,Aktivitätsausrüstung,Dateiname,Verstrichene Zeit,Bewegungszeit,Distanz\n"
    '901,"10.11.2026, 06:00:05",Morgenlauf,Lauf,windig,3700,"10,02",Blue Pegasus,activities/901.fit.gz,'
    '"3700,0","3600,0","10023,0"\n'
    '902,"12.11.2026, 17:30:00",Laufband,Lauf,,1800,,,activities/902.tcx.gz,"1800,0","1800,0",\n'
    '903,"13.11.2026, 17:30:00",Radfahrt,Radfahrt,,7200,"50,0",Rad,activities/903.gpx.gz,"7200,0","7000,0","50000,0"\n'
    '904,"09.11.2026, 05:30:00",Intervalle,Lauf,,2400,"8,00",Nimbus 25,,"2400,0","2400,0","8000,0"\n'
)
TABLES = {"en": _ENGLISH, "de": _GERMAN}


def files(language: str) -> dict[str, bytes]:
    """Return the export as names and bytes. What the table answers for is no run file, to see that it stays closed."""
    track = gpx("".join(point(n, start=THIRD) for n in range(601)))
    return {
        "activities.csv": TABLES[language].encode(),
        "shoes.csv": (
            b"Shoe Brand,Shoe Model,Shoe Name,Shoe Default Sport Types\n"
            b"Nike,Pegasus 40,Blue Pegasus,Run\nAsics,Nimbus,Nimbus 25,Run\n"
        ),
        "activities/901.fit.gz": b"never opened",
        "activities/902.tcx.gz": gzip.compress(run_tcx(5000, 1800, SECOND)),
        "activities/903.gpx.gz": b"never opened",
        "activities/905.gpx": track,
        "media/picture.jpg": b"\xff\xd8\xff",
    }


def as_folder(root: Path, language: str = "en") -> Path:
    """Write the export as a folder and return it."""
    for name, data in files(language).items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return root


def as_zip(path: Path, language: str = "en") -> Path:
    """Write the export as the archive that Strava sends and return it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files(language).items():
            archive.writestr(name, data)
    return path


def fit_of_first() -> bytes:
    """Return the first run as a watch wrote it."""
    return run_fit(10_010.0, 3600.0, FIRST)
