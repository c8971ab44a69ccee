/* Which key means what. Letters are taken by what they show, in Kazakh, Russian and Latin layouts alike. */

export const CODES = {
  "н": "unexcused", "қ": "unexcused", n: "unexcused",
  "а": "ill", "ә": "ill", a: "ill",
  "с": "excused", s: "excused", c: "excused",
  "к": "late", k: "late", l: "late",
  "д": "distance", d: "distance",
  "б": "released", b: "released", r: "released",
};

export function codeOf(key) {
  return CODES[key.toLocaleLowerCase("ru")];
}

export function markOf(key) {
  return /^[0-9]$/.test(key) ? Number(key) || 10 : undefined;
}

export function isEverybody(event) {
  return event.key === " " || ["p", "п"].includes(event.key.toLocaleLowerCase("ru"));
}

/* A pasted line as a value of this column; undefined where it fits none. */
export function pasted(text, kind) {
  const word = text.trim();
  if (kind === "mark") {
    if (word === "") return null;
    const number = Number(word);
    return Number.isInteger(number) && number >= 1 && number <= 10 ? number : undefined;
  }
  if (word === "" || word === "✓" || word === "+") return "present";
  return codeOf(word[0]);
}

export const MOVES = {
  ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Enter: [1, 0],
};
