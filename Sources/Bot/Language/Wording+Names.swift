import Market
import Store

extension Wording {
    func name(_ kind: DayKind) -> String {
        switch kind {
        case .normal: text(CommonPhrase.dayNormal)
        case .transferred: text(CommonPhrase.dayTransferred)
        case .weekendSession: text(CommonPhrase.dayWeekendSession)
        case .short: text(CommonPhrase.dayShort)
        case .closed: text(CommonPhrase.dayClosed)
        case .unknown: text(CommonPhrase.dayUnknown)
        }
    }

    func name(_ layer: CalendarLayer) -> String {
        switch layer {
        case .rule: text(CommonPhrase.layerRule)
        case .bundled: text(CommonPhrase.layerBundled)
        case .feed: text(CommonPhrase.layerFeed)
        case .edit: text(CommonPhrase.layerEdit)
        }
    }

    func name(_ session: TradingSession.Name) -> String {
        switch session {
        case .morning: text(CommonPhrase.sessionMorning)
        case .main: text(CommonPhrase.sessionMain)
        case .evening: text(CommonPhrase.sessionEvening)
        case .weekend: text(CommonPhrase.sessionWeekend)
        }
    }

    func name(_ role: Role) -> String {
        switch role {
        case .viewer: text(CommonPhrase.roleViewer)
        case .operator: text(CommonPhrase.roleOperator)
        case .trader: text(CommonPhrase.roleTrader)
        case .admin: text(CommonPhrase.roleAdmin)
        }
    }

    func name(_ severity: AlertSeverity) -> String {
        switch severity {
        case .info: text(CommonPhrase.severityInfo)
        case .warning: text(CommonPhrase.severityWarning)
        case .critical: text(CommonPhrase.severityCritical)
        }
    }
}
