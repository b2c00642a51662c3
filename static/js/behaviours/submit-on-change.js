/* A filter form that goes as soon as something is chosen; empty fields stay out of the address. */
export default function submitOnChange(form) {
  form.addEventListener("change", (event) => { if (!event.target.matches("[type=search], [type=text]")) form.requestSubmit(); });
  form.addEventListener("formdata", (event) => {
    for (const [name, value] of [...event.formData]) if (value === "") event.formData.delete(name);
  });
  for (const button of form.querySelectorAll("[data-without-script]")) button.hidden = true;
}
