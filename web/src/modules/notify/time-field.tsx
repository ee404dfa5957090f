import { Field, type FieldProps } from "#web/src/ui/field.tsx";
import { pickField } from "#web/src/ui/text-field.tsx";

/** A time of day as "21:00", or with `withDate` a moment as "2026-11-21T21:00" where the reader is. */
export function TimeField(props: FieldProps<string> & { withDate?: boolean; min?: string; max?: string }) {
  return (
    <Field {...pickField(props)}>
      {(ids) => (
        <div class="input" data-invalid={props.error ? "" : undefined}>
          <input
            id={ids.id} name={props.name} type={props.withDate ? "datetime-local" : "time"} value={props.value} min={props.min} max={props.max} disabled={props.disabled} autofocus={props.autofocus}
            required={!props.optional} aria-invalid={props.error ? true : undefined} aria-describedby={ids.describedBy()} onInput={(event) => props.onChange(event.currentTarget.value)} onBlur={() => props.onBlur?.()}
          />
        </div>
      )}
    </Field>
  );
}
