"""What the notice says, as data: forms, ledgers, rules, messages, regions, campaign.

Room: spec.
"""
