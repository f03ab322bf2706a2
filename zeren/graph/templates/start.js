// Selection, the address that remembers it, keys, and the order in which the page comes to life.

/** The part of the address after # for a state of the page; what is as at the start is left out. */
function addressOf(node) {
  const parts = new URLSearchParams();
  if (node) parts.set("sel", node.id);
  if (filters.hidden.size) parts.set("hide", TIES.filter((tie) => filters.hidden.has(tie)).join(","));
  if (filters.theme) parts.set("theme", filters.theme);
  if (filters.region) parts.set("region", filters.region);
  if (openTab !== "task") parts.set("tab", openTab);
  if (sorting) parts.set("sort", (sorting.down ? "-" : "") + sorting.column);
  if (language !== page.language) parts.set("lang", language);
  return `#${parts}`;
}

const here = () => location.hash || "#";
let written = null;

/** Writes the state into the address; a new selection is a step to which "back" returns. */
function writeAddress(asStep = false) {
  const address = addressOf(chosen === null ? null : nodes[chosen]);
  if (address === here()) return;
  written = address;
  if (asStep) location.hash = address;
  else location.replace(address);
}

function readAddress() {
  const parts = new URLSearchParams(location.hash.slice(1));
  const wanted = parts.get("lang") ?? new URLSearchParams(location.search).get("lang");
  language = wanted in strings ? wanted : page.language;
  filters.hidden = new Set((parts.get("hide") ?? "").split(",").filter((tie) => TIES.includes(tie)));
  filters.theme = themes.includes(parts.get("theme")) ? parts.get("theme") : "";
  filters.region = page.regions.some((region) => region.id === parts.get("region")) ? parts.get("region") : "";
  openTab = KINDS.includes(parts.get("tab")) ? parts.get("tab") : "task";
  const sort = parts.get("sort") ?? "";
  sorting = sort ? { column: sort.replace(/^-/, ""), down: sort.startsWith("-") } : null;
  return byId.get(parts.get("sel")) ?? null;
}

/** Selects a node (or nothing) everywhere: picture, panel, table, address. */
function choose(node, { fly = false, focusPanel = false, show = false, remember = true } = {}) {
  chosen = node ? node.index : null;
  pointed = null;
  showTip(null);
  light();
  if (node && fly) flyTo(node);
  showPanel(node);
  markRow(node);
  if (remember) writeAddress(true);
  if (show) byElementId("picture").scrollIntoView({ block: "nearest" });
  if (node && focusPanel) byElementId("panel-title").focus();
  if (!node) sayFiltered();
  else if (!focusPanel) byElementId("status").textContent = say("announce", { kind: say(node.kind), name: node.name, count: near.size });
}

function filtersChanged() {
  refreshPicture();
  sayFiltered();
  rowsShown = ROWS_AT_ONCE;
  showTables();
  resetWalk();
  showPanel(chosen === null ? null : nodes[chosen]);
  writeAddress();
}

/** Everything that carries words, again in the language of the moment. */
function fillPage() {
  fillTexts();
  fillFilters();
  fillKinds();
  fillHelp();
  showPanel(chosen === null ? null : nodes[chosen]);
  showTables();
  sayFiltered();
  resetWalk();
}

function fillKinds() {
  const present = KINDS.filter((kind) => ofKind(kind).length);
  byElementId("kinds").replaceChildren(...present.map((kind) =>
    element("li", {}, element("span", { class: `letter ${kind}`, "aria-hidden": "true" }, say(`${kind}Badge`)), ` ${say(kind)}`)));
  //# figures
  fillSwitches();
  //# end
}

function fillHelp() {
  const keys = [["/", "keySearch"], ["g", "keyWalk"], ["t", "keyTable"], ["+ − 0", "keyZoom"], ["Esc", "keyEscape"], ["?", "keyHelp"]];
  byElementId("help-body").replaceChildren(
    element("p", {}, say("about")),
    element("dl", {}, ...keys.flatMap(([key, text]) => [element("dt", {}, element("kbd", {}, key)), element("dd", {}, say(text))])),
  );
}

const PAGE_KEYS = {
  "/": () => byElementId("search").focus(),
  "?": () => byElementId("help").showModal(),
  g: () => byElementId("walk").focus(),
  t: () => byElementId(`tab-${openTab}`).focus(),
  "+": () => zoomBy(1.25),
  "=": () => zoomBy(1.25),
  "-": () => zoomBy(0.8),
  0: showAll,
  Escape: () => choose(null),
};

function watchKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || byElementId("help").open) return;
    if (event.target.closest("input[type=search], select, textarea")) return;
    if (event.key in PAGE_KEYS) {
      event.preventDefault();
      PAGE_KEYS[event.key]();
    }
  });
  const on = (id, action) => byElementId(id).addEventListener("click", action);
  on("help-open", PAGE_KEYS["?"]);
  on("help-close", () => byElementId("help").close());
  on("zoom-in", PAGE_KEYS["+"]);
  on("zoom-out", PAGE_KEYS["-"]);
  on("zoom-fit", PAGE_KEYS[0]);
  on("clear", clearFilters);
  on("language", () => {
    language = language === "en" ? "zh" : "en";
    fillPage();
    network.redraw();
    writeAddress();
  });
}

function watchSurroundings() {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    readColours();
    repaintEdges();
  });
  addEventListener("beforeprint", () => printTables(true));
  addEventListener("afterprint", () => printTables(false));
  addEventListener("hashchange", () => {
    if (here() === written) return;
    written = here();
    const node = readAddress();
    fillPage();
    refreshPicture();
    choose(node, { fly: true, remember: false });
  });
}

const selected = readAddress();
startPicture();
watchKeys();
watchSearch();
watchWalk();
watchSurroundings();
fillTexts();
fillFilters();
// The picture comes first; the tables, which nobody sees before it, a moment later.
setTimeout(() => {
  fillPage();
  if (selected) choose(selected, { fly: true, remember: false });
  performance.mark("ready");
  document.documentElement.dataset.ready = "";
}, 0);
