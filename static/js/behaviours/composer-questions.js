/* What is typed is asked about: the answer brings counters, remarks and previews. One question at a time, the newest next (the
   place says so with hx-sync); one whose answer was lost is asked again, else they would stand still until the next key. */
const SOON = 100; // milliseconds after the last key
const PATIENCE = 3000; // for an answer, and twice as long after each that did not come
const LONGEST = 30000;

/* The function that asks: to be called after every change. While there is a question, the place says so with data-asking. */
export default function questions(place) {
  let patience = PATIENCE;
  let timer;

  function ask(after = SOON) {
    clearTimeout(timer);
    place.setAttribute("data-asking", "");
    timer = setTimeout(() => { timer = 0; window.htmx.trigger(place, "fresh"); }, after);
  }

  place.addEventListener("htmx:beforeSend", (event) => { if (event.target === place) event.detail.xhr.timeout = patience; });
  place.addEventListener("htmx:afterRequest", (event) => {
    if (event.target !== place) return;
    const { status } = event.detail.xhr;
    if (status && status < 500) {
      patience = PATIENCE;
      place.toggleAttribute("data-asking", Boolean(timer));
      return;
    }
    ask(patience / 3);
    patience = Math.min(2 * patience, LONGEST);
  });
  return ask;
}
