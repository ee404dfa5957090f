import Check from "lucide-solid/icons/check";
import { For, Show, type JSX } from "solid-js";
import { formatDate, formatDay } from "#web/src/kernel/format.ts";
import { Icon, type IconType } from "./icon.tsx";
import { isPhone } from "./media.ts";
import type { Tone } from "./badge.tsx";
import { Name } from "./text.tsx";

export interface Stage {
  id: string;
  label: string;
  detail?: string | undefined;
}

/** The stages of a deal or lead as one bar; with `onMove` a stage is a button. */
export function StagePath(props: { label: string; stages: readonly Stage[]; current: string; onMove?: ((id: string) => void) | undefined }) {
  const index = () => props.stages.findIndex(({ id }) => id === props.current);
  const inside = (stage: Stage, done: boolean) => (
    <>
      <Show when={done}><Icon of={Check} size="sm" /></Show>
      <span>{stage.label}</span>
      <Show when={stage.detail}><bdi dir="ltr">{stage.detail}</bdi></Show>
    </>
  );
  return (
    // A phone scrolls the path sideways: without a button inside, the path itself must take the keyboard.
    <ol class="path" aria-label={props.label} tabIndex={isPhone() && !props.onMove ? 0 : undefined}>
      <For each={props.stages}>
        {(stage, at) => (
          <li class="path__stage" data-done={at() < index() ? "" : undefined} aria-current={at() === index() ? "step" : undefined}>
            <Show when={props.onMove && at() !== index()} fallback={inside(stage, at() < index())}>
              <button type="button" onClick={() => props.onMove!(stage.id)}>{inside(stage, at() < index())}</button>
            </Show>
          </li>
        )}
      </For>
    </ol>
  );
}

export interface Fact {
  label: string;
  value: JSX.Element;
}

/** Up to six facts under the title of a record. */
export function KeyFacts(props: { facts: readonly Fact[] }) {
  return (
    <dl class="key-facts">
      <For each={props.facts}>{(fact) => <div class="key-fact"><dt>{fact.label}</dt><dd>{fact.value}</dd></div>}</For>
    </dl>
  );
}

/** Names and values under each other, in side columns and detail tabs. */
export function Facts(props: { facts: readonly Fact[] }) {
  return <dl class="facts"><For each={props.facts}>{(fact) => <><dt>{fact.label}</dt><dd>{fact.value}</dd></>}</For></dl>;
}

/** A titled part of a record's side column. */
export function Section(props: { title: string; count?: number; actions?: JSX.Element; deskOnly?: boolean; children: JSX.Element }) {
  return (
    <section class="section" classList={{ "desk-only": props.deskOnly }}>
      <div class="section__head">
        <h2 class="heading">{props.title}</h2>
        <Show when={props.count !== undefined}><span class="faint small">{props.count}</span></Show>
        <Show when={props.actions}><span class="push">{props.actions}</span></Show>
      </div>
      {props.children}
    </section>
  );
}

/** An independent block: dashboard tile, next step, settings group. */
export function Panel(props: { title?: string; actions?: JSX.Element; children: JSX.Element }) {
  return (
    <section class="panel">
      <Show when={props.title}><div class="panel__head"><h2 class="heading">{props.title}</h2><span class="push">{props.actions}</span></div></Show>
      <div class="panel__body" classList={{ "panel__body--bare": !props.title }}>{props.children}</div>
    </section>
  );
}

/** A number worth watching. */
export function Stat(props: { label: string; value: JSX.Element; delta?: JSX.Element; tone?: Tone }) {
  return (
    <div class="stat">
      <span class="stat__label">{props.label}</span>
      <span class="stat__value">{props.value}</span>
      <Show when={props.delta}><span class="stat__delta" data-tone={props.tone}>{props.delta}</span></Show>
    </div>
  );
}

export interface TimelineItem {
  id: string;
  at: string;
  icon: IconType;
  pointing?: boolean;
  tone?: Tone | undefined;
  /** Who did it; left out for what the system did. */
  who?: string | undefined;
  what: JSX.Element;
  /** Shown in a box below: a message, a change, a file. */
  body?: JSX.Element;
  /** The body was written by a person, so it follows its own letters. */
  userText?: boolean;
}

/** What happened, newest first, under days; `composer` stands above it. */
export function Timeline(props: { items: readonly TimelineItem[]; composer?: JSX.Element; filters?: JSX.Element; empty?: JSX.Element; foot?: JSX.Element }) {
  const startsDay = (at: number) => at === 0 || formatDay(props.items[at]!.at) !== formatDay(props.items[at - 1]!.at);
  return (
    <>
      {props.composer}
      <Show when={props.filters}><div class="filters">{props.filters}</div></Show>
      <Show when={props.items.length} fallback={props.empty}>
        <ol class="timeline">
          <For each={props.items}>
            {(item, at) => (
              <>
                <Show when={startsDay(at())}><li class="timeline__day">{formatDay(item.at)}</li></Show>
                <li class="timeline__item">
                  <span class="timeline__icon" data-tone={item.tone}><Icon of={item.icon} pointing={item.pointing} /></span>
                  <div>
                    <div class="timeline__head">
                      <Show when={item.who}><b><Name>{item.who}</Name></b></Show>
                      <span>{item.what}</span>
                      <time dateTime={item.at} data-tooltip={formatDate(item.at, "datetime")}>{formatDate(item.at, "time")}</time>
                    </div>
                    <Show when={item.body}><div class="timeline__body" dir={item.userText ? "auto" : undefined}>{item.body}</div></Show>
                  </div>
                </li>
              </>
            )}
          </For>
        </ol>
        {props.foot}
      </Show>
    </>
  );
}
