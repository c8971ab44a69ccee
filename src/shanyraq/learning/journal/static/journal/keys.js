/* Which key means what. Letters are taken by what they show, in Kazakh, Russian and Latin layouts alike; the keys of the
   row of digits are digits in every layout (the Kazakh one writes ә, і, қ there, and a mark is meant). */

export const CODES = {
  "н": "unexcused", "қ": "unexcused", n: "unexcused",
  "а": "ill", "ә": "ill", a: "ill",
  "с": "excused", s: "excused", c: "excused",
  "к": "late", k: "late", l: "late",
  "д": "distance", d: "distance",
  "б": "released", b: "released", r: "released",
};

/* On a Russian page a letter means what the Russian cell shows: «б» is ill there. */
const RUSSIAN = { "б": "ill", "у": "excused", "о": "late", "р": "released" };

export function codeOf(key) {
  const letter = key.toLocaleLowerCase("ru");
  return (document.documentElement.lang === "ru" && RUSSIAN[letter]) || CODES[letter];
}

export function markOf(event) {
  const digit = /^[0-9]$/.test(event.key) ? event.key : event.shiftKey ? undefined : /^Digit([0-9])$/.exec(event.code)?.[1];
  return digit === undefined ? undefined : Number(digit) || 10;
}

export function isEverybody(event) {
  return event.key === " " || ["p", "п"].includes(event.key.toLocaleLowerCase("ru"));
}

export const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageUp: [-10, 0], PageDown: [10, 0] };
