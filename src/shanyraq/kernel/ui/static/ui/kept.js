/* On an error page: the form that led here was not taken, so its draft stays on the device. */
try {
  for (const key of Object.keys(localStorage)) if (key.startsWith("draft:") && key.endsWith(":sent")) localStorage.removeItem(key);
} catch {
  // A forbidden store holds no drafts.
}
