// How indicators and projects look: a diamond and a tag, each on a branch under the task that holds it.

Object.assign(EDGE_LOOKS, {
  indicator: { width: 1.2, dashes: null },
  project: { width: 1.2, dashes: null },
  aim: { width: 1.2, dashes: [2, 3] },
});

/** A small shape: indicators are diamonds, projects are tags. */
function figureShape(ctx, kind, x, y, half) {
  const corners = kind === "indicator"
    ? [[-1.25, 0], [0, -1.25], [1.25, 0], [0, 1.25]]
    : [[-1, -1], [0.3, -1], [1.4, 0], [0.3, 1], [-1, 1]];
  ctx.beginPath();
  for (const [across, down] of corners) ctx.lineTo(x + across * half, y + down * half);
  ctx.closePath();
  ctx.fillStyle = colours[kind];
  ctx.fill();
}

/** Slanting ends for indicators, a point to the right for projects. */
function figureOutline(ctx, kind, width, height) {
  const [right, bottom] = [width / 2, height / 2];
  const cut = Math.min(bottom * 0.6, 7);
  const corners = kind === "indicator"
    ? [[-right + cut, -bottom], [right + cut / 2, -bottom], [right - cut / 2, bottom], [-right - cut / 2, bottom]]
    : [[-right, -bottom], [right - cut / 2, -bottom], [right + cut, 0], [right - cut / 2, bottom], [-right, bottom]];
  ctx.beginPath();
  for (const [x, y] of corners) ctx.lineTo(x, y);
  ctx.closePath();
}

/** A figure beside its name is what the card is there for: as large as the name, in the kind's colour. */
function figureText(ctx, font) {
  ctx.font = `600 ${Math.round(font * 0.92)}px ${FONT}`;
  ctx.fillStyle = colours.indicator;
}

function paintFigureBadge(ctx, kind, x, y, font) {
  figureShape(ctx, kind, x, y, (BADGE * font) / 2);
  ctx.fillStyle = colours[`${kind}-ink`];
  ctx.font = `${Math.round(font * 0.68)}px ${FONT}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(say(`${kind}Badge`), x, y + font * 0.04);
}

/** The sign that an indicator's targets contradict each other. */
function paintConflict(ctx, x, y, radius) {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, Math.PI * 2);
  ctx.fillStyle = colours.conflict;
  ctx.fill();
  ctx.fillStyle = colours.page;
  ctx.font = `700 ${Math.round(radius * 1.7)}px ${FONT}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText("≠", x, y + radius * 0.06);
}

const INDENT = { card: 18, mark: 12 }; // as layout_columns.py and layout_clusters.py indent figures
const branches = new Map(); // ties that are drawn as branches of an outline: where the trunk stands, where it ends

/** A figure that stands under its task hangs on a branch; lines across cards would say less. */
function findBranches() {
  for (const tie of ties) {
    const [task, figure] = [spots.get(tie.from), spots.get(tie.to)];
    if (!FIGURE_TIES.has(tie.tie) || !task || !figure || figure.y <= task.y || figure.style !== task.style) continue;
    const indent = INDENT[figure.style];
    const [left, right] = [-1, 1].map((side) => [task.x + (side * task.width) / 2, figure.x + (side * figure.width) / 2]);
    const [fromLeft, fromRight] = [left[1] - left[0], right[0] - right[1]];
    const trunk = Math.min(indent / 2, 7);
    if (Math.abs(fromLeft - indent) <= 1) branches.set(tie.index, [left[0] + trunk, left[1]]);
    else if (Math.abs(fromRight - indent) <= 1) branches.set(tie.index, [right[0] - trunk, right[1]]);
  }
}

function paintBranches(ctx) {
  const at = lit();
  ctx.save();
  for (const [index, [trunk, end]] of branches) {
    const tie = ties[index];
    if (!shown.has(tie.from) || !shown.has(tie.to)) continue;
    const [task, figure] = [spots.get(tie.from), spots.get(tie.to)];
    const touched = tie.from === at || tie.to === at;
    ctx.globalAlpha = at === null || touched ? 1 : 0.1;
    ctx.strokeStyle = colours[tie.tie];
    ctx.lineWidth = touched ? 2 : 1.2;
    ctx.beginPath();
    ctx.moveTo(trunk, task.y + task.height / 2);
    ctx.lineTo(trunk, figure.y);
    ctx.lineTo(end, figure.y);
    ctx.stroke();
  }
  ctx.restore();
}

/** A campaign's goals stand under its working group; where all is drawn, lines between them say nothing more. */
const aimHidden = (tie, at) => tie.tie === "aim" && !curved && at === null;
