package import Market

/// A person's stop by a file: section `manual_override` of the seed.
///
/// While the file is there no order is sent; what it holds is the reason. The halt is in the journal, so that the time until it ends by itself counts
/// over restarts, and from its beginning.
package struct ManualOverride: Hashable, Sendable {
    package struct Options: Hashable, Sendable {
        /// On by default, unlike the seed's: a stop that is not listened to is none.
        package var isEnabled = true
        package var path = "runtime/manual_override.flag"
        /// Default 1 s.
        package var pollInterval = Duration.seconds(1)
        /// Nil: only the file's end is the halt's.
        package var autoResume: Duration?

        package init() {}
    }

    package enum Decision: Hashable, Sendable {
        case none
        case halt(why: String)
        /// The file is gone.
        case resume
        /// Its time is over: the file is to be removed, and then trading goes on.
        case expire
    }

    /// Who such a halt is by.
    package static let who = "manual_override"
    /// Letters of a reason that are kept.
    package static let longestReason = 500

    private let options: Options

    package init(_ options: Options) {
        self.options = options
    }

    /// - Parameters:
    ///   - flag: what the file holds; nil where there is none.
    ///   - halts: those in force.
    package func decide(flag: String?, _ halts: Halts, at now: Timestamp) -> Decision {
        let own = halts.all.first { $0.cause == .person && $0.who == Self.who }
        guard let flag else { return own == nil ? .none : .resume }
        guard let own else {
            // A halt by another way stays what it is; it is as strict.
            if halts.all.contains(where: { $0.cause == .person && $0.level == .stopped }) { return .none }
            let reason = flag.split(whereSeparator: \.isNewline).joined(separator: " ").prefix(Self.longestReason)
            return .halt(why: reason.isEmpty ? "manual override" : String(reason))
        }
        if let span = options.autoResume, own.since.duration(to: now) >= span { return .expire }
        return .none
    }
}
