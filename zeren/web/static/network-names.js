// Names beside the nodes: the strongest first, none over another, and the counties' discs and names behind them.
(() => {
  "use strict";
  const graph = window.zeren.network;
  const MOST = 260, LOOKED_AT = 5000, LONGEST = 18, CELL = 64;

  function cut(name) {
    const letters = [...name];
    return letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join("")}…` : name;
  }
  // Boxes that are taken, by the cells of a grid, so that each new one is held against few.
  function Taken() {
    const cells = new Map();
    const over = (box, each) => {
      for (let x = Math.floor(box[0] / CELL); x <= Math.floor(box[2] / CELL); x += 1)
        for (let y = Math.floor(box[1] / CELL); y <= Math.floor(box[3] / CELL); y += 1) if (each(`${x},${y}`)) return true;
      return false;
    };
    return {
      free: (box) => !over(box, (key) => (cells.get(key) || []).some((one) => one[0] < box[2] && box[0] < one[2] && one[1] < box[3] && box[1] < one[3])),
      take: (box) => { over(box, (key) => { if (!cells.has(key)) cells.set(key, []); cells.get(key).push(box); return false; }); },
    };
  }

  graph.names = { cut };
  graph.names.draw = (renderer, context, view) => {
    const { width, height } = renderer.getDimensions();
    const colours = view.colours;
    context.clearRect(0, 0, width, height);
    context.lineJoin = "round";
    context.textBaseline = "middle";
    const taken = Taken(), nodes = Taken();
    const shown = [];
    // The strongest keep their names where these must stand on other nodes.
    const hubs = Math.max(8, Math.min(40, graph.ranked.length * 0.1));
    // Where few are in sight, no name stands on another node.
    if (graph.nodes.length <= 2500) {
      for (const node of graph.nodes) {
        const data = node && renderer.getNodeDisplayData(String(node.turn));
        if (!data || data.hidden) continue;
        const { x, y } = renderer.framedGraphToViewport(data);
        if (x < -20 || y < -20 || x > width + 20 || y > height + 20) continue;
        const radius = renderer.scaleSize(data.size);
        nodes.take([x - radius, y - radius, x + radius, y + radius]);
      }
    }
    const put = (node, always) => {
      const data = renderer.getNodeDisplayData(String(node.turn));
      if (!data || data.hidden) return;
      const { x, y } = renderer.framedGraphToViewport(data);
      if (x < -20 || y < -20 || x > width + 20 || y > height + 20) return;
      const radius = renderer.scaleSize(data.size);
      const size = always || radius > 9 ? 13 : node.kind === "county" && graph.nodes.length > 150 && renderer.getCamera().ratio > 0.7 ? 10 : 12;
      context.font = `${always ? "600 " : ""}${size}px ${colours.sans}`;
      const text = cut(node.name);
      const wide = context.measureText(text).width, half = size * 0.68;
      const beside = [[x + radius + 3, y], [x - radius - 3 - wide, y]], below = [[x - wide / 2, y + radius + half + 1], [x - wide / 2, y - radius - half - 2]];
      const boxes = (node.kind === "county" ? below.slice(0, 1) : [...beside, ...below]).map(([left, middle]) => [left, middle - half, left + wide, middle + half]);
      const free = boxes.filter((one) => one[0] > 0 && one[2] < width && taken.free(one));
      const box = free.find(nodes.free) || (node.rank < hubs && node.kind !== "county" ? free[0] : null) || (always ? boxes[0] : null);
      if (!box) return;
      taken.take(box);
      shown.push(node.turn);
      const faded = view.chosen !== null && !always && !view.beside.has(node.turn);
      context.lineWidth = size < 12 ? 2 : 3.5;
      context.strokeStyle = colours.panel;
      context.strokeText(text, box[0], (box[1] + box[3]) / 2);
      context.fillStyle = faded ? colours.towards(colours.ink, 0.35) : colours.ink;
      context.fillText(text, box[0], (box[1] + box[3]) / 2);
    };
    const first = [view.over, view.chosen, view.other].filter((turn) => turn !== null);
    for (const turn of new Set(first)) put(graph.nodes[turn], true);
    for (const turn of view.beside) { if (shown.length < MOST && !first.includes(turn)) put(graph.nodes[turn], false); }
    // Where a county is a spot, its own name is enough.
    const small = graph.counties.length > 12 && graph.words.view !== "overview" && renderer.getGraphToViewportRatio() / renderer.getCamera().ratio * graph.counties[0].radius < 70;
    let looked = 0;
    for (const node of small ? [] : graph.ranked) {
      if (shown.length >= (node.kind === "county" ? 4 * MOST : MOST) || looked >= LOOKED_AT) break;
      if (first.includes(node.turn) || view.beside.has(node.turn)) continue;
      looked += 1;
      put(node, false);
    }
    graph.names.shown = shown;
  };
  graph.names.counties = (renderer, context, view) => {
    const { width, height } = renderer.getDimensions();
    context.clearRect(0, 0, width, height);
    if (graph.counties.length < 2 || graph.words.view === "overview") return;
    context.textAlign = "center";
    context.textBaseline = "bottom";
    for (const county of graph.counties) {
      const middle = renderer.graphToViewport(county);
      const rim = renderer.graphToViewport({ x: county.x + county.radius, y: county.y });
      const radius = Math.hypot(rim.x - middle.x, rim.y - middle.y) + 6;
      if (middle.x + radius < 0 || middle.y + radius < 0 || middle.x - radius > width || middle.y - radius > height) continue;
      context.beginPath();
      context.arc(middle.x, middle.y, radius, 0, 2 * Math.PI);
      context.fillStyle = view.colours.towards(view.colours.soft, 0.6);
      context.fill();
      if (radius < 18) continue;
      context.font = `600 ${radius > 120 ? 15 : 12}px ${view.colours.sans}`;
      context.fillStyle = view.colours.muted;
      context.fillText(county.name, middle.x, middle.y - radius - 3);
    }
  };
})();
