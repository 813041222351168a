// Tables that a header's button sorts: by number where cells have data-value, else by their text.
import { el } from "./elements.js";

const valueOf = (row, column) => {
  const cell = row.cells[column];
  return cell.dataset.value === undefined ? cell.textContent.trim() : cell.dataset.value === "" ? null : Number(cell.dataset.value);
};

/// Nothing comes last in either direction.
function compare(a, b) {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a).localeCompare(String(b), "en", { numeric: true });
}

function sortBy(table, column, direction) {
  const body = table.tBodies[0];
  const rows = Array.from(body.rows, (row, at) => ({ row, at, value: valueOf(row, column) }));
  rows.sort((a, b) => {
    if (a.value === null || b.value === null) return (a.value === null) - (b.value === null) || a.at - b.at;
    return direction * compare(a.value, b.value) || a.at - b.at;
  });
  body.append(...rows.map(({ row }) => row));
}

/// Every header without data-fixed gets a button; aria-sort says the order.
export function makeSortable(table, beforeSort = () => {}) {
  const headers = Array.from(table.tHead.rows[table.tHead.rows.length - 1].cells);
  headers.forEach((header, column) => {
    if (header.hasAttribute("data-fixed")) return;
    const button = el("button", { type: "button", class: "sort" }, ...header.childNodes);
    header.append(button);
    button.addEventListener("click", () => {
      beforeSort();
      const rising = header.getAttribute("aria-sort") !== "ascending";
      for (const other of headers) other.removeAttribute("aria-sort");
      header.setAttribute("aria-sort", rising ? "ascending" : "descending");
      sortBy(table, column, rising ? 1 : -1);
    });
  });
}
