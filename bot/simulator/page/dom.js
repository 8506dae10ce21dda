/** Builds DOM nodes. Text always becomes a text node: nothing that a person wrote is ever parsed as HTML. */

const SVG = "http://www.w3.org/2000/svg";

/** Strokes on a 24 × 24 grid; drawn here so that the page needs no icon font and no emoji of the system. */
const SHAPES = {
  send: "M4 12 20 5l-5 15-3.5-6.5zM11.5 13.5 20 5",
  attach: "M8 12.5 14.5 6a3.2 3.2 0 0 1 4.5 4.5l-8.5 8.5a5 5 0 0 1-7-7L11 4.5",
  reply: "M10 6 4 12l6 6M4 12h9a7 7 0 0 1 7 7",
  edit: "M5 19l1-4L16.5 4.5l3 3L9 18zM14 7l3 3",
  smile: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8.5 14.5a4.5 4.5 0 0 0 7 0M9 9.5v.5M15 9.5v.5",
  close: "M6 6l12 12M18 6 6 18",
  plus: "M12 5v14M5 12h14",
  more: "M4 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0zM11 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0zM18 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0z",
  pin: "M9 4h6l-1 6 3 3H7l3-3zM12 13v7",
  silent: "M6 16h12l-1.5-2.5V10a4.5 4.5 0 0 0-9 0v3.5zM10 19h4M4 4l16 16",
  file: "M7 3h7l4 4v14H7zM14 3v4h4",
  place: "M12 21s7-6.5 7-11a7 7 0 0 0-14 0c0 4.5 7 11 7 11zM12 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
  voice: "M12 3a3 3 0 0 1 3 3v6a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3zM6 11a6 6 0 0 0 12 0M12 17v4",
  photo: "M4 6h16v13H4zM4 16l5-5 4 4 3-3 4 4M15.5 9.5h.01",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21a8 8 0 0 1 16 0",
  keys: "M3 7h18v11H3zM7 11h.01M11 11h.01M15 11h.01M8 15h8",
  link: "M9 15 15 9M14 5l1-1a3.5 3.5 0 0 1 5 5l-3 3M10 19l-1 1a3.5 3.5 0 0 1-5-5l3-3",
  down: "M12 5v14M6 13l6 6 6-6",
  play: "M8 5v14l11-7z",
  next: "M5 5v14l9-7zM17 5v14",
  save: "M12 4v11M7 11l5 5 5-5M5 20h14",
  restart: "M5 5v5h5M5.5 10A7.5 7.5 0 1 1 5 14",
  check: "M5 13l4.5 4.5L19 7",
  moon: "M19 14.5A8 8 0 0 1 9.5 5a8 8 0 1 0 9.5 9.5z",
  list: "M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M5.6 18.4 7 17M17 7l1.4-1.4",
  panel: "M4 5h16v14H4zM14 5v14M7 9h4M7 12.5h4",
  block: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM6 6l12 12",
};

/**
 * @param {string} tag element name, with optional classes: "div.bubble.own"
 * @param {Record<string, unknown>} [props] on…: listener; class: extra classes; true/false: bare attribute or none; rest: attribute
 * @param {...(Node|string|number|null|undefined|false|Array)} children
 * @returns {HTMLElement}
 */
export function h(tag, props = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const node = document.createElement(name);
  if (classes.length) node.className = classes.join(" ");
  for (const [key, value] of Object.entries(props)) setProp(node, key, value);
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

function setProp(node, key, value) {
  if (value === undefined || value === null || value === false) return;
  if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
  else if (key === "class") node.classList.add(...value.split(" ").filter(Boolean));
  else node.setAttribute(key, value === true ? "" : String(value));
}

/** @returns {SVGElement} a decorative icon, hidden from screen readers: the control beside it carries the name */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", SHAPES[name]);
  svg.append(path);
  return svg;
}

/** @returns {HTMLElement} a real button that shows only an icon and is named by `label` */
export function iconButton(name, label, onclick, props = {}) {
  return h("button.icon-button", { type: "button", "aria-label": label, title: label, onclick, ...props }, icon(name));
}

/** The one menu that is open, if any. */
let openMenu = null;

document.addEventListener("pointerdown", (event) => {
  if (openMenu && !openMenu.content.contains(event.target) && !openMenu.toggle.contains(event.target)) openMenu.close();
});

/** Lets `toggle` open `content` as a menu until a choice, Escape, or a click elsewhere; focus returns to the toggle. */
export function popover(toggle, content) {
  const set = (open) => {
    content.hidden = !open;
    toggle.setAttribute("aria-expanded", String(open));
    openMenu = open ? menu : null;
  };
  const menu = {
    toggle,
    content,
    close: () => {
      if (content.hidden) return;
      const inside = content.contains(document.activeElement);
      set(false);
      if (inside) toggle.focus();
    },
  };
  content.hidden = true;
  toggle.setAttribute("aria-expanded", "false");
  toggle.addEventListener("click", () => {
    const opening = content.hidden;
    openMenu?.close();
    if (!opening) return;
    set(true);
    content.querySelector("button, a, input, [tabindex]")?.focus();
  });
  content.addEventListener("keydown", (event) => moveFocus(event, content));
  for (const node of [toggle, content]) node.addEventListener("keydown", (event) => event.key === "Escape" && menu.close());
  return menu;
}

function moveFocus(event, content) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const items = [...content.querySelectorAll("button:not([disabled])")];
  if (!items.length) return;
  event.preventDefault();
  const at = items.indexOf(document.activeElement);
  items[(at + step + items.length) % items.length].focus();
}

/** Offers `blob` as a download named `name`. */
export function download(name, blob) {
  const url = URL.createObjectURL(blob);
  const link = h("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
