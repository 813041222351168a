// Elements from text: what comes out of a certificate is only ever text here, never markup.
const svgSpace = "http://www.w3.org/2000/svg";

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

export const el = (name, attributes = {}, ...children) => fill(document.createElement(name), attributes, children);
export const svg = (name, attributes = {}, ...children) => fill(document.createElementNS(svgSpace, name), attributes, children);

/// Calls work once, when the element comes near the window or is about to be printed.
export function whenNear(element, work) {
  let done = false;
  const once = () => {
    if (done) return;
    done = true;
    observer.disconnect();
    work();
  };
  const observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && once(), { rootMargin: "800px" });
  observer.observe(element);
  window.addEventListener("beforeprint", once);
}
