"""The quotas of 五(二), the plan, what a city has covered of it."""
