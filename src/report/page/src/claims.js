// The table of claims: filter and order.
import { makeSortable } from "./sort.js";

export function setUpClaims() {
  const table = document.getElementById("claim-table");
  const form = document.getElementById("filter");
  if (!table || !form) return;
  makeSortable(table);
  const text = form.elements.text;
  const verdict = form.elements.verdict;
  const knowledge = form.elements.knowledge;
  const status = document.getElementById("filter-status");
  const rows = Array.from(table.tBodies[0].rows);
  const has = (list, word) => word === "" || list.split(" ").includes(word);
  const apply = () => {
    const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const content = row.textContent.toLowerCase();
      const fits = words.every((word) => content.includes(word)) && has(row.dataset.verdicts, verdict.value) && has(row.dataset.knowledge, knowledge.value);
      row.hidden = !fits;
      shown += fits;
      document.getElementById(row.dataset.claim).hidden = !fits;
    }
    status.textContent = shown === rows.length ? `${rows.length} claims` : `${shown} of ${rows.length} claims`;
  };
  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("reset", () => setTimeout(apply));
  form.addEventListener("submit", (event) => event.preventDefault());
  apply();
}
