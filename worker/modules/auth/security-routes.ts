import { handle, handlePublic } from "#worker/kernel/http.ts";
import * as authenticator from "./factors/authenticator.ts";
import * as byPhone from "./factors/by-phone.ts";
import { factorsOf, resetFactors } from "./factors/of-user.ts";
import { finishLogin } from "./factors/finish-login.ts";
import { getPolicy, overview, setPolicy } from "./factors/overview.ts";
import { sendLoginCode } from "./factors/send-login-code.ts";
import * as factors from "./factors-contract.ts";
import * as oauth from "./oauth-contract.ts";
import { finish } from "./oauth/finish.ts";
import { providers } from "./oauth/providers.ts";
import { passOn, start } from "./oauth/start.ts";
import * as passkeyContract from "./passkeys-contract.ts";
import * as assertion from "./passkeys/assertion.ts";
import * as passkeys from "./passkeys/passkeys.ts";
import { verify, verifyOptions } from "./passkeys/verify.ts";
import * as personalTokens from "./personal-tokens/personal-tokens.ts";
import * as phone from "./phone/verify.ts";
import * as tokens from "./tokens-contract.ts";

/** Everything beside the password: second factors, phones, passkeys, providers, personal access tokens. */
export const securityRoutes = [
  handlePublic(factors.finishLogin, (pub, { body, raw, reply }) => finishLogin(pub, body, raw, reply)),
  handlePublic(factors.sendLoginCode, (pub, { body }) => sendLoginCode(pub, body)),
  handle(factors.getFactors, (ctx) => overview(ctx)),
  handle(factors.setupTotp, (ctx, { body }) => authenticator.setup(ctx, body)),
  handle(factors.issueTotp, (ctx, { body }) => authenticator.setup(ctx, body)),
  handle(factors.confirmTotp, (ctx, { body }) => authenticator.confirm(ctx, body.code)),
  handle(factors.disableTotp, (ctx, { body }) => authenticator.disable(ctx, body)),
  handle(factors.makeBackupCodes, (ctx, { body }) => authenticator.renewBackupCodes(ctx, body)),
  handle(factors.verifyTotp, (ctx, { body }) => authenticator.stepUp(ctx, body.code)),
  handle(factors.sms.enable, (ctx, { body }) => byPhone.enable(ctx, "sms", body)),
  handle(factors.sms.disable, (ctx, { body }) => byPhone.disable(ctx, "sms", body)),
  handle(factors.whatsapp.enable, (ctx, { body }) => byPhone.enable(ctx, "whatsapp", body)),
  handle(factors.whatsapp.disable, (ctx, { body }) => byPhone.disable(ctx, "whatsapp", body)),
  handle(factors.startPhone, (ctx, { body }) => phone.start(ctx, body)),
  handle(factors.resendPhone, (ctx) => phone.resend(ctx)),
  handle(factors.confirmPhone, (ctx, { body }) => phone.confirm(ctx, body)),
  handle(factors.cancelPhone, (ctx) => phone.cancel(ctx)),
  handle(factors.getUserFactors, (ctx, { params }) => factorsOf(ctx, params.user_id)),
  handle(factors.resetUserFactors, (ctx, { params }) => resetFactors(ctx, params.user_id)),
  handle(factors.getSecurity, (ctx) => getPolicy(ctx)),
  handle(factors.putSecurity, (ctx, { body }) => setPolicy(ctx, body)),
  handlePublic(passkeyContract.passkeyLoginOptions, (pub, { body }) => assertion.loginOptions(pub, body.challenge_token)),
  handlePublic(passkeyContract.passkeyLogin, (pub, { body, raw, reply }) => assertion.login(pub, body.credential, raw, reply)),
  handle(passkeyContract.verifyPasskeyOptions, (ctx) => verifyOptions(ctx)),
  handle(passkeyContract.verifyPasskey, (ctx, { body }) => verify(ctx, body.credential)),
  handle(passkeyContract.passkeyOptions, (ctx) => passkeys.options(ctx)),
  handle(passkeyContract.addPasskey, (ctx, { body }) => passkeys.add(ctx, body)),
  handle(passkeyContract.listPasskeys, (ctx) => passkeys.list(ctx)),
  handle(passkeyContract.renamePasskey, (ctx, { params, body }) => passkeys.rename(ctx, params.passkey_id, body)),
  handle(passkeyContract.removePasskey, (ctx, { params }) => passkeys.remove(ctx, params.passkey_id)),
  handlePublic(oauth.listProviders, async () => ({ items: providers().map(({ code, name }) => ({ code, name })) })),
  handlePublic(oauth.startOauth, (pub, { query, raw, reply }) => start(pub, query, raw, reply)),
  handlePublic(oauth.passOnForm, (_, { raw }) => passOn(raw)),
  handlePublic(oauth.finishOauth, (pub, { body, raw, reply }) => finish(pub, body, raw, reply)),
  handle(tokens.createToken, (ctx, { body }) => personalTokens.create(ctx, body)),
  handle(tokens.listTokens, (ctx) => personalTokens.list(ctx)),
  handle(tokens.revokeToken, (ctx, { params }) => personalTokens.revoke(ctx, params.token_id)),
];
