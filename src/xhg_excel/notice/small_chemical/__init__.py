"""苏安办电〔2020〕34号: its annexes, ledgers, rules and their sentences, dates, regions, report and rehearsal."""
