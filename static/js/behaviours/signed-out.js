/* For a form that keeps what is typed: whoever was signed out meanwhile is told so on the page, in place of being led away from
   it, and signs in beside it; then what they typed is kept. */

/* Whether an answer comes from the door: a way to the sign-in, or a form whose token is of a sign-in before. */
export function fromTheDoor(answer) {
  return answer.type === "opaqueredirect" || answer.status === 403 || answer.headers.has("HX-Redirect");
}

/* The token of the sign-in that holds now; whether there is one. */
export async function letIn(form) {
  const answer = await fetch(form.action, { redirect: "manual" });
  if (!answer.ok) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = page.querySelector("[name=csrfmiddlewaretoken]")?.value;
  if (!token) return false;
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
  document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
  form.removeAttribute("data-out-told");
  return true;
}

/* Say it, with the way in. */
export function tellOut(form, place) {
  if (isOut(form)) return;
  form.setAttribute("data-out-told", "");
  const way = Object.assign(document.createElement("a"), { href: form.dataset.door, target: "_blank", textContent: form.dataset.signIn });
  place.replaceChildren(`${form.dataset.out} `, way);
}

/* Whether it was said, and they are not in again. */
export function isOut(form) {
  return form.hasAttribute("data-out-told");
}
