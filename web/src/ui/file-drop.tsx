import FileText from "lucide-solid/icons/file-text";
import Upload from "lucide-solid/icons/upload";
import X from "lucide-solid/icons/x";
import { createSignal, createUniqueId, For, type JSX } from "solid-js";
import { formatBytes } from "#web/src/kernel/format.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { IconButton } from "./button.tsx";
import { FieldFoot } from "./field.tsx";
import { Icon } from "./icon.tsx";

interface FileDropProps {
  label: string;
  files: readonly File[];
  onChange: (files: readonly File[]) => void;
  /** Endings or types, as in `accept` of a file input: ".csv,.xlsx" or "image/*". */
  accept?: string;
  maxBytes?: number;
  multiple?: boolean;
  help?: JSX.Element;
  error?: string | undefined;
}

/** Takes files by drop or by choice; what does not fit is refused in words. */
export function FileDrop(props: FileDropProps) {
  const id = createUniqueId();
  const [over, setOver] = createSignal(false);
  const [refused, setRefused] = createSignal<string>();

  const take = (list: FileList | null | undefined) => {
    const files = [...(list ?? [])];
    const problem = files.map((file) => refusal(file, props)).find(Boolean);
    setRefused(problem);
    if (!problem && files.length) props.onChange(props.multiple ? [...props.files, ...files] : files.slice(0, 1));
  };

  return (
    <div class="field">
      <label
        class="file-drop" data-over={over() ? "" : undefined} data-invalid={props.error || refused() ? "" : undefined}
        onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)}
        onDrop={(event) => { event.preventDefault(); setOver(false); take(event.dataTransfer?.files); }}
      >
        <Icon of={Upload} size="lg" />
        <span class="strong">{props.label || t("file.drop")}</span>
        <span class="muted small">{t("file.or")}</span>
        <input
          class="visually-hidden" type="file" accept={props.accept} multiple={props.multiple} aria-describedby={`${id}-help ${id}-error`}
          onChange={(event) => { take(event.currentTarget.files); event.currentTarget.value = ""; }}
        />
      </label>
      <For each={props.files}>
        {(file) => (
          <div class="row file-drop__file">
            <Icon of={FileText} /><span class="truncate" dir="auto">{file.name}</span><span class="faint small">{formatBytes(file.size)}</span>
            <span class="push"><IconButton icon={X} size="sm" label={t("file.remove", { name: file.name })} onClick={() => props.onChange(props.files.filter((other) => other !== file))} /></span>
          </div>
        )}
      </For>
      <FieldFoot id={id} help={props.help} error={props.error ?? refused()} />
    </div>
  );
}

function refusal(file: File, props: Pick<FileDropProps, "accept" | "maxBytes">): string | undefined {
  if (props.maxBytes && file.size > props.maxBytes) return t("file.tooBig", { name: file.name, limit: formatBytes(props.maxBytes) });
  const kinds = props.accept?.split(",").map((kind) => kind.trim().toLowerCase());
  const fits = !kinds || kinds.some((kind) => (kind.startsWith(".") ? file.name.toLowerCase().endsWith(kind) : kind.endsWith("/*") ? file.type.startsWith(kind.slice(0, -1)) : file.type === kind));
  return fits ? undefined : t("file.wrongKind", { name: file.name, kinds: props.accept ?? "" });
}
