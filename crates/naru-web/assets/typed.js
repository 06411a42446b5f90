// The same page in the other language keeps what was typed and chosen in its forms, and which folds
// are open: kept in this tab on the click, put back once. Never what is secret: passwords, one-time
// codes, private keys, files. What was wrong with a form is not judged anew: a line says that
// something was. Without this script the link says beforehand that it is lost.
"use strict";
(() => {
  const NAME = "naru-typed";
  const NEVER = /^(?:password|file|hidden|submit|button|image|reset)$/;
  const SECRET = /password|one-time-code/;

  // Where a form goes, and its name, say which it is, in both languages; the query may say more
  // after a mistake. Asked as attributes: a form has fields that are called so.
  function forms() {
    return [...document.querySelectorAll("main form[method=post]")];
  }
  function place(form) {
    const action = form.getAttribute("action");
    return `${action ? new URL(action, location.href).pathname : ""}#${form.getAttribute("id")}`;
  }

  function fields(form) {
    return [...form.elements].filter((it) =>
      it.name && it.type && !NEVER.test(it.type) && !SECRET.test(it.autocomplete || "") &&
      it.matches("input, select, textarea"));
  }
  const isChoice = (it) => it.type === "checkbox" || it.type === "radio";

  function folds() {
    return [...document.querySelectorAll("main details")];
  }

  function typed(form) {
    const all = [];
    for (const it of fields(form)) {
      const value = it.multiple ? [...it.selectedOptions].map((one) => one.value) : it.value;
      if (String(value).includes("naru-private-key:")) continue;
      all.push({ name: it.name, type: it.type, value, on: isChoice(it) ? it.checked : null });
    }
    const wrong = form.querySelector("[aria-invalid=true], .error, #was-wrong") !== null;
    return { place: place(form), all, wrong };
  }

  // The nth field of a name is the nth of that name again; a choice is found by its value too.
  function putBack(form, was) {
    const met = new Map();
    const key = (it) => JSON.stringify([it.name, it.type, isChoice(it) ? it.value : ""]);
    for (const it of fields(form)) {
      const own = key(it);
      const nth = met.get(own) || 0;
      met.set(own, nth + 1);
      const kept = was.all.filter((one) => key(one) === own)[nth];
      if (!kept) continue;
      if (isChoice(it)) {
        if (it.checked === kept.on) continue;
        it.checked = kept.on;
      } else if (it.multiple) {
        for (const one of it.options) one.selected = kept.value.includes(one.value);
      } else {
        if (it.value === kept.value) continue;
        it.value = kept.value;
      }
      it.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  function take() {
    try {
      const text = sessionStorage.getItem(NAME);
      sessionStorage.removeItem(NAME);
      return JSON.parse(text);
    } catch {
      return null;
    }
  }

  // What was wrong stands beside its field, or above the form.
  const isWrong = () =>
    document.querySelector("main [aria-invalid=true], main .note.stop[role=alert]") !== null;
  function sayWrong(form) {
    const text = document.querySelector("a[data-language]")?.dataset.language;
    if (!text || isWrong()) return;
    const line = document.createElement("p");
    line.className = "note warn";
    line.id = "was-wrong";
    line.setAttribute("role", "status");
    line.textContent = text;
    form.prepend(line);
  }

  const was = take();
  if (was && was.path === location.pathname) {
    const left = [...was.forms];
    let said = !was.wrong;
    for (const form of forms()) {
      const nth = left.findIndex((it) => it.place === place(form));
      if (nth < 0) continue;
      const kept = left.splice(nth, 1)[0];
      putBack(form, kept);
      if (!said && kept.wrong) {
        sayWrong(form);
        said = true;
      }
    }
    const first = forms()[0];
    if (!said && first) sayWrong(first);
    const all = folds();
    if (all.length === was.folds.length) all.forEach((it, i) => { it.open = was.folds[i]; });
  }

  for (const link of document.querySelectorAll("a[data-language]")) {
    link.addEventListener("click", (event) => {
      // Another tab or window leaves this page as it is.
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      const path = new URL(link.href).pathname;
      const wrong = isWrong() || document.querySelector("#was-wrong") !== null;
      const folded = folds().map((it) => it.open);
      const kept = { path, wrong, forms: forms().map(typed), folds: folded };
      try {
        sessionStorage.setItem(NAME, JSON.stringify(kept));
      } catch {
        // A full or forbidden storage keeps nothing; the link itself works.
      }
    });
  }
})();
