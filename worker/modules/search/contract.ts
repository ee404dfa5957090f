import * as z from "zod";
import { defineModule, Id, PageOf, Several, Text } from "#worker/kernel/resource.ts";

export const SearchType = z.enum(["lead", "contact", "company", "deal", "unit"]);

export const Hit = z.object({ type: SearchType, id: Id, title: z.string(), subtitle: z.string().nullable(), status: z.string() });

const { route } = defineModule("search");

export const search = route({
  method: "get", path: "/v1/search", access: "signed_in",
  summary: "Find leads, contacts, companies, deals and units by their words, at most five of each type the caller may read",
  query: z.object({ q: Text(100), types: Several(SearchType).optional() }),
  returns: PageOf(Hit),
});
