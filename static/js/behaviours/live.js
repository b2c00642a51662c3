/* Keeps a fragment fresh: fires "refresh" every data-every seconds (15), not while the page is hidden; the element has
   hx-get="…" hx-trigger="refresh". Comes back at once when the page is looked at again. */
export default function live(element) {
  const every = 1000 * Number(element.dataset.every ?? 15);
  const refresh = () => {
    if (!element.isConnected) return clearInterval(timer);
    if (!document.hidden && !element.contains(document.activeElement)) window.htmx.trigger(element, "refresh");
  };
  const timer = setInterval(refresh, every);
  document.addEventListener("visibilitychange", refresh);
}
