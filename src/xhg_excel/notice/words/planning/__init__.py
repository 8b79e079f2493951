"""The Chinese of quotas, plan, draw and progress."""
