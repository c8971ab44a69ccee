/* The register of a month: every lesson a column; averages follow what is typed. */

import { Desk } from "./desk.js";
import { Sheet } from "./sheet.js";

const holder = document.getElementById("register-place");
const table = document.getElementById("register");
if (holder && table) start();

function start() {
  const desk = new Desk(holder, table, { here: "·", quiet: true });
  desk.sheet = new Sheet(desk);
  const comma = document.documentElement.lang === "en" ? "." : ",";

  function average(row) {
    const cell = row.row.querySelector("td.mean");
    if (!cell) return;
    let total = Number(cell.dataset.total), number = Number(cell.dataset.number);
    for (const td of row.tds) {
      const mark = td.column.counts && td.places.find((place) => place.kind === "mark");
      if (!mark) continue;
      total += (mark.shown ?? 0) - (mark.initial ?? 0);
      number += (mark.shown ? 1 : 0) - (mark.initial ? 1 : 0);
    }
    // Half up by whole numbers, as the server rounds.
    const tenths = number ? Math.floor((20 * total + number) / (2 * number)) : 0;
    cell.textContent = number ? `${Math.floor(tenths / 10)}${comma}${tenths % 10}` : "";
  }

  const byRow = new Map(desk.places.rows.map((row) => [row.row, row]));
  table.addEventListener("cell:shown", (event) => average(byRow.get(event.target)));
  document.getElementById("all-present")?.addEventListener("click", () => {
    const { at, across } = desk.sheet.at;
    desk.everybody(desk.sheet.td(at, across).column.lesson);
  });

  // The cursor waits at the latest lesson that has begun, in sight.
  const columns = [...table.tHead.rows[0].cells].slice(1, desk.sheet.width + 1);
  const begun = columns.map((head) => !head.classList.contains("is-coming")).lastIndexOf(true);
  if (desk.sheet.width) {
    desk.sheet.go(0, Math.max(begun, 0));
    columns[Math.max(begun, 0)].scrollIntoView({ inline: "center", block: "nearest" });
    scrollTo(0, 0);
  }
  desk.start();
}
