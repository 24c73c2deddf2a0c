import Analytics
import Market

/// Gives a signal where the ensemble cannot: a lopsided book that moves, so many times an hour.
///
/// The original measures the mean move of the mid per book against the price, where its threshold of 0.01 means one percent: it never fires on
/// a name that trades. Here the move is measured against the spread.
package struct HeuristicFallback: Sendable {
    package struct Options: Hashable, Sendable {
        package var isEnabled = true
        /// Signals within any hour, 1 at least.
        package var signalsPerHour = 10
        /// The least |bids − asks| / (bids + asks) over all levels, 0 to 1.
        package var imbalance = 0.7
        /// The least mean move of the mid from book to book, in parts of the mean spread.
        package var volatility = 0.01
        /// What a signal counts as, 0 to 1.
        package var confidence = 0.7
        /// Books over which moves are averaged; nil for the strategy's own window.
        package var window: Int?

        package init() {}
    }

    /// Why there is no signal, in the order in which it is looked at.
    package enum Refusal: String, CaseIterable, Sendable {
        case disabled
        case emptyWindow = "empty_window"
        case quotaExceeded = "quota_exceeded"
        case lowVolatility = "low_volatility"
        case lowImbalance = "low_imbalance"
    }

    /// What was asked of it.
    package struct Tally: Hashable, Sendable {
        package fileprivate(set) var signals = 0
        /// Books without a signal, by reason.
        package fileprivate(set) var refusals: [Refusal: Int] = [:]

        package init() {}
    }

    private let options: Options
    private var moves: ContiguousArray<Double>
    private var spreads: ContiguousArray<Double>
    private var books = 0
    private var lastMid: Double?
    /// When the last signals were given, the oldest at `given % count`.
    private var times: ContiguousArray<Timestamp?>
    private var given = 0
    /// The signal that stands since the ensemble fell silent: saying it again is no new one.
    private var standing: Double?
    package private(set) var tally = Tally()

    package init(_ options: Options, window: Int) {
        let window = options.window ?? window
        precondition(window > 0 && options.signalsPerHour > 0, "a window has books, and a quota signals")
        self.options = options
        moves = ContiguousArray(repeating: 0, count: window)
        spreads = ContiguousArray(repeating: 0, count: window)
        times = ContiguousArray(repeating: nil, count: options.signalsPerHour)
    }

    /// Takes in every book, whether a signal is wanted or not.
    mutating func observe(_ book: OrderBook) {
        guard options.isEnabled, let touch = Touch(book) else { return }
        let mid = Double(touch.bid.price.nanos + touch.ask.price.nanos) / 2
        defer { lastMid = mid }
        guard let lastMid else { return }
        let place = books % moves.count
        moves[place] = (mid - lastMid).magnitude
        spreads[place] = Double(touch.ask.price.nanos - touch.bid.price.nanos)
        books += 1
    }

    /// The ensemble has spoken: what was said in its place no longer stands.
    mutating func standDown() {
        standing = nil
    }

    /// - Returns: The confidence with the sign of the direction; nil, with the reason in the ``tally``, where there is none.
    mutating func signal(_ view: MarketView) -> Double? {
        guard let refusal = refusal(view) else {
            guard let imbalance = BookImbalance.levels(.max, of: view.book) else { return nil }
            let signal = imbalance > 0 ? options.confidence : -options.confidence
            guard signal != standing else { return signal }
            standing = signal
            times[given % times.count] = view.time
            given += 1
            tally.signals += 1
            return signal
        }
        tally.refusals[refusal, default: 0] += 1
        return nil
    }

    private func refusal(_ view: MarketView) -> Refusal? {
        guard options.isEnabled else { return .disabled }
        guard books >= moves.count, Touch(view.book) != nil,
            let imbalance = BookImbalance.levels(.max, of: view.book)
        else { return .emptyWindow }
        let side = imbalance > 0 ? options.confidence : -options.confidence
        if standing != side, let oldest = times[given % times.count], oldest.duration(to: view.time) < .hours(1) {
            return .quotaExceeded
        }
        let spread = spreads.reduce(0, +)
        guard spread > 0, moves.reduce(0, +) / spread >= options.volatility else { return .lowVolatility }
        return imbalance.magnitude >= options.imbalance ? nil : .lowImbalance
    }
}
