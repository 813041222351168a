// Tables of points, made from the data when they are opened.
import { command } from "./copy.js";
import { hexOf, pointsOf } from "./data.js";
import { el } from "./elements.js";
import { makeSortable } from "./sort.js";

const firstRows = 100;

/// What a shell takes as one word.
const quoted = (word) => (/^[\w./:=,+@%^-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
const cut = (value) => value.includes("..(");

export function checkCommand(claim, assertion, point) {
  if (point.parameters.some(([, value]) => cut(value))) return null;
  const settings = point.parameters.map(([name, value]) => ` --set ${quoted(`${name}=${value}`)}`).join("");
  const seed = point.seed && point.seed !== "1" ? ` --seed ${point.seed}` : "";
  return `rankcert check ${quoted(claim.command)} --assertion ${assertion.name}${settings}${seed}`;
}

export const verifyCommand = (point) => `rankcert verify ${quoted(point.file.startsWith("-") ? `./${point.file}` : point.file)}`;

export const parametersText = (point, names = null) =>
  point.parameters.filter(([name]) => !names || names.has(name)).map(([name, value]) => `${name}=${value}`).join(" ");

function detailsOf(claim, assertion, point) {
  const check = checkCommand(claim, assertion, point);
  const rows = [
    ["Certificate", el("code", {}, point.file)],
    ["Digest begins", el("code", { class: "digest" }, `sha256:${hexOf(point.digest)}`)],
    point.hints && ["Prover's choice", point.hints],
    point.method && ["Measured", `${point.method} (${[`seed ${point.seed}`, point.sample, point.replayed].filter(Boolean).join("; ")})`],
    ["Checked by", point.trust],
    point.reason && ["Not compared", point.reason],
    ["Verify this file", command(verifyCommand(point), "the command that verifies the certificate")],
    check && ["Compute it again", command(check, "the command that checks the point")],
  ].filter(Boolean);
  return el("dl", { class: "facts" }, ...rows.flatMap(([term, value]) => [el("dt", {}, term), el("dd", {}, value)]));
}

/// A number to sort by, from text such as "[0.1, 0.2]", "2^30" or "1/3".
function sortValue(text) {
  const power = /^(\d+)\^(\d+)$/.exec(text);
  if (power) return Number(power[1]) ** Number(power[2]);
  const fraction = /^(-?\d+)\/(\d+)$/.exec(text);
  if (fraction) return Number(fraction[1]) / Number(fraction[2]);
  const number = parseFloat(text.replace(/^\[/, ""));
  return Number.isNaN(number) ? "" : number;
}

function rowOf(claim, assertion, point, names) {
  const number = (text) => el("td", { class: "number", "data-value": sortValue(text) }, text || "\u2013");
  const button = el("button", { type: "button", class: "more" });
  const say = (open) => {
    button.textContent = open ? "Hide" : "Show";
    button.setAttribute("aria-expanded", String(open));
    button.setAttribute("aria-label", `${button.textContent} the certificate of ${parametersText(point)}`);
  };
  say(false);
  const row = el("tr", { "data-standing": point.standing },
    ...point.parameters.filter(([name]) => names.has(name)).map(([, value]) => number(value)),
    number(point.predicted), number(point.compared), number(point.margin),
    el("td", {}, el("span", { class: "verdict", "data-word": point.verdict.split(/[ ,]/)[0], "data-standing": point.standing }, point.verdict)),
    el("td", {}, button));
  button.addEventListener("click", () => {
    const open = button.getAttribute("aria-expanded") === "true";
    say(!open);
    if (open) row.nextElementSibling.remove();
    else row.after(el("tr", { class: "detail" }, el("td", { colspan: row.cells.length }, detailsOf(claim, assertion, point))));
  });
  return row;
}

/// Parameters whose value is the same at every point stand once, above the table.
function constantNames(assertion) {
  return new Set(assertion.parameters.filter((_, at) => assertion.values[at].w?.length === 1));
}

function pointTable(claim, assertion) {
  const points = pointsOf(assertion);
  const constant = points.length > 1 ? constantNames(assertion) : new Set();
  const names = new Set(assertion.parameters.filter((name) => !constant.has(name)));
  const head = (text, title) => el("th", { scope: "col", title }, text);
  const fixed = el("th", { scope: "col", "data-fixed": true }, "Certificate");
  const body = el("tbody", {}, ...points.slice(0, firstRows).map((point) => rowOf(claim, assertion, point, names)));
  const table = el("table", {},
    el("caption", {}, constant.size > 0 ? `All at ${parametersText(points[0], constant)}` : "Numbers are rounded toward the other side: what holds as printed holds"),
    el("thead", {}, el("tr", {}, ...[...names].map((name) => head(name)), head("Predicted"), head(assertion.measured ? "Measured" : "Compared"),
      head("Margin"), head("Verdict"), fixed)), body);
  makeSortable(table, () => {
    for (const button of body.querySelectorAll('.more[aria-expanded="true"]')) button.click();
  });
  const box = el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": `Points of ${assertion.name}` }, table);
  if (points.length <= firstRows) return [box];
  const all = el("button", { type: "button", class: "all" }, `Show all ${points.length} points`);
  all.addEventListener("click", () => {
    body.append(...points.slice(firstRows).map((point) => rowOf(claim, assertion, point, names)));
    all.remove();
  });
  return [box, all];
}

/// Short tables are opened for printing, and closed again after it.
const printedRows = 40;

export function setUpPoints(data) {
  for (const details of document.querySelectorAll("details.points")) {
    const claim = data.claims[details.dataset.claim];
    const assertion = claim.assertions[details.dataset.assertion];
    const place = details.querySelector(".rows");
    const fillIn = () => {
      if (place.childElementCount === 0) place.append(...pointTable(claim, assertion));
    };
    details.addEventListener("toggle", () => details.open && fillIn());
    window.addEventListener("beforeprint", () => {
      if (details.open || assertion.count > printedRows) return;
      fillIn();
      details.open = true;
      window.addEventListener("afterprint", () => (details.open = false), { once: true });
    });
  }
}
