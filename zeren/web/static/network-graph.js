// The network's nodes and ties, from the columns that the page holds, and the colours of the theme.
(() => {
  "use strict";
  const KINDS = ["unit", "task", "group", "county"];
  const words = JSON.parse(document.getElementById("net-words").textContent);
  const graph = { nodes: [], edges: [], near: [], counties: [], words, kinds: KINDS, turnOf: new Map(), less: { least: 1, gone: new Set() } };

  // On a phone, counties that stand side by side are put below each other: its stage is tall.
  const isTall = matchMedia("(max-width: 900px)").matches && 0.62 * innerHeight > innerWidth;
  let isStacked = null;
  const spread = (discs, from) => { const along = discs.filter((_, at) => at % 3 === from); return Math.max(...along) - Math.min(...along); };

  // Takes a part's columns up; ties to nodes that are not there wait for them.
  const waiting = [];
  graph.take = (columns) => {
    if (isStacked === null) isStacked = isTall && spread(columns.discs, 0) > 1.2 * spread(columns.discs, 1);
    for (let at = graph.counties.length; at < columns.counties.length; at += 1) {
      const [x, y, radius] = columns.discs.slice(3 * at, 3 * at + 3);
      const shift = isStacked ? y - x : 0;
      graph.counties.push({ name: columns.counties[at], x: x + shift, y: -y + shift, radius, shift });
    }
    columns.ids.forEach((id, at) => {
      const turn = columns.first + at;
      graph.turnOf.set(id, turn);
      graph.near[turn] = [];
      const { shift } = graph.counties[columns.county[at]] || { shift: 0 };
      graph.nodes[turn] = {
        id, turn, name: columns.names[at], kind: KINDS[columns.kinds[at]], county: columns.county[at], community: columns.communities[at],
        load: columns.loads[at], degree: columns.degrees[at], strength: columns.strengths[at], x: columns.x[at] + shift, y: -columns.y[at] + shift,
      };
    });
    const flat = columns.edges;
    for (let at = 0; at < flat.length; at += 4) waiting.push([flat[at], flat[at + 1], flat[at + 2], flat[at + 3]]);
    const fresh = [];
    for (let at = waiting.length - 1; at >= 0; at -= 1) {
      const [a, b, weight, tie] = waiting[at];
      if (!graph.nodes[a] || !graph.nodes[b]) continue;
      fresh.push({ a, b, weight, tie });
      waiting.splice(at, 1);
    }
    graph.ranked = graph.nodes.filter(Boolean).sort((one, other) => other.strength - one.strength || one.turn - other.turn);
    graph.ranked.forEach((node, rank) => { node.rank = rank; });
    fresh.sort((one, other) => one.weight - other.weight);
    for (const edge of fresh) {
      edge.turn = graph.edges.push(edge) - 1;
      graph.near[edge.a].push(edge);
      graph.near[edge.b].push(edge);
    }
    return fresh;
  };
  graph.other = (edge, turn) => (edge.a === turn ? edge.b : edge.a);
  graph.tieOf = (a, b) => graph.near[a].find((edge) => graph.other(edge, a) === b);
  graph.strongest = (turn) => [...graph.near[turn]].sort((one, other) => other.weight - one.weight || graph.other(one, turn) - graph.other(other, turn));

  // Colours: those of the page's style, so that both themes have one place.
  const rgb = (text) => {
    const hex = text.trim().replace("#", "");
    const full = hex.length === 3 ? [...hex].map((digit) => digit + digit).join("") : hex;
    return [0, 2, 4].map((at) => parseInt(full.slice(at, at + 2), 16));
  };
  const mixed = (a, b, share) => `#${a.map((part, at) => Math.round(part * share + b[at] * (1 - share)).toString(16).padStart(2, "0")).join("")}`;
  graph.colours = () => {
    const style = getComputedStyle(document.documentElement);
    const of = (name) => style.getPropertyValue(`--${name}`).trim();
    const panel = rgb(of("panel"));
    const communities = Array.from({ length: 10 }, (_, at) => of(`net-${at}`));
    const roles = ["", "lead", "responsible", "support", "guide", "member", "office"].map((role) => (role ? of(role) : of("muted")));
    return {
      ink: of("ink"), muted: of("muted"), panel: of("panel"), line: of("line"), soft: of("soft"), ring: of("ring"), sans: of("sans"), none: of("net-none"), communities, roles,
      towards: (colour, share) => mixed(rgb(colour), panel, share),
    };
  };
  graph.take(JSON.parse(document.getElementById("net-data").textContent));
  window.zeren.network = graph;
})();
