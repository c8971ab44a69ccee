/* The worker keeps the shell and the last pages of the own children; leaving wipes them, also where the worker sleeps. */

if ("serviceWorker" in navigator) navigator.serviceWorker.register("/sw.js", { scope: "/" }).catch(() => {});

document.addEventListener("submit", async (event) => {
  if (!event.target.hasAttribute("data-signs-out")) return;
  navigator.serviceWorker?.controller?.postMessage("wipe");
  if (!("caches" in window)) return;
  for (const name of await caches.keys()) if (name.startsWith("kept")) caches.delete(name);
});
