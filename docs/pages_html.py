"""docs/guide.html: all pages of the guide as one page that any browser shows, pictures beside it."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote

from markdown_it import MarkdownIt

# The user's pages in the order of reading; developers' pages stay in the repository.
USER_PAGES = (
    "guide", "county", "city", "province", "road", "install", "buttons", "cli", "findings", "messages",
    "plan", "draw", "report", "security", "settings", "glossary", "seen", "hosts", "changelog",
)  # fmt: skip
_STYLE = """\
body{font:16px/1.75 "Microsoft YaHei","Noto Sans CJK SC","PingFang SC",sans-serif;color:#222;max-width:60em;margin:auto;padding:0 1.2em 6em}
h1{border-bottom:3px solid #1f4e79;padding-top:2.2em;line-height:1.3}h2{border-bottom:1px solid #bbb;padding-top:.6em}
table{border-collapse:collapse;margin:1em 0;font-size:.92em;display:block;overflow-x:auto}td,th{border:1px solid #bbb;padding:.3em .6em;vertical-align:top;text-align:left}
th{background:#e8eef5}code{background:#f3f3f3;padding:.1em .25em;font-family:Consolas,"Noto Sans Mono CJK SC",monospace}
pre{background:#f3f3f3;padding:.7em 1em;overflow-x:auto}pre code{padding:0}img{max-width:100%;border:1px solid #ccc}
a{color:#1f4e79}nav{position:fixed;right:1em;bottom:1em;background:#e8eef5;border:1px solid #bbb;padding:.2em .8em;font-size:.9em}
nav a{text-decoration:none}nav .page{display:none}@media(min-width:90em){nav{left:0;right:auto;top:0;bottom:0;width:12em;overflow-y:auto;
padding:1.5em 1em;border-width:0 1px 0 0;background:#f7f9fb}nav a{display:block;padding:.15em 0}nav .page{display:block}nav a:first-child{display:none}}
@media print{h1{break-before:page}pre,pre code{white-space:pre-wrap}img,tr{break-inside:avoid}a{color:inherit}nav{display:none}}"""
_CONTENTS = "目录"


def guide_html(docs: Path, made: Mapping[str, str]) -> str:
    """Return the guide as one page; `made` are generated pages that need not lie in the folder yet."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    sections, links = [], [f'<a href="#{USER_PAGES[0]}">{_CONTENTS}</a>']
    for name in USER_PAGES:
        text = made.get(f"{name}.md") or (docs / f"{name}.md").read_text("utf-8")
        title = html.escape(text.lstrip("# ").split("\n", 1)[0])
        links.append(f'<a class="page" href="#{name}">{title}</a>')
        sections.append(f'<section id="{name}">\n{_anchored(name, _linked(reader.render(text)))}</section>')
    title = "“小化工”专题督导表格工具 使用说明"
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
    return f'<!DOCTYPE html>\n<html lang="zh-CN"><head>{head}<style>\n{_STYLE}\n</style></head><body>\n' + "\n".join(
        [f"<nav>{''.join(links)}</nav>", *sections, "</body></html>", ""]
    )


def _linked(text: str) -> str:
    """Return a page whose links to other pages of the guide lead to their sections."""

    def target(found: re.Match[str]) -> str:
        page, anchor = found[1], unquote(found[2] or "")
        if page not in USER_PAGES:
            return found[0]
        return f'href="#{page}-{anchor}"' if anchor else f'href="#{page}"'

    return re.sub(r'href="([\w-]+)\.md(?:#([^"]+))?"', target, text)


def _anchored(page: str, text: str) -> str:
    """Return a page whose headings can be jumped to, as `page-heading`, by links within it too."""

    def heading(found: re.Match[str]) -> str:
        words = re.sub(r"<[^>]+>", "", found[2])
        return f'<h{found[1]} id="{page}-{html.escape(slug(html.unescape(words)))}">{found[2]}</h{found[1]}>'

    text = re.sub(r"<h([2-4])>(.*?)</h\1>", heading, text)
    elsewhere = "|".join(USER_PAGES)
    return re.sub(rf'href="#(?!(?:{elsewhere})(?:-|"))', f'href="#{page}-', text)


def slug(words: str) -> str:
    """Return a heading as GitHub links to it."""
    return re.sub(r"[^\w\- ]", "", words.strip().lower()).replace(" ", "-")
