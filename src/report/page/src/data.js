// The data of the page: what render_html.cpp wrote beside the text, with columns unpacked.

/// A column is an array, or {w: the distinct words, i: the index of each row}; without i, every row has the one word.
export function unpack(column, count) {
  if (Array.isArray(column)) return column;
  if (!column.i) return Array(count).fill(column.w[0]);
  return column.i.map((index) => column.w[index]);
}

/// The hexadecimal digits of a digest in base 64.
export function hexOf(base64) {
  return Array.from(atob(base64), (byte) => byte.charCodeAt(0).toString(16).padStart(2, "0")).join("");
}

/// The assertion with its columns unpacked into one object a point.
export function pointsOf(assertion) {
  const { count } = assertion;
  const column = (name) => (assertion[name] ? unpack(assertion[name], count) : null);
  const columns = {};
  for (const name of ["predicted", "compared", "margin", "verdict", "standing", "hints", "reason", "digest", "method", "sample", "replayed", "trust", "seed"]) {
    columns[name] = column(name);
  }
  const values = assertion.values.map((packed) => unpack(packed, count));
  return Array.from({ length: count }, (_, row) => {
    const point = { parameters: assertion.parameters.map((name, at) => [name, values[at][row]]) };
    for (const name in columns) point[name] = columns[name] ? columns[name][row] : "";
    const made = point.parameters.map(([name, value]) => `${name}=${value}`).join(",");
    point.file = assertion.file.own?.[row] ?? `${assertion.file.head}${made}.json`;
    return point;
  });
}

export const readData = () => JSON.parse(document.getElementById("data").textContent);
