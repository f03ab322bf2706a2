// How nodes and edges look: shapes and letters tell kinds apart, dashes and width tell roles apart;
// colours, from the style sheet, only repeat it.

const FONT = '"Noto Sans SC","Noto Sans CJK SC","Microsoft YaHei","PingFang SC","WenQuanYi Micro Hei",sans-serif';

const EDGE_LOOKS = {
  lead: { width: 2.6, dashes: null },
  responsible: { width: 1.5, dashes: [8, 4] },
  support: { width: 1.6, dashes: [2, 3.5] },
  guide: { width: 1.5, dashes: [9, 3, 2, 3] },
  office: { width: 1.8, dashes: [16, 3] },
  member: { width: 1, dashes: [4, 7] },
  part: { width: 1, dashes: null },
};

// Measures of a card in ems, as spots.py computes its size.
const BADGE = 1.2, PADDING = 0.5, GAP = 0.35, LEADING = 1.32;
const SMALLEST_TEXT = 2.6; // px on the screen; below it only shapes are drawn
const LABEL_TEXT = 9; // px on the screen from which marks show their labels
const READABLE = 11.5; // px on the screen that highlighted nodes have at least

let colours = {};

function readColours() {
  const style = getComputedStyle(document.documentElement);
  const names = [
    "page", "ink", "muted", "ring", "task-bar", ...TIES,
    //# figures
    "conflict",
    //# end
    ...KINDS.flatMap((kind) => [kind, `${kind}-fill`, `${kind}-ink`]),
  ];
  colours = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}

/** A card or mark, centred at (x, y); `state` is normal, dim, near or chosen. */
function paintNode(ctx, node, spot, state, zoom) {
  ctx.save();
  ctx.globalAlpha = state === "dim" ? 0.16 : 1;
  const strong = state === "near" || state === "chosen";
  if (spot.style === "mark") paintMark(ctx, node, spot, strong, state === "chosen", zoom);
  else paintCard(ctx, node, spot, strong, state === "chosen", zoom);
  ctx.restore();
}

function paintCard(ctx, node, spot, strong, chosen, zoom) {
  const grown = strong ? Math.max(1, READABLE / (spot.font * zoom)) : 1;
  ctx.translate(spot.x, spot.y);
  ctx.scale(grown, grown);
  const { width, height, font } = spot;
  outline(ctx, node.kind, width, height);
  ctx.fillStyle = colours[`${node.kind}-fill`];
  ctx.fill();
  ctx.lineWidth = focus.has(node.index) || chosen ? font * 0.16 : Math.max(1, font * 0.07);
  ctx.strokeStyle = chosen ? colours.ring : colours[node.kind];
  ctx.stroke();
  if (font * zoom * grown < SMALLEST_TEXT) return;
  //# figures
  if (node.conflicts) paintConflict(ctx, width / 2, -height / 2, font * 0.55);
  //# end
  let x = -width / 2 + (PADDING + BADGE / 2) * font;
  const first = -((spot.lines.length - 1) * LEADING * font) / 2;
  paintBadge(ctx, node.kind, x, first, font);
  x += (BADGE / 2 + GAP) * font;
  ctx.font = `${font}px ${FONT}`;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.fillStyle = colours.ink;
  const room = width / 2 - PADDING * font - x;
  spot.lines.forEach((line, row) => ctx.fillText(line, x, first + row * LEADING * font, room));
  if (spot.count) {
    ctx.textAlign = "right";
    ctx.font = `${Math.round(font * 0.82)}px ${FONT}`;
    ctx.fillStyle = colours.muted;
    //# figures
    if (node.figure) figureText(ctx, font);
    //# end
    ctx.fillText(spot.count, width / 2 - PADDING * font, first + (spot.lines.length - 1) * LEADING * font);
  }
}

/** Round ends for units, square ones for tasks, pointed ones for groups. */
function outline(ctx, kind, width, height) {
  //# figures
  if (FIGURES.includes(kind)) return figureOutline(ctx, kind, width, height);
  //# end
  const [right, bottom] = [width / 2, height / 2];
  ctx.beginPath();
  if (kind === "unit") ctx.roundRect(-right, -bottom, width, height, Math.min(bottom, height / 2));
  else if (kind === "task") ctx.roundRect(-right, -bottom, width, height, 3);
  else {
    const cut = Math.min(bottom, 9);
    for (const [x, y] of [[-right, 0], [-right + cut, -bottom], [right - cut, -bottom], [right, 0], [right - cut, bottom], [-right + cut, bottom]]) ctx.lineTo(x, y);
    ctx.closePath();
  }
}

/** The kind's letter on a small circle, square or hexagon. */
function paintBadge(ctx, kind, x, y, font) {
  //# figures
  if (FIGURES.includes(kind)) return paintFigureBadge(ctx, kind, x, y, font);
  //# end
  const half = (BADGE * font) / 2;
  ctx.beginPath();
  if (kind === "unit") ctx.arc(x, y, half, 0, Math.PI * 2);
  else if (kind === "task") ctx.rect(x - half, y - half, half * 2, half * 2);
  else for (let side = 0; side < 6; side++) ctx.lineTo(x + half * 1.08 * Math.cos((side * Math.PI) / 3), y + half * 1.08 * Math.sin((side * Math.PI) / 3));
  ctx.closePath();
  ctx.fillStyle = colours[kind];
  ctx.fill();
  ctx.fillStyle = colours[`${kind}-ink`];
  ctx.font = `${Math.round(font * 0.74)}px ${FONT}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(say(`${kind}Badge`), x, y + font * 0.04);
}

function paintMark(ctx, node, spot, strong, chosen, zoom) {
  const half = spot.width / 2;
  ctx.beginPath();
  ctx.rect(spot.x - half, spot.y - half, half * 2, half * 2);
  //# figures
  if (isFigure(node)) figureShape(ctx, node.kind, spot.x, spot.y, half);
  //# end
  ctx.fillStyle = colours[node.kind];
  ctx.fill();
  if (chosen) {
    ctx.lineWidth = 3 / zoom;
    ctx.strokeStyle = colours.ring;
    ctx.stroke();
  }
  const font = strong ? Math.max(spot.font, READABLE / zoom) : spot.font;
  const fits = strong ? chosen || roomForLabel(spot, font) : font * zoom >= LABEL_TEXT;
  if (fits) paintLabel(ctx, spot, font, strong);
  else paintBar(ctx, spot);
  //# figures
  if (node.conflicts) paintConflict(ctx, spot.x - half, spot.y - half, spot.font * 0.55);
  //# end
}

function paintLabel(ctx, spot, font, strong) {
  const x = spot.x + spot.width / 2 + font * 0.4;
  ctx.font = `${font}px ${FONT}`;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  if (strong) {
    ctx.fillStyle = colours["task-fill"];
    ctx.fillRect(x - font * 0.2, spot.y - font * 0.68, ctx.measureText(spot.lines[0]).width + font * 0.4, font * 1.36);
  }
  ctx.fillStyle = colours.ink;
  ctx.fillText(spot.lines[0], x, spot.y);
}

let labelled = []; // places of the labels that were enlarged in this painting

/** Whether an enlarged label covers none before it; the others come when one zooms in. */
function roomForLabel(spot, font) {
  const width = (place, size) => place.lines[0].length * size;
  const covers = labelled.some((other) => Math.abs(other.spot.y - spot.y) < font * 1.3
    && spot.x < other.spot.x + width(other.spot, other.font) && other.spot.x < spot.x + width(spot, font));
  if (!covers) labelled.push({ spot, font });
  return !covers;
}

/** A bar as long as the label that there is no room for yet. */
function paintBar(ctx, spot) {
  const length = spot.lines[0].length * spot.font * 0.95;
  ctx.fillStyle = colours["task-bar"];
  ctx.fillRect(spot.x + spot.width / 2 + spot.font * 0.4, spot.y - spot.font * 0.2, length, spot.font * 0.4);
}

/** The words over parts of the picture; they keep a readable size while zooming out. */
function paintHeadings(ctx, zoom) {
  ctx.save();
  ctx.fillStyle = colours.muted;
  ctx.textBaseline = "alphabetic";
  for (const heading of page.headings) {
    if (filters.theme && themes.includes(heading.text) && heading.text !== filters.theme) continue;
    const words = heading.word ? say(heading.word) : heading.text;
    ctx.font = `600 ${heading.font}px ${FONT}`;
    const most = heading.room ? heading.room / ctx.measureText(words).width : Infinity;
    const font = heading.font * Math.max(1, Math.min(11 / (heading.font * zoom), most, 1.6));
    ctx.font = `600 ${font}px ${FONT}`;
    ctx.textAlign = heading.align;
    ctx.lineWidth = font * 0.35;
    ctx.strokeStyle = colours.page;
    ctx.lineJoin = "round";
    ctx.strokeText(words, heading.x, heading.y);
    ctx.fillText(words, heading.x, heading.y);
  }
  ctx.restore();
}
