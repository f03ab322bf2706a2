// The facts of the page, read once; nothing below changes them.

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const page = read("page-data");
const strings = read("strings-data");
const drawnNodes = read("nodes-data");
const drawnEdges = read("edges-data");

const TIES = ["lead", "responsible", "support", "guide", "office", "member", "part"];
const ROLES = TIES.slice(0, 4);
const KINDS = ["unit", "task", "group"];
//# figures
TIES.push("indicator", "project", "aim");
KINDS.push("indicator", "project");
//# end

const nodes = page.nodes;
nodes.forEach((node, index) => {
  node.index = index;
  node.ties = [];
});
const ties = page.ties.map(([from, to, tie, words], index) => ({ index, from, to, tie: TIES[tie], words }));
for (const tie of ties) {
  nodes[tie.from].ties.push(tie);
  nodes[tie.to].ties.push(tie);
}
const byId = new Map(nodes.map((node) => [node.id, node]));
const focus = new Set(page.focus);
const drawn = new Set(drawnNodes.map((node) => node.id));
const ofKind = (kind) => nodes.filter((node) => node.kind === kind);
const themes = [...new Set(nodes.map((node) => node.theme).filter(Boolean))];
const several = () => page.regions.length > 1;
const usedTies = TIES.filter((name) => ties.some((tie) => tie.tie === name));
//# figures
usedTies.splice(0, usedTies.length, ...usedTies.filter((name) => !FIGURE_TIES.has(name)));
//# end

/** The node at the other end of a tie. */
const across = (tie, node) => nodes[tie.from === node.index ? tie.to : tie.from];

/** A task's or group's units of one tie, with the tie itself. */
const unitsOf = (node, name) => node.ties.filter((tie) => tie.tie === name && tie.from === node.index);

/** A unit's work of one tie. */
const workOf = (node, name) => node.ties.filter((tie) => tie.tie === name && tie.to === node.index);

/** A new element; text from documents only ever comes in as text. */
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "class") made.className = value;
    else if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

const byElementId = (id) => document.getElementById(id);
