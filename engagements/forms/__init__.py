"""What people type about engagements, as values for the verbs of `editing`."""

from engagements.forms.answers import AnswersForm
from engagements.forms.compensations import CompensationForm
from engagements.forms.concerns import ConcernForm, MessageForm
from engagements.forms.engagements import EngagementForm, OutcomeForm
from engagements.forms.hours import HoursForm
from engagements.forms.placements import ApplicationForm, HandoverForm
from engagements.forms.proposals import SiteForm
from engagements.forms.reflections import ReflectionForm
from engagements.forms.words import ClearanceForm, PrerequisiteForm, PromptForm

__all__ = [
    "AnswersForm",
    "ApplicationForm",
    "ClearanceForm",
    "CompensationForm",
    "ConcernForm",
    "EngagementForm",
    "HandoverForm",
    "HoursForm",
    "MessageForm",
    "OutcomeForm",
    "PrerequisiteForm",
    "PromptForm",
    "ReflectionForm",
    "SiteForm",
]
