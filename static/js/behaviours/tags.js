/* Tags in a field, parted by commas: those that the brand knows are offered below it, to take or leave. */
export default function tags(box) {
  const field = box.querySelector("input");
  const offers = box.querySelector("[data-offers]");
  if (!offers) return;
  const typed = () => field.value.split(",").map((tag) => tag.trim()).filter(Boolean);

  function show() {
    const there = new Set(typed());
    for (const offer of offers.children) offer.setAttribute("aria-pressed", there.has(offer.dataset.tag));
  }

  offers.addEventListener("click", (event) => {
    const tag = event.target.closest("[data-tag]")?.dataset.tag;
    if (!tag) return;
    const there = typed();
    field.value = (there.includes(tag) ? there.filter((each) => each !== tag) : [...there, tag]).join(", ");
    show();
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
  field.addEventListener("input", show);
  offers.hidden = false;
  show();
}
