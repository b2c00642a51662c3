/* A form whose button wakes only when the name in data-name has been typed into [data-type-here]. */
export default function confirm(form) {
  const field = form.querySelector("[data-type-here]");
  const button = form.querySelector("[type=submit], button:not([type])");
  const check = () => { button.disabled = field.value.trim() !== form.dataset.name.trim(); };
  field.addEventListener("input", check);
  check();
}
