/* data-colour="#b4532a": a colour that a person typed. The content policy forbids style attributes, so it is set here. */
const HEX = /^#[0-9a-f]{6}$/i;

export function colour(root) {
  for (const element of root.querySelectorAll("[data-colour]")) {
    const value = element.dataset.colour;
    if (HEX.test(value)) element.style.setProperty("--own", value);
  }
}
