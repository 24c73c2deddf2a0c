package import Market

/// Compares our clock with a server's by the `Date` headers of its answers.
///
/// The header is cut to the second and the answer travels: the middle of the second is compared with the middle of the way.
/// The smallest of the last few differences counts, so that one slow answer is no skew, and the first good one ends it.
package final class SkewMeter: Sendable {
    private struct State {
        var samples: [Duration] = []
        var lastAt: ContinuousClock.Instant?
        var reading: ClockSkew?
        var hasDates = false
    }

    private let state = Lock(State())
    private let spacing: Duration

    /// - Parameter spacing: answers of so short a time count as one; default 1 s, in which a followed clock catches up.
    package init(spacing: Duration = .seconds(1)) {
        self.spacing = spacing
    }

    /// The server's own time in its last answer; nil before the first that says it.
    package var served: Timestamp? { state.withLock { $0.hasDates ? $0.reading?.served : nil } }

    /// The difference; nil until three answers have come.
    package var skew: ClockSkew? { state.withLock { $0.samples.count >= Self.fewest ? $0.reading : nil } }

    /// Takes in an answer.
    ///
    /// - Parameters:
    ///   - date: its `Date` header; nil and what cannot be read change nothing.
    ///   - travel: how long question and answer were under way; what a server holds back on purpose not counted.
    ///   - now: our time at its arrival.
    package func note(date: String?, travel: Duration, now: Timestamp) {
        guard let date = date.flatMap(HTTPDate.instant) else { return }
        state.withLock { state in
            if !state.hasDates { state.samples = [] }
            state.hasDates = true
            let way = min(max(travel, .zero), Self.longestWay)
            add((date + .milliseconds(500)).duration(to: now - way / 2), served: date, now: now, to: &state)
        }
    }

    /// Takes in that the server's clock is at least so late: for servers whose answers carry no `Date`.
    package func note(atLeast served: Timestamp, now: Timestamp) {
        state.withLock { state in
            guard !state.hasDates else { return }
            add(min(.zero, served.duration(to: now)), served: served, now: now, to: &state)
        }
    }

    /// Takes in a server's own time in what it has sent unasked, such as a ping of a stream; its way counts as none.
    package func note(pushed served: Timestamp, now: Timestamp) {
        state.withLock { add(served.duration(to: now), served: served, now: now, to: &$0) }
    }

    private func add(_ sample: Duration, served: Timestamp, now: Timestamp, to state: inout State) {
        let moment = ContinuousClock.now
        if let last = state.lastAt, !state.samples.isEmpty, last.duration(to: moment) < spacing {
            state.samples[state.samples.count - 1] = Self.smaller(state.samples[state.samples.count - 1], sample)
        } else {
            state.samples = (state.samples + [sample]).suffix(Self.most)
            state.lastAt = moment
        }
        let skew = state.samples.dropFirst().reduce(state.samples[0], Self.smaller)
        state.reading = ClockSkew(skew: skew, served: served, measuredAt: now)
    }

    private static func smaller(_ left: Duration, _ right: Duration) -> Duration {
        magnitude(right) < magnitude(left) ? right : left
    }

    private static func magnitude(_ span: Duration) -> Duration { span < .zero ? .zero - span : span }

    private static let fewest = 3
    private static let most = 5
    /// Of a call that took longer, a server that held it back is more likely the cause than the way.
    private static let longestWay = Duration.seconds(2)
}
