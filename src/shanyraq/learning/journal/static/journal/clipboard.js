/* Tables from and to Excel: lines of cells parted by tabs, a cell with a line break in quotation marks. */

import { codeOf } from "./keys.js";

export function table(text) {
  const rows = [[""]];
  let quoted = false;
  const body = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let at = 0; at < body.length; at += 1) {
    const sign = body[at];
    const row = rows[rows.length - 1];
    if (quoted) {
      if (sign !== '"') row[row.length - 1] += sign;
      else if (body[at + 1] === '"') {
        row[row.length - 1] += '"';
        at += 1;
      } else quoted = false;
    } else if (sign === '"' && row[row.length - 1] === "") quoted = true;
    else if (sign === "\t") row.push("");
    else if (sign === "\n") rows.push([""]);
    else row[row.length - 1] += sign;
  }
  return rows;
}

export function toText(rows) {
  return rows.map((row) => row.map((cell) => (/["\n\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join("\t")).join("\r\n");
}

/* What a pasted text says of a cell: {code, mark} as far as it says anything, or {bad: "scale" | "code"}. */
export function meaning(text, kinds, short) {
  const said = {};
  for (const word of text.trim().split(/\s+/).filter(Boolean)) {
    if (/^\d+([.,]\d+)?$/.test(word)) {
      const value = Number(word.replace(",", "."));
      if (!kinds.includes("mark") || !Number.isInteger(value) || value < 1 || value > 10 || "mark" in said) return { bad: "scale" };
      said.mark = value;
    } else {
      const code = codeIn(word, short);
      if (!code || !kinds.includes("code") || "code" in said) return { bad: "code" };
      said.code = code;
    }
  }
  return said;
}

function codeIn(word, short) {
  const lower = word.toLocaleLowerCase("ru");
  if (["✓", "+", "·"].includes(word)) return "present";
  const known = Object.entries(short).find(([code, shown]) => shown.toLocaleLowerCase("ru") === lower || code === lower)?.[0];
  return known ?? KAZAKH[lower] ?? (word.length === 1 ? codeOf(word) : undefined);
}

/* The Kazakh abbreviations are understood in every language of the page. */
const KAZAKH = { "қ/н": "unexcused", "а/б": "ill", "с/у": "excused", "к/о": "late" };

/* Whether the first column holds names: letters, and no code among them. */
export function hasNames(rows, short) {
  const filled = rows.filter((row) => row[0].trim());
  return rows.some((row) => row.length > 1) && filled.length > 0 && filled.every((row) => /\p{L}{3,}/u.test(row[0]) && !codeIn(row[0].trim(), short));
}

/* The same person: every word of the shorter name stands in the longer one, whatever the case and the order. */
export function sameName(one, other) {
  const words = (name) => name.toLocaleLowerCase("ru").replace(/[^\p{L}\s-]/gu, " ").split(/\s+/).filter(Boolean);
  const [fewer, more] = [words(one), words(other)].sort((a, b) => a.length - b.length);
  return fewer.length > 0 && fewer.every((word) => more.includes(word));
}
