"""The draw of 五(二): a sample that anyone can compute again from two public numbers.

Nobody chooses the sites, and the program uses no chance of its own. The protocol:

1. **Freeze** (`steps.freeze`). The ledgers become canonical lines (`frame`): draw rules, settings, 排查底数,
   and a line a site. Their SHA-256 is the hash of the frame (清单校验码).
2. **Publish** the hash, and which public number will be the seed, before that number exists
   (for example lottery results of a named day, 20 digits or more).
3. **Draw** (`steps.draw`). The ledgers must still give the published hash. Each site gets a ticket
   (`tickets`): SHA-256 of `seed|rule|city code|identifier`. Unfinished 小化工 (B1) are all visited. Finished
   小化工 in the visited counties (B2), “小字头” (B3) and “停产停业” (B4) are sorted by ticket within each
   stratum of the plan: the first ones are the sample, the following ones its spares, in this order.
   So neither the order of the list nor a further site changes the order of the others.
4. **Replace** (`steps.replace_site`). A drawn site is replaced by the next spare only: of its stratum first,
   then of its rule, visited counties first. A reason is recorded. Unfinished sites cannot be replaced.
5. **Top up** (`steps.add_sites`). Sites that a later list adds, and finished ones that are unfinished after
   all, join the frame. Every site drawn before stays; all new unfinished sites are added, and each rule
   continues by ticket, with the same seed, until the new quota is met.
6. **Verify** (`verify`). The workbook has the whole record (`record`): frame, seed, events. Every sheet is
   computed again from it and compared cell by cell.

The record proves that sample, spares and changes follow from list, seed and rules. It does not prove that
the list was complete or frozen before the seed was known; that is why the hash is published.
"""
