"""What a runner may say about their health: warning signs, standing conditions, and who helps."""

from datetime import date
from enum import StrEnum

import msgspec


class Sign(StrEnum):
    """A sign that goes along with what is felt, or stands alone. What each means is in `data/rules.toml`."""

    LIMP = "limp"
    NIGHT = "night"
    REST = "rest"
    SWELLING = "swelling"
    WARM = "warm"
    RED_SKIN = "red-skin"
    THROBBING = "throbbing"
    SORE_VEINS = "sore-veins"
    PINPOINT = "pinpoint"
    HOPPING = "hopping"
    EVERY_RUN = "every-run"
    DEEP = "deep"
    POP = "pop"
    NO_TOE_STAND = "no-toe-stand"
    LOCKS = "locks"
    GIVES_WAY = "gives-way"
    FAST_SWELLING = "fast-swelling"
    NUMB = "numb"
    TINGLING = "tingling"
    SPREADING = "spreading"
    SADDLE = "saddle"
    BLADDER = "bladder"
    HOT_JOINT = "hot-joint"
    FEVER = "fever"
    WOUND = "wound"
    RASH = "rash"
    STRAIN = "strain"
    FRACTURE = "fracture"
    TRAUMA = "trauma"
    WEIGHT_LOSS = "weight-loss"
    CHEST_PAIN = "chest-pain"
    FAINTING = "fainting"
    PALPITATIONS = "palpitations"
    BREATHLESS = "breathless"
    NO_PERIODS = "no-periods"
    DIZZY = "dizzy"
    DARK_URINE = "dark-urine"
    EXTREME_SORENESS = "extreme-soreness"
    HEAT = "heat"
    CONFUSION = "confusion"
    TOP_OF_FOOT = "top-of-foot"
    GAP = "gap"
    WEAKNESS = "weakness"
    BOTH_LEGS = "both-legs"
    INSERTION = "insertion"

    @property
    def label(self) -> str:
        """The words on screen: `red skin`."""
        return self.value.replace("-", " ")


class HealthTag(StrEnum):
    """A standing condition that locks or lightens rolling, stretching or strength until a practitioner has agreed."""

    BLOOD_THINNER = "blood-thinner"
    BLEEDING = "bleeding"
    VARICOSE_VEINS = "varicose-veins"
    OSTEOPOROSIS = "osteoporosis"
    STEROIDS = "steroids"
    PREGNANT = "pregnant"
    POSTPARTUM = "postpartum"
    SURGERY = "surgery"
    NEW_JOINT = "new-joint"
    METALWORK = "metalwork"
    NUMB_SKIN = "numb-skin"
    DIABETES_NERVES = "diabetes-nerves"
    CANCER = "cancer"
    HEART_FAILURE = "heart-failure"
    BLOOD_PRESSURE = "blood-pressure"
    PRESSURE_TABLETS = "pressure-tablets"
    HYPERMOBILE = "hypermobile"
    HIP_REPLACEMENT = "hip-replacement"
    KNEE_REPLACEMENT = "knee-replacement"
    DISC = "disc"
    STRESS_FRACTURE = "stress-fracture"
    UNDER_16 = "under-16"

    @property
    def label(self) -> str:
        """The words on screen: `blood thinner`."""
        return self.value.replace("-", " ")


class Profession(StrEnum):
    """Who may help: the medical practitioner is always named first."""

    MEDICAL = "medical practitioner"
    PHYSIOTHERAPIST = "physiotherapist"
    CHIROPRACTOR = "chiropractor"
    PODIATRIST = "podiatrist"
    OTHER = "other"


class Practitioner(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The practitioner that the runner has named, to be shown where one is needed."""

    name: str = ""
    profession: Profession = Profession.MEDICAL
    phone: str = ""


class Health(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`[health]` of planner.toml. `asked`: the day on which the short list of conditions was answered.

    `agreed`: tags for which a practitioner has agreed to rolling and stretching; they warn but no longer lock.
    """

    tags: tuple[HealthTag, ...] = ()
    agreed: tuple[HealthTag, ...] = ()
    asked: date | None = None
    practitioner: Practitioner | None = None
