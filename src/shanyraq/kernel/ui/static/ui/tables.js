/* Heads marked data-sortable sort a short table in the browser, in the Kazakh order. */

const compare = new Intl.Collator(["kk", "ru"], { numeric: true, sensitivity: "base" }).compare;

function ready(root) {
  for (const head of root.querySelectorAll("th[data-sortable]:not([data-ready])")) {
    head.dataset.ready = "";
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
  }
}

function value(row, column) {
  const cell = row.cells[column];
  return cell.dataset.sort ?? cell.textContent.trim();
}

document.addEventListener("click", (event) => {
  const head = event.target.closest("th[data-sortable]");
  if (!head || !event.target.closest("button")) return;
  const body = head.closest("table").tBodies[0];
  const falling = head.getAttribute("aria-sort") === "ascending";
  head.parentElement.querySelectorAll("[aria-sort]").forEach((other) => other.removeAttribute("aria-sort"));
  head.setAttribute("aria-sort", falling ? "descending" : "ascending");
  const rows = [...body.rows].sort((a, b) => {
    const [first, second] = [value(a, head.cellIndex), value(b, head.cellIndex)];
    const numbers = [first, second].map((text) => Number(text.replace(/[\s%]/g, "").replace(",", ".")));
    const order = numbers.some(Number.isNaN) || first === "" || second === "" ? compare(first, second) : numbers[0] - numbers[1];
    return falling ? -order : order;
  });
  body.append(...rows);
});
ready(document);
document.addEventListener("htmx:afterSwap", (event) => ready(event.detail.target));
