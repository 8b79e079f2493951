"""Values in, values out: parse, normalize, check, consolidate, plan, lay out.

Room: core.
"""
