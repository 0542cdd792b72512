"""Plans in the Calendar Hack format, made up for these tests."""

import json
import random
from datetime import date

from planner.imports.plans import Asked, Imported, read_plan
from planner.imports.plans.tree import Tree

RACE_DAY = date(2027, 4, 18)

TEN_K = """\
id: hill_town_10k
name: 'Hill Town: first 10K'
description: Three weeks to the hill town's round.
units: mi
source: https://example.org/hill-town
type: 10K
schedule:
- description: Get going.
  distance: 14
  workouts:
  - title: Rest
  - title: '{3:4.8} easy'
    distance: 3
  - title: 6 x 400 m on the track
    distance: [3, 4]
    tags: [Speedwork]
  - title: Rest or Easy Run
  - title: 'Tempo, {4:6.5}'
    distance: 4
  - title: 45 min cross
  - title: '{5:8} run'
    distance: 5
- workouts: # the second week
  - title: Rest
  - title: '{3.5:5.6} run'
    distance: 3.5
  - title: Hills
    description: 8 times up the church hill, jog down.
    distance: 4
  - title: Off
  - title: Walk 1 h 30 min
  - title: Rest
  - title: 5-K Race
    distance: 3.1
    tags: [Race]
- workouts:
  - title: Rest
  - title: 3 miles at race pace
    distance: 3
  - title: Strides
    distance: 2
  - title: Rest
  - title: Rest
  - title: Shakeout
    distance: 1.5
  - title: 10K ({6.2:10})
    distance: 6.2
"""

WALK_JOG = """\
id: sofa_5k
name: Off the sofa
description: Two weeks, no distances.
units: km
source: https://example.org/sofa
type: 5K
schedule:
- workouts:
  - {title: 'Outing A, total: 20 min', description: 'Walk briskly for 5 min, then jog 1 min and walk 1 min in turns.'}
  - title: Rest
  - {title: 'Outing B, total: 25 min', description: 'Walk 5 min, then jog 2 min and walk 1 min in turns.'}
  - title: Rest
  - {title: 'Outing C, total: 30 min', description: 'Walk 5 min, then jog 3 min and walk 1 min in turns.'}
  - title: Rest
  - title: Rest
- workouts:
  - {title: 'Outing A, total: 30 min', description: 'Jog 10 min, walk 2 min, and again.'}
  - title: Rest
  - {title: 'Outing B, total: 30 min', description: 'Jog 20 min, walk when you like.'}
  - title: Rest
  - {title: 'Outing C, run 5K', description: Take your time.}
  - title: Rest
  - title: Rest
"""


def week(*cells: Tree) -> Tree:
    """Return a week of the given cells, filled up with rest at its beginning."""
    rest: list[Tree] = [{"title": "Rest"}] * (7 - len(cells))
    return {"workouts": [*rest, *cells]}


def plan_of(*weeks: Tree, **fields: Tree) -> bytes:
    """Return a plan's file as JSON."""
    whole: dict[str, Tree] = {
        "id": "own",
        "name": "Own plan",
        "description": "",
        "units": "km",
        "source": "",
        "type": "10K",
    }
    return json.dumps({**whole, **fields, "schedule": list(weeks)}).encode()


def read(data: bytes | str, name: str = "plan.yaml", race_day: date | None = RACE_DAY) -> Imported:
    """Import a plan with ids from a seeded generator."""
    raw = data.encode() if isinstance(data, str) else data
    return read_plan(raw, name, Asked(race_day=race_day, pick=random.Random(7).choice))
