"""`xhg lint-spec`: whether the declaration of forms and rules can work."""

from __future__ import annotations

import click


@click.command("lint-spec")
def command() -> int:
    """检查表格和规则的声明：没有填报栏的项、用到没有的字段的规则、读不出的选项、永远不触发的规则、重复的字段。

    例：xhg lint-spec
    """
    from xhg_excel.core.rules.lint import lint_annex, lint_rules, lint_sites
    from xhg_excel.notice import ANNEXES, COVERAGE_RULES, FORM_RULES, JOINED_RULES, PROBLEM_ANNEXES, SITE_ANNEXES
    from xhg_excel.notice.words.lint import NOTHING_WRONG, NUMBERED_KEYS, SITE_KEYS

    rules = (*FORM_RULES, *JOINED_RULES, *COVERAGE_RULES)
    faults = [fault for annex in ANNEXES for fault in lint_annex(annex)]
    faults += [*lint_sites(SITE_ANNEXES, SITE_KEYS), *lint_sites(PROBLEM_ANNEXES, NUMBERED_KEYS)]
    faults += lint_rules(rules, {annex.key: annex for annex in ANNEXES})
    for fault in faults:
        click.echo(fault)
    if not faults:
        fields = sum(len(annex.fields) for annex in ANNEXES)
        click.echo(NOTHING_WRONG.format(annexes=len(ANNEXES), fields=fields, rules=len(rules)))
    return 1 if faults else 0
