// Axes: numbers as people write them, ticks where they help.
const superscripts = "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079";
const raised = (exponent) => String(exponent).replace("-", "\u207b").replace(/\d/g, (digit) => superscripts[digit]);

/// Long powers of two and of ten as such, else the number with at most six digits.
export function numberText(value) {
  if (value === 0) return "0";
  const size = Math.abs(value);
  const binary = Math.log2(size);
  if (binary >= 13 && Number.isInteger(binary)) return `${value < 0 ? "\u2212" : ""}2${raised(binary)}`;
  if (size >= 1e5 || size < 1e-3) {
    const exponent = Math.floor(Math.log10(size) + 1e-9);
    const factor = Number((value / 10 ** exponent).toPrecision(3));
    const power = `10${raised(exponent)}`;
    return factor === 1 ? power : factor === -1 ? `\u2212${power}` : `${factor}\u00b7${power}`;
  }
  return String(Number(value.toPrecision(6))).replace("-", "\u2212");
}

/// Few enough values, far enough apart on an axis of `pixels`, to be the ticks themselves.
function valuesAsTicks(values, log, pixels) {
  if (values.length > 12 || values.length < 2) return null;
  const place = log ? Math.log : (value) => value;
  const [first, last] = [place(values[0]), place(values[values.length - 1])];
  const far = values.every((value, at) => at === 0 || ((place(value) - place(values[at - 1])) / (last - first)) * pixels >= 9 + 7 * numberText(value).length);
  return far ? values : null;
}

/// Powers of ten, not more than fit; within two decades also 2 and 5 times them.
function logTicks([low, high], pixels) {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  const factors = last - first >= 2 ? [1] : [1, 2, 5];
  const step = Math.max(1, Math.ceil((last - first + 1) / Math.max(2, pixels / 56)));
  const ticks = [];
  for (let exponent = first - 1; exponent <= last; exponent += factors.length > 1 ? 1 : step) {
    if (factors.length === 1 && exponent < first) exponent = first;
    for (const factor of factors) ticks.push(Number(`${factor}e${exponent}`));
  }
  return ticks.filter((tick) => tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9));
}

/// The options of an axis for Plot: `values` are those drawn, sorted.
export function axisOf(values, log, pixels, own = []) {
  let [low, high] = [values[0], values[values.length - 1]];
  if (log && high / low < 1.001) [low, high] = [low / 2, high * 2];
  if (log && own.length === 0) [low, high] = [low / (high / low) ** 0.03, high * (high / low) ** 0.03];
  if (!log && high - low <= 1e-12 * Math.max(1, Math.abs(high))) [low, high] = [low - 1, high + 1];
  const ticks = valuesAsTicks(own, log, pixels) ?? (log ? logTicks([low, high], pixels) : Math.max(3, Math.round(pixels / 70)));
  const tooFew = Array.isArray(ticks) && ticks.length < 2;
  return { scale: { type: log ? "log" : "linear", domain: [low, high], nice: own.length === 0 && !log, label: null }, ticks: tooFew ? [low, high] : ticks };
}

/// The axis itself. Given ticks carry their own text: on a logarithmic scale Plot would leave out some.
export const axisMark = (make, { ticks }) => (Array.isArray(ticks) ? make(ticks, { text: numberText, tickSize: 5 }) : make({ ticks, tickFormat: numberText, tickSize: 5 }));
