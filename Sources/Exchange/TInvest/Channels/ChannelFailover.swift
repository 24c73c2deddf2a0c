/// Which of two ways to the broker is used: section `connectivity` of the seed; a value.
///
/// Failures on the main one lead to the reserve at once; so many good messages there lead back. Where the main one fails again before as many have
/// come on it, twice as many are asked for the next time, so that a line that is up and down does not break the streams again and again.
package struct ChannelFailover: Hashable, Sendable {
    /// A way out of this machine.
    package struct Channel: Hashable, Sendable {
        package let name: String
        /// An interface's name or an own address, as `HTTPClientOptions.interface` takes it.
        package let interface: String

        package init(name: String, interface: String) {
            self.name = name
            self.interface = interface
        }
    }

    package struct Options: Hashable, Sendable {
        /// The main one first.
        package let main: Channel
        package let reserve: Channel
        /// Failures in a row that lead to the other one; default 1.
        package var failureThreshold = 1
        /// Good messages on the reserve that lead back; default 20.
        package var recoveryMessages = 20
        /// How long a change may take until books flow; a longer one is told; default 150 ms.
        package var longestFailover = Duration.milliseconds(150)

        package init(main: Channel, reserve: Channel) {
            self.main = main
            self.reserve = reserve
        }
    }

    package struct Change: Hashable, Sendable {
        package let channel: Channel
        /// Whether it is the reserve, or the main one again.
        package let isReserve: Bool
    }

    /// Asked for at most, however often the main one has failed.
    static let mostRecoveryMessages = 20_000

    private let options: Options
    private(set) var isOnReserve = false
    /// Changes so far: a failure of a connection that was opened before the last one says nothing.
    private(set) var generation = 0
    private var failures = 0
    private var successes = 0
    private var wanted: Int

    package init(_ options: Options) {
        self.options = options
        wanted = options.recoveryMessages
    }

    package var channel: Channel { isOnReserve ? options.reserve : options.main }

    /// A connection could not be opened, or broke.
    ///
    /// - Parameter generation: as it was when the connection was tried.
    package mutating func failed(in generation: Int) -> Change? {
        guard generation == self.generation else { return nil }
        failures += 1
        guard failures >= options.failureThreshold else { return nil }
        if !isOnReserve, self.generation > 0, successes < options.recoveryMessages {
            wanted = min(wanted * 2, Self.mostRecoveryMessages)
        }
        return change()
    }

    /// Something came.
    package mutating func succeeded(in generation: Int) -> Change? {
        guard generation == self.generation else { return nil }
        failures = 0
        successes = min(successes + 1, Self.mostRecoveryMessages)
        if isOnReserve { return successes >= wanted ? change() : nil }
        if successes >= options.recoveryMessages { wanted = options.recoveryMessages }
        return nil
    }

    private mutating func change() -> Change {
        isOnReserve.toggle()
        generation += 1
        failures = 0
        successes = 0
        return Change(channel: channel, isReserve: isOnReserve)
    }
}
