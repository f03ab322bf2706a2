(() => {
"use strict";
const { strings, marks, counts, language: opened } = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);
let language = new URLSearchParams(location.search).get("lang") in strings ? new URLSearchParams(location.search).get("lang") : opened;
const hidden = new Set();

/** The string of a key, with its {places} filled. */
const say = (key, values = {}) =>
  (strings[language][key] ?? key).replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));

function fillTexts() {
  document.documentElement.lang = language === "en" ? "en" : "zh-Hans";
  for (const item of document.querySelectorAll("[data-text]")) item.textContent = say(item.dataset.text);
  for (const item of document.querySelectorAll("[data-label]")) item.setAttribute("aria-label", say(item.dataset.label));
  byId("language").lang = language === "en" ? "zh-Hans" : "en";
  byId("summary").textContent = say("summary", counts);
  sayPlace();
}

/** Sentences with something unread of a reason that is not hidden. */
const gaps = () => [...document.querySelectorAll(".s.open:not(.off)")];
let here = null;

function sayPlace() {
  const all = gaps();
  const at = all.indexOf(here) + 1;
  byId("status").textContent = !all.length ? say("none") : at ? say("at", { at, all: all.length }) : "";
}

/** Goes to the gap after (1) or before (-1) the last one, or the place that is on the screen. */
function jump(step) {
  const all = gaps();
  if (!all.length) return sayPlace();
  let at = all.indexOf(here);
  if (at >= 0) at += step;
  else {
    const below = all.findIndex((s) => s.getBoundingClientRect().top > 0);
    at = step > 0 ? (below < 0 ? 0 : below) : (below < 0 ? all.length : below) - 1;
  }
  here?.classList.remove("here");
  here = all[(at + all.length) % all.length];
  here.classList.add("here");
  here.tabIndex = -1;
  here.focus({ preventScroll: true });
  here.scrollIntoView({ block: "center" });
  sayPlace();
}

function filter() {
  for (const item of document.querySelectorAll("main [data-k]")) item.classList.toggle("off", hidden.has(item.dataset.k));
  for (const item of document.querySelectorAll("main .s.open")) {
    item.classList.toggle("off", item.dataset.why.split(" ").every((why) => hidden.has(why)));
  }
  const only = byId("gaps-only").checked;
  for (const item of document.querySelectorAll("main .part > p:not(.l1), main .row")) {
    item.classList.toggle("quiet", only && !item.querySelector(".s.open:not(.off)"));
  }
  sayPlace();
}

function show(places) {
  const list = byId("chosen").querySelector("ul");
  list.replaceChildren(...places.map((place) => {
    const [kind, name, fact, start, end, at] = marks[place];
    const item = document.createElement("li");
    const label = document.createElement("span");
    label.className = `sample ${kind}`;
    label.dataset.text = kind;
    const about = document.createElement("small");
    about.textContent = [fact, at?.[language], say("place", { start, end })].filter(Boolean).join(" · ");
    item.append(label, ` ${name}`, about);
    return item;
  }));
  byId("chosen").hidden = !places.length;
  fillTexts();
}

document.addEventListener("click", (event) => {
  const mark = event.target.closest("main [data-m]");
  if (mark) return show(mark.dataset.m.split(" ").map(Number));
  const button = event.target.closest(".legend button");
  if (!button) return;
  const off = button.getAttribute("aria-pressed") === "true";
  button.setAttribute("aria-pressed", String(!off));
  hidden[off ? "add" : "delete"](button.value);
  filter();
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "n") jump(1);
  else if (event.key === "p") jump(-1);
  else if (event.key === "Escape") show([]);
});
byId("next").addEventListener("click", () => jump(1));
byId("previous").addEventListener("click", () => jump(-1));
byId("gaps-only").addEventListener("change", filter);
byId("chosen").querySelector("button").addEventListener("click", () => show([]));
byId("language").addEventListener("click", () => {
  language = language === "en" ? "zh" : "en";
  fillTexts();
});
fillTexts();
document.documentElement.dataset.ready = "";
})();
