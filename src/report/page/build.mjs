// Bundles src/ into dist/report_page.js and dist/report_style.css, which are committed: building rankcert needs no Node,
// and every build puts the same bytes into its reports. tests/report/page/bundle.test.mjs builds again from the lock file and compares.
//   npm ci --ignore-scripts && node build.mjs [OUTPUT_FOLDER]
import { build } from "esbuild";
import { readFile, readdir, writeFile, mkdir } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const out = path.resolve(process.argv[2] ?? path.join(here, "dist"));

// The fonts that statements need; a claim that asks for others (bold, script, Fraktur) gets what the reader's browser makes
// of these or has itself.
const fonts = ["AMS-Regular", "Main-Regular", "Math-Italic", "Size1-Regular", "Size2-Regular", "Size3-Regular",
  "Size4-Regular", "Typewriter-Regular"];

/// KaTeX's style with only these fonts, in woff2 only.
const katexFonts = {
  name: "katex-fonts",
  setup(bundler) {
    bundler.onLoad({ filter: /katex\.css$/ }, async ({ path: file }) => {
      const css = await readFile(file, "utf8");
      const kept = css.replace(/@font-face \{[^}]*\}/g, (face) => {
        const font = /KaTeX_([A-Za-z0-9]+-[A-Za-z]+)\.woff2/.exec(face)[1];
        return fonts.includes(font) ? face.replace(/src: url\((\S+\.woff2)\)[^;]*;/, 'src: url($1) format("woff2");') : "";
      });
      return { contents: kept, loader: "css", resolveDir: path.dirname(file) };
    });
  },
};

/// KaTeX writes style attributes, which the page's policy forbids; what it means is set through the style object.
const katexStyles = {
  name: "katex-styles",
  setup(bundler) {
    bundler.onLoad({ filter: /katex\.mjs$/ }, async ({ path: file }) => {
      const script = await readFile(file, "utf8");
      const parts = script.split("node.setAttribute(attr, this.attributes[attr]);");
      if (parts.length !== 5) throw new Error("katex.mjs sets attributes at other places than expected: look at them again");
      const setter = 'function setByPolicy(node, name, value) { if (name === "style") node.style.cssText = value; else node.setAttribute(name, value); }\n';
      return { contents: setter + parts.join("setByPolicy(node, attr, this.attributes[attr]);"), loader: "js" };
    });
  },
};

const result = await build({
  absWorkingDir: here,
  entryPoints: { report_page: "src/main.js", report_style: "src/style.css" },
  outdir: out,
  bundle: true,
  minify: true,
  charset: "ascii",
  format: "iife",
  target: ["chrome123", "firefox120", "safari17.5"],
  loader: { ".woff2": "dataurl" },
  legalComments: "none", // the notices stand whole in THIRD-PARTY.txt and in every report
  plugins: [katexFonts, katexStyles],
  metafile: true,
  write: false,
});

/// The packages that are in the bundle, by name.
async function bundledPackages() {
  const folders = new Set();
  for (const output of Object.values(result.metafile.outputs)) {
    for (const [input, { bytesInOutput }] of Object.entries(output.inputs)) {
      const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
      if (match && bytesInOutput > 0) folders.add(match[1]);
    }
  }
  const packages = [];
  for (const folder of [...folders].sort()) {
    const about = JSON.parse(await readFile(path.join(here, folder, "package.json"), "utf8"));
    const file = (await readdir(path.join(here, folder))).find((name) => /^licen[cs]e/i.test(name));
    const text = file ? await readFile(path.join(here, folder, file), "utf8") : "";
    packages.push({ name: `${about.name} ${about.version}`, license: about.license, text: text.trim().replace(/\r/g, "") });
  }
  return packages;
}

/// The notices of all packages; texts that differ in their copyright line alone stand once.
function notices(packages) {
  const isCopyright = (line) => /^copyright (\(c\) )?\d/i.test(line.trim());
  const byTerms = new Map();
  for (const one of packages) {
    const lines = one.text.split("\n").filter((line) => !/^(the mit license|mit license|isc license|bsd)/i.test(line.trim()));
    const terms = lines.filter((line) => !isCopyright(line)).join(" ").replace(/\s+/g, " ").trim();
    const entry = byTerms.get(terms) ?? { license: one.license, heads: [] };
    entry.heads.push(`${one.name}: ${lines.filter(isCopyright).map((line) => line.trim()).join("; ") || "no copyright line"}`);
    byTerms.set(terms, entry);
  }
  const wrap = (text) => text.replace(/(.{1,110})(?: |$)/g, "$1\n").trim();
  return [...byTerms].map(([terms, { license, heads }]) => `${heads.join("\n")}\n${license}:\n${wrap(terms)}\n`).join("\n");
}

const packages = await bundledPackages();
const unlicensed = packages.filter((one) => !one.text || !["ISC", "MIT", "BSD-3-Clause", "Unlicense"].includes(one.license));
if (unlicensed.length > 0) throw new Error("look at the licences of " + unlicensed.map((one) => one.name).join(", "));
const ofl = "The fonts KaTeX_*: Copyright (c) 2009-2010 Design Science, Inc. and (c) 2014-2018 Khan Academy,\n" +
  "with Reserved Font Names KaTeX_*, SIL Open Font License 1.1 (https://openfontlicense.org).";
const text = `What the page of an HTML report contains besides rankcert's own code.\n\n${notices(packages)}\n${ofl}\n`;

await mkdir(out, { recursive: true });
for (const file of result.outputFiles) await writeFile(file.path, file.text.endsWith("\n") ? file.text : file.text + "\n");
await writeFile(path.join(out, "report_notices.txt"), text);
for (const file of result.outputFiles) console.log(path.basename(file.path), file.contents.length);
console.log("report_notices.txt", text.length, packages.map((one) => one.name).join(", "));
