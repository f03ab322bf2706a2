// What a reader does: pointer, keyboard, search, the address, further parts.
(() => {
  "use strict";
  const graph = window.zeren.network, words = graph.words;
  const $ = (id) => document.getElementById(id);
  const stage = $("net-stage"), live = $("net-live"), find = $("net-find");
  const root = document.documentElement;
  let control = null, at = null;

  // Filters hold without a button where there are scripts.
  const form = $("network-form");
  if (form) form.querySelector("button").hidden = true;
  if (form) form.addEventListener("change", () => {
    const query = new URLSearchParams([...new FormData(form)].filter(([name, value]) => value !== "" && !(name === "min" && value === "1")));
    location.assign(`${words.page}${String(query) ? "?" : ""}${query}`);
  });

  // The address says what is open, so that it can be sent, and the back button leads back.
  // A file keeps it behind #, since a browser lets nobody change the rest of its address.
  const isFile = location.protocol === "file:";
  const asked = () => new URLSearchParams(isFile ? location.hash.slice(1) : location.search);
  function write(node, other) {
    const address = new URL(location.href), query = asked();
    for (const [name, turn] of [["at", node], ["to", other]]) {
      if (turn === null) query.delete(name); else query.set(name, graph.nodes[turn].id);
    }
    if (isFile) address.hash = query; else address.search = query;
    if (address.href !== location.href) history.pushState(null, "", address);
  }
  function show(node, other) {
    at = node;
    if (control && (node !== control.view.chosen || other !== control.view.other)) control.choose(node, other);
    for (const row of document.querySelectorAll("#net-table .current")) row.classList.remove("current");
    if (node === null) { graph.panel.clear(); return; }
    const row = $(`n${node}`);
    if (row) row.classList.add("current");
    if (other === null) graph.panel.node(node, open); else graph.panel.tie(node, other, open);
  }
  function open(node, other, focus = true) {
    show(node, other);
    write(node, other);
    if (node === null) { if (focus) stage.focus(); return; }
    if (control) control.see(node);
    if (focus) graph.panel.title.focus({ preventScroll: stage.offsetHeight < innerHeight && innerWidth > 900 });
  }
  function read() {
    const query = asked();
    const [node, other] = ["at", "to"].map((name) => { const turn = graph.turnOf.get(query.get(name)); return turn === undefined ? null : turn; });
    show(node, node !== null && other !== null && graph.tieOf(node, other) ? other : null);
    if (node !== null && control) control.see(node);
  }

  // The keyboard: an arrow goes along the tie that leads most that way.
  function step(dx, dy) {
    const from = at === null ? graph.nodes.findIndex(Boolean) : at;
    let best = at === null ? from : null, cost = Infinity;
    const here = graph.nodes[from];
    for (const edge of at === null ? [] : graph.near[from]) {
      const there = graph.nodes[graph.other(edge, from)];
      const x = there.x - here.x, y = there.y - here.y, away = Math.hypot(x, y) || 1;
      const along = (x * dx + y * dy) / away;
      if (along > 0.35 && away / along ** 2 < cost) { cost = away / along ** 2; best = there.turn; }
    }
    if (best === null) return;
    at = best;
    if (control) { control.choose(best, null); control.see(best); }
    live.textContent = graph.panel.told(graph.nodes[best]);
  }
  const keys = {
    ArrowLeft: () => step(-1, 0), ArrowRight: () => step(1, 0), ArrowUp: () => step(0, 1), ArrowDown: () => step(0, -1),
    Enter: () => { if (at === null) step(0, 0); else open(at, null); },
    Escape: () => open(null, null),
    "+": () => control && control.zoom(1 / 1.5), "=": () => control && control.zoom(1 / 1.5), "-": () => control && control.zoom(1.5), 0: () => control && control.fit(),
  };
  stage.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
  });
  $("net-panel").addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const both = asked().get("to");
    if (both && at !== null) open(at, null); else { write(null, null); graph.panel.clear(); if (control) control.choose(null, null); (control ? stage : $("net-table")).focus(); }
  });

  // The search: names as they are typed, and the picture flies to the one that is chosen.
  const options = $("net-names");
  // A name that several counties have is told, and chosen, with its county.
  const note = $("net-note");
  let alike = new Map();
  const label = (node) => (graph.counties.length > 1 && node.kind !== "county" && alike.get(node.name) > 1 ? `${node.name}（${graph.counties[node.county].name}）` : node.name);
  const matching = (typed) => {
    alike = new Map();
    for (const node of graph.ranked) alike.set(node.name, (alike.get(node.name) || 0) + 1);
    return graph.nodes.filter((node) => node && label(node).includes(typed));
  };
  function tell(text) { note.textContent = text; note.hidden = text === ""; }
  find.addEventListener("input", (event) => {
    const typed = find.value.trim();
    tell("");
    options.replaceChildren(...matching(typed).slice(0, 12).map((node) => { const option = document.createElement("option"); option.value = label(node); return option; }));
    if (!(event instanceof InputEvent) || event.inputType === "insertReplacementText") go();
  });
  function go() {
    const typed = find.value.trim();
    if (!typed) return;
    const fits = matching(typed), named = fits.filter((node) => node.name === typed);
    const found = fits.find((node) => label(node) === typed) || named[0] || fits[0];
    if (!found) {
      tell(words.nothing.replace("{name}", typed));
      live.textContent = note.textContent;
      return;
    }
    tell(named.length > 1 ? words.several.replace("{n}", named.length).replace("{name}", label(found)) : "");
    open(found.turn, null, false);
    if (control) control.fly(found.turn, graph.nodes.length > 400 ? 0.12 : 0.45);
    live.textContent = `${graph.panel.told(found)} ${note.textContent}`.trim();
  }
  find.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); go(); } });

  // Further parts of a large network come one by one: rows for the table, nodes for the picture.
  async function more(address) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const edges = graph.take(JSON.parse(page.getElementById("net-data").textContent));
    const rows = [...page.querySelectorAll("#net-table tbody tr")].map((row) => document.importNode(row, true));
    $("net-table").tBodies[0].append(...rows);
    $("shown").replaceChildren(...page.getElementById("shown").childNodes);
    if (control) control.add(edges);
    const next = page.getElementById("net-next");
    return next ? { href: next.getAttribute("href"), words: next.dataset.more } : null;
  }
  function parts() {
    const link = $("net-next"), all = $("net-all");
    if (!link || !words.tie) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = link.dataset.more;
    let next = link.getAttribute("href");
    link.replaceWith(button);
    all.hidden = false;
    const load = async () => {
      button.disabled = true;
      try {
        const found = await more(next);
        next = found ? found.href : null;
        if (found) button.textContent = found.words; else { button.remove(); all.remove(); }
      } catch { live.textContent = words.failed; next = null; }
      button.disabled = false;
      return next;
    };
    button.addEventListener("click", load);
    all.addEventListener("click", async () => { all.disabled = true; while (await load()); all.disabled = false; });
  }

  function showTable() { root.classList.remove("drawing"); }
  function begin() {
    for (const id of ["net-bar", "net-stage", "net-png"]) $(id).hidden = false;
    control = graph.draw(stage);
    graph.control = control;
    const { renderer, view } = control;
    // Two quick clicks are two choices: the wheel, the buttons and two fingers zoom.
    const press = ({ node }) => {
      const turn = Number(node);
      const along = at !== null && turn !== at && graph.tieOf(at, turn);
      open(along ? at : turn, along ? turn : null, false);
    };
    const leave = () => { if (at !== null) open(null, null, false); };
    renderer.on("clickNode", press);
    renderer.on("clickStage", leave);
    renderer.on("doubleClickNode", (event) => { event.preventSigmaDefault(); press(event); });
    renderer.on("doubleClickStage", (event) => { event.preventSigmaDefault(); leave(); });
    renderer.on("enterNode", ({ node }) => { view.over = Number(node); stage.classList.add("over"); renderer.scheduleRender(); });
    renderer.on("leaveNode", () => { view.over = null; stage.classList.remove("over"); renderer.scheduleRender(); });
    $("net-in").addEventListener("click", () => control.zoom(1 / 1.5));
    $("net-out").addEventListener("click", () => control.zoom(1.5));
    $("net-fit").addEventListener("click", control.fit);
    $("net-png").addEventListener("click", async () => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(await control.png());
      link.download = "network.png";
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    });
    renderer.once("afterRender", () => {
      performance.mark("network-drawn");
      root.dataset.network = "drawn";
      requestAnimationFrame(() => requestAnimationFrame(showTable));
    });
    renderer.scheduleRender();
    read();
  }
  function keepStill() {
    const figure = $("net-still"), picture = document.createElement("img");
    picture.src = figure.dataset.src;
    picture.alt = stage.getAttribute("aria-label");
    figure.prepend(picture);
    figure.hidden = false;
    read();
    root.dataset.network = "still";
    showTable();
  }
  // The library falls where there is no WebGL: it is loaded only where there is.
  function load(addresses) {
    const scripts = addresses.map((address) => {
      const script = document.createElement("script");
      script.async = false;
      script.src = address;
      script.addEventListener("error", keepStill);
      return script;
    });
    scripts[scripts.length - 1].addEventListener("load", () => { try { begin(); } catch (error) { showTable(); throw error; } });
    root.classList.add("drawing");
    document.head.append(...scripts);
  }
  addEventListener("popstate", read);
  // The table comes after the picture: what is open is marked in it, and led to from it, once it is there.
  addEventListener("DOMContentLoaded", () => { if (at !== null) read(); });
  parts();
  if (graph.canDraw()) load(words.sigma); else keepStill();
})();
