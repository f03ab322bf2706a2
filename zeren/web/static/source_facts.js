// A coloured place tells what it proves; kinds of facts are hidden and shown from the legend.
(() => {
  "use strict";
  const { told, around, paragraphs, place, cited } = window.zerenSource;
  const panel = document.getElementById("proof");
  const facts = [...document.querySelectorAll("#text a.m")];
  let opened = null;

  // One stop for Tab among the facts of a plan, which may be thousands; j and k walk on from it.
  let stop = facts[0];
  for (const fact of facts) if (fact !== stop) fact.tabIndex = -1;
  window.zeren.rows = () => facts.filter((fact) => !fact.classList.contains("off") && !fact.closest(".quiet"));
  document.getElementById("text").addEventListener("focusin", (event) => {
    if (!event.target.matches("a.m")) return;
    stop.tabIndex = -1;
    stop = event.target;
    stop.tabIndex = 0;
  });

  function link(words, address) {
    const made = document.createElement("a");
    made.href = address;
    made.textContent = words;
    return made;
  }

  function item(number) {
    const [kind, name, start, end, fact, unit] = told.marks[number];
    const [title, address] = told.facts[fact];
    const made = document.createElement("li");
    const sample = document.createElement("span");
    sample.className = `sample ${kind}`;
    sample.textContent = told.kinds[kind];
    made.append(sample, " ");
    if (unit >= 0) made.append(link(name, told.units[unit]), " · ");
    made.append(link(title, address));
    const about = document.createElement("small");
    const paragraph = paragraphs[around(start)].start;
    about.append(link(place(start, end), `${told.self}?char=${start},${end}#c${paragraph}`));
    const copy = document.createElement("button");
    copy.type = "button";
    copy.className = "copy";
    copy.dataset.copy = cited(start, end);
    copy.textContent = told.copy;
    about.append(" ", copy);
    made.append(about);
    return made;
  }

  function show(mark) {
    const numbers = mark.dataset.m.split(" ").map(Number);
    panel.querySelector("ul").replaceChildren(...numbers.map(item));
    panel.hidden = false;
    opened?.classList.remove("opened");
    opened = mark;
    opened.classList.add("opened");
  }

  function close() {
    if (panel.hidden) return;
    const back = panel.contains(document.activeElement);
    panel.hidden = true;
    opened.classList.remove("opened");
    if (back) (opened.closest("a.m") ?? stop).focus({ preventScroll: true });
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest("#proof .shut")) return close();
    const mark = event.target.closest("#text [data-m]");
    if (mark) {
      if (event.ctrlKey || event.metaKey || event.shiftKey || String(getSelection())) return;
      event.preventDefault();
      show(mark);
      // Enter on a link is a click without a place: whoever came by keyboard goes on in the panel.
      if (event.detail === 0) panel.querySelector("a").focus();
      return;
    }
    const button = event.target.closest(".legend button");
    if (!button) return;
    const off = button.getAttribute("aria-pressed") === "true";
    button.setAttribute("aria-pressed", String(!off));
    for (const each of document.querySelectorAll(`#text [data-k="${button.value}"]`)) each.classList.toggle("off", off);
    dispatchEvent(new Event("zeren-legend"));
  });
  addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  for (const button of document.querySelectorAll(".legend button")) button.disabled = false;
  if (innerWidth < 1000) for (const side of document.querySelectorAll(".side > details")) side.open = false;
})();
