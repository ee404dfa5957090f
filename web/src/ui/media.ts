import { createRoot, createSignal } from "solid-js";

const query = matchMedia("(max-width: 720px)");
const [phone, setPhone] = createRoot(() => createSignal(query.matches));
query.addEventListener("change", ({ matches }) => setPhone(matches));

/** Is the window as narrow as a phone? Reactive; the same 720 px as in the CSS. */
export const isPhone = phone;
