/* Marks a counter ok, near (from 80 %) or over: data-used and data-limit are the server's numbers, htmx renews them. */
export default function counter(element) {
  const used = Number(element.dataset.used);
  const limit = Number(element.dataset.limit);
  element.dataset.state = used > limit ? "over" : used >= limit * 0.8 ? "near" : "ok";
}
