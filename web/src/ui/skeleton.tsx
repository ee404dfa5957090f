import { For } from "solid-js";
import { t } from "#web/src/kernel/text/index.ts";

const WIDTHS = [62, 48, 70, 55, 40, 66, 52, 58];

/** A grey bar in the shape of what is coming. */
export function Skeleton(props: { width?: string; height?: string; round?: boolean }) {
  return <span class="skeleton" style={{ "inline-size": props.width ?? "60%", "block-size": props.height, "border-radius": props.round ? "50%" : undefined }} />;
}

/** Lines of text on their way. */
export function SkeletonLines(props: { lines?: number }) {
  return (
    <div class="stack skeleton-lines" data-gap="lg" role="status" aria-label={t("state.loading")}>
      <For each={WIDTHS.slice(0, props.lines ?? 5)}>{(width) => <Skeleton width={`${width}%`} />}</For>
    </div>
  );
}

/** Rows of a table on their way, with the columns' own widths. */
export function SkeletonRows(props: { rows?: number; columns: number }) {
  return (
    <For each={Array.from({ length: props.rows ?? 12 }, (_, row) => row)}>
      {(row) => (
        <tr aria-hidden="true">
          <For each={Array.from({ length: props.columns }, (_, column) => column)}>
            {(column) => <td><Skeleton width={column === 0 ? "16px" : `${WIDTHS[(row + column * 3) % WIDTHS.length]}%`} /></td>}
          </For>
        </tr>
      )}
    </For>
  );
}

/** A list or record page on its way; the fallback of routes. */
export function SkeletonPage() {
  return (
    <div class="skeleton-page" role="status" aria-label={t("state.loading")}>
      <Skeleton width="180px" height="18px" />
      <SkeletonLines lines={8} />
    </div>
  );
}
