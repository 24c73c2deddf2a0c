package import Market
package import Platform

/// Whether the machine is near its limits: thresholds of section `monitoring` of the seed.
///
/// Above one of them for three looks in a row the engine only closes; it goes on by itself after six looks below all of them.
package struct ResourceWatch: Hashable, Sendable {
    package struct Options: Hashable, Sendable {
        /// Per cent of what the machine has, by default 90 each; one that is not there is not watched.
        package var limits: [MachineLoad.Resource: Double] = [.cpu: 90, .memory: 90, .gpu: 90]
        /// Between two looks; default 5 s.
        package var interval = Duration.seconds(5)

        package init() {}
    }

    package enum Change: Hashable, Sendable {
        /// Per cent of what there is, and what it may be.
        case exceeded(MachineLoad.Resource, used: Double, limit: Double)
        case recovered
    }

    /// Looks in a row.
    package static let (looksToExceed, looksToRecover) = (3, 6)

    private let options: Options
    private var nextLook: Timestamp
    private var above = 0
    private var below = 0
    private var isExceeded: Bool

    /// - Parameter isExceeded: whether a halt of the run before is in force.
    package init(_ options: Options, isExceeded: Bool = false, at now: Timestamp) {
        self.options = options
        self.isExceeded = isExceeded
        nextLook = now
    }

    /// Whether it is time to read the machine's load.
    package mutating func isDue(at now: Timestamp) -> Bool {
        guard now >= nextLook, !options.limits.isEmpty else { return false }
        nextLook = now + options.interval
        return true
    }

    package mutating func check(_ load: MachineLoad) -> Change? {
        guard let (resource, used, limit) = worst(of: load) else {
            above = 0
            below += 1
            guard isExceeded, below >= Self.looksToRecover else { return nil }
            isExceeded = false
            return .recovered
        }
        below = 0
        above += 1
        guard !isExceeded, above >= Self.looksToExceed else { return nil }
        isExceeded = true
        return .exceeded(resource, used: used, limit: limit)
    }

    private func worst(of load: MachineLoad) -> (MachineLoad.Resource, used: Double, limit: Double)? {
        for resource in MachineLoad.Resource.allCases {
            if let used = load[resource], let limit = options.limits[resource], used > limit {
                return (resource, used, limit)
            }
        }
        return nil
    }
}
