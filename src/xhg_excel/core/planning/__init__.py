"""How many must be inspected (五(二)), which counties a group visits, and what its forms cover so far.

`quota` computes the minimums of each city, `plan` chooses the counties and the strata to draw from,
`allocate` divides “各10家”, `other_settings` repeats the plan under other interpretations, `plan_checks`
and `coverage` report what is lacking. Everything is computed from counts: no site is chosen here.
"""
