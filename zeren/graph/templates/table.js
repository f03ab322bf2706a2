// The same facts as tables: every node is a row, whether drawn or not; filters hold here too.

const ROWS_AT_ONCE = 300;
let openTab = "task";
let sorting = null; // {column, down}
let rowsShown = ROWS_AT_ONCE;

const unitNames = (name) => (node) => unitsOf(node, name).map((tie) => nodes[tie.to].name).join("、");
const countOf = (name) => (node) => node.counts[COUNTED.indexOf(name)];
const firstQuote = (node) => node.quotes?.[0]?.quote ?? "";

/** The columns of a table: a key of the strings, what a cell says, and what it is sorted by. */
function columnsOf(kind) {
  const region = several() ? [["region", (node) => regionName(node.region)]] : [];
  if (kind === "unit") {
    const counts = COUNTED.filter((name) => usedTies.includes(name)).map((name) => [name, countOf(name), countOf(name)]);
    return [["unit", (node) => node.name], ...region, ["kind", (node) => typeName(node.type)], ...counts];
  }
  //# figures
  if (FIGURES.includes(kind)) return figureColumns(kind, region);
  //# end
  if (kind === "group") {
    return [
      ["group", (node) => node.name], ...region, ["theme", (node) => node.theme ?? ""],
      ["convener", (node) => node.convener ?? ""], ["officeOf", unitNames("office")],
      ["memberCount", unitNames("member"), (node) => unitsOf(node, "member").length], ["source", firstQuote],
    ];
  }
  const roles = ROLES.filter((role) => usedTies.includes(role)).map((role) => [role, unitNames(role)]);
  const category = ofKind("task").some((task) => task.category) ? [["category", (node) => (node.category ?? []).join("、")]] : [];
  return [
    ["task", (node) => node.name], ...region, ["theme", (node) => node.theme ?? ""], ...roles,
    ["deadline", (node) => node.deadline?.[0] ?? "", (node) => node.deadline?.[1] || "9999"], ...category, ["source", firstQuote],
  ];
}

function showTables() {
  const kinds = ["task", "unit", "group"].filter((kind) => ofKind(kind).length);
  //# figures
  kinds.push(...FIGURES.filter((kind) => ofKind(kind).length));
  //# end
  if (!kinds.includes(openTab)) openTab = kinds[0];
  byElementId("tabs").replaceChildren(...kinds.map(tabButton));
  byElementId("sheets").replaceChildren(...kinds.map(sheet));
}

function tabButton(kind) {
  const selected = kind === openTab;
  const count = ofKind(kind).filter(nodeShown).length;
  const button = element("button", { type: "button", role: "tab", id: `tab-${kind}`, "aria-selected": String(selected), "aria-controls": `sheet-${kind}`, tabindex: selected ? "0" : "-1" }, `${say(`${kind}s`)} ${count}`);
  button.addEventListener("click", () => openTable(kind));
  button.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowRight" && event.key !== "ArrowLeft") return;
    const all = [...byElementId("tabs").children];
    const next = all[(all.indexOf(button) + (event.key === "ArrowRight" ? 1 : -1) + all.length) % all.length];
    openTable(next.id.slice(4));
    byElementId(next.id).focus();
  });
  return button;
}

function openTable(kind) {
  openTab = kind;
  sorting = null;
  rowsShown = ROWS_AT_ONCE;
  showTables();
  writeAddress();
}

function sheet(kind) {
  const open = kind === openTab;
  const box = element("div", { role: "tabpanel", id: `sheet-${kind}`, "aria-labelledby": `tab-${kind}`, class: "sheet" });
  box.hidden = !open;
  if (open) box.append(...table(kind, rowsShown));
  return box;
}

function sorted(kind, columns) {
  const rows = ofKind(kind).filter(nodeShown);
  const column = sorting && columns.find(([key]) => key === sorting.column);
  if (!column) return rows;
  const value = column[2] ?? column[1];
  const order = new Intl.Collator("zh-Hans-u-co-pinyin", { numeric: true });
  const compare = (a, b) => (typeof a === "number" ? a - b : order.compare(a, b));
  return rows.sort((a, b) => (sorting.down ? -1 : 1) * compare(value(a), value(b)) || a.index - b.index);
}

function table(kind, most) {
  const columns = columnsOf(kind);
  const rows = sorted(kind, columns);
  const head = element("tr", {}, ...columns.map(([key]) => headCell(kind, key)));
  const body = element("tbody", {}, ...rows.slice(0, most).map((node) => row(node, columns)));
  const made = element("table", { class: kind }, element("caption", {}, say(`${kind}s`)), element("thead", {}, head), body);
  const scroll = element("div", { class: "scroll", role: "region", "aria-label": say(`${kind}s`), tabindex: "0" }, made);
  if (rows.length <= most) return [scroll];
  const more = element("button", { type: "button", class: "more" }, say("more", { count: Math.min(ROWS_AT_ONCE, rows.length - most), all: rows.length }));
  more.addEventListener("click", () => {
    rowsShown += ROWS_AT_ONCE;
    showTables();
  });
  return [scroll, more];
}

function headCell(kind, key) {
  const state = sorting?.column === key && kind === openTab ? (sorting.down ? "descending" : "ascending") : "none";
  const button = element("button", { type: "button" }, say(key));
  button.addEventListener("click", () => {
    sorting = state === "descending" ? null : { column: key, down: state === "ascending" };
    showTables();
    writeAddress();
    byElementId(`sheet-${kind}`).querySelector(`th[data-key="${key}"] button`).focus();
  });
  return element("th", { scope: "col", "aria-sort": state, "data-key": key }, button);
}

function row(node, columns) {
  const cells = columns.map(([key, text], place) => {
    if (place === 0) return element("th", { scope: "row" }, element("a", { href: addressOf(node) }, text(node)));
    const value = text(node);
    return element("td", { class: typeof value === "number" ? "number" : key }, element("div", {}, String(value)));
  });
  const made = element("tr", { id: `row-${node.index}` }, ...cells);
  if (node.index === chosen) made.setAttribute("aria-current", "true");
  made.addEventListener("click", (event) => {
    if (String(getSelection())) return;
    event.preventDefault();
    choose(node, { fly: true, show: true });
  });
  return made;
}

function markRow(node) {
  for (const old of document.querySelectorAll("tr[aria-current]")) old.removeAttribute("aria-current");
  if (node) byElementId(`row-${node.index}`)?.setAttribute("aria-current", "true");
}

/** For printing: all rows of all tables, and back again. */
function printTables(printing) {
  if (!printing) return showTables();
  for (const kind of KINDS) byElementId(`sheet-${kind}`)?.replaceChildren(...table(kind, Infinity));
}
