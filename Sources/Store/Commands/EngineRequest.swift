package import Market

/// What a person asks of the running engine.
///
/// A halt is none of these: it stands in the store (``PortfolioKey/engine``), so that it holds whether an engine runs or not.
package enum EngineRequest: Hashable, Codable, Sendable {
    /// End every halt that a person can end.
    case resume
    /// Cancel all orders, close all positions, and let nothing new through.
    case flatten(reason: String)
    /// Close a position, or half of it; that one and no later one of its instrument.
    case close(trip: Int64, isHalf: Bool)

    /// The least role of whoever asks.
    package var role: Role { .trader }

    /// One that waited longer was meant for another market.
    package static let longestWait = Duration.seconds(60)
}

/// Why the engine does not do what a person asks; the raw value is what the command's result and the audit trail say.
package enum EngineRefusal: String, Hashable, Sendable, CaseIterable {
    case absent = "no engine is configured (engine.plan)"
    case notRunning = "the engine does not run now"
    case stale = "asked for too long ago; ask again"
    case gone = "the position is closed, or has turned round"
    case tooSmall = "the position is too small to be halved"
    case halted = "trading is stopped: no order is sent"
    case shut = "the exchange takes no orders of it now"
    case busy = "it is being closed already"
    case notHalted = "no halt is in force that a person can end"
    case flattening = "positions are still being closed"
}

/// What came of the wish to go on.
package struct EngineResumption: Hashable, Sendable {
    /// The halts that it has ended; not empty.
    package let ended: [Halt.Cause]
    /// Those that would come back at once.
    package let staying: [Halt.Cause]

    package init(ended: [Halt.Cause], staying: [Halt.Cause]) {
        self.ended = ended
        self.staying = staying
    }

    /// As the command's result and the audit trail keep it: `ended: person; stays: feed`.
    package var text: String {
        let ends = Self.ended + Self.joined(ended)
        return staying.isEmpty ? ends : ends + Self.stays + Self.joined(staying)
    }

    /// Reads ``text``; nil for anything else.
    package init?(stored text: String) {
        guard text.hasPrefix(Self.ended) else { return nil }
        let parts = text.dropFirst(Self.ended.count).split(separator: Self.stays, maxSplits: 1).map(String.init)
        ended = parts.first.map(Self.causes) ?? []
        staying = parts.count > 1 ? Self.causes(parts[1]) : []
        guard self.text == text else { return nil }
    }

    private static let ended = "ended: "
    private static let stays = "; stays: "
    private static let comma = ", "

    private static func joined(_ causes: [Halt.Cause]) -> String { causes.map(\.rawValue).joined(separator: comma) }
    private static func causes(_ text: String) -> [Halt.Cause] {
        text.split(separator: comma).compactMap { Halt.Cause(rawValue: String($0)) }
    }
}

extension PortfolioKey {
    /// Under which a person's halts of the engine stand among those of the portfolios; no user can be called that.
    package static let engine = PortfolioKey(owner: "(engine)", market: .moex)
}
