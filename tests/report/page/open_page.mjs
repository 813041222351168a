// A page in headless Chromium that records whatever should not happen: messages on the console, errors, requests.
import { chromium } from "playwright-core";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

export async function openBrowser() {
  const folder = mkdtempSync(path.join(tmpdir(), "rankcert-page-"));
  return chromium.launch({ executablePath: process.env.CHROMIUM, args: [...flags, `--crash-dumps-dir=${folder}`] });
}

/// {page, trouble}: trouble lists what went wrong so far.
export async function openPage(browser, file, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, colorScheme: "light", ...options });
  const page = await context.newPage();
  const trouble = [];
  page.on("console", (message) => trouble.push(`console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => trouble.push(`error: ${error.message}`));
  page.on("request", (request) => request.url().startsWith("data:") || request.isNavigationRequest() || trouble.push(`request: ${request.url()}`));
  page.on("dialog", (dialog) => (trouble.push(`dialog: ${dialog.message()}`), dialog.dismiss()));
  await page.goto(pathToFileURL(file).href);
  return { page, trouble };
}

/// A click that aims at nothing: a plot that is drawn meanwhile moves what a pointer would aim at.
export const press = (locator) => locator.evaluate((element) => element.click());

/// Everything that is drawn when it comes near has been drawn after this.
export async function scrollThrough(page) {
  await page.evaluate(async () => {
    for (const figure of document.querySelectorAll("figure.plot")) {
      figure.scrollIntoView({ behavior: "instant" });
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    }
    scrollTo(0, 0);
  });
  await page.waitForFunction(() => [...document.querySelectorAll("figure.plot")].every((figure) => figure.querySelector(".stage svg")));
}
