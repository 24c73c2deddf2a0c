import { h, fill } from "../ui.js";
import { t } from "../words.js";

export function signIn(main, hasFailed) {
  fill(main, h("section", { class: "panel sign-in" },
    h("h1", {}, t("signIn")),
    hasFailed ? h("p", { class: "bad", role: "alert" }, t("signInFailed")) : null,
    h("p", {}, t("signInHow")),
    h("pre", {}, h("code", {}, "mayak people token ID --link"))));
}
