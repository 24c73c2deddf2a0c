import Market
package import Store

/// What of the engine's changes people are told beside its positions: halts, failures and their ends; a value.
package struct EngineNews: Hashable, Sendable {
    private var last: EngineReading?
    private var failedSince: Timestamp?
    private var isBlindTold = false
    /// When an instrument's wide spread was told last.
    private var spreadTold: [String: Timestamp] = [:]

    /// A stream that breaks is back within seconds, and then nobody has to know.
    private static let longestBlindness = Duration.minutes(2)

    /// What is wide for a minute is wide; the next message of it at the earliest after ten, of the same instrument after an hour.
    private static let (longestSpread, betweenSpreads, sameSpread) = (
        Duration.minutes(1), Duration.minutes(10), Duration.hours(1)
    )

    /// - Parameter last: what was written last, by another process perhaps.
    package init(after last: EngineReading? = nil) {
        self.last = last
        if last?.phase == .failed { failedSince = last?.at }
        isBlindTold = last.map { reading in reading.halts.contains { Self.isBlindness($0, at: reading.at) } } ?? false
    }

    /// What is news in a reading, and takes it for known.
    package mutating func take(_ reading: EngineReading) -> [Notice] {
        // One that does not trade says nothing of its halts.
        defer { if reading.isAtWork { last = reading } }
        return phase(reading)
            + (reading.isAtWork
                ? halts(reading) + channel(reading) + clock(reading) + spreads(reading) + replay(reading) : [])
    }

    private func channel(_ reading: EngineReading) -> [Notice] {
        guard let last, last.reserve != reading.reserve else { return [] }
        return [reading.reserve.map { .engineOnReserve(channel: $0) } ?? .engineOnMain]
    }

    private func clock(_ reading: EngineReading) -> [Notice] {
        guard let last, (last.clockSkew == nil) != (reading.clockSkew == nil) else { return [] }
        guard let skew = reading.clockSkew else { return [.engineClockRight] }
        let seconds = Int(skew.magnitude.rounded(.up))
        return [skew > 0 ? .engineClockAhead(seconds: seconds) : .engineClockBehind(seconds: seconds)]
    }

    private func replay(_ reading: EngineReading) -> [Notice] {
        guard let difference = reading.replayDifference, difference != last?.replayDifference else { return [] }
        return [.engineReplayDiffers(place: difference.place, count: difference.count)]
    }

    private mutating func spreads(_ reading: EngineReading) -> [Notice] {
        let now = reading.at
        spreadTold = spreadTold.filter { $0.value.duration(to: now) < Self.sameSpread }
        if let latest = spreadTold.values.max(), latest.duration(to: now) < Self.betweenSpreads { return [] }
        let news = (reading.wideSpreads ?? []).filter {
            spreadTold[$0.instrument] == nil && $0.since.duration(to: now) >= Self.longestSpread
        }
        guard let widest = news.map(\.basisPoints).max() else { return [] }
        for spread in news { spreadTold[spread.instrument] = now }
        let codes = SecID.shortened(news.map { SecID($0.instrument) })
        return [.engineWideSpread(codes: codes, basisPoints: Int(widest.rounded()))]
    }

    private mutating func phase(_ reading: EngineReading) -> [Notice] {
        switch reading.phase {
        case .failed where failedSince == nil:
            failedSince = reading.at
            return [.engineFailed(detail: reading.detail)]
        case .running, .resting:
            guard let since = failedSince else { return [] }
            failedSince = nil
            return [.engineBack(afterMinutes: max(1, Int(since.duration(to: reading.at).wholeSeconds / 60)))]
        case .failed, .starting, .stopped: return []
        }
    }

    private mutating func halts(_ reading: EngineReading) -> [Notice] {
        let before = last?.halts ?? []
        var news: [Notice] = []
        for halt in reading.halts where !Self.isKnownToWhoeverSaidIt(halt) {
            if halt.cause == .feed {
                guard !isBlindTold, Self.isBlindness(halt, at: reading.at) else { continue }
                isBlindTold = true
                news.append(.engineBlind(detail: halt.why))
                continue
            }
            if before.contains(where: { $0.cause == halt.cause && $0.level >= halt.level }) { continue }
            let notice: Notice =
                if halt.halt.cause == .killSwitch {
                    .engineFlattened(by: halt.who, reason: halt.why)
                } else if halt.level == .stopped {
                    .engineHalted(cause: halt.cause, detail: halt.why)
                } else {
                    .engineReduces(cause: halt.cause, detail: halt.why)
                }
            news.append(notice)
        }
        for halt in before where !reading.halts.contains(where: { $0.cause == halt.cause }) {
            if Self.isKnownToWhoeverSaidIt(halt) { continue }
            if halt.cause == .feed {
                guard isBlindTold else { continue }
                isBlindTold = false
            }
            news.append(.engineResumed(cause: halt.cause))
        }
        return news
    }

    /// A halt by a person's word in the chat or on the page has its answer there; one by a file has none.
    private static func isKnownToWhoeverSaidIt(_ halt: EngineReading.StandingHalt) -> Bool {
        halt.cause == .person && halt.who != ManualOverride.who
    }

    private static func isBlindness(_ halt: EngineReading.StandingHalt, at now: Timestamp) -> Bool {
        halt.cause == .feed && halt.since.duration(to: now) >= longestBlindness
    }
}
