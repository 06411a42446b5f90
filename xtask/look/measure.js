// Measures the page as it stands in the window: what a person would see to be wrong. Returns what
// was found, each with its kind, the words and the place. It never changes the page.
const [LANG, NAMES] = arguments;
const found = [];
const listed = {};
const seen = new Set();
const root = document.documentElement;

const short = text => text.replace(/\s+/g, " ").trim().slice(0, 90);
const place = e => {
  const name = it => it.tagName.toLowerCase() + (it.id ? `#${it.id}` : "")
    + [...it.classList].slice(0, 2).map(c => `.${c}`).join("");
  const path = [];
  for (let it = e; it && it !== document.body && path.length < 3; it = it.parentElement) {
    path.unshift(name(it));
    if (it.id) break;
  }
  return path.join(" > ");
};
const report = (kind, what, e) => {
  const where = e ? place(e) : "";
  const key = `${kind}|${what}|${where}`;
  if (!seen.has(key)) found.push({ kind, what: short(what), where });
  seen.add(key);
};

// What an element and those around it leave of what is drawn inside.
const styles = new Map();
const style = e => {
  if (!styles.has(e)) styles.set(e, getComputedStyle(e));
  return styles.get(e);
};
const clips = new Map();
const clipOf = e => {
  if (!e || e === root || e === document.body) return null;
  if (clips.has(e)) return clips.get(e);
  const above = clipOf(e.parentElement);
  let clip = above;
  const s = style(e);
  const cuts = s.overflowX !== "visible" && s.display !== "inline";
  const hidden = (s.clip && s.clip !== "auto") || /inset\((50|100)%/.test(s.clipPath);
  if (cuts || hidden) {
    const b = e.getBoundingClientRect();
    clip = {
      left: Math.max(b.left, above ? above.left : -1e9),
      right: hidden ? b.left : Math.min(b.right, above ? above.right : 1e9),
      top: Math.max(b.top, above ? above.top : -1e9),
      bottom: Math.min(b.bottom, above ? above.bottom : 1e9),
      by: e,
      scrolls: /auto|scroll/.test(s.overflowX),
    };
  }
  clips.set(e, clip);
  return clip;
};

// Every line of text that can be seen.
const lines = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
const nodes = [];
while (walker.nextNode()) {
  const node = walker.currentNode;
  const e = node.parentElement;
  if (!node.data.trim() || /^(SCRIPT|STYLE|NOSCRIPT|OPTION)$/.test(e.tagName)) continue;
  if (!e.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
  const clip = clipOf(e);
  const range = document.createRange();
  range.selectNodeContents(node);
  let isSeen = false;
  for (const r of range.getClientRects()) {
    if (r.width < 1 || r.height < 1 || r.right <= 0 || r.bottom <= 0) continue;
    const box = {
      left: Math.max(r.left, clip ? clip.left : -1e9),
      right: Math.min(r.right, clip ? clip.right : 1e9),
      top: Math.max(r.top, clip ? clip.top : -1e9),
      bottom: Math.min(r.bottom, clip ? clip.bottom : 1e9),
    };
    const isTiny = clip && (clip.right - clip.left < 4 || clip.bottom - clip.top < 4);
    if (isTiny) continue;
    const text = node.data;
    if (clip && !clip.scrolls && !e.closest("[title]")) {
      const lost = r.width - (box.right - box.left);
      const under = r.height - (box.bottom - box.top);
      if (lost > 2) report("text cut at the side", text, e);
      else if (under > r.height / 2) report("text cut below", text, e);
    }
    if (box.right - box.left < 1 || box.bottom - box.top < 1) continue;
    isSeen = true;
    lines.push({ ...box, e, node, text });
  }
  if (isSeen) nodes.push([node, e]);
}

// 1. Wider than the window, and what makes it so; boxes that must be pushed sideways.
const wide = root.scrollWidth - root.clientWidth;
if (wide > 0) {
  const widest = [...document.body.querySelectorAll("*")]
    .filter(e => e.getBoundingClientRect().right > root.clientWidth + 1 && !clipOf(e));
  const last = widest.filter(e => !e.firstElementChild).slice(0, 2);
  report("wider than the window", `by ${wide}: ${last.map(place).join(", ")}`, null);
}
for (const clip of new Set([...clips.values()].filter(it => it && it.scrolls).map(it => it.by))) {
  if (clip.scrollWidth > clip.clientWidth + 1 && !/^(TEXTAREA|INPUT|SELECT)$/.test(clip.tagName)) {
    report("must be pushed sideways", `by ${clip.scrollWidth - clip.clientWidth}`, clip);
  }
}

// 2. Text outside of its box.
for (const line of lines) {
  let box = line.e;
  while (box.parentElement && /^(inline|contents)$/.test(style(box).display)) {
    box = box.parentElement;
  }
  if (line.e.closest("svg")) continue;
  const b = box.getBoundingClientRect();
  const over = Math.max(line.right - b.right, b.left - line.left);
  if (over > 2) report("text outside of its box", `${short(line.text)} (${over | 0} px)`, line.e);
}

// 3. Text on text, and text under something else.
lines.sort((a, b) => a.top - b.top || a.left - b.left);
for (let i = 0; i < lines.length; i += 1) {
  const a = lines[i];
  for (let j = i + 1; j < lines.length && lines[j].top < a.bottom; j += 1) {
    const b = lines[j];
    const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const down = Math.min(a.bottom, b.bottom) - b.top;
    const height = Math.min(a.bottom - a.top, b.bottom - b.top);
    if (a.node !== b.node && across > 3 && down > height * 0.35) {
      report("text on text", `${short(a.text).slice(0, 40)} / ${short(b.text).slice(0, 40)}`, b.e);
    }
  }
}
// Words or numbers that run into each other, as a reader takes them for one.
const isWord = char => /[A-Za-z0-9]/.test(char);
for (let i = 0; i < lines.length; i += 1) {
  const a = lines[i];
  if (!isWord(a.text.at(-1)) || a.e.closest("svg")) continue;
  for (let j = Math.max(i - 40, 0); j < Math.min(i + 40, lines.length); j += 1) {
    const b = lines[j];
    const gap = b.left - a.right;
    const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (a.node === b.node || gap < -1 || gap > 1.5 || !isWord(b.text[0])) continue;
    if (down > 0.6 * Math.min(a.bottom - a.top, b.bottom - b.top)) {
      report("words run together", `${a.text.slice(-40)}${b.text.slice(0, 40)}`, b.e);
    }
  }
}
const ink = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
const colours = new Map();
const colour = css => {
  if (!colours.has(css)) {
    ink.clearRect(0, 0, 1, 1);
    ink.fillStyle = css;
    ink.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = ink.getImageData(0, 0, 1, 1).data;
    colours.set(css, [r, g, b, a / 255]);
  }
  return colours.get(css);
};
for (const line of lines) {
  const x = (line.left + line.right) / 2, y = (line.top + line.bottom) / 2;
  const top = document.elementFromPoint(x, y);
  if (!top || top.contains(line.e) || line.e.contains(top) || line.e.closest("svg")) continue;
  if (colour(style(top).backgroundColor)[3] > 0.5) {
    report("text under something", `${short(line.text)} / ${place(top)}`, line.e);
  }
}

// 4. Contrast below AA.
const over = (front, back) => [0, 1, 2].map(i => front[i] * front[3] + back[i] * (1 - front[3]));
const grounds = new Map();
const groundOf = e => {
  if (!e) return colour("Canvas").slice(0, 3);
  if (grounds.has(e)) return grounds.get(e);
  const s = style(e);
  let ground = null;
  if (s.backgroundImage === "none") {
    const own = colour(s.backgroundColor);
    const behind = own[3] === 1 ? [0, 0, 0] : groundOf(e.parentElement);
    ground = behind && over(own, behind);
  }
  grounds.set(e, ground);
  return ground;
};
const light = c => {
  const [r, g, b] = c.map(v => v / 255).map(v => v <= 0.03928 ? v / 12.92
    : ((v + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const dim = new Set();
for (const [node, e] of nodes) {
  if (dim.has(e) || e.closest("svg, [disabled], [aria-disabled=true]")) continue;
  dim.add(e);
  const ground = groundOf(e);
  if (!ground) continue;
  let see = 1;
  for (let it = e; it; it = it.parentElement) see *= Number(style(it).opacity);
  const front = colour(style(e).color);
  const [a, b] = [light(over([...front.slice(0, 3), front[3] * see], ground)), light(ground)];
  const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  const size = parseFloat(style(e).fontSize);
  const isLarge = size >= 24 || (size >= 18.66 && Number(style(e).fontWeight) >= 700);
  if (ratio < (isLarge ? 3 : 4.5) - 0.01) {
    report("contrast below AA", `${ratio.toFixed(2)}: ${short(node.data).slice(0, 40)}`, e);
  }
}

// 5. Words.
const ULID = "01[0-9A-HJKMNP-TV-Z]{24}";
const RAW = [
  ["placeholder", /\{[a-z_]{0,20}\}/],
  ["value of the program", /\b(undefined|NaN|null|Some\(|Ok\(|Err\()/],
  ["raw identifier", new RegExp(`\\b([a-z][a-z_-]*:)?${ULID}\\b`)],
  ["raw time", /\b\d{4}-\d\d-\d\dT\d\d:\d\d|\d:\d\d\.\d{4,}/],
  ["number of micros", /\b1[6-9]\d{14}\b/],
];
const MANY = new RegExp("(?<!of )(?<![\\d,.:\\-/])1 "
  + "(?!is|was|has|this|class|access|address|process|status)[a-z]{3,}s\\b");
const sayings = nodes.map(([node, e]) => [node.data, e]);
for (const e of document.body.querySelectorAll("[title], [aria-label], [placeholder], img[alt]")) {
  if (!e.checkVisibility()) continue;
  for (const name of ["title", "aria-label", "placeholder", "alt"]) {
    if (e.getAttribute(name)) sayings.push([e.getAttribute(name), e, name]);
  }
}
const isSentence = words => words.length > 3
  && words.some(it => /^(the|of|is|are|to|and|by|for|in|was|not|with|that|from|has)$/i.test(it));
const list = (kind, text) => {
  listed[kind] = listed[kind] || {};
  listed[kind][short(text)] = 1;
};
for (const [text, e, attribute] of sayings) {
  const code = e.closest("pre, code, .mono, textarea, samp, kbd");
  for (const [kind, pattern] of RAW) {
    if (code && kind === "value of the program") continue;
    if (pattern.test(text)) report(kind + (code ? " (as code)" : ""), text, e);
  }
  if (/[가-힣\d)](을\(를\)|이\(가\)|은\(는\)|와\(과\)|\(으\)로)/.test(text)) {
    report("particle left open", text, e);
  }
  if (code) continue;
  const own = (e.closest("[lang]") || root).getAttribute("lang");
  if (own && own !== LANG) continue;
  if (LANG === "en" && MANY.test(text)) report("one of many", text, e);
  const hangul = text.match(/[가-힣]+/g);
  if (LANG === "en" && hangul) {
    // Somebody wrote it in both languages: 한글 / English.
    if (/[가-힣].* \/ [^가-힣]*[a-z]{3}[^가-힣]*$/.test(text)) continue;
    const isName = NAMES.some(it => text.includes(it)) && hangul.length < 3;
    const says = /(니다|세요|십시오|어요)[.!?)]|[가-힣]+(을|를|은|는|에서) /.test(text);
    if (isName || !says) list("Hangul on English pages", text);
    else report(`Hangul on an English page${attribute ? ` (${attribute})` : ""}`, text, e);
  }
  if (LANG === "ko" && !hangul) {
    if (/^[+\d.,\s]+ms$/.test(text.trim())) continue;
    const words = text.match(/[A-Za-z][a-z']+|\ba\b/g) || [];
    if (isSentence(words)) {
      report(`English on a Korean page${attribute ? ` (${attribute})` : ""}`, text, e);
    } else if (words.length) list("English on Korean pages", text);
  }
}

// 6. Tables whose columns have no name.
for (const table of document.querySelectorAll("table")) {
  if (!table.checkVisibility()) continue;
  [...table.querySelectorAll("thead th")].forEach((th, at) => {
    if (th.textContent.trim() || th.getAttribute("aria-label")) return;
    report("head of a column without a name", `column ${at + 1}`, th);
  });
}

// What of the page is worth showing small: its main part, as far down as there is something.
const main = document.querySelector("main") || document.body;
const box = main.getBoundingClientRect();
const last = [...main.querySelectorAll("*")].filter(e => e.checkVisibility())
  .reduce((most, e) => Math.max(most, e.getBoundingClientRect().bottom), 0);
const lowest = main.contains(document.querySelector("footer")) ? last
  : Math.max(last, ...[...document.querySelectorAll("footer")]
    .map(e => e.getBoundingClientRect().bottom));
const [way] = performance.getEntriesByType("navigation");
return {
  found,
  listed,
  title: document.title,
  lang: root.lang,
  main: [box.left, box.top, box.right, lowest].map(it => Math.round(it + scrollY)),
  ms: way ? Math.round(way.responseEnd - way.requestStart) : null,
  status: way ? way.responseStatus : null,
};
