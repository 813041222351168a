// The HTML report in headless Chromium. Environment: REPORT (a page of built-in claims), HOSTILE (one of hostile.toml),
// CHROMIUM (the browser). See run.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { openBrowser, openPage, press, scrollThrough } from "./open_page.mjs";

const axeScript = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const { REPORT: report, HOSTILE: hostile } = process.env;
let browser;
before(async () => (browser = await openBrowser()));
after(() => browser.close());

const visibleRows = (page) => page.locator("#claim-table tbody tr:visible");
const firstColumn = (page) => page.locator("#claim-table tbody th > a").allTextContents();

test("the page renders without a message on the console and asks for nothing", async () => {
  const { page, trouble } = await openPage(browser, report);
  await scrollThrough(page);
  assert.match(await page.title(), /^rankcert report: \d+ claims? at \d+ points/);
  assert.equal(await page.locator("h1").count(), 1);
  assert.deepEqual(trouble, []);
});

test("every plot is drawn with paths and points, and has its numbers as a table", async () => {
  const { page, trouble } = await openPage(browser, report);
  await scrollThrough(page);
  const plots = await page.locator("figure.plot").all();
  assert.ok(plots.length > 3);
  for (const plot of plots) {
    assert.ok((await plot.locator(".stage svg path, .stage svg circle").count()) > 2);
    const points = await plot.locator(".places circle").count();
    assert.ok(points > 0);
    await press(plot.locator("details.numbers > summary"));
    await plot.locator("table tbody tr").first().waitFor({ state: "attached" });
    assert.ok((await plot.locator("table tbody tr").count()) >= points);
  }
  assert.deepEqual(trouble, []);
});

test("mathematics is set, and nothing in it is an error", async () => {
  const { page, trouble } = await openPage(browser, report);
  await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
  await page.waitForFunction(() => document.querySelectorAll(".tex:not([data-set])").length === 0);
  assert.ok((await page.locator(".katex").count()) > 20);
  assert.deepEqual(await page.locator(".katex-error").allTextContents(), []);
  // A command that KaTeX does not know stands in the colour that math.js gives errors.
  assert.equal(await page.locator('.katex [style*="currentcolor" i]').count(), 0);
  assert.deepEqual(trouble, []);
});

test("the filter narrows the table and the claims below it, and says how many are left", async () => {
  const { page } = await openPage(browser, report);
  const all = await visibleRows(page).count();
  await page.fill('#filter input[name="text"]', "profile");
  const rows = await firstColumn(page);
  const expected = rows.filter((id) => id.includes("profile"));
  assert.ok((await visibleRows(page).count()) < all);
  assert.ok(expected.length > 0);
  assert.equal(await page.locator("article:visible").count(), await visibleRows(page).count());
  assert.match(await page.textContent("#filter-status"), new RegExp(`^\\d+ of ${all} claims$`));
  await page.click('#filter button[type="reset"]');
  await page.waitForFunction((count) => document.querySelectorAll("#claim-table tbody tr:not([hidden])").length === count, all);
  await page.selectOption('#filter select[name="knowledge"]', "conjectured");
  for (const row of await visibleRows(page).all()) assert.notEqual(await row.locator("td").nth(4).textContent(), "0");
});

test("a header sorts by its column, up and down, by keyboard too", async () => {
  const { page } = await openPage(browser, report);
  const header = page.locator("#claim-table thead th").first();
  await header.locator("button").focus();
  await page.keyboard.press("Enter");
  assert.equal(await header.getAttribute("aria-sort"), "ascending");
  const rising = await firstColumn(page);
  assert.deepEqual(rising, [...rising].sort());
  await page.keyboard.press("Enter");
  assert.equal(await header.getAttribute("aria-sort"), "descending");
  assert.deepEqual(await firstColumn(page), [...rising].reverse());
  await page.locator("#claim-table thead th").nth(2).locator("button").click();
  assert.equal(await header.getAttribute("aria-sort"), null);
  const proved = (await page.locator("#claim-table tbody tr td:nth-of-type(2)").allTextContents()).map((text) => Number(text.replaceAll(",", "")));
  assert.deepEqual(proved, [...proved].sort((a, b) => a - b));
});

test("a table of points has a row a point, with certificate, digest and commands", async () => {
  const { page } = await openPage(browser, report);
  const details = page.locator("details.points").first();
  const claimed = Number(/\d+/.exec((await details.locator("xpath=..").locator(".counts").textContent()))[0]);
  await press(details.locator("summary"));
  await details.locator("tbody tr").first().waitFor({ state: "attached" });  // the rows come with the event of the opening
  assert.equal(await details.locator("tbody tr").count(), claimed);
  await press(details.locator("button.more").first());
  const facts = await details.locator("tr.detail").textContent();
  assert.match(facts, /sha256:[0-9a-f]{30}/);
  assert.match(facts, /rankcert verify \S+\.json/);
  assert.match(facts, /rankcert check \S+ --assertion/);
});

test("the keyboard reaches everything: skip link, navigation, theme, filter, points of a plot", async () => {
  const { page } = await openPage(browser, report);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  const reached = new Set();
  for (let i = 0; i < 30; ++i) {
    await page.keyboard.press("Tab");
    reached.add(await page.evaluate(() => document.activeElement.id || document.activeElement.name || document.activeElement.className || document.activeElement.tagName));
  }
  for (const name of ["theme", "text", "verdict", "knowledge", "sort"]) assert.ok(reached.has(name), `${name} is not reached: ${[...reached]}`);
  await scrollThrough(page);
  const plot = page.locator("figure.plot").first();
  const first = plot.locator('.places circle[tabindex="0"]');
  assert.equal(await first.count(), 1);
  await first.focus();
  const label = await first.getAttribute("aria-label");
  assert.ok(label.length > 10);
  assert.ok(await plot.locator(".tip").isVisible());
  await page.keyboard.press("ArrowRight");
  assert.notEqual(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), label);
});

test("the legend switches what is drawn off and on", async () => {
  const { page } = await openPage(browser, report);
  await scrollThrough(page);
  const plot = page.locator("figure.plot").filter({ has: page.locator(".legend li:nth-child(2)") }).first();
  const before_ = await plot.locator(".places circle").count();
  const button = plot.locator(".legend button").first();
  await button.click();
  assert.equal(await button.getAttribute("aria-pressed"), "false");
  assert.ok((await plot.locator(".places circle").count()) < before_);
  await button.click();
  assert.equal(await plot.locator(".places circle").count(), before_);
});

test("the lemma graph has a node for each assertion and lemma of its list", async () => {
  const { page } = await openPage(browser, report);
  for (const lemmas of await page.locator("details.lemmas").all()) {
    const names = await lemmas.locator("ul.rests-on").evaluate((list) => {
      const lemmaNames = new Set([...list.querySelectorAll("li[data-lemma]")].map((item) => item.dataset.lemma));
      const notes = new Set([...lemmaNames].map((name) => name.split("#")[0]));
      return 1 + list.querySelectorAll(":scope > li").length + lemmaNames.size + notes.size;
    });
    assert.equal(await lemmas.locator("svg.graph .node").count(), names);
  }
});

for (const width of [390, 768, 1280]) {
  test(`nothing runs over the page's edge at ${width} pixels`, async () => {
    for (const file of [report, hostile]) {
      const { page, trouble } = await openPage(browser, file, { viewport: { width, height: 844 } });
      await scrollThrough(page);
      await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
      assert.deepEqual(trouble, []);
    }
  });
}

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing in the ${colorScheme} theme`, async () => {
    for (const file of [report, hostile]) {
      const { page } = await openPage(browser, file, { colorScheme, reducedMotion: "reduce" });
      await scrollThrough(page);
      await press(page.locator("details.points > summary").first());
      await page.evaluate(axeScript.replace(/^/, "") + "; undefined");
      const { violations } = await page.evaluate(() => axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] }));
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`), []);
    }
  });
}

test("dark is dark, follows the system and the button", async () => {
  const { page } = await openPage(browser, report, { colorScheme: "dark" });
  const lightness = () => page.evaluate(() => Number(/\d+/.exec(getComputedStyle(document.body).backgroundColor)[0]));
  assert.ok((await lightness()) < 60);
  await page.click("#theme");
  assert.ok((await lightness()) > 200);
  await page.emulateMedia({ media: "print" });
  assert.ok((await lightness()) > 200);
});

test("foreign text is text: no script runs, no markup appears, nothing is fetched", async () => {
  const { page, trouble } = await openPage(browser, hostile);
  await scrollThrough(page);
  await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
  assert.match(await page.title(), /^rankcert report/);
  assert.match(await page.locator("article h3").textContent(), /<script>document\.title = 'broken'<\/script> "quoted" & 'quoted' <img src=x onerror=alert\(1\)>/);
  assert.equal(await page.locator("img, iframe, main script, main b, a[href^='javascript']").count(), 0);
  assert.equal(await page.locator("script").count(), 2);
  assert.deepEqual(trouble, []);
});

test("what is refused, contradicted and undecided stands on the first screen", async () => {
  const { page } = await openPage(browser, hostile);
  assert.match(await page.locator(".alarms.refused").textContent(), /1 file refused/);
  assert.match(await page.locator(".alarms.contradicted").textContent(), /contradict/);
  assert.match(await page.locator(".alarms.undecided").textContent(), /undecided/);
  const status = await page.locator("#claim-table .status").textContent();
  assert.equal(status, "contradicted");
});

test("without its script the page still says everything but rows and plots", async () => {
  const { page, trouble } = await openPage(browser, report, { javaScriptEnabled: false });
  const text = await page.locator("main").innerText();
  for (const word of ["certified", "Hypotheses", "What must be trusted", "rankcert check"]) assert.ok(text.includes(word), word);
  assert.equal(await page.locator("#filter").isVisible(), false);
  assert.equal(await page.locator("#theme").isVisible(), false);
  assert.ok((await page.locator(".tex").first().textContent()).length > 0);
  assert.deepEqual(trouble, []);
});
