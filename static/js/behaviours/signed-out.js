/* For a form of much typing: whoever was signed out meanwhile is told so on the page, in place of being led away from it, and
   signs in beside it; then what they typed is kept. */
const HERE = "/you/here/";

/* Whether an answer comes from the door: a way to the sign-in, or a form whose token is of a sign-in before. */
export function fromTheDoor(answer) {
  return answer.type === "opaqueredirect" || answer.status === 403 || answer.headers.has("HX-Redirect");
}

/* Whether one is signed in; then every form of the page gets the token that holds now, else this one says so, with the way in.
   Throws where the server cannot be reached. */
export async function letIn(form) {
  const answer = await fetch(HERE, { headers: { "Accept-Language": document.documentElement.lang } });
  const said = await answer.json();
  if (!said.token) {
    tell(form, said);
    return false;
  }
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = said.token;
  document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": said.token }));
  form.removeAttribute("data-out-told");
  form.querySelector("[data-out-notice]")?.remove();
  return true;
}

function tell(form, { sentence, sign_in: words, door }) {
  if (isOut(form)) return;
  form.setAttribute("data-out-told", "");
  const way = Object.assign(document.createElement("a"), { href: door, target: "_blank", textContent: words });
  (form.querySelector("[data-saved]") ?? notice(form)).replaceChildren(`${sentence} `, way);
}

/* A place to say it, above the buttons of a form that has none. */
function notice(form) {
  const place = Object.assign(document.createElement("p"), { className: "form__out", role: "alert" });
  place.setAttribute("data-out-notice", "");
  const foot = form.querySelector(".form__actions, .dialog__foot, .reply__foot");
  if (foot) foot.before(place);
  else form.append(place);
  return place;
}

/* Whether it was said, and they are not in again. */
export function isOut(form) {
  return form.hasAttribute("data-out-told");
}
