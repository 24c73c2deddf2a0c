import Exchange
import Platform
import Testing

@Suite("Ways to the broker")
struct ChannelFailoverTests {
    private static let fiber = ChannelFailover.Channel(name: "fiber", interface: "eth0")
    private static let lte = ChannelFailover.Channel(name: "lte", interface: "wwan0")

    private static func failover(threshold: Int = 1, recovery: Int = 3) -> ChannelFailover {
        var options = ChannelFailover.Options(main: fiber, reserve: lte)
        options.failureThreshold = threshold
        options.recoveryMessages = recovery
        return ChannelFailover(options)
    }

    /// `f` a failure, `.` a good message, both of the present generation; the names of the ways that it changes to.
    private static func run(_ events: String, _ failover: inout ChannelFailover, _ generation: inout Int) -> [String] {
        events.compactMap { event in
            let change = event == "f" ? failover.failed(in: generation) : failover.succeeded(in: generation)
            if change != nil { generation += 1 }
            return change.map { "\($0.channel.name)\($0.isReserve ? " reserve" : "")" }
        }
    }

    @Test(
        "change as failures and good messages say",
        arguments: [
            (1, "...", []), (1, "f", ["lte reserve"]), (2, "f.f", []), (2, ".ff", ["lte reserve"]),
            (1, "f..", ["lte reserve"]), (1, "f...", ["lte reserve", "fiber"]),
            // The reserve is dead too: the main one is tried again.
            (1, "ff", ["lte reserve", "fiber"]),
            // The main one has failed again at once: six messages are asked for, then twelve.
            (1, "f...f.....", ["lte reserve", "fiber", "lte reserve"]),
            (1, "f...f......", ["lte reserve", "fiber", "lte reserve", "fiber"]),
            (1, "f...f......f...........", ["lte reserve", "fiber", "lte reserve", "fiber", "lte reserve"]),
            (1, "f...f......f............", ["lte reserve", "fiber", "lte reserve", "fiber", "lte reserve", "fiber"]),
            // Three good messages on it, and it is trusted as at first.
            (1, "f...f.........f...", ["lte reserve", "fiber", "lte reserve", "fiber", "lte reserve", "fiber"]),
        ] as [(Int, String, [String])]
    )
    func changes(_ threshold: Int, _ events: String, _ changes: [String]) {
        var failover = Self.failover(threshold: threshold)
        var generation = 0
        #expect(Self.run(events, &failover, &generation) == changes)
    }

    @Test("what a connection of before says changes nothing")
    func generations() {
        var failover = Self.failover()
        #expect(failover.failed(in: 0)?.channel == Self.lte)
        #expect(failover.failed(in: 0) == nil && failover.channel == Self.lte)
        for _ in 0..<10 { #expect(failover.succeeded(in: 0) == nil) }
    }
}
