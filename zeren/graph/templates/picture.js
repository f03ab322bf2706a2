// The picture: vis-network places and moves it; what is dimmed or highlighted is decided here.

const spots = new Map();
for (const { id, x, y, look } of drawnNodes) {
  const [width, height, font, style, count, ...lines] = look;
  spots.set(id, { x, y, width, height, font, style, count, lines });
}
const smallestFont = Math.min(...[...spots.values()].map((spot) => spot.font));
const OPENING_TEXT = 9.5; // px that a card's label has at least when a drawing of one thing opens

let network, edgeData;
let chosen = null; // the selected node
let pointed = null; // the node under the pointer or the keyboard
let near = new Set(); // what is tied to the highlighted node by a shown tie
let shown = new Set();

const options = read("options-data");
const curved = Boolean(options.edges.smooth); // columns around one thing; else clusters

function startPicture() {
  readColours();
  for (const node of nodes) if (nodeShown(node)) shown.add(node.index);
  //# figures
  findBranches();
  //# end
  edgeData = new vis.DataSet(drawnEdges.map((edge) => ({ ...edge, ...edgeShape(ties[edge.id]), ...edgeLook(ties[edge.id]) })));
  const nodeData = new vis.DataSet(drawnNodes.map(({ id, x, y }) => ({ id, x, y, shape: "custom", ctxRenderer })));
  network = new vis.Network(byElementId("picture"), { nodes: nodeData, edges: edgeData }, options);
  network.on("beforeDrawing", (ctx) => paintHeadings(ctx, network.getScale()));
  //# figures
  network.on("beforeDrawing", paintBranches);
  //# end
  network.on("afterDrawing", (ctx) => paintOver(ctx, network.getScale()));
  network.once("afterDrawing", () => performance.mark("first-picture"));
  const frame = byElementId("picture").firstElementChild;
  frame.tabIndex = -1;
  frame.setAttribute("role", "img");
  frame.setAttribute("aria-label", say("picture"));
  openingView();
  watchPointer();
}

function ctxRenderer({ ctx, id }) {
  const [node, spot] = [nodes[id], spots.get(id)];
  return {
    drawNode() {
      if (!shown.has(id) || onTop(id)) return;
      paintNode(ctx, node, spot, dimmed(id) ? "dim" : "normal", network.getScale());
    },
    nodeDimensions: { width: spot.width, height: spot.height },
  };
}

const lit = () => pointed ?? chosen;
const onTop = (id) => lit() !== null && (id === chosen || id === pointed || near.has(id));
const dimmed = (id) => lit() !== null && !onTop(id);

/** Highlighted nodes come last, so that nothing covers them. */
function paintOver(ctx, zoom) {
  if (lit() === null) return;
  labelled = [];
  const first = [...new Set([chosen, pointed])].filter((id) => id !== null);
  const rest = [...near].filter((id) => shown.has(id) && !first.includes(id));
  for (const id of [...rest, ...first]) if (spots.has(id)) paintNode(ctx, nodes[id], spots.get(id), first.includes(id) ? "chosen" : "near", zoom);
}

/** How strongly a tie is drawn when nothing is highlighted: in a crowd, leads before the rest. */
function strength(tie) {
  if (curved) return focus.size === 0 || focus.has(tie.from) || focus.has(tie.to) ? 0.85 : 0.26;
  return { lead: 0.4, office: 0.3, member: 0.12, part: 0.2 }[tie.tie] ?? 0.2;
}

/** What never changes; a task and the one above it often share a column, so their line bows out of it. */
function edgeShape(tie) {
  const shape = { dashes: EDGE_LOOKS[tie.tie].dashes ?? false };
  if (tie.tie === "part") shape.smooth = { enabled: true, type: "curvedCW", roundness: 0.3 };
  return shape;
}

function edgeLook(tie) {
  const { width } = EDGE_LOOKS[tie.tie];
  const at = lit();
  //# figures
  if (branches.has(tie.index) || aimHidden(tie, at)) return { hidden: true };
  //# end
  const opacity = at === null ? strength(tie) : tie.from === at || tie.to === at ? 1 : 0.04;
  return {
    hidden: !tieShown(tie) || !shown.has(tie.from) || !shown.has(tie.to),
    width: curved || at !== null ? width : width * 0.65,
    color: { color: colours[tie.tie], opacity },
  };
}

function repaintEdges() {
  edgeData.update(drawnEdges.map(({ id }) => ({ id, ...edgeLook(ties[id]) })));
}

function refreshPicture() {
  shown = new Set(nodes.filter(nodeShown).map((node) => node.index));
  light();
}

function light() {
  const at = lit();
  near = new Set();
  if (at !== null) for (const tie of nodes[at].ties) if (tieShown(tie)) near.add(across(tie, nodes[at]).index);
  repaintEdges();
}

/** All of it; a drawing of one thing no smaller than its labels can be read, its middle first. */
function openingView() {
  showAll();
  const readable = OPENING_TEXT / smallestFont;
  if (curved && !several() && network.getScale() < readable) {
    const middle = page.focus.map((id) => spots.get(id)).find(Boolean) ?? { x: 0, y: 0 };
    network.moveTo({ scale: readable, position: { x: middle.x, y: middle.y }, animation: false });
  }
}

/** The whole picture, beside the zoom buttons, no larger than half as large again as it was laid out. */
function showAll() {
  const stage = byElementId("picture");
  const [left, top, right, bottom] = page.box;
  const [margin, buttons] = [18, Math.min(54, stage.clientWidth * 0.06)];
  const scale = Math.min((stage.clientWidth - margin - buttons) / (right - left), (stage.clientHeight - 2 * margin) / (bottom - top), 1.5);
  const x = (left + right) / 2 + (buttons - margin) / 2 / scale;
  network.moveTo({ scale, position: { x, y: (top + bottom) / 2 }, animation: false });
}

function flyTo(node) {
  const spot = spots.get(node.index);
  if (!spot) return;
  const scale = Math.max(network.getScale(), curved ? OPENING_TEXT / smallestFont : READABLE / spot.font);
  network.moveTo({ position: { x: spot.x, y: spot.y }, scale, animation: false });
}

const zoomBy = (factor) => network.moveTo({ scale: network.getScale() * factor, animation: false });

/** The node at a place on the screen: its shape, or the label that is drawn beside it. */
function nodeAt(place) {
  const { x, y } = network.DOMtoCanvas(place);
  const zoom = network.getScale();
  let found = null;
  for (const [id, spot] of spots) {
    if (!shown.has(id)) continue;
    const labelled = spot.style === "mark" && (spot.font * zoom >= LABEL_TEXT || onTop(id));
    const right = spot.x + spot.width / 2 + (labelled ? spot.font * spot.lines[0].length * 1.05 : 0);
    const slack = 3 / zoom;
    if (x >= spot.x - spot.width / 2 - slack && x <= right + slack && Math.abs(y - spot.y) <= spot.height / 2 + slack) found = id;
  }
  return found;
}

function watchPointer() {
  const stage = byElementId("picture");
  network.on("click", ({ pointer }) => {
    const at = nodeAt(pointer.DOM);
    choose(at === null ? null : nodes[at], { fly: false });
  });
  stage.addEventListener("mousemove", (event) => {
    const box = stage.getBoundingClientRect();
    const place = { x: event.clientX - box.left, y: event.clientY - box.top };
    const at = event.buttons ? null : nodeAt(place);
    stage.classList.toggle("over", at !== null);
    showTip(at, place);
    if (chosen === null) pointSoon(at);
  });
  stage.addEventListener("mouseleave", () => {
    showTip(null);
    pointSoon(null);
  });
}

let pointing = 0;

/** Highlights what the pointer rests on, not all that it passes over: a large picture takes its time. */
function pointSoon(at) {
  clearTimeout(pointing);
  if (at === pointed) return;
  pointing = setTimeout(() => {
    if (chosen !== null) return;
    pointed = at;
    light();
  }, 60);
}

function showTip(at, place) {
  const tip = byElementId("tip");
  tip.hidden = at === null;
  if (at === null) return;
  const node = nodes[at];
  tip.replaceChildren(element("b", {}, say(node.kind)), ` ${node.name}`);
  if (node.kind === "unit") tip.append(element("small", {}, countsLine(node)));
  //# figures
  if (isFigure(node)) tip.append(element("small", {}, figureLine(node)));
  //# end
  const stage = byElementId("picture");
  tip.style.left = `${Math.min(place.x + 14, stage.clientWidth - tip.offsetWidth - 8)}px`;
  tip.style.top = `${Math.min(place.y + 16, stage.clientHeight - tip.offsetHeight - 8)}px`;
}
