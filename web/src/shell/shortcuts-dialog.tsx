import { For } from "solid-js";
import { modKey } from "#web/src/kernel/shortcuts.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { Dialog } from "#web/src/ui/dialog.tsx";

/** Every key that does something, in words. */
export function ShortcutsDialog(props: { open: boolean; onClose: () => void }) {
  const groups = () => [
    {
      title: t("shortcuts.general"),
      keys: [
        [["/"], t("shortcuts.search")], [[modKey, "K"], t("shortcuts.palette")], [["C"], t("shortcuts.create")], [["I"], t("shortcuts.inbox")],
        [["["], t("shortcuts.navigation")], [["?"], t("shortcuts.help")], [["Esc"], t("shortcuts.close")],
      ] as const,
    },
    { title: t("shortcuts.lists"), keys: [[["↑", "↓", "←", "→"], t("shortcuts.move")], [["↵"], t("shortcuts.open")], [["Space"], t("shortcuts.select")], [["Space"], t("shortcuts.boardMove")]] as const },
  ];
  return (
    <Dialog open={props.open} onClose={props.onClose} title={t("shortcuts.title")}>
      <For each={groups()}>
        {(group) => (
          <section class="stack">
            <h3 class="heading">{group.title}</h3>
            <dl class="shortcuts">
              <For each={group.keys}>{([keys, what]) => <div><dt>{what}</dt><dd class="row" data-gap="sm" dir="ltr"><For each={keys}>{(key) => <kbd class="kbd">{key}</kbd>}</For></dd></div>}</For>
            </dl>
          </section>
        )}
      </For>
    </Dialog>
  );
}
