#!/usr/bin/env python3
"""Photographs every page of the console and measures it, so that people can look at all of it.

    look.py --credentials C.json --out DIR      pictures, DIR/findings.txt, DIR/index.json
    look.py --sheets DIR                        contact sheets of them, DIR/sheets/index.txt

The pages are the GET rows of docs/rights.md; what takes an id is filled from the links of the
pages themselves. It needs Chromium and chromedriver, and of Python only the standard library.
"""

import argparse
import json
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import sheets
from driver import Browser, BrowserError, Driver
from pages import DOOR, STREAMS, VISITOR, Crawl, Page, Visit, part_of, read_rights

HERE = os.path.dirname(os.path.abspath(__file__))
RIGHTS = os.path.join(HERE, "../../docs/rights.md")
MEASURE = os.path.join(HERE, "measure.js")
PLANTED = os.path.join(HERE, "planted.html")
# Calls back with the page's height once it is loaded, as wide as asked for, and no longer moves.
SETTLED = """
const [width, done] = arguments, page = document.documentElement, began = performance.now();
let last = -1, same = 0;
const look = () => {
  const now = page.scrollHeight;
  const is_laid = document.readyState === 'complete' && page.clientWidth === width;
  same = is_laid && now === last ? same + 1 : 0;
  last = now;
  if (same > 1 || performance.now() - began > 2000) done(now);
  else requestAnimationFrame(look);
};
document.fonts.ready.then(look);
"""
UNFOLD = "document.querySelectorAll('main details').forEach(it => { it.open = true; });"
# Beyond it Chromium paints the first part over and over.
HEIGHT_MAX = 16_000
# A page that still moves is taken again, so often at most.
SHOTS_MAX = 3
SLOW_MS = 200
SEPARATOR = "  ·  "


def main():
    given = arguments()
    if given.self_check:
        sys.exit(self_check())
    if given.sheets:
        with Driver() as driver, Browser(driver) as browser:
            sheets.make(browser, given.sheets, given)
        return
    with open(given.credentials, encoding="utf-8") as file:
        credentials = json.load(file)
    os.makedirs(os.path.join(given.out, "pictures"), exist_ok=True)
    began = time.monotonic()
    tours, notes = plan(given, credentials)
    print(f"crawled in {time.monotonic() - began:.1f} s")
    began = time.monotonic()
    with Driver() as driver, ThreadPoolExecutor(given.jobs) as pool:
        taken = [pool.submit(photograph, driver, given, *tour) for tour in tours]
        pictures = [it for one in taken for it in one.result()]
    spent = time.monotonic() - began
    write(given.out, pictures, notes)
    each = spent / max(len(pictures), 1)
    print(f"{len(pictures)} pictures in {spent:.0f} s, {each:.2f} s each; {given.out}/findings.txt")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    add = parser.add_argument
    add("--credentials", metavar="FILE", help="as `naru demo --credentials FILE` writes it")
    add("--out", metavar="DIR", help="where pictures, findings.txt and index.json go")
    add("--sheets", metavar="DIR", help="make contact sheets of the pictures in DIR instead")
    add("--self-check", action="store_true", help="does it find the faults in planted.html?")
    add("--roles", type=words, help="only these; also `visitor`: nobody logged in")
    add("--lang", type=words, default=["ko", "en"], help="ko,en")
    add("--width", type=numbers, default=[1280, 390], help="1280,390")
    add("--part", choices=["gates", "oss", "rest", "all"], default="all")
    add("--only", metavar="SUBSTR", default="", help="pages whose route, name or address has it")
    add("--each", type=int, default=2, help="how many of each route with an id, at least (2)")
    add("--states", action=argparse.BooleanOptionalAction, default=True,
        help="besides, one for each chip of its list: what stands in each state")
    add("--variants", type=int, default=4, help="filters, orders, second pages of a route (4)")
    add("--also", type=words, default=[], help="addresses besides: /claim/…,/console/enrol/…")
    add("--base", help="where the console is, if not where the credentials say")
    add("--dark", action="store_true", help="the dark theme")
    add("--unfold", action="store_true", help="open every folded part first")
    add("--jobs", type=int, default=2, help="browsers at once (2)")
    add("--desks", type=int, default=2, help="desk pictures side by side on a sheet (2)")
    given = parser.parse_args()
    if not (given.sheets or given.self_check) and not (given.credentials and given.out):
        parser.error("say --credentials and --out, or --sheets")
    return given


def self_check():
    """Whether each planted fault is found, and nothing else."""
    script = ("return [...document.querySelectorAll('[data-kind]')]"
              ".map(it => [it.dataset.kind, it.id]);")
    with open(MEASURE, encoding="utf-8") as file, Driver() as driver, Browser(driver) as browser:
        browser.size(1280, 1200)
        browser.open(f"file://{PLANTED}")
        planted = browser.run(script)
        found = browser.run(file.read(), "en", ["나래페이"])["found"]
    missed = [it for it in planted
              if not any(f["kind"] == it[0] and f"#{it[1]}" in f["where"] + f["what"]
                         for f in found)]
    for kind, name in missed:
        print(f"not found: {kind} at #{name}")
    extra = [f for f in found
             if not any(f["kind"] == kind and f"#{name}" in f["where"] + f["what"]
                        for kind, name in planted)]
    for it in extra:
        print(f"found and not planted: {it}")
    print(f"{len(planted) - len(missed)} of {len(planted)} planted faults found")
    return 1 if missed or extra else 0


def words(text):
    return [it for it in text.split(",") if it]


def numbers(text):
    return [int(it) for it in words(text)]


def plan(given, credentials):
    """Logs each role in, finds its pages; returns what to photograph and what was seen so far."""
    routes, rights = read_rights(RIGHTS)
    base = given.base or credentials["base_url"]
    members = {}
    for member in credentials["staff"]:
        members.setdefault(member["role"], member)
    names = sorted({it["name"] for it in credentials["staff"]})
    names += [it["name"] for it in credentials.get("fintechs", [])]
    tours, notes, reached, openable = [], [], set(), {}
    for role in given.roles or [VISITOR, *members]:
        visit = Visit(base)
        if role == VISITOR:
            pages = door(given, visit, routes, members["operator"])
            openable |= {it.path: 1 for it in routes if it.who == "everybody"}
        elif role in members:
            visit.log_in(members[role])
            mine = [it for it in routes
                    if it.who == "all staff" or role in rights.get(it.who, ())]
            pages = Crawl(visit, mine, given.each, given.variants, given.states).run()
            openable |= {it.path: 1 for it in mine if it.path not in STREAMS}
        else:
            raise SystemExit(f"look: there is no login of the role {role}")
        reached |= {it.route for it in pages}
        notes += judge(role, pages)
        wanted = [it for it in pages if it.kind == "text/html" and is_wanted(given, it)]
        print(f"{role}: {len(pages)} answers, {len(wanted)} pages to photograph", flush=True)
        tours += [(role, lang, wanted, visit, base, names) for lang in given.lang]
    missed = [it for it in openable if it not in reached and "/assets/" not in it]
    notes += [("route never reached", it, "") for it in missed]
    return tours, notes


def door(given, visit, routes, member):
    """What opens without a login, the second step of it, and what was asked for besides."""
    crawl = Crawl(visit, [it for it in routes if it.path in DOOR], given.each, given.variants)
    pages = crawl.run()
    visit.log_in(member, until="code")
    for url in ["/console/login/code", *given.also]:
        route = next((it for it in routes if it.pattern.match(url.partition("?")[0])), None)
        if route is None:
            raise SystemExit(f"look: no route of docs/rights.md answers {url}")
        crawl.open(route, url)
    return pages


def is_wanted(given, page):
    path = page.url.partition("?")[0]
    return (given.part in ("all", part_of(path))
            and any(given.only in it for it in (page.route, page.name, page.url))
            and (page.status == 200 or "?" in page.url or "{" in page.route))


def judge(role, pages):
    """What the answers alone show: refused pages, and slow ones."""
    notes = []
    opened = {it.route for it in pages if it.status == 200}
    for page in pages:
        name = f"{role}.{page.name}"
        # Some pages are of something: without saying of what there is nothing to show.
        if page.status != 200 and page.route not in opened:
            notes.append((f"answered {page.status}", page.url, name))
        if page.ms > SLOW_MS:
            notes.append(("slow answer", f"{page.ms} ms: {page.url}", name))
    return notes


def photograph(driver, given, role, lang, pages, visit, base, names):
    """One browser, one role, one language: every page in every width."""
    whose = role, lang, "dark" if given.dark else "light"
    with open(MEASURE, encoding="utf-8") as file:
        measure = file.read()
    pictures = []
    with Browser(driver) as browser:
        for name, value in visit.cookies.items():
            browser.cookie(base, name, value)
        browser.cookie(base, "naru-lang", lang)
        browser.theme(whose[2])
        for page in pages:
            try:
                pictures += one_page(browser, given, whose, page, base, (measure, names))
            except BrowserError as refused:
                print(f"{role} {lang} {page.url}: {refused}", file=sys.stderr)
                pictures.append(entry(*whose, page, 0) | {
                    "found": [{"kind": "not photographed", "what": str(refused), "where": ""}],
                })
    print(f"{role} {lang}: {len(pictures)} pictures", flush=True)
    return pictures


def entry(role, lang, theme, page, width):
    dark = ".dark" if theme == "dark" else ""
    return {
        "file": f"{role}.{lang}.{width}{dark}.{page.name}.png", "role": role, "lang": lang,
        "theme": theme, "width": width, "route": page.route, "url": page.url,
    }


def one_page(browser, given, whose, page: Page, base, how):
    measure, names = how
    taken = []
    browser.size(given.width[0], 900)
    browser.open(base + page.url)
    if given.unfold:
        browser.run(UNFOLD)
    for width in given.width:
        browser.size(width, 900)
        whole = browser.wait(SETTLED, width)
        measured = browser.run(measure, whose[1], names)
        picture = entry(*whose, page, width)
        file = os.path.join(given.out, "pictures", picture["file"])
        for _ in range(SHOTS_MAX):
            height = min(max(whole, 300), HEIGHT_MAX)
            browser.picture(file, width, height)
            before, whole = whole, browser.wait(SETTLED, width)
            if whole == before:
                break
        found = measured["found"]
        if measured["status"] != page.status:
            what = f"{page.status}, in the browser {measured['status']}"
            found.append({"kind": "another status", "what": what, "where": ""})
        if (measured["ms"] or 0) > SLOW_MS and not taken:
            what = f"{measured['ms']} ms"
            found.append({"kind": "slow in the browser", "what": what, "where": ""})
        taken.append(picture | measured | {"height": height, "whole_height": whole})
    for said in browser.complaints():
        # A refused form is told as an error of the page, and is none.
        if "favicon" not in said and not ("status of 4" in said and page.status != 200):
            taken[0]["found"].append({"kind": "told by the browser", "what": said, "where": ""})
    return taken


def write(out, pictures, notes):
    """index.json for programs; findings.txt and words.txt for people."""
    with open(os.path.join(out, "index.json"), "w", encoding="utf-8") as file:
        json.dump(pictures, file, ensure_ascii=False, indent=1)
    kinds, listed = {}, {}
    for kind, what, name in notes:
        note(kinds, kind, what, "", name)
    for picture in pictures:
        name = picture["file"].removesuffix(".png")
        for it in picture["found"]:
            note(kinds, it["kind"], it["what"], it["where"], name)
        for kind, texts in picture.get("listed", {}).items():
            for text in texts:
                listed.setdefault(kind, {}).setdefault(text, []).append(name)
    with open(os.path.join(out, "findings.txt"), "w", encoding="utf-8") as file:
        for kind in sorted(kinds):
            file.write(f"# {kind} ({len(kinds[kind])})\n")
            for whats, where, names in sorted(kinds[kind].values(), key=lambda it: -len(it[2])):
                what = whats[0] + (f" (and {len(whats) - 1} like it)" if len(whats) > 1 else "")
                more = f" and {len(names) - 2} more" if len(names) > 2 else ""
                parts = [what, where, ", ".join(names[:2]) + more]
                file.write(SEPARATOR.join(it for it in parts if it) + "\n")
            file.write("\n")
    with open(os.path.join(out, "words.txt"), "w", encoding="utf-8") as file:
        for kind in sorted(listed):
            file.write(f"# {kind}: names are meant, words are not ({len(listed[kind])})\n")
            for text, names in sorted(listed[kind].items()):
                file.write(f"{text}{SEPARATOR}{names[0]} ({len(names)})\n")
            file.write("\n")
    for kind in sorted(kinds):
        print(f"  {len(kinds[kind]):4} {kind}")


def note(kinds, kind, what, where, name):
    """Each finding once; of what is told by its place alone, each place once."""
    is_by_place = where and kind.startswith(("raw", "contrast", "must be pushed", "words run"))
    key = where if is_by_place else (what, where)
    whats, _, names = kinds.setdefault(kind, {}).setdefault(key, ([], where, []))
    if what not in whats:
        whats.append(what)
    if name not in names:
        names.append(name)


if __name__ == "__main__":
    main()
