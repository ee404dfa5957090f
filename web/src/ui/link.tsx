import { A, type AnchorProps } from "@solidjs/router";

/** A link inside text or a cell, in the accent colour. */
export function Link(props: AnchorProps) {
  return <A {...props} class={`link ${props.class ?? ""}`} />;
}
