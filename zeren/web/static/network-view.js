// The picture: sigma draws the nodes and ties, without physics and without moving by itself.
(() => {
  "use strict";
  const graph = window.zeren.network;
  const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  const SHAPES = { task: "max(abs(v_diffVector.x), abs(v_diffVector.y)) * 1.13", group: "(abs(v_diffVector.x) + abs(v_diffVector.y)) * 0.86" };

  graph.canDraw = () => {
    try {
      const canvas = document.createElement("canvas");
      return Boolean(window.WebGL2RenderingContext && canvas.getContext("webgl"));
    } catch { return false; }
  };

  // A square or a diamond in place of sigma's circle: the same triangle, another measure of what lies within.
  function shaped(distance) {
    const Circle = Sigma.rendering.NodeCircleProgram;
    return class extends Circle {
      getDefinition() {
        const own = super.getDefinition();
        return { ...own, FRAGMENT_SHADER_SOURCE: own.FRAGMENT_SHADER_SOURCE.replace("length(v_diffVector)", distance) };
      }
    };
  }

  graph.draw = (stage) => {
    const drawn = new graphology.UndirectedGraph();
    const view = { colours: graph.colours(), chosen: null, other: null, over: null, beside: new Set() };
    const heaviest = { load: 1, weight: 1 };
    // How much room a node has where the whole is in sight: of 26 points, as in a single county, or less.
    let room = 1;
    const measure = () => {
      const [xs, ys] = ["x", "y"].map((name) => { let low = Infinity, high = -Infinity; for (const node of graph.ranked) { low = Math.min(low, node[name]); high = Math.max(high, node[name]); } return high - low; });
      room = Math.min(1, Math.max(0.06, Math.min(stage.clientWidth / (xs + 1), stage.clientHeight / (ys + 1))) ** 1.25);
    };

    const colourOf = (node) => (node.community ? view.colours.communities[(node.community - 1) % 10] : graph.words.view === "overview" ? view.colours.communities[0] : view.colours.none);
    const sizeOf = (node) => {
      if (node.kind === "county") return Math.max(2, (graph.nodes.length > 150 ? 6 : 11) * Math.sqrt(node.load / heaviest.load) * room);
      return Math.max(0.9, (node.kind === "unit" ? 3.5 + 11 * Math.sqrt(node.load / heaviest.load) : node.kind === "group" ? 8 : 5) * room);
    };
    const edgeLook = (edge) => {
      const share = heaviest.weight > 1 ? Math.log2(edge.weight) / Math.log2(heaviest.weight) : 0.35;
      const crowd = Math.max(0.25, room);
      const base = edge.tie ? view.colours.towards(view.colours.roles[edge.tie], 0.5) : view.colours.towards(view.colours.muted, (room < 0.5 ? 0.3 : 0.14) + 0.5 * share);
      return { color: base, size: (0.6 + (edge.tie ? 0.7 : 3.2 * share)) * crowd };
    };
    const nodeReducer = (key, data) => {
      const turn = Number(key);
      if (graph.less.gone.has(turn)) return { ...data, hidden: true };
      if (view.chosen === null) return data;
      if (turn === view.chosen || turn === view.other) return { ...data, highlighted: true, zIndex: 2 };
      return view.beside.has(turn) ? { ...data, zIndex: 1 } : { ...data, color: view.colours.towards(data.color, 0.22), zIndex: 0 };
    };
    const edgeReducer = (key, data) => {
      const edge = graph.edges[Number(key)];
      if (edge.weight < graph.less.least) return { ...data, hidden: true };
      if (view.chosen === null) return data;
      const own = edge.a === view.chosen || edge.b === view.chosen;
      if (!own) return { ...data, color: view.colours.towards(view.colours.muted, 0.05), zIndex: 0 };
      const both = view.other !== null && (edge.a === view.other || edge.b === view.other);
      return { ...data, color: both ? view.colours.ring : edge.tie ? view.colours.roles[edge.tie] : view.colours.towards(colourOf(graph.nodes[view.chosen]), 0.75), size: both ? Math.max(3, data.size) : Math.max(1.2, data.size), zIndex: both ? 2 : 1 };
    };
    function take(edges, first) {
      measure();
      for (const node of graph.nodes) if (node && (node.kind === "unit" || node.kind === "county")) heaviest.load = Math.max(heaviest.load, node.load);
      for (const edge of edges) heaviest.weight = Math.max(heaviest.weight, edge.weight);
      for (const node of graph.nodes) {
        if (!node) continue;
        const key = String(node.turn), look = { color: colourOf(node), size: sizeOf(node) };
        if (!first && drawn.hasNode(key)) drawn.mergeNodeAttributes(key, look);
        else drawn.addNode(key, { x: node.x, y: node.y, type: node.kind === "task" || node.kind === "group" ? node.kind : "circle", ...look });
      }
      if (!first) drawn.updateEachEdgeAttributes((key, attributes) => ({ ...attributes, ...edgeLook(graph.edges[Number(key)]) }));
      for (const edge of edges) drawn.addUndirectedEdgeWithKey(String(edge.turn), String(edge.a), String(edge.b), edgeLook(edge));
    }
    take(graph.edges, true);

    // Each program is compiled before the first picture: only those that this view draws with. Where there is
    // little room, a tie as wide as its weight would be thinner than a point of the screen, and not be seen.
    const many = graph.nodes.length > 8000, { NodeCircleProgram: circle, EdgeLineProgram: thin, EdgeRectangleProgram: wide } = Sigma.rendering;
    const shapes = ["task", "group"].filter((kind) => graph.words.view === `${kind}s`).map((kind) => [kind, shaped(SHAPES[kind])]);
    const renderer = new Sigma(drawn, stage, {
      allowInvalidContainer: true, renderLabels: false, enableCameraRotation: false, enableEdgeEvents: false,
      defaultEdgeType: "line", edgeProgramClasses: { line: room < 0.5 ? thin : wide }, nodeProgramClasses: { circle, ...Object.fromEntries(shapes) },
      minEdgeThickness: 0.7, zoomToSizeRatioFunction: (ratio) => ratio ** (room < 0.5 ? 0.75 : 0.5), zIndex: !many, stagePadding: 44, minCameraRatio: 0.01, maxCameraRatio: 1.6,
      labelFont: view.colours.sans, labelRenderedSizeThreshold: 0, hideEdgesOnMove: graph.edges.length > 20000,
      inertiaDuration: still() ? 0 : 200, zoomDuration: still() ? 0 : 150,
      nodeReducer, edgeReducer, defaultDrawNodeHover: () => {},
    });
    const behind = renderer.createCanvasContext("discs", { beforeLayer: "edges", style: { touchAction: "none", userSelect: "none" } }).canvasContexts.discs;
    const names = renderer.createCanvasContext("names", { afterLayer: "nodes", style: { touchAction: "none", userSelect: "none", pointerEvents: "none" } }).canvasContexts.names;
    // Sized here once, as sigma sizes its own: to let it size all of them again costs a tenth of a second.
    const { width, height } = renderer.getDimensions(), sharp = window.devicePixelRatio || 1;
    for (const context of [behind, names]) {
      Object.assign(context.canvas.style, { width: `${width}px`, height: `${height}px` });
      Object.assign(context.canvas, { width: width * sharp, height: height * sharp });
      context.scale(sharp, sharp);
    }
    renderer.on("beforeRender", () => graph.names.counties(renderer, behind, view));
    renderer.on("afterRender", () => { graph.names.draw(renderer, names, view); mark(); });
    function mark() {
      for (const turn of new Set([view.chosen, view.other, view.over])) {
        const data = turn === null ? null : renderer.getNodeDisplayData(String(turn));
        if (!data) continue;
        const { x, y } = renderer.framedGraphToViewport(data);
        names.beginPath();
        names.arc(x, y, renderer.scaleSize(data.size) + 3, 0, 2 * Math.PI);
        names.lineWidth = 2.5;
        names.strokeStyle = turn === view.chosen ? view.colours.ring : view.colours.muted;
        names.stroke();
      }
    }
    const control = {
      renderer, view,
      // Shows a node (and a tie to another): its partners stay bright.
      choose(turn, other) {
        view.chosen = turn;
        view.other = other;
        view.beside = new Set(turn === null ? [] : graph.near[turn].map((edge) => graph.other(edge, turn)));
        renderer.refresh({ skipIndexation: true });
      },
      fly(turn, ratio) {
        const data = renderer.getNodeDisplayData(String(turn));
        const camera = renderer.getCamera(), state = { x: data.x, y: data.y, ratio: Math.min(camera.ratio, ratio) };
        if (still()) camera.setState(state); else camera.animate(state, { duration: 260 });
      },
      // Moves the picture only where the node is out of sight.
      see(turn) {
        const data = renderer.getNodeDisplayData(String(turn)), { width, height } = renderer.getDimensions();
        const { x, y } = renderer.framedGraphToViewport(data);
        if (x < 30 || y < 30 || x > width - 30 || y > height - 30) control.fly(turn, 1);
      },
      zoom(factor) {
        const camera = renderer.getCamera(), state = { ratio: camera.getBoundedRatio(camera.ratio * factor) };
        if (still()) camera.setState(state); else camera.animate(state, { duration: 150 });
      },
      fit() { renderer.getCamera().setState({ x: 0.5, y: 0.5, ratio: 1, angle: 0 }); },
      add(edges) { take(edges, false); renderer.refresh(); },
      // The picture as it stands, drawn and copied in one go: a browser keeps what WebGL drew no longer.
      png() {
        const { width, height } = renderer.getDimensions(), scale = Math.max(2, devicePixelRatio || 1);
        const target = document.createElement("canvas");
        target.width = width * scale;
        target.height = height * scale;
        const context = target.getContext("2d");
        context.fillStyle = view.colours.panel;
        context.fillRect(0, 0, target.width, target.height);
        renderer.refresh({ skipIndexation: true });
        for (const layer of ["discs", "edges", "nodes", "names"]) {
          const canvas = renderer.getCanvases()[layer];
          if (canvas) context.drawImage(canvas, 0, 0, target.width, target.height);
        }
        return new Promise((done) => { target.toBlob(done, "image/png"); });
      },
    };
    addEventListener("zeren-theme", () => {
      view.colours = graph.colours();
      for (const node of graph.nodes) if (node) drawn.setNodeAttribute(String(node.turn), "color", colourOf(node));
      drawn.updateEachEdgeAttributes((key, attributes) => ({ ...attributes, ...edgeLook(graph.edges[Number(key)]) }));
      renderer.refresh();
    });
    return control;
  };
})();
