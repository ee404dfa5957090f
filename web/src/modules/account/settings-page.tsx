import { A, Navigate, useParams } from "@solidjs/router";
import Bell from "lucide-solid/icons/bell";
import CircleUser from "lucide-solid/icons/circle-user";
import CalendarClock from "lucide-solid/icons/calendar-clock";
import KeyRound from "lucide-solid/icons/key-round";
import MonitorSmartphone from "lucide-solid/icons/monitor-smartphone";
import ShieldCheck from "lucide-solid/icons/shield-check";
import { createEffect, For, lazy, Match, on, Show, Suspense, Switch, type Component } from "solid-js";
import { Dynamic } from "solid-js/web";
import { useWords } from "#web/src/kernel/i18n.ts";
import { usePage } from "#web/src/kernel/page.ts";
import { can } from "#web/src/kernel/session.ts";
import { ForbiddenPage, NotFoundPage } from "#web/src/shell/pages.tsx";
import { Icon, type IconType } from "#web/src/ui/icon.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { ProofDialog } from "./security/proof.tsx";
import { accountWords } from "./text/index.ts";
import "./account.css";

interface SettingsSection {
  id: "profile" | "notifications" | "digests" | "security" | "sessions" | "tokens";
  icon: IconType;
  permission?: string;
  content: Component;
}
const SECTIONS: readonly SettingsSection[] = [
  { id: "profile", icon: CircleUser, content: lazy(() => import("./profile/profile-section.tsx")) },
  { id: "notifications", icon: Bell, permission: "notify.preferences.update.self", content: lazy(() => import("#web/src/modules/notify/preferences/preferences-section.tsx")) },
  { id: "digests", icon: CalendarClock, permission: "notify.preferences.update.self", content: lazy(() => import("./digests/digests-section.tsx")) },
  { id: "security", icon: ShieldCheck, permission: "twofa.manage.self", content: lazy(() => import("./security/security-section.tsx")) },
  { id: "sessions", icon: MonitorSmartphone, permission: "session.read.self", content: lazy(() => import("./sessions-section.tsx")) },
  { id: "tokens", icon: KeyRound, content: lazy(() => import("./tokens/tokens-section.tsx")) },
];

/** One's own account, in sections: /settings/profile, /settings/security… */
export default function SettingsPage() {
  const params = useParams<{ section?: string }>();
  const section = () => SECTIONS.find(({ id }) => id === params.section);
  return (
    <Switch fallback={<NotFoundPage />}>
      <Match when={!params.section}><Navigate href="/settings/profile" /></Match>
      <Match when={section()}>{(open) => <Show when={can(open().permission)} fallback={<ForbiddenPage permission={open().permission ?? ""} />}><Frame section={open()} /></Show>}</Match>
    </Switch>
  );
}

function Frame(props: { section: SettingsSection }) {
  const w = useWords(accountWords);
  let nav!: HTMLElement;
  // On a phone the list is a row that may be wider than the window.
  createEffect(on(() => props.section.id, () => nav.querySelector("[aria-current]")?.scrollIntoView({ inline: "nearest", block: "nearest" })));
  usePage(() => ({ title: w(`section.${props.section.id}`), crumbs: [{ label: w("title") }] }));
  return (
    <>
      <div class="page-head"><h1 class="page-title">{w(`section.${props.section.id}`)}</h1></div>
      <div class="settings">
        <nav ref={nav} class="settings__nav" aria-label={w("title")}>
          <For each={SECTIONS.filter(({ permission }) => can(permission))}>
            {({ id, icon }) => (
              <A class="nav__item" href={`/settings/${id}`} data-keep-focus="" activeClass="" inactiveClass="" aria-current={props.section.id === id ? "page" : undefined}>
                <Icon of={icon} /><span>{w(`section.${id}`)}</span>
              </A>
            )}
          </For>
        </nav>
        <div class="scroll settings__body"><div class="settings__column"><Suspense fallback={<SkeletonLines lines={6} />}><Dynamic component={props.section.content} /></Suspense></div></div>
      </div>
      <ProofDialog />
    </>
  );
}
