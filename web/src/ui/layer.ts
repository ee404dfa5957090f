/** For the portal of something that floats: a landmark of its own, so that nothing on the page stands outside of one. */
export const layer = (label: () => string) => (element: Element) => {
  element.setAttribute("role", "region");
  element.setAttribute("aria-label", label());
  // Opened from a dialog it would be hidden from screen readers, as everything outside of the dialog is.
  element.setAttribute("data-react-aria-top-layer", "true");
};
