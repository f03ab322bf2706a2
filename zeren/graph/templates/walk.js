// The picture without a pointer: a list of what is drawn, hidden until it has the focus.

const MOST_ITEMS = 400;
let trail = []; // lists left behind by following ties, each with its place
let walking = []; // the nodes in the list
let step = 0;

function resetWalk() {
  trail = [];
  setWalk([...page.focus.map((id) => nodes[id]), ...nodes.filter((node) => !focus.has(node.index))].filter((node) => drawn.has(node.index) && shown.has(node.index)), 0);
}

function setWalk(list, at) {
  walking = list;
  step = Math.max(0, Math.min(at, list.length - 1));
  drawWalk();
}

/** A window of the list around the current node: long lists would only slow the page down. */
function drawWalk() {
  const list = byElementId("walk");
  const from = Math.max(0, Math.min(step - MOST_ITEMS / 2, walking.length - MOST_ITEMS));
  list.replaceChildren(...walking.slice(from, from + MOST_ITEMS).map((node, offset) =>
    element("li", { role: "option", id: `walk-${node.index}`, "aria-selected": String(from + offset === step), "aria-setsize": walking.length, "aria-posinset": from + offset + 1 }, spoken(node))));
  const here = walking[step];
  if (here) list.setAttribute("aria-activedescendant", `walk-${here.index}`);
  else list.removeAttribute("aria-activedescendant");
}

function point(at) {
  pointed = at;
  light();
}

function visit() {
  drawWalk();
  const here = walking[step];
  if (!here) return;
  byElementId(`walk-${here.index}`).scrollIntoView({ block: "nearest" });
  point(here.index);
  bringIntoView(here);
}

function bringIntoView(node) {
  const spot = spots.get(node.index);
  const { x, y } = network.canvasToDOM({ x: spot.x, y: spot.y });
  const stage = byElementId("picture");
  if (x < 20 || y < 20 || x > stage.clientWidth - 20 || y > stage.clientHeight - 20) network.moveTo({ position: { x: spot.x, y: spot.y }, animation: false });
}

const WALK_KEYS = {
  ArrowDown: () => { step = Math.min(step + 1, walking.length - 1); },
  ArrowUp: () => { step = Math.max(step - 1, 0); },
  Home: () => { step = 0; },
  End: () => { step = walking.length - 1; },
  ArrowRight: () => {
    const here = walking[step];
    const next = [...new Set(here.ties.filter(tieShown).map((tie) => across(tie, here)))].filter((node) => spots.has(node.index));
    if (!next.length) return;
    trail.push([walking, step]);
    setWalk(next, 0);
  },
  ArrowLeft: () => {
    if (trail.length) setWalk(...trail.pop());
  },
};

function watchWalk() {
  const list = byElementId("walk");
  list.addEventListener("focus", visit);
  list.addEventListener("blur", () => point(null));
  list.addEventListener("click", (event) => {
    const item = event.target.closest("li");
    if (item) choose(nodes[Number(item.id.slice(5))], { focusPanel: true });
  });
  list.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in WALK_KEYS && walking.length) {
      event.preventDefault();
      WALK_KEYS[event.key]();
      visit();
    } else if (event.key === "Enter" && walking[step]) {
      event.preventDefault();
      choose(walking[step], { focusPanel: true });
    } else if (event.key === "Escape") {
      event.stopPropagation();
      list.blur();
      byElementId("zoom-in").focus();
    }
  });
}
