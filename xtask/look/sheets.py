"""Contact sheets: many pictures on one, still large enough to be read.

Pictures flow down columns in the order of the pages; what is longer than a column goes on in the
next one, with a little of what was there repeated.
"""

import html
import json
import os
import shutil

SHEET_WIDTH = 1_960
SHEET_HEIGHT = 1_600
GAP = 12
CAPTION = 22
REPEATED = 24
LEAST = 120
PHONES = 6
STYLE = """
body { margin: 0; background: #777; position: relative; font: 13px/20px sans-serif; }
p { position: absolute; margin: 0; height: 22px; padding: 0 4px; box-sizing: border-box;
    background: #222; color: #fff; overflow: hidden; white-space: nowrap; }
p b { color: #ffd75e; } p.on { background: #555; }
div { position: absolute; overflow: hidden; background: #fff; }
img { position: absolute; }
"""
READY = """
const done = arguments[arguments.length - 1];
Promise.all([...document.images].map(it => it.decode())).then(() => done(true), () => done(false));
"""


def make(browser, folder, given):
    """Makes the sheets of all pictures that are asked for, and the list of them."""
    with open(os.path.join(folder, "index.json"), encoding="utf-8") as file:
        pictures = json.load(file)
    groups = {}
    for it in pictures:
        if "height" in it and is_wanted(given, it):
            key = (it["role"], it["lang"], it["width"], it["theme"])
            groups.setdefault(key, []).append(it)
    out = os.path.join(folder, "sheets")
    shutil.rmtree(out, ignore_errors=True)
    os.makedirs(out)
    listed = []
    for (role, lang, width, theme), group in groups.items():
        columns = given.desks if width >= 760 else PHONES
        dark = ".dark" if theme == "dark" else ""
        for at, sheet in enumerate(flow(group, columns), 1):
            first = sheet[0]["picture"]["file"].removesuffix(".png").rsplit(f"{width}{dark}.")[-1]
            name = f"{role}.{lang}.{width}{dark}.{at:03}.{first.removeprefix('console~')}.png"
            photograph(browser, folder, os.path.join(out, name), sheet)
            seen = dict.fromkeys(it["picture"]["file"] for it in sheet)
            listed.append((name, [it.removesuffix(".png") for it in seen]))
    with open(os.path.join(out, "index.txt"), "w", encoding="utf-8") as file:
        for name, pages in listed:
            file.write(f"{name}\n" + "".join(f"    {it}\n" for it in pages))
    print(f"{len(listed)} sheets in {out}, index.txt says what is on each")


def is_wanted(given, it):
    return ((not given.roles or it["role"] in given.roles)
            and it["lang"] in given.lang and it["width"] in given.width
            and any(given.only in it[key] for key in ("file", "route", "url")))


def crop(picture, is_first):
    """What of a picture is worth showing: head and menu are the same on every page."""
    width, height = picture["width"], picture["height"]
    left, top, right, bottom = picture["main"]
    bottom = min(bottom + 16, height)
    if is_first or bottom - top < 60:
        return 0, 0, width, height
    if width < 760 or right - left < 300:
        left, right = 0, width
    return left, min(top, 400), right, bottom


def flow(pictures, columns):
    """Cuts the pictures into pieces and lays them into columns; yields one sheet after another."""
    across = (SHEET_WIDTH - GAP * (columns + 1)) // columns
    sheet, column, y = [], 0, GAP
    for picture in pictures:
        left, begin, right, end = crop(picture, picture is pictures[0])
        # Never larger than it was taken.
        scale = min(across / (right - left), 1)
        top = begin
        while top < end:
            room = SHEET_HEIGHT - GAP - y - CAPTION
            rest = (end - top) * scale
            if room < min(LEAST, rest) or (room < rest <= SHEET_HEIGHT / 2):
                column, y = column + 1, GAP
                if column == columns:
                    yield sheet
                    sheet, column = [], 0
                continue
            shown = min(rest, room)
            sheet.append({
                "picture": picture, "top": top, "scale": scale, "left": left,
                "is_more": top > begin, "x": GAP + column * (across + GAP), "y": y,
                "across": across, "wide": round((right - left) * scale), "high": round(shown),
            })
            y += CAPTION + round(shown) + GAP
            top += shown / scale
            if top >= end - 1:
                break
            top -= REPEATED
    if sheet:
        yield sheet


def photograph(browser, folder, path, sheet):
    """Lays one sheet out as a page and takes its picture."""
    parts = ["<!DOCTYPE html><meta charset=utf-8><style>", STYLE, "</style>"]
    for it in sheet:
        picture = it["picture"]
        url = html.escape(picture["url"].removeprefix("/console") or "/console")
        more = f' from {round(it["top"])}' if it["is_more"] else ""
        if picture["whole_height"] > picture["height"]:
            more += f' ({picture["whole_height"]} px long)'
        who = f'{picture["role"]} {picture["lang"]}'
        kind = ' class="on"' if it["is_more"] else ""
        y = it["y"] + CAPTION
        name = html.escape(picture["file"])
        parts.append(
            f'<p{kind} style="left:{it["x"]}px;top:{it["y"]}px;width:{it["across"]}px">'
            f"<b>{url}</b> {who}{more}</p>"
            f'<div style="left:{it["x"]}px;top:{y}px;width:{it["wide"]}px;height:{it["high"]}px">'
            f'<img src="../pictures/{name}" style="width:{picture["width"] * it["scale"]:.2f}px;'
            f'left:{-it["left"] * it["scale"]:.2f}px;top:{-it["top"] * it["scale"]:.2f}px"></div>'
        )
    page = os.path.join(folder, "sheets", "sheet.html")
    with open(page, "w", encoding="utf-8") as file:
        file.write("".join(parts))
    height = max(it["y"] + CAPTION + it["high"] for it in sheet) + GAP
    browser.size(SHEET_WIDTH, height)
    browser.open(f"file://{os.path.abspath(page)}")
    if not browser.wait(READY):
        print(f"a picture of {os.path.basename(path)} cannot be read")
    browser.picture(path, SHEET_WIDTH, height)
    os.remove(page)
