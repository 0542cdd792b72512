"""Plans in the formats of quick-plan, Time to Run and TrainingPeaks, made up for these tests."""

import random
from datetime import date

from planner.imports.plans import Asked, Imported, read_plan

RACE_DAY = date(2027, 4, 18)

QUICK_PLAN = """\
WEEK,Mon,Tue,Wed,Thu,Fri,Sat,Sun,Estimated km,,Duration
1,rest,"running: hill town fast
- warmup: 10:00 @ z2
- repeat: 3
  - run: 1.5km @ 5:10-4:40
  - recover: 500m @ z2
- cooldown: 05:00",8 km easy,"cycling: spin
- bike: 15 km @ 20.0-30kph",,hill town fast,"running: 14k long
- run: 14km @ z2",30,,1:00
2,,hill town quick,"running: 12k, 4x 1k
- warmup: 2km @z2
- repeat: 4
  - run: 1000m @ 5:00-4:30
  - recover: 500m @z2
- run: 2km
- cooldown: lap-button",later,custom: core,,
4,rest,"running: later
- run: 30:00",,rest,rest,"running: shake
- go: 20:00","Race day! Half marathon",
,TMP,16k pace
"""

TIME_TO_RUN = """\
title,raceType,raceDistance,units
River half,Half Marathon,13.1,miles
,,,
description,totalDistance,,
// Blank lines are no days,,,
"// nor, are remarks",,,
Rest,0
"Warmup #2D, 4x800m, cooldown #2d",6
Easy 5 miles,5
Rest or cross-training,0
Medium-long run #11D,11
Recovery #4D,4
Long run 10 miles,10
Rest,0
Easy 3 miles,3
"Easy run 3 miles + strength",3
Goal half 13.1mi,13.1
"""

TIME_TO_RUN_JSON = """\
{
  "title": "River 10K",
  "raceType": "10K",
  "raceDistance": 10,
  "units": "kilometers",
  "workouts": [
    {"id": "a", "description": "Rest", "totalDistance": 0},
    {"description": "6 x 400 m, jog", "totalDistance": 7},
    {"description": "Easy 5 km", "totalDistance": 5},
    {"description": "Race 10 km", "totalDistance": 10}
  ]
}
"""

TRAINING_PEAKS = """\
"Title","WorkoutType","WorkoutDescription","PlannedDuration","PlannedDistanceInMeters","WorkoutDay","CoachComments",\
"DistanceInMeters","PowerAverage","AthleteComments","TimeTotalInHours","HeartRateAverage","HeartRateMax","Rpe","Feeling"
"Easy","Run","Slow, with
a friend.","0.75","","2027-03-30","Drink.","7010.4","","Legs fine","0.7361","138","152","3","4"
"Core","Strength","","0.5","","2027-03-30","","0","","","","","","",""
"Running","Run","","","","2027-03-31","","5000","","","0.5","140","","",""
"Rest","Day Off","","","","2027-04-01","","","","","","","","",""
"6x400 on the track","Run","","1","9000","2027-04-03","","","","","","","","",""
"Swim","Swim","","0.4","1371.6","2027-04-03","","1400","","","0.4","","","",""
"Long","Run","","","16000","2027-04-04","","","","","","","","",""
"River half","Race","","","21097.5","2027-04-18","","","","","","","","",""
"""


def read(text: str | bytes, name: str = "plan.csv", **said: object) -> Imported:
    """Return the plan in a file, with its race on `RACE_DAY` unless something else is said."""
    return read_plan(text if isinstance(text, bytes) else text.encode(), name, asked(**said))


def asked(**said: object) -> Asked:
    """Return what is said beside a file: a race on `RACE_DAY` unless something else is said."""
    return Asked(**{"pick": random.Random(1).choice, "race_day": RACE_DAY} | said)  # type: ignore[arg-type]


def says(told: tuple[str, ...], *words: str) -> bool:
    """Tell whether one of some notes holds all of `words`."""
    return any(all(word in note for word in words) for note in told)
