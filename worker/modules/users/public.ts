export { tenantDefaults } from "./dictionaries.ts";
