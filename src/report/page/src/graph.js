// The lemma graph, drawn from the nested list that says the same in words: claim, assertions, lemmas, notes.
import { el, svg } from "./elements.js";

const column = { width: 216, gap: 64 };
const box = { gap: 10, line: 15, padding: 8, characters: 30 };

/// Lines of at most that many characters; a longer word is cut.
function wrapped(text, most = box.characters, lines = 3) {
  const result = [""];
  for (const word of text.split(/\s+/)) {
    const last = result[result.length - 1];
    if (last === "") result[result.length - 1] = word;
    else if (last.length + 1 + word.length <= most) result[result.length - 1] = `${last} ${word}`;
    else result.push(word);
  }
  const cut = (line) => (line.length > most + 2 ? `${line.slice(0, most)}\u2026` : line);
  return result.length <= lines ? result.map(cut) : [...result.slice(0, lines - 1).map(cut), `${cut(result[lines - 1])}\u2026`];
}

/// {columns of nodes, edges} out of the list.
function readGraph(list) {
  const nodes = new Map();
  const edges = new Map();
  const add = (level, key, title, status, words) => {
    if (!nodes.has(key)) nodes.set(key, { level, key, lines: [...wrapped(title), ...(words ? [words] : [])], status, words });
    return key;
  };
  const connect = (from, to) => edges.set(`${from} > ${to}`, { from, to });
  const claim = add(0, "claim", list.dataset.title, list.dataset.status, list.dataset.words);
  for (const item of list.querySelectorAll(":scope > li")) {
    const assertion = add(1, `a ${item.dataset.name}`, item.dataset.name, item.dataset.status, item.dataset.words);
    connect(claim, assertion);
    for (const one of item.querySelectorAll("li")) {
      const [note] = one.dataset.lemma.split("#");
      const lemma = add(2, `l ${one.dataset.lemma}`, (one.dataset.title ?? one.firstChild.textContent).replaceAll("$", "").trim(), "lemma", null);
      connect(assertion, lemma);
      connect(lemma, add(3, `n ${note}`, `${note}.md`, "note", null));
    }
  }
  return { nodes: [...nodes.values()], edges: [...edges.values()] };
}

/// Each column is ordered by the mean place of what points at it, and centred.
function place(graph) {
  const columns = [0, 1, 2, 3].map((level) => graph.nodes.filter((node) => node.level === level));
  const byKey = new Map(graph.nodes.map((node) => [node.key, node]));
  const height = (nodes) => nodes.reduce((sum, node) => sum + node.height + box.gap, -box.gap);
  for (const node of graph.nodes) node.height = 2 * box.padding + node.lines.length * box.line;
  const total = Math.max(...columns.map(height));
  columns.forEach((nodes, level) => {
    if (level > 1) {
      for (const node of nodes) {
        const from = graph.edges.filter((edge) => edge.to === node.key).map((edge) => byKey.get(edge.from).y);
        node.rank = from.reduce((sum, y) => sum + y, 0) / from.length;
      }
      nodes.sort((a, b) => a.rank - b.rank);
    }
    let y = (total - height(nodes)) / 2;
    for (const node of nodes) {
      node.x = level * (column.width + column.gap);
      node.y = y;
      y += node.height + box.gap;
    }
  });
  return { byKey, width: 4 * column.width + 3 * column.gap, height: total };
}

function drawNode(node) {
  const text = svg("text", { x: 14, y: box.padding + 11 });
  node.lines.forEach((line, at) => {
    const isStatus = at === node.lines.length - 1 && node.words;
    text.append(svg("tspan", { x: 14, dy: at === 0 ? 0 : box.line, class: isStatus ? "words" : at === 0 ? "title" : null }, line));
  });
  return svg("g", { class: "node", "data-status": node.status, transform: `translate(${node.x},${node.y.toFixed(1)})` },
    svg("rect", { width: column.width, height: node.height, rx: 5 }), svg("path", { class: "stripe", d: `M0,5a5,5 0 0 1 5,-5v${node.height}a5,5 0 0 1 -5,-5z` }), text);
}

function drawEdge(edge, byKey) {
  const [from, to] = [byKey.get(edge.from), byKey.get(edge.to)];
  const [x1, y1, x2, y2] = [from.x + column.width, from.y + from.height / 2, to.x, to.y + to.height / 2];
  const middle = (x1 + x2) / 2;
  return svg("path", { class: "edge", d: `M${x1},${y1.toFixed(1)}C${middle},${y1.toFixed(1)} ${middle},${y2.toFixed(1)} ${x2},${y2.toFixed(1)}` });
}

/// Pointing at a node leaves only what it rests on, and what rests on it, in full strength.
function follow(drawing, graph, shapes) {
  const reach = (start, next) => {
    const seen = new Set([start]);
    for (const key of seen) for (const other of next(key)) seen.add(other);
    return seen;
  };
  const down = (key) => graph.edges.filter((edge) => edge.from === key).map((edge) => edge.to);
  const up = (key) => graph.edges.filter((edge) => edge.to === key).map((edge) => edge.from);
  for (const node of graph.nodes) {
    const shape = shapes.get(node.key);
    shape.addEventListener("pointerenter", () => {
      const kept = new Set([...reach(node.key, down), ...reach(node.key, up)]);
      drawing.classList.add("following");
      for (const [key, one] of shapes) one.classList.toggle("kept", kept.has(key));
      for (const edge of graph.edges) edge.shape.classList.toggle("kept", kept.has(edge.from) && kept.has(edge.to));
    });
    shape.addEventListener("pointerleave", () => drawing.classList.remove("following"));
  }
}

function draw(list) {
  const graph = readGraph(list);
  const { byKey, width, height } = place(graph);
  const drawing = svg("svg", { class: "graph", viewBox: `-1 -1 ${width + 2} ${Math.ceil(height) + 2}`, width: width + 2, height: Math.ceil(height) + 2, role: "img", "aria-label": `Lemma graph of ${list.dataset.title}; the list below says the same` });
  for (const edge of graph.edges) drawing.append((edge.shape = drawEdge(edge, byKey)));
  const shapes = new Map(graph.nodes.map((node) => [node.key, drawNode(node)]));
  drawing.append(...shapes.values());
  follow(drawing, graph, shapes);
  return drawing;
}

export function setUpGraphs() {
  for (const details of document.querySelectorAll("details.lemmas")) {
    const drawOnce = () => {
      const place = details.querySelector(".drawing");
      if (place.childElementCount > 0) return;
      const list = details.querySelector("ul.rests-on");
      place.append(el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": `Lemma graph of ${list.dataset.title}` }, draw(list)));
    };
    details.addEventListener("toggle", () => details.open && drawOnce());
    if (details.open) drawOnce();
    window.addEventListener("beforeprint", drawOnce);
  }
}
