// Plots: drawn by Observable Plot when they come near, with points that a pointer or the arrow keys reach, a legend whose
// groups can be switched off, and their numbers as a table.
import * as Plot from "@observablehq/plot";
import { axisMark, axisOf, numberText } from "./axes.js";
import { pointsOf } from "./data.js";
import { el, svg, whenNear } from "./elements.js";
import { parametersText } from "./points.js";
import { byNumbers, kindWords, markStyle, styled } from "./series.js";

const sorted = (values) => [...new Set(values)].sort((a, b) => a - b);

/// The points of a series: {x, lower, upper, y, point}; y is where the line or the dot is drawn.
function rowsOf(series, plot, points, floor) {
  return series.x.map((x, at) => {
    const upper = series.upper[at];
    const lower = series.lower ? series.lower[at] : upper;
    const drawnLower = plot.y_log ? Math.max(lower, floor) : lower;
    const index = series.point ? series.point[at] : -1;
    return { x, lower, upper, drawnLower, y: plot.y_log && lower <= 0 ? upper : (drawnLower + upper) / 2, point: points[index] ?? null, series };
  });
}

/// On a logarithmic axis an interval that reaches 0 is drawn down to here.
function floorOf(plot) {
  const positive = plot.series.flatMap((series) => [...(series.lower ?? []), ...series.upper]).filter((value) => value > 0);
  return positive.length > 0 ? positive.reduce((a, b) => Math.min(a, b)) : 1;
}

/// The ends as the report rounded them, outward; numberText, which rounds to nearest, is for axes.
const endText = (value) => String(value).replaceAll("-", "\u2212");
const valueText = (row) => (row.lower === row.upper ? endText(row.upper) : `[${endText(row.lower)}, ${endText(row.upper)}]`);

/// What a point says, in words.
function textOf(row, plot) {
  const lines = [[`${plot.x}=${numberText(row.x)}`, row.series.group].filter(Boolean).join(" "), `${row.series.name} = ${valueText(row)}`, `(${kindWords[row.series.kind]})`];
  if (!row.point) return lines;
  const { predicted, compared, margin, verdict } = row.point;
  lines[0] = parametersText(row.point);
  lines.push(`predicted ${predicted}, compared with ${compared}${margin ? `, margin ${margin}` : ""}`, verdict);
  return lines;
}

function marksOf(series, rows, width) {
  const colour = series.colour;
  const wide = rows.some((row) => row.upper - row.drawnLower > 0);
  const band = Plot.areaY(rows, { x: "x", y1: "drawnLower", y2: "upper", fill: colour, fillOpacity: 0.22 });
  switch (series.kind) {
    case "formula":
      return [wide ? band : null, Plot.line(rows, { x: "x", y: "y", stroke: colour, strokeWidth: 1.75, strokeDasharray: series.dash }),
        Plot.dot(rows, { x: "x", y: "y", r: 1.75, fill: colour })];
    case "curve":
      return [Plot.line(rows, { x: "x", y: "y", stroke: colour, strokeWidth: 1.5, strokeDasharray: series.dash, strokeLinecap: "round" }),
        width > 460 ? Plot.text([rows[rows.length - 1]], { x: "x", y: "y", text: () => series.name, textAnchor: "end", dy: -8, fill: "var(--muted)", stroke: "var(--paper)", strokeWidth: 4 }) : null];
    case "mark":
      return rows.map((row) => {
        const { symbol, colour: own, filled } = markStyle(series, row.point);
        return Plot.dot([row], { x: "x", y: "y", r: 4, symbol, stroke: own, strokeWidth: 1.75, fill: filled ? own : "var(--paper)" });
      });
    default:
      return [Plot.ruleX(rows, { x: "x", y1: "drawnLower", y2: "upper", stroke: colour, strokeWidth: 1.5 }),
        Plot.dot(rows, { x: "x", y: "y", r: 3.5, symbol: series.symbol, stroke: colour, strokeWidth: 1.5, fill: series.kind === "estimate" ? "var(--paper)" : colour })];
  }
}

/// The caps of confidence bars, which Plot's tick mark draws on band scales only.
function capsOf(rows, scaleX, scaleY, colour) {
  const path = rows.flatMap((row) => [row.drawnLower, row.upper].map((end) => `M${scaleX(row.x) - 4},${scaleY(end)}h8`)).join("");
  return svg("path", { d: path, stroke: colour, "stroke-width": 1.5, fill: "none", "aria-hidden": "true" });
}

class PlotView {
  constructor(figure, plot, points) {
    this.figure = figure;
    this.plot = plot;
    this.floor = floorOf(plot);
    this.series = styled(plot);
    for (const series of this.series) series.rows = rowsOf(series, plot, points, this.floor);
    this.hiddenGroups = new Set();
    this.hiddenNames = new Set();
    this.stage = el("div", { class: "stage" });
    this.tip = el("div", { class: "tip", hidden: true, "aria-hidden": "true" });
    this.figure.querySelector(".drawing").append(this.legend(), this.stage);
    this.width = 0;
    this.draw();
    new ResizeObserver(() => this.draw()).observe(this.stage);
    window.addEventListener("beforeprint", () => this.draw(640));
    window.addEventListener("afterprint", () => this.draw());
  }

  visible() {
    return this.series.filter((series) => !this.hiddenGroups.has(series.colourKey) && !this.hiddenNames.has(series.shapeKey));
  }

  draw(forced = 0) {
    const width = Math.round(Math.max(280, Math.min(forced || this.stage.clientWidth || 640, 820)));
    if (width === this.width && !this.stale) return;
    this.width = width;
    this.stale = false;
    const height = Math.round(Math.max(260, Math.min(430, width * 0.58)));
    const rows = this.series.flatMap((series) => series.rows);
    const own = rows.filter((row) => row.point);
    const left = 62;
    const x = axisOf(sorted(rows.map((row) => row.x)), this.plot.x_log, width - left - 18, sorted(own.map((row) => row.x)));
    const y = axisOf(sorted(rows.flatMap((row) => [row.drawnLower, row.upper])), this.plot.y_log, height - 44);
    const grid = Array.isArray(y.ticks) ? Plot.gridY(y.ticks) : Plot.gridY({ ticks: y.ticks });
    const plot = Plot.plot({
      width, height, marginLeft: left, marginBottom: 30, marginTop: 14, marginRight: 18, x: x.scale, y: y.scale,
      marks: [grid, axisMark(Plot.axisX, x), axisMark(Plot.axisY, y)].concat(this.visible().flatMap((series) => marksOf(series, series.rows, width))),
    });
    const drawing = plot instanceof SVGElement ? plot : plot.querySelector("svg");
    drawing.querySelector("style")?.remove(); // its rules stand in style.css, which the page's policy knows by its digest
    for (const group of drawing.querySelectorAll("g[aria-label]")) {
      group.classList.add(group.getAttribute("aria-label").replaceAll(" ", "-"));
      group.removeAttribute("aria-label"); // the points carry the words
      group.setAttribute("aria-hidden", "true");
    }
    this.finish(drawing);
    this.stage.replaceChildren(el("p", { class: "y-label" }, this.plot.y), drawing, el("p", { class: "x-label" }, this.plot.x_label), this.tip);
  }

  /// Caps, and the points that can be reached.
  finish(drawing) {
    drawing.setAttribute("role", "group");
    drawing.setAttribute("aria-label", `${this.plot.title}. The arrow keys go from point to point; the table below has the same numbers.`);
    const [x, y] = ["x", "y"].map((name) => drawing.scale(name));
    const scaleX = (value) => x.apply(value);
    const scaleY = (value) => y.apply(value);
    for (const series of this.visible()) {
      if (series.kind === "estimate") drawing.append(capsOf(series.rows, scaleX, scaleY, series.colour));
    }
    const places = svg("g", { class: "places" });
    this.places = this.visible().filter((series) => series.kind !== "curve").flatMap((series) => series.rows.map((row) => {
      const circle = svg("circle", { cx: scaleX(row.x).toFixed(2), cy: scaleY(row.y).toFixed(2), r: 8, tabindex: "-1", role: "img", "aria-label": textOf(row, this.plot).join("; ") });
      circle.addEventListener("focus", () => this.showTip(circle, row));
      circle.addEventListener("blur", () => this.hideTip());
      circle.addEventListener("keydown", (event) => this.move(event));
      places.append(circle);
      return { circle, row };
    }));
    this.places[0]?.circle.setAttribute("tabindex", "0");
    drawing.append(places);
    drawing.addEventListener("pointermove", (event) => this.point(drawing, event));
    drawing.addEventListener("pointerleave", () => this.hideTip());
  }

  /// Left and right along a series, up and down to the next one.
  move(event) {
    const at = this.places.findIndex(({ circle }) => circle === event.currentTarget);
    const { series, x } = this.places[at].row;
    const others = this.visible().filter((one) => one.kind !== "curve");
    const goal = {
      ArrowRight: () => at + 1,
      ArrowLeft: () => at - 1,
      Home: () => this.places.findIndex(({ row }) => row.series === series),
      End: () => this.places.findLastIndex(({ row }) => row.series === series),
      ArrowDown: () => this.nearestIn(others[others.indexOf(series) + 1], x),
      ArrowUp: () => this.nearestIn(others[others.indexOf(series) - 1], x),
      Escape: () => (this.hideTip(), at),
    }[event.key]?.();
    if (goal === undefined) return;
    event.preventDefault();
    const next = this.places[goal];
    if (!next || goal === at) return;
    event.currentTarget.setAttribute("tabindex", "-1");
    next.circle.setAttribute("tabindex", "0");
    next.circle.focus();
  }

  nearestIn(series, x) {
    let best = -1;
    this.places.forEach(({ row }, at) => {
      if (row.series === series && (best < 0 || Math.abs(row.x - x) < Math.abs(this.places[best].row.x - x))) best = at;
    });
    return best;
  }

  point(drawing, event) {
    const box = drawing.getBoundingClientRect();
    const scale = drawing.viewBox.baseVal.width / box.width;
    const [px, py] = [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
    let best = null;
    let least = 28 ** 2;
    for (const place of this.places) {
      const distance = (place.circle.getAttribute("cx") - px) ** 2 + (place.circle.getAttribute("cy") - py) ** 2;
      if (distance < least) [best, least] = [place, distance];
    }
    if (best) this.showTip(best.circle, best.row);
    else this.hideTip();
  }

  showTip(circle, row) {
    this.shown?.classList.remove("shown");
    this.shown = circle;
    circle.classList.add("shown");
    this.tip.replaceChildren(...textOf(row, this.plot).map((line, at) => el(at === 0 ? "strong" : "span", {}, line)));
    this.tip.hidden = false;
    const stage = this.stage.getBoundingClientRect();
    const place = circle.getBoundingClientRect();
    const [x, y] = [place.left + place.width / 2 - stage.left, place.top - stage.top];
    const left = Math.max(0, Math.min(x - this.tip.offsetWidth / 2, stage.width - this.tip.offsetWidth));
    const above = y - this.tip.offsetHeight - 8;
    this.tip.style.left = `${left}px`;
    this.tip.style.top = `${above >= 0 ? above : y + place.height + 8}px`;
  }

  hideTip() {
    this.shown?.classList.remove("shown");
    this.shown = null;
    this.tip.hidden = true;
  }

  legend() {
    const groups = [...new Set(this.series.map((series) => series.colourKey))].filter(Boolean).sort(byNumbers);
    const shapes = [...new Set(this.series.map((series) => series.shapeKey))].sort(byNumbers);
    this.grouped = groups.length > 0;
    const box = el("div", { class: "legend" });
    if (this.grouped) box.append(this.switches(groups, this.hiddenGroups, "colourKey", "Groups"));
    box.append(this.switches(shapes, this.hiddenNames, "shapeKey", "What is drawn"));
    return box;
  }

  switches(words, hidden, property, label) {
    const list = el("ul", { "aria-label": label });
    for (const word of words) {
      const series = this.series.find((one) => one[property] === word && one.kind !== "curve") ?? this.series.find((one) => one[property] === word);
      const byShape = property === "shapeKey";
      const text = byShape ? [el("span", {}, word), " ", el("small", {}, kindWords[series.kind])] : [el("span", {}, word)];
      const button = el("button", { type: "button", "aria-pressed": "true" }, byShape ? this.sample(series) : swatch(series.colour), ...text);
      button.addEventListener("click", () => {
        const off = !hidden.delete(word);
        if (off) hidden.add(word);
        button.setAttribute("aria-pressed", String(!off));
        this.stale = true;
        this.hideTip();
        this.draw(this.width);
      });
      list.append(el("li", {}, button));
    }
    return list;
  }

  /// What a series of that name looks like; in the ink's colour where the colour says the group.
  sample(series) {
    const colour = this.grouped && series.kind !== "curve" ? "var(--ink)" : series.colour;
    const sample = svg("svg", { width: 28, height: 14, "aria-hidden": "true", class: "sample" });
    if (series.kind === "formula" || series.kind === "curve") {
      sample.append(svg("line", { x1: 1, x2: 27, y1: 7, y2: 7, stroke: colour, "stroke-width": 2, "stroke-dasharray": series.dash, "stroke-linecap": series.kind === "curve" ? "round" : null }));
    } else {
      if (series.kind === "estimate") sample.append(svg("path", { d: "M14,1v12M10,1h8M10,13h8", stroke: colour, "stroke-width": 1.5, fill: "none" }));
      sample.append(shapeOf(series.symbol, colour, series.kind === "estimate" ? "var(--paper)" : colour));
    }
    return sample;
  }
}

const swatch = (colour) => svg("svg", { width: 12, height: 12, "aria-hidden": "true", class: "sample" }, svg("rect", { width: 12, height: 12, rx: 3, fill: colour }));

function shapeOf(symbol, colour, fill) {
  const path = {
    circle: "M14,3.5a3.5,3.5 0 1 1 -0.01,0z", square: "M11,4h6v6h-6z", diamond: "M14,2.5l4,4.5l-4,4.5l-4,-4.5z",
    triangle: "M14,3l4,7h-8z", star: "M14,2l1.2,3.5h3.6l-2.9,2.2l1.1,3.6l-3,-2.2l-3,2.2l1.1,-3.6l-2.9,-2.2h3.6z", times: "M10,3l8,8m0,-8l-8,8",
  }[symbol];
  return svg("path", { d: path, stroke: colour, "stroke-width": 1.5, fill });
}

/// The numbers of a plot: a row a point, a column for what is drawn.
function numbersOf(view) {
  const rows = view.series.flatMap((series) => series.rows);
  const grouped = rows.some((row) => row.series.group);
  const head = ["What", ...(grouped ? ["Group"] : []), view.plot.x, "From", "To", "Verdict"];
  const body = rows.map((row) => el("tr", {},
    ...[row.series.name, ...(grouped ? [row.series.group] : [])].map((text) => el("td", {}, text)),
    ...[row.x, row.lower, row.upper].map((value) => el("td", { class: "number" }, endText(value))),
    el("td", {}, row.point ? row.point.verdict : kindWords[row.series.kind])));
  const table = el("table", {}, el("caption", {}, `Numbers of the plot: ${view.plot.title}`),
    el("thead", {}, el("tr", {}, ...head.map((text) => el("th", { scope: "col" }, text)))), el("tbody", {}, ...body));
  return el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": `Numbers of the plot ${view.plot.title}` }, table);
}

export function setUpPlots(data) {
  for (const figure of document.querySelectorAll("figure.plot")) {
    const claim = data.claims[figure.dataset.claim];
    const plot = claim.plots[figure.dataset.plot];
    figure.hidden = false;
    whenNear(figure, () => {
      const view = new PlotView(figure, plot, claim.assertions.flatMap(pointsOf));
      const details = figure.querySelector("details");
      if (plot.left_out > 0) details.before(el("p", { class: "note" }, `${plot.left_out} ${plot.left_out === 1 ? "point has" : "points have"} no place here: not compared, or 0 and less on a logarithmic axis.`));
      details.addEventListener("toggle", () => {
        if (details.open && !details.querySelector("table")) details.append(numbersOf(view));
      });
    });
  }
}
