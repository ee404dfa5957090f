import type { LeadSource } from "#db/schema/leads.ts";

interface Scored {
  source: LeadSource;
  email?: string | null;
  phone_e164?: string | null;
  budget_minor?: number | null;
  interest?: string | null;
  company_name?: string | null;
}

/** What a lead is worth before anyone has spoken to it. The points of the rules that hold add up, to 100 at most. */
const RULES: readonly { points: number; holds: (lead: Scored) => unknown }[] = [
  { points: 20, holds: (lead) => lead.phone_e164 },
  { points: 10, holds: (lead) => lead.email },
  { points: 20, holds: (lead) => lead.budget_minor },
  { points: 15, holds: (lead) => lead.interest },
  { points: 5, holds: (lead) => lead.company_name },
  { points: 25, holds: (lead) => lead.source === "referral" },
  { points: 10, holds: (lead) => lead.source === "web" || lead.source === "campaign" },
];

/** The score a lead starts with, 0 to 100. */
export const initialScore = (lead: Scored): number => Math.min(100, RULES.reduce((sum, rule) => sum + (rule.holds(lead) ? rule.points : 0), 0));
