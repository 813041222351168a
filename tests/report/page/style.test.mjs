// Contrast of every colour that text or a line has, computed from the style: WCAG 2.1 AA in both themes.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const style = readFileSync(process.env.STYLE, "utf8");
const colours = Object.fromEntries([...style.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g)].map(([, name, light, dark]) => [name, { light, dark }]));

/// WCAG's relative luminance and contrast ratio.
const channel = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const luminance = (hex) => [1, 3, 5].map((at) => channel(parseInt(hex.slice(at, at + 2), 16) / 255)).reduce((sum, value, at) => sum + value * [0.2126, 0.7152, 0.0722][at], 0);
function contrast(a, b) {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const backgrounds = ["paper", "raised", "sunken"];
const texts = ["ink", "muted", "accent", "certified", "supported", "refuted", "contradicted", "conjectured", "undecided", "not-compared"];
const lines = Object.keys(colours).filter((name) => /^(group|ramp)-/.test(name)).concat("reference");

test("contrast itself: black on white is 21, a colour on itself 1", () => {
  assert.equal(Math.round(contrast("#000000", "#ffffff")), 21);
  assert.equal(contrast("#345678", "#345678"), 1);
});

for (const theme of ["light", "dark"]) {
  test(`text has a contrast of 4.5 in the ${theme} theme`, () => {
    const pairs = texts.flatMap((text) => backgrounds.map((ground) => [text, ground])).concat([["ink", "alarm-soft"], ["contradicted", "alarm-soft"], ["accent", "alarm-soft"], ["paper", "accent"], ["ink", "accent-soft"]]);
    for (const [text, ground] of pairs) {
      assert.ok(contrast(colours[text][theme], colours[ground][theme]) >= 4.5, `${text} on ${ground}: ${contrast(colours[text][theme], colours[ground][theme])}`);
    }
  });

  test(`lines have a contrast of 3 in the ${theme} theme`, () => {
    assert.ok(lines.length > 10);
    for (const name of lines) {
      assert.ok(contrast(colours[name][theme], colours.paper[theme]) >= 3, `${name}: ${contrast(colours[name][theme], colours.paper[theme])}`);
    }
  });
}
