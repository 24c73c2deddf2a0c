import Store

/// What people do to an alert by hand, beside taking it.
enum HandPhrase: String, Phrase {
    case buttonRelease, buttonGive, buttonClose, buttonReopen
    case pick, nobody, given, yours, closed, closedBy, cannotReopen

    var texts: Texts {
        switch self {
        case .buttonRelease: Texts("↩ Отпустить", "↩ Release")
        case .buttonGive: Texts("👉 Передать", "👉 Hand over")
        case .buttonClose: Texts("✔️ Закрыть", "✔️ Close")
        case .buttonReopen: Texts("↩ Открыть снова", "↩ Open again")
        case .pick: Texts("Кому передать #A{id}?", "Hand #A{id} over to whom?")
        case .nobody:
            Texts("Передать некому: других операторов нет", "There is nobody to hand it over to: no other operator")
        case .given: Texts("#A{id} передано: {who}", "#A{id} handed over to {who}")
        case .yours: Texts("👉 {who}, вам передано #A{id} ({subject})", "👉 {who}, #A{id} is yours ({subject})")
        case .closed: Texts("закрыто вручную", "closed by hand")
        case .closedBy: Texts("Вручную: {who}", "By hand: {who}")
        case .cannotReopen:
            Texts(
                "Источник уже был в норме: новый сбой откроется сам",
                "The feed has been good: a new alert opens by itself"
            )
        }
    }
}
