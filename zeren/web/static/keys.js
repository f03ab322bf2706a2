// The keyboard: rows are walked with j and k, g and a letter goes to a page, ? tells all keys.
(() => {
  "use strict";
  const $ = (id) => document.getElementById(id);
  const help = $("help");
  const openHelp = () => (help.open ? help.close() : help.showModal());
  for (const [id, act] of [["theme", () => window.zeren.turnTheme()], ["help-open", openHelp]]) {
    const button = $(id);
    button.hidden = false;
    button.addEventListener("click", act);
  }
  help.addEventListener("click", (event) => { if (event.target === help) help.close(); });

  const rows = () => window.zeren.rows?.() ?? [...document.querySelectorAll("main .rows a.main, main .row-link, main .compared a.quote")].filter((row) => row.offsetParent);
  function walk(step) {
    const all = rows();
    if (!all.length) return;
    const at = all.indexOf(document.activeElement);
    const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + step))];
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "center" });
  }
  function follow(link) { if (link) link.click(); }
  function source() {
    const row = document.activeElement.closest("tr, li, article");
    follow(row && row.querySelector("a.quote"));
  }
  let going = 0;
  const keys = {
    "/": () => { const box = $("ask") || $("search"); if (box) { box.focus(); box.select(); } },
    "?": openHelp,
    j: () => walk(1),
    k: () => walk(-1),
    s: source,
    t: () => window.zeren.turnTheme(),
    l: () => follow(document.querySelector("a[data-key=l]")),
    g: () => { going = Date.now(); },
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input, textarea, select, [contenteditable], .yasgui")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (help.open && event.key !== "?") return;
    if (going && Date.now() - going < 1500 && /^[a-z]$/.test(event.key)) {
      going = 0;
      const target = document.querySelector(`[data-go="${event.key}"]`);
      if (target) { event.preventDefault(); follow(target); return; }
    }
    const act = keys[event.key];
    if (act) { event.preventDefault(); act(); }
  });
})();
