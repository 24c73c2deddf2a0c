import Market
import Store

extension Wording {
    /// What an alert is about, as the headline begins: `FO · obstats`, `FO`, `AlgoPack`.
    func subject(_ key: AlertKey) -> String {
        let parts = [key.market?.rawValue, key.endpoint?.rawValue].compactMap { $0 }
        return parts.isEmpty ? key.rule.wording.subject[language] : parts.joined(separator: " · ")
    }

    /// What several alerts are about: `EQ, FO`; with the data set where all have the same: `EQ, FO · hi2`.
    func subject(_ keys: [AlertKey]) -> String {
        guard let first = keys.first else { return "" }
        let markets = AlgoPackSegment.allCases.filter { market in keys.contains { $0.market == market } }
        guard Set(keys.compactMap(\.feed)).count + keys.count(where: { $0.feed == nil }) > 1, !markets.isEmpty else {
            return subject(first)
        }
        let names = markets.map(\.rawValue).joined(separator: ", ")
        guard let endpoint = first.endpoint, keys.allSatisfy({ $0.endpoint == endpoint }) else { return names }
        return "\(names) · \(endpoint)"
    }

    /// What is wrong, with the number: `отстаёт на 14 мин`.
    func symptom(_ alert: AlertRecord) -> String {
        sentence(alert.key.rule.wording.symptom, of: alert)
    }

    /// A sentence of the alert's rule with the values that such sentences have places for.
    ///
    /// - Parameter span: how long the alert has lasted in all.
    func sentence(_ sentence: RuleSentence, of alert: AlertRecord, lasting span: Duration = .zero) -> String {
        text(
            sentence.texts(for: alert),
            [
                "value": measure(alert.value, of: alert, isShort: true), "limit": measure(alert.limit, of: alert),
                "columns": grouped(columns(alert)), "status": alert.facts.status.map { " (\($0))" } ?? "",
                "date": shortDate(alert.date), "span": shortDuration(span),
            ]
        )
    }

    /// A value of the alert in its rule's unit (`AlertRecord.value`).
    ///
    /// - Parameter isShort: for a first line.
    func measure(_ value: Double, of alert: AlertRecord, isShort: Bool = false) -> String {
        guard value.isFinite, value.magnitude < 1e12 else { return "—" }
        let whole = Int(value.rounded())
        guard alert.key.rule.figure != .span else {
            // One span reads the same in a message, in its first line and below.
            return isShort || whole >= 3_600 ? shortDuration(.seconds(whole)) : figure(.seconds(whole))
        }
        return switch alert.key.rule.wording.unit {
        case .counted(let noun): count(whole, noun)
        case .columns: count(columns(alert), .column)
        case .number: grouped(whole)
        }
    }

    private func columns(_ alert: AlertRecord) -> Int {
        let value = alert.value.magnitude < 1e12 ? Int(alert.value.rounded()) : 0
        return max(value, alert.facts.columns.count)
    }
}

extension AlertRecord {
    /// The icon of the headline, always beside a word, for those who cannot tell colours apart.
    var icon: String {
        guard state.isOpen else { return closing == .recovered || closing == .unconfirmed ? "🟢" : "⚪" }
        switch severity {
        case .critical: return "🔴"
        case .warning: return "🟠"
        case .info: return "⚪"
        }
    }
}
