// TeX in the page's text, set by KaTeX. The source stays where it cannot be set.
import katex from "katex";

// Claims are foreign text: no commands that reach outside of the formula, bounded expansion and size.
const limits = { trust: false, throwOnError: false, errorColor: "currentColor", strict: "ignore", maxExpand: 500, maxSize: 20, output: "htmlAndMathml" };

export function setMath(root) {
  for (const place of root.querySelectorAll(".tex:not([data-set])")) {
    place.dataset.set = "";
    const source = place.textContent;
    try {
      katex.render(source, place, { ...limits, displayMode: place.hasAttribute("data-display") });
    } catch {
      place.textContent = source;
    }
  }
}

/// Sets what is visible now, and what stands in a <details> when it is opened.
export function setUpMath() {
  for (const details of document.querySelectorAll("details")) {
    details.addEventListener("toggle", () => details.open && setMath(details));
  }
  for (const section of document.querySelectorAll("main > section, article")) {
    for (const place of section.querySelectorAll(".tex")) {
      if (!place.closest("details:not([open])")) setMath(place.parentElement);
    }
  }
  window.addEventListener("beforeprint", () => setMath(document));
}
