/* data-focus="0.3 0.7" on a picture that is cropped by its frame: what lies there stays in sight, as where we crop it ourselves. */
function place(picture) {
  const [x, y] = picture.dataset.focus.split(" ").map(Number);
  const frame = picture.getBoundingClientRect();
  const [wide, high] = [picture.naturalWidth, picture.naturalHeight];
  if (!wide || !frame.width) return;
  const scale = Math.max(frame.width / wide, frame.height / high);
  const along = (share, whole, seen) => {
    const spare = whole - seen;
    return spare < 0.5 ? 50 : (100 * Math.min(Math.max(share * whole - seen / 2, 0), spare)) / spare;
  };
  picture.style.objectPosition = `${along(x, wide * scale, frame.width)}% ${along(y, high * scale, frame.height)}%`;
}

export function focus(root) {
  const found = [...root.querySelectorAll("img[data-focus]")];
  if (root.matches?.("img[data-focus]")) found.push(root);
  for (const picture of found) {
    if (picture.complete) place(picture);
    picture.addEventListener("load", () => place(picture), { once: true });
  }
}
