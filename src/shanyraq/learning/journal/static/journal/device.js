/* The register without a network: the worker keeps the pages that were opened, and those of the day that are asked for here. */

const days = document.querySelector("[data-keep-pages]");

if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register("/sw.js", { scope: "/" }).catch(() => {});
  navigator.serviceWorker.ready.then(({ active }) => {
    const wanted = new Set([location.href]);
    for (const link of days?.querySelectorAll("a[href*='/journal/']") ?? []) wanted.add(link.href);
    active?.postMessage({ keep: [...wanted] });
  }).catch(() => {});
}
