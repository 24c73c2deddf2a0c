import Market
import Store

/// `/silence` of all alerts.
struct SilenceAllAction: PendingAction {
    static let name = "silenceAll"

    let span: SilenceSpan

    var kind: ActionKind { .silence }
    var audit: AuditAction { .silenceSet }
    var object: String { AuditObject.allSilences.text }

    func title(_ wording: Wording) -> String { wording.html(ConfirmPhrase.silenceTitle) }

    func effect(_ wording: Wording) -> String {
        let text =
            switch span {
            case .minutes(let minutes): wording.duration(.minutes(minutes))
            case .sessionEnd: wording.text(ConfirmPhrase.spanSession)
            case .tomorrowOpen: wording.text(ConfirmPhrase.spanOpen)
            }
        return wording.html(ConfirmPhrase.silenceEffect, ["span": text])
    }

    func run(_ yes: ConfirmedAction) async throws -> Reaction {
        yes.post(.alert(.silence(rule: nil, market: nil, endpoint: nil, until: span, reason: "")))
    }

    private enum CodingKeys: String, CodingKey {
        case span = "_0"
    }
}
