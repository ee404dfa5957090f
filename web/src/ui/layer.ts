/** For the portal of something that floats: a landmark of its own, so that nothing on the page stands outside of one. */
export const layer = (label: () => string) => (element: Element) => {
  element.setAttribute("role", "region");
  element.setAttribute("aria-label", label());
};
