// The search of a static site: every word must stand in a name or a text; names come before texts, short ones first,
// paragraphs that are no task's last.
(() => {
  "use strict";
  const box = document.getElementById("search"), list = document.getElementById("results"), told = document.getElementById("found");
  if (!box) return;
  const root = document.body.dataset.root, english = document.documentElement.lang === "en";
  const SHOWN = 30;
  box.closest(".find").hidden = false;
  let asked = false, at = -1;

  function load() {
    if (asked) return;
    asked = true;
    const script = document.createElement("script");
    script.src = root + "search.js";
    script.addEventListener("load", show);
    document.head.append(script);
  }
  function find(words) {
    const found = [];
    for (const entry of window.zerenSearch) {
      const name = entry[1].toLowerCase(), all = `${name} ${entry[2]} ${entry[4].toLowerCase()}`;
      if (!words.every((word) => all.includes(word))) continue;
      const named = entry[0] !== "text" && words.every((word) => name.includes(word));
      found.push([named ? name.length : (entry[0] === "text" ? 1e6 : 1000) + all.indexOf(words[0]), entry]);
    }
    return found.sort((a, b) => a[0] - b[0]).map((pair) => pair[1]);
  }
  function line(entry, number) {
    const [kind, name, county, file, more, anchor] = entry;
    const item = document.createElement("li"), link = document.createElement("a"), small = document.createElement("small");
    item.id = `result-${number}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    link.href = root + (english ? "en/" : "") + encodeURI(file).replace(/#/g, "%23").replace(/\?/g, "%3F") + (anchor ? `#${anchor}` : "");
    link.tabIndex = -1;
    link.textContent = name;
    const word = box.value.trim().toLowerCase().split(/\s+/)[0], place = more.toLowerCase().indexOf(word);
    const around = place > -1 && !name.toLowerCase().includes(word) ? ` …${more.slice(Math.max(0, place - 12), place + 40)}…` : "";
    small.textContent = ` ${list.dataset[kind]} · ${county}${around}`;
    item.append(link, small);
    return item;
  }
  function show() {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    list.replaceChildren();
    at = -1;
    box.removeAttribute("aria-activedescendant");
    const open = words.length > 0 && window.zerenSearch !== undefined;
    list.hidden = !open;
    box.setAttribute("aria-expanded", String(open));
    if (!open) { told.textContent = ""; return; }
    const found = find(words);
    list.append(...found.slice(0, SHOWN).map(line));
    if (found.length === 0 || found.length > SHOWN) {
      const rest = document.createElement("li");
      rest.className = "muted";
      rest.setAttribute("role", "presentation");
      rest.textContent = found.length ? list.dataset.more.replace("{}", found.length - SHOWN) : list.dataset.none;
      list.append(rest);
    }
    told.textContent = told.dataset.count.replace("{}", found.length);
  }
  function choose(next) {
    const options = [...list.querySelectorAll("[role=option]")];
    if (!options.length) return;
    if (options[at]) options[at].setAttribute("aria-selected", "false");
    at = (next + options.length) % options.length;
    options[at].setAttribute("aria-selected", "true");
    options[at].scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", options[at].id);
  }
  box.addEventListener("focus", load);
  box.addEventListener("input", () => { load(); show(); });
  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") { event.preventDefault(); choose(at + 1); }
    if (event.key === "ArrowUp") { event.preventDefault(); choose(at - 1); }
    if (event.key === "Escape") { box.value = ""; show(); }
    if (event.key === "Enter") {
      const link = (list.children[Math.max(at, 0)] || list).querySelector("a");
      if (link) link.click();
    }
  });
  addEventListener("click", (event) => { if (!event.target.closest(".find")) { list.hidden = true; box.setAttribute("aria-expanded", "false"); } });
})();
