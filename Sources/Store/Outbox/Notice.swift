/// Standing sentences that the scheduler says; arguments are named in the catalogue.
package struct Notice: Hashable, Codable, Sendable {
    package enum Kind: String, Codable, CaseIterable, Sendable {
        case schedulerStarted, schedulerStopped, schedulerOff, schedulerSilent, schedulerBack
        case botBack, botDeaf, botChanged
        case jobFailed, silenceEnded, silenceLifted, clockResumed
        case haltedDailyLoss, haltedDrawdown, haltedTotalLoss, haltedValueAtRisk
        case morningSignals
    }

    package var kind: Kind
    package var arguments: [String: String]

    package init(_ kind: Kind, _ arguments: [String: String] = [:]) {
        self.kind = kind
        self.arguments = arguments
    }
}
