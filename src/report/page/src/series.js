// What a series looks like: colour by group, dash or symbol by what it is, so that colour never stands alone.
const categories = 6;
const rampLength = 10;
const dashes = [null, "7 4", "2 3", "9 3 2 3", "12 5"];
const symbols = ["circle", "square", "diamond", "triangle", "star"];
/// Few groups get colours of their own, many the steps of a ramp.
function colourAt(index, count) {
  if (count <= categories) return `var(--group-${index})`;
  return `var(--ramp-${Math.round((index * (rampLength - 1)) / (count - 1))})`;
}

const distinct = (values) => [...new Set(values)];

/// Numbers inside names are compared as numbers: "d=8" comes before "d=16".
export const byNumbers = (a, b) => a.localeCompare(b, "en", { numeric: true });

/// "d=10 r=1" as {d: "10", r: "1"}.
const settingsOf = (group) => Object.fromEntries(group.split(" ").filter(Boolean).map((setting) => setting.split("=")));
const textOf = (settings, names) => names.filter((name) => name in settings).map((name) => `${name}=${settings[name]}`).join(" ");

/// The parameters that colour shows: those that every group has, and of these the one with most values where the groups
/// are many. The others are shown by the dash.
function colouredNames(groups) {
  const all = groups.map(settingsOf);
  const common = Object.keys(all[0] ?? {}).filter((name) => all.every((settings) => name in settings));
  if (common.length === 0 || (groups.length <= categories && all.every((settings) => Object.keys(settings).length === common.length))) return null;
  if (distinct(all.map((settings) => textOf(settings, common))).length <= categories) return common;
  const counts = common.map((name) => distinct(all.map((settings) => settings[name])).length);
  return [common[counts.indexOf(Math.max(...counts))]];
}

/// The series with what tells them apart: `colourKey` by colour; `shapeKey`, the rest of the group and the name, by dash
/// or symbol.
export function styled(plot) {
  const drawn = plot.series.filter((series) => series.kind !== "curve");
  const groups = distinct(drawn.map((series) => series.group)).sort(byNumbers);
  const names = groups.length > 1 ? colouredNames(groups.filter(Boolean)) : null;
  const colourOf = (series) => (groups.length < 2 ? "" : names ? textOf(settingsOf(series.group), names) : series.group);
  const restOf = (series) => {
    if (!names) return "";
    const settings = settingsOf(series.group);
    return textOf(settings, Object.keys(settings).filter((name) => !names.includes(name)));
  };
  const keyed = plot.series.map((series) => ({ ...series, colourKey: series.kind === "curve" && !groups.includes(series.group) ? "" : colourOf(series), rest: restOf(series) }));
  const byName = groups.length < 2;
  const colours = distinct(keyed.filter((series) => series.kind !== "curve").map((series) => (byName ? series.name : series.colourKey))).sort(byNumbers);
  const shapes = {};
  const shapeIndex = (series) => {
    const kind = series.kind === "estimate" ? "enclosure" : series.kind;
    const key = `${series.name} ${series.rest}`;
    shapes[kind] ??= [];
    if (!shapes[kind].includes(key)) shapes[kind].push(key);
    return shapes[kind].indexOf(key);
  };
  for (const series of [...keyed].sort((a, b) => byNumbers(a.rest, b.rest))) {
    const at = colours.indexOf(byName ? series.name : series.colourKey);
    const shape = shapeIndex(series);
    series.shapeKey = series.rest ? `${series.name}, ${series.rest}` : series.name;
    series.colour = series.kind === "curve" ? "var(--reference)" : colourAt(Math.max(at, 0), colours.length);
    series.dash = series.kind === "curve" ? "1 4" : dashes[shape % dashes.length];
    series.symbol = symbols[shape % symbols.length];
  }
  return keyed;
}

/// A mark: filled where its point is certified, hollow where it is not, a cross where it is refuted; in the colour of its
/// series, but for a point that contradicts its claim.
export function markStyle(series, point) {
  const refuted = point.verdict.startsWith("refuted");
  const colour = point.standing === "contradiction" ? "var(--contradicted)" : series.colour;
  return { symbol: refuted ? "times" : series.symbol, colour, filled: point.verdict.startsWith("certified") };
}

export const kindWords = {
  formula: "formula, enclosed by the kernel",
  enclosure: "measured and enclosed",
  estimate: "estimate with its confidence interval",
  curve: "reference curve",
  mark: "filled: certified, hollow: supported, cross: refuted",
};
