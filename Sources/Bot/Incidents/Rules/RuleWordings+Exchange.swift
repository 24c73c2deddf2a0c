import Store

extension RuleWordings {
    /// Why the exchange cannot be asked.
    static let exchange: [AlertRule: RuleWording] = [
        .authentication: RuleWording(
            symptom: RuleSentence([
                Texts("вход отклонён{status}", "login refused{status}"),
                Texts("пришла страница входа", "a login page came"),
            ]) { $0.facts.status == 200 ? 1 : 0 },
            digestWord: Texts("вход", "login"),
            hint: Texts("Проверьте MOEX_API_KEY или пароль", "Check MOEX_API_KEY or the password"),
            recovered: RuleSentence("вход восстановлен", "login works again"),
            showsDetail: false
        ),
        .entitlement: RuleWording(
            symptom: RuleSentence("не в тарифе{status}", "not in plan{status}"),
            digestWord: Texts("тариф", "plan"),
            hint: Texts("Проверьте, входит ли набор в подписку", "Check that the plan includes it"),
            showsDetail: false
        ),
        .rateLimit: RuleWording(
            symptom: RuleSentence("превышен лимит{status}", "over the limit{status}"),
            digestWord: Texts("лимит", "limit"),
            hint: Texts("Опрос продолжится, когда лимит снимут", "Requests go on once it is lifted"),
            recovered: RuleSentence("лимит снят", "limit lifted"),
            showsDetail: false
        ),
        .badPayload: RuleWording(
            symptom: RuleSentence("ответ не читается", "unreadable answer"),
            digestWord: Texts("не читается", "unreadable"),
            hint: Texts("Возможно, биржа меняет формат", "The exchange may change the format")
        ),
        .unreachable: RuleWording(
            symptom: RuleSentence([
                Texts("нет ответа", "no answer"), Texts("ошибка биржи{status}", "server error{status}"),
            ]) { $0.facts.status == nil ? 0 : 1 },
            digestWord: Texts("нет ответа", "no answer"),
            hint: Texts("Проверьте сеть и новости биржи", "Check the network and exchange news"),
            showsDetail: false
        ),
        .keyExpiry: RuleWording(
            symptom: RuleSentence([
                Texts("ключ истечёт через {value}", "key expires in {value}"),
                Texts("срок ключа истёк", "key has expired"),
            ]) { $0.value > 0 ? 0 : 1 },
            unit: .counted(.day),
            digestWord: Texts("ключ", "key"),
            recovered: RuleSentence("ключ обновлён", "key renewed"),
            ending: .nothing
        ),
    ]
}
