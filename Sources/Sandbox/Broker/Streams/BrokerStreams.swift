/// The methods that are streams: over REST they are 404, over a WebSocket they are served.
enum BrokerStreams {
    static let services: [(service: String, name: String)] = [
        ("MarketDataStreamService", "MarketDataStream"), ("MarketDataStreamService", "MarketDataServerSideStream"),
        ("OrdersStreamService", "OrderStateStream"), ("OperationsStreamService", "PositionsStream"),
    ]

    static let methods = Set(services.map(\.name))
}
