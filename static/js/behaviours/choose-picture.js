/* The library in a dialog: a click puts the picture into the post or idea that is being written, with Ctrl or ⌘ the dialog stays for
   the next one. Arrow keys walk through the pictures; down from the search leads to the first. */
export default function choosePicture(dialog) {
  const pictures = () => [...dialog.querySelectorAll("[data-choose]")];
  const search = dialog.querySelector("[type=search]");

  dialog.addEventListener("click", (event) => {
    const picture = event.target.closest("[data-choose]");
    if (!picture) return;
    const { choose: url, asset } = picture.dataset;
    const detail = { url, asset, alt: picture.ariaLabel, src: picture.querySelector("img").src };
    document.querySelector("[data-behaviour~=composer], [data-behaviour~=pictures]")?.dispatchEvent(new CustomEvent("chosen", { detail }));
    if (event.ctrlKey || event.metaKey) picture.setAttribute("aria-pressed", "true");
    else dialog.close();
  });

  function below(all, here, way) {
    const [line, middle] = [all[here].getBoundingClientRect(), (box) => box.left + box.width / 2];
    const rows = all.map((each) => [each, each.getBoundingClientRect()]).filter(([, box]) => Math.sign(Math.round(box.top - line.top)) === way);
    const nearest = way * Math.min(...rows.map(([, box]) => way * Math.round(box.top)));
    const row = rows.filter(([, box]) => Math.round(box.top) === nearest);
    return row.sort(([, one], [, other]) => Math.abs(middle(one) - middle(line)) - Math.abs(middle(other) - middle(line)))[0]?.[0];
  }

  dialog.addEventListener("keydown", (event) => {
    const all = pictures();
    const here = all.indexOf(event.target);
    if (event.target === search && event.key === "ArrowDown") {
      event.preventDefault();
      return all[0]?.focus();
    }
    if (here < 0 || !event.key.startsWith("Arrow")) return;
    event.preventDefault();
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const next = step ? all[here + step] : below(all, here, event.key === "ArrowDown" ? 1 : -1);
    if (next) next.focus();
    else if (event.key === "ArrowUp") search.focus();
  });
  dialog.addEventListener("close", () => dialog.remove());
}
