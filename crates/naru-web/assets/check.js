// Keys for whoever checks items all day: j and k move, 1 to 4 choose, e writes grounds, n and o go
// to the next item that the machine contradicts or that nobody answered, Enter saves. Everything
// here is a link or a button of the page: without this script it is clicked.
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

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const at = event.target;
    if (at.matches("textarea, select, input:not([type=radio])")) {
      if (event.key === "Escape") at.blur();
      return;
    }
    const choice = form && form.querySelector(`input[data-key="${CSS.escape(event.key)}"]`);
    if (choice) {
      choice.checked = true;
      choice.focus();
    } else if (event.key === "j") follow(document.querySelector("article a[rel=next]"));
    else if (event.key === "k") follow(document.querySelector("article a[rel=prev]"));
    else if (event.key === "n") follow(next("data-refuted"));
    else if (event.key === "o") follow(next("data-open"));
    else if (event.key === "e" && form) {
      const grounds = form.querySelector("textarea");
      if (grounds) grounds.focus();
    } else if (event.key === "Enter" && form && !at.matches("a, button, summary")) form.requestSubmit();
    else return;
    event.preventDefault();
  });
  const here = document.querySelector(".items a[aria-current]");
  if (here && here.offsetParent) here.scrollIntoView({ block: "nearest" });
})();
