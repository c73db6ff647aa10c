"""Runs the whole house on one machine, and keeps it running."""

from deploy.supervisor.house import House, supervised
from deploy.supervisor.plan import Patience, Plan, Service, plan_for
from deploy.supervisor.prepare import prepare
from deploy.supervisor.run import run

__all__ = ["House", "Patience", "Plan", "Service", "plan_for", "prepare", "run", "supervised"]
