/** Moving nodes one by one: `append(...nodes)` overflows the stack beyond about 100,000 arguments. */

export function moveChildren(from: Element, to: Element): void {
  for (let node = from.firstChild; node; node = from.firstChild) to.append(node);
}

/** Puts the children in the element's place. */
export function unwrap(element: Element): void {
  for (let node = element.firstChild; node; node = element.firstChild) element.before(node);
  element.remove();
}

/** A new element with the children of another. */
export function remake(element: Element, tag: string): Element {
  const made = element.ownerDocument.createElement(tag);
  moveChildren(element, made);
  return made;
}
