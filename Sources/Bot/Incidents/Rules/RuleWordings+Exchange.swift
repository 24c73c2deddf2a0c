import Store

extension RuleWordings {
    /// Why the exchange cannot be asked.
    static let exchange: [AlertRule: RuleWording] = [
        .authentication: RuleWording(
            symptom: RuleSentence([
                Texts("вход отклонён{status}", "login refused{status}"),
                Texts("пришла страница входа", "a login page came"),
            ]) { $0.facts.status.map { $0 < 400 } ?? false ? 1 : 0 },
            digestWord: Texts("вход", "login"),
            hint: RuleSentence("Проверьте MOEX_API_KEY или пароль", "Check MOEX_API_KEY or the password"),
            recovered: RuleSentence("вход восстановлен", "login works again"),
            showsDetail: false
        ),
        .entitlement: RuleWording(
            symptom: RuleSentence("не в тарифе{status}", "not in plan{status}"),
            digestWord: Texts("тариф", "plan"),
            hint: RuleSentence("Проверьте, входит ли набор в подписку", "Check that the plan includes it"),
            showsDetail: false
        ),
        .rateLimit: RuleWording(
            symptom: RuleSentence("превышен лимит{status}", "over the limit{status}"),
            digestWord: Texts("лимит", "limit"),
            hint: RuleSentence("Опрос продолжится, когда лимит снимут", "Requests go on once it is lifted"),
            recovered: RuleSentence("лимит снят", "limit lifted"),
            showsDetail: false
        ),
        .badPayload: RuleWording(
            symptom: RuleSentence([
                Texts("ответ не читается", "unreadable answer"),
                Texts("страница вместо данных", "a page instead of data"),
                Texts("пустой ответ", "an empty answer"),
                Texts("запрос отвергнут{status}", "request refused{status}"),
            ]) { $0.facts.failure.variant },
            digestWord: Texts("не читается", "unreadable"),
            hint: RuleSentence([
                Texts("Возможно, биржа меняет формат", "The exchange may change the format"),
                Texts("Похоже на сбой у биржи, спросим снова", "Likely the exchange: it is asked again"),
                Texts("Похоже на сбой у биржи, спросим снова", "Likely the exchange: it is asked again"),
                Texts("Проверьте адрес биржи в настройках", "Check the exchange's address"),
            ]) { $0.facts.failure.variant }
        ),
        .unreachable: RuleWording(
            symptom: RuleSentence([
                Texts("нет ответа", "no answer"), Texts("ошибка биржи{status}", "server error{status}"),
            ]) { $0.facts.status == nil ? 0 : 1 },
            digestWord: Texts("нет ответа", "no answer"),
            hint: RuleSentence("Проверьте сеть и новости биржи", "Check the network and exchange news"),
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

extension AlertFacts.Failure? {
    /// Which sentence says it.
    fileprivate var variant: Int {
        switch self {
        case .unreadable, nil: 0
        case .page: 1
        case .nothing: 2
        case .refused: 3
        }
    }
}
