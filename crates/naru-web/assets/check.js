// Keys for whoever checks items all day: j and k move, 1 to 4 choose, e writes grounds, n and o go
// to the next item that the machine contradicts or that nobody answered, Enter saves; from a field
// Esc leads out and Ctrl+Enter saves. Everything here is a link or a button of the page: without
// this script it is clicked. What was typed and not saved is kept in this tab until it is.
"use strict";
(() => {
  if (!document.querySelector("[data-check]")) return;
  const form = document.querySelector("[data-finding]");

  function follow(link) {
    if (link) link.click();
  }

  // The next line of the list with this mark, from the present one on, and round again.
  function next(mark) {
    const all = [...document.querySelectorAll(".items a")];
    const here = all.findIndex((it) => it.hasAttribute("aria-current"));
    const turned = [...all.slice(here + 1), ...all.slice(0, here + 1)];
    return turned.find((it) => it.hasAttribute(mark));
  }

  // The letter or number of a key. A Hangul layout gives another letter: then its place counts.
  function letter(event) {
    if (/^[a-z0-9]$/i.test(event.key)) return event.key.toLowerCase();
    // An arrow of the number pad is no letter, whatever stands on its key.
    const place = event.key.length === 1 &&
      /^(?:Key|Digit|Numpad)([A-Z0-9])$/.exec(event.code || "");
    return place ? place[1].toLowerCase() : event.key;
  }

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey) return;
    const at = event.target;
    if (event.ctrlKey || event.metaKey) {
      const typed = event.key === "Enter" && at.form;
      if (!typed || !typed.matches("[data-draft]")) return;
      event.preventDefault();
      typed.requestSubmit();
      return;
    }
    if (at.matches("textarea, select, input:not([type=radio])")) {
      if (event.key === "Escape") at.blur();
      return;
    }
    const key = letter(event);
    const choice = form && form.querySelector(`input[data-key="${CSS.escape(key)}"]`);
    if (choice) {
      choice.checked = true;
      choice.focus();
      choice.dispatchEvent(new Event("change", { bubbles: true }));
    } else if (key === "j") follow(document.querySelector("article a[rel=next]"));
    else if (key === "k") follow(document.querySelector("article a[rel=prev]"));
    else if (key === "n") follow(next("data-refuted"));
    else if (key === "o") follow(next("data-open"));
    else if (key === "e" && form) {
      const grounds = form.querySelector("textarea");
      if (grounds) grounds.focus();
    } else if (key === "Enter" && form && !at.matches("a, button, summary")) form.requestSubmit();
    else return;
    event.preventDefault();
  });
  const here = document.querySelector(".items a[aria-current]");
  if (here && here.offsetParent) here.scrollIntoView({ block: "nearest" });

  // Drafts: of this account, by check and item. They outlive a session that ends for being idle.
  const OURS = "naru-draft ";
  const draft = document.querySelector("[data-draft]");
  const account = document.querySelector("[data-check]").dataset.check;
  const mine = `${OURS}${account} `;
  const place = `${mine}${location.pathname.split("/")[3]} `;
  const own = draft && place + draft.dataset.draft;
  const isRefused = document.querySelector(".note.stop[role=alert]");

  function read(name) {
    try {
      return JSON.parse(sessionStorage.getItem(name));
    } catch {
      return null;
    }
  }

  // What is on record of an item: it changes with what is taken.
  function record(item) {
    const line = document.querySelector(`.items a[data-item="${CSS.escape(item)}"]`);
    return line ? line.dataset.record : "";
  }

  // What somebody else typed here before is nobody's draft. What was sent is none once it was
  // taken, which the record of this check tells: it may have met the login, or no network.
  for (const name of Object.keys(sessionStorage).filter((it) => it.startsWith(OURS))) {
    const it = read(name);
    const isOfHere = it && it.sent && name.startsWith(place);
    const isTaken = isOfHere && it.record !== record(name.slice(place.length));
    if (!name.startsWith(mine) || isTaken) sessionStorage.removeItem(name);
  }
  const was = own && read(own);
  if (!draft) return;
  const fields = [...draft.elements].filter(
    (it) => it.name && it.type !== "hidden" && it.type !== "submit" && it.type !== "checkbox",
  );
  const note = draft.querySelector("[data-draft-note]");

  function typed() {
    const all = {};
    for (const it of fields) {
      if (it.type !== "radio") all[it.name] = it.value;
      else if (it.checked) all[it.name] = it.value;
    }
    return all;
  }

  // Leaving a field tells of its change after the form has gone: that is no new draft.
  let isGone = false;
  addEventListener("pageshow", () => { isGone = false; });

  function keep(sent) {
    if (isGone && !sent) return;
    isGone = sent;
    try {
      const it = { all: typed(), sent, record: record(draft.dataset.draft) };
      sessionStorage.setItem(own, JSON.stringify(it));
    } catch {
      // A full or forbidden storage keeps nothing; the form itself works.
    }
  }

  const shown = JSON.stringify(typed());
  if (was && !isRefused && JSON.stringify(was.all) !== shown) {
    for (const it of fields) {
      const value = was.all[it.name];
      if (value === undefined) continue;
      if (it.type === "radio") it.checked = it.value === value;
      else it.value = value;
    }
    if (note) note.hidden = false;
  }
  // What was refused stands in the form as it was typed, and is not saved yet.
  if (isRefused && was) keep(false);
  for (const kind of ["input", "change"]) draft.addEventListener(kind, () => keep(false));
  draft.addEventListener("submit", () => keep(true));
  const drop = draft.querySelector("[data-draft-drop]");
  if (drop) {
    drop.addEventListener("click", () => {
      sessionStorage.removeItem(own);
      location.reload();
    });
  }
})();
