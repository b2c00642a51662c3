/* <time datetime="…" data-relative>: "3 minutes ago" stays true while the page is open. The server wrote the first words. */
const UNITS = [["day", 86400], ["hour", 3600], ["minute", 60]];
const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });

function say(element) {
  const seconds = (new Date(element.dateTime) - Date.now()) / 1000;
  if (Number.isNaN(seconds) || Math.abs(seconds) > 6 * 86400) return;
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ["minute", 60];
  element.textContent = words.format(Math.round(seconds / size), unit);
}

export function localTime(root) {
  for (const element of root.querySelectorAll("time[data-relative]")) say(element);
}
setInterval(() => localTime(document), 30_000);
