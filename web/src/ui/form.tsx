import { batch, createSignal, Show, type JSX } from "solid-js";
import { createStore, reconcile, unwrap } from "solid-js/store";
import { errorText, fieldErrors } from "#web/src/kernel/errors.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { Button } from "./button.tsx";
import { Banner } from "./feedback.tsx";
import { UnsavedGuard } from "./unsaved-guard.tsx";

type Errors<T> = { [K in keyof T]?: string | undefined };

interface FormOptions<T extends object> {
  values: T;
  /** Problems in words by field; called when a field is left and before saving. */
  check?: (values: T) => Errors<T>;
  /** Saves; what it throws is shown at the fields (VALIDATION_FAILED) or above the buttons. */
  submit: (values: T) => Promise<unknown>;
  /** Words for an error of `submit`; undefined leaves it to the kit. */
  explain?: (error: unknown) => string | undefined;
}

export type Form<T extends object> = ReturnType<typeof createForm<T>>;

/** State of a form: `form.field("name")` gives value, onChange, onBlur and error to spread into a field. */
export function createForm<T extends object>(options: FormOptions<T>) {
  const [values, setValues] = createStore<{ now: T }>({ now: structuredClone(unwrap(options.values)) });
  const [initial, setInitial] = createSignal(JSON.stringify(options.values));
  const [errors, setErrors] = createSignal<Errors<T>>({});
  const [touched, setTouched] = createSignal<ReadonlySet<keyof T>>(new Set());
  const [failure, setFailure] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);

  const checked = (): Errors<T> => options.check?.(unwrap(values.now)) ?? {};
  const recheck = (key: keyof T) => setErrors((was) => ({ ...was, [key]: checked()[key] }));

  const submit = async (event?: Event) => {
    event?.preventDefault();
    if (busy()) return false;
    const focusFirst = () => queueMicrotask(() => (event?.target as HTMLElement | undefined)?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
    const found = checked();
    setErrors(() => found);
    setFailure(undefined);
    if (Object.values(found).some(Boolean)) {
      // From here on a problem goes as soon as it is mended.
      setTouched(new Set(Object.keys(found) as (keyof T)[]));
      focusFirst();
      return false;
    }
    setBusy(true);
    try {
      const sent = JSON.stringify(values.now);
      await options.submit(structuredClone(unwrap(values.now)));
      setInitial(sent);
      return true;
    } catch (error) {
      const byField = fieldErrors(error) as Errors<T>;
      const known = Object.keys(byField).some((key) => key in unwrap(values.now));
      batch(() => {
        setErrors(() => byField);
        setFailure(known ? undefined : (options.explain?.(error) ?? errorText(error)));
      });
      focusFirst();
      return false;
    } finally {
      setBusy(false);
    }
  };

  return {
    values: () => values.now,
    set(change: Partial<T>) {
      setValues("now", (was) => ({ ...was, ...change }));
      // A problem stays for as long as what it is about is neither changed nor right.
      const found = checked() as Record<string, string | undefined>, changed = Object.keys(change);
      setErrors((was) => Object.fromEntries(Object.entries(was).map(([path, text]) => [path, changed.some((key) => path === key || path.startsWith(`${key}.`)) ? text && found[path] : text])) as Errors<T>);
    },
    /** Starts again from these values, for a record that was read anew. */
    reset(next: T) {
      setValues("now", reconcile(structuredClone(unwrap(next))));
      setInitial(JSON.stringify(next));
      setErrors({});
    },
    dirty: () => JSON.stringify(values.now) !== initial(),
    errors,
    failure,
    busy,
    submit,
    field<K extends keyof T & string>(key: K) {
      return {
        name: key,
        get value() {
          return values.now[key];
        },
        get error() {
          return errors()[key];
        },
        onChange(value: T[K]) {
          setValues("now", (was) => ({ ...was, [key]: value }));
          if (errors()[key] && touched().has(key)) recheck(key);
        },
        onBlur() {
          setTouched((was) => new Set(was).add(key));
          if (unwrap(values.now)[key]) recheck(key);
        },
      };
    },
  };
}

interface FormViewProps<T extends object> {
  form: Form<T>;
  children: JSX.Element;
  submitLabel?: string;
  /** What it does cannot be undone. */
  danger?: boolean;
  onCancel?: () => void;
  /** Ask before leaving with changes; on unless told. */
  guard?: boolean;
  wide?: boolean;
  /** Links and notes after the buttons. */
  after?: JSX.Element;
}

/** One column of fields, the failure in words, and the buttons. */
export function FormView<T extends object>(props: FormViewProps<T>) {
  return (
    <form class="form" noValidate onSubmit={(event) => void props.form.submit(event)}>
      <Show when={props.guard !== false}><UnsavedGuard when={props.form.dirty() && !props.form.busy()} /></Show>
      {props.children}
      <Show when={props.form.failure()}>{(text) => <Banner tone="danger" live>{text()}</Banner>}</Show>
      <div class="form__foot" data-wide={props.wide ? "" : undefined}>
        <Button type="submit" variant={props.danger ? "danger" : "primary"} wide={props.wide} busy={props.form.busy()}>{props.submitLabel ?? t("action.save")}</Button>
        <Show when={props.onCancel}><Button variant="ghost" onClick={() => props.onCancel!()}>{t("action.cancel")}</Button></Show>
      </div>
      {props.after}
    </form>
  );
}
