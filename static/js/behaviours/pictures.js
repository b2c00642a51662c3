/* A form that takes pictures from the library: each one chosen there stands in its list, ticked, and is sent with the form. */
export default function pictures(form) {
  const list = form.querySelector("[data-chosen]");
  const row = form.querySelector("template[data-picture]");

  form.addEventListener("chosen", ({ detail: { asset, alt, src } }) => {
    if (list.querySelector(`[value="${CSS.escape(asset)}"]`)) return;
    const item = row.content.cloneNode(true).firstElementChild;
    Object.assign(item.querySelector("img"), { src, alt });
    item.querySelector("input").value = asset;
    list.append(item);
    list.hidden = false;
    form.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
