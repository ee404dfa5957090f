import { DatePicker, parseDate } from "@ark-ui/solid/date-picker";
import { LocaleProvider } from "@ark-ui/solid/locale";
import Calendar from "lucide-solid/icons/calendar";
import ChevronLeft from "lucide-solid/icons/chevron-left";
import ChevronRight from "lucide-solid/icons/chevron-right";
import X from "lucide-solid/icons/x";
import { For, Show } from "solid-js";
import { Portal } from "solid-js/web";
import { formatDate } from "#web/src/kernel/format.ts";
import { intlLocale } from "#web/src/kernel/i18n.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { Field, type FieldProps } from "./field.tsx";
import { Icon } from "./icon.tsx";
import { layer } from "./layer.ts";
import { pickField } from "./text-field.tsx";

interface DateFieldProps extends FieldProps<string | undefined> {
  min?: string;
  max?: string;
}

/** A day as `2026-11-30`, written or picked, with the Hijri day beside it. */
export function DateField(props: DateFieldProps) {
  return (
    <Field {...pickField(props)}>
      {(ids) => (
        <LocaleProvider locale={intlLocale()}>
          <DatePicker.Root
            class="date" ids={{ input: () => ids.id }} locale={intlLocale()} disabled={props.disabled} startOfWeek={6} positioning={{ placement: "bottom-start", gutter: 4 }}
            value={props.value ? [parseDate(props.value)] : []} onValueChange={({ value }) => props.onChange(value[0]?.toString())}
            {...(props.min ? { min: parseDate(props.min) } : {})} {...(props.max ? { max: parseDate(props.max) } : {})}
            format={(day) => formatDate(day.toString())} placeholder={props.placeholder ?? t("field.date")}
          >
            <DatePicker.Control class="input" data-invalid={props.error ? "" : undefined}>
              <DatePicker.Trigger aria-label={t("field.openCalendar")}><Icon of={Calendar} size="sm" /></DatePicker.Trigger>
              <DatePicker.Input aria-invalid={props.error ? true : undefined} aria-describedby={ids.describedBy()} onBlur={() => props.onBlur?.()} />
              <Show when={props.value}>
                <span class="input__hint">{formatDate(props.value!, "hijri")}</span>
                <Show when={props.optional}><DatePicker.ClearTrigger aria-label={t("action.clear")}><Icon of={X} size="sm" /></DatePicker.ClearTrigger></Show>
              </Show>
            </DatePicker.Control>
            <Portal ref={layer(() => props.label)}><DatePicker.Positioner class="date__place"><Month /></DatePicker.Positioner></Portal>
          </DatePicker.Root>
        </LocaleProvider>
      )}
    </Field>
  );
}

function Month() {
  return (
    <DatePicker.Content class="popover date__content">
      <DatePicker.View view="day">
        <DatePicker.Context>
          {(picker) => (
            <>
              <DatePicker.ViewControl class="row">
                <DatePicker.PrevTrigger class="button" data-variant="ghost" data-icon="" data-size="sm" aria-label={t("field.previousMonth")}><Icon of={ChevronLeft} pointing /></DatePicker.PrevTrigger>
                <span class="strong date__month" aria-live="polite"><DatePicker.RangeText /></span>
                <DatePicker.NextTrigger class="button" data-variant="ghost" data-icon="" data-size="sm" aria-label={t("field.nextMonth")}><Icon of={ChevronRight} pointing /></DatePicker.NextTrigger>
              </DatePicker.ViewControl>
              <DatePicker.Table class="date__table">
                <DatePicker.TableHead>
                  <DatePicker.TableRow><For each={picker().weekDays}>{(day) => <DatePicker.TableHeader><abbr title={day.long}>{day.narrow}</abbr></DatePicker.TableHeader>}</For></DatePicker.TableRow>
                </DatePicker.TableHead>
                <DatePicker.TableBody>
                  <For each={picker().weeks}>
                    {(week) => <DatePicker.TableRow><For each={week}>{(day) => <DatePicker.TableCell value={day}><DatePicker.TableCellTrigger class="date__day">{new Intl.NumberFormat(intlLocale()).format(day.day)}</DatePicker.TableCellTrigger></DatePicker.TableCell>}</For></DatePicker.TableRow>}
                  </For>
                </DatePicker.TableBody>
              </DatePicker.Table>
            </>
          )}
        </DatePicker.Context>
      </DatePicker.View>
    </DatePicker.Content>
  );
}
