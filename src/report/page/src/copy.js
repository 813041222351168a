// Copy buttons beside commands.
import { el } from "./elements.js";

/// Without the clipboard (a page from disk may have none), the text is selected for the reader to copy.
async function copy(code, button) {
  try {
    await navigator.clipboard.writeText(code.textContent);
    button.textContent = "Copied";
  } catch {
    getSelection().selectAllChildren(code);
    button.textContent = "Selected";
  }
  setTimeout(() => (button.textContent = "Copy"), 2000);
}

export function copyButton(code, what) {
  const button = el("button", { type: "button", class: "copy", "aria-label": `Copy ${what}` }, "Copy");
  button.addEventListener("click", () => copy(code, button));
  return button;
}

/// A command with its button.
export function command(text, what) {
  const code = el("code", {}, text);
  return el("div", { class: "command" }, code, copyButton(code, what));
}

export function setUpCopy() {
  for (const box of document.querySelectorAll(".command")) box.append(copyButton(box.querySelector("code"), "the command"));
}
