package import Platform

/// The two ways to the broker and which of them is used, for its streams and questions alike.
package final class BrokerChannels: Sendable {
    private let failover: Lock<ChannelFailover>
    private let connection: HTTPClientOptions
    private let main, reserve: HTTPClient

    /// - Parameter connection: what both have in common.
    package init(_ options: ChannelFailover.Options, connection: HTTPClientOptions) {
        failover = Lock(ChannelFailover(options))
        self.connection = connection
        main = HTTPClient(options: connection.through(options.main))
        reserve = HTTPClient(options: connection.through(options.reserve))
    }

    /// The one for a question now.
    var http: HTTPClient { failover.withLock { $0.isOnReserve } ? reserve : main }

    /// How to open a stream now, and the generation by which its fate is told.
    var opening: (connection: HTTPClientOptions, generation: Int) {
        let (channel, generation) = failover.withLock { ($0.channel, $0.generation) }
        return (connection.through(channel), generation)
    }

    func failed(in generation: Int) -> ChannelFailover.Change? { failover.withLock { $0.failed(in: generation) } }

    func succeeded(in generation: Int) -> ChannelFailover.Change? { failover.withLock { $0.succeeded(in: generation) } }

    /// Whether a stream of that generation is on another channel by now.
    func hasMoved(since generation: Int) -> Bool { failover.withLock { $0.generation } != generation }

    package func shutdown() async {
        await main.shutdown()
        await reserve.shutdown()
    }
}

extension HTTPClientOptions {
    fileprivate func through(_ channel: ChannelFailover.Channel) -> HTTPClientOptions {
        var options = self
        options.interface = channel.interface
        return options
    }
}
