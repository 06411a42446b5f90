// Keeps a page live: takes rendered fragments from one server-sent event stream and puts them in
// their places, keeping focus; turns the lamp when events stop. No words here: they come from the
// page, in its language.
"use strict";
(() => {
  const body = document.body;
  const lamp = document.getElementById("lamp");
  if (!lamp || !window.EventSource) return;
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let last = Date.now();
  let lastClock = lamp.dataset.clock;
  let state = body.dataset.lamp;

  function flash(cell) {
    if (still.matches || !cell || !cell.matches("td, dd")) return;
    cell.classList.add("changed");
    setTimeout(() => cell.classList.remove("changed"), 1200);
  }

  // Makes `old` like `fresh` node by node, so that what did not change keeps focus and selection.
  function morph(old, fresh) {
    if (old.nodeType !== fresh.nodeType || old.nodeName !== fresh.nodeName) {
      old.replaceWith(fresh.cloneNode(true));
      return;
    }
    if (old.nodeType === Node.TEXT_NODE) {
      if (old.data !== fresh.data) {
        old.data = fresh.data;
        flash(old.parentElement.closest("td, dd"));
      }
      return;
    }
    if (old.nodeType !== Node.ELEMENT_NODE) return;
    for (const { name, value } of fresh.attributes) {
      if (name !== "class" || !old.classList.contains("changed")) {
        if (old.getAttribute(name) !== value) old.setAttribute(name, value);
      }
    }
    for (const { name } of [...old.attributes]) {
      if (!fresh.hasAttribute(name) && name !== "class") old.removeAttribute(name);
    }
    const [was, now] = [[...old.childNodes], [...fresh.childNodes]];
    now.forEach((node, i) => {
      if (was[i]) morph(was[i], node);
      else old.append(node.cloneNode(true));
    });
    was.slice(now.length).forEach((node) => node.remove());
  }

  function show(next, text) {
    if (state !== next) body.dataset.lamp = state = next;
    if (lamp.textContent !== text) lamp.textContent = text;
  }

  function look() {
    const age = Math.floor((Date.now() - last) / 1000);
    if (age >= 15) show("cut", lamp.dataset.cut.replace("{t}", lastClock));
    else if (age >= 3) show("late", lamp.dataset.late.replace("{n}", age));
  }

  function leaveWhenServed() {
    fetch(location.href, { method: "HEAD", cache: "no-store" })
      .then((answer) => (answer.ok ? location.reload() : setTimeout(leaveWhenServed, 5000)))
      .catch(() => setTimeout(leaveWhenServed, 5000));
  }

  const stream = new EventSource(body.dataset.live);
  stream.addEventListener("patch", (event) => {
    const patch = JSON.parse(event.data);
    const holder = document.createElement("template");
    for (const [id, html] of Object.entries(patch.parts)) {
      const place = document.getElementById(id);
      holder.innerHTML = html;
      if (place && holder.content.firstElementChild) morph(place, holder.content.firstElementChild);
    }
    if (!patch.fresh) return; // The server's own figures are old: the lamp keeps counting.
    last = Date.now();
    lastClock = patch.clock;
    show("live", lamp.dataset.word);
  });
  stream.addEventListener("bye", () => { stream.close(); leaveWhenServed(); });
  stream.addEventListener("error", () => {
    if (stream.readyState === EventSource.CLOSED) leaveWhenServed();
  });
  setInterval(look, 1000);
})();
