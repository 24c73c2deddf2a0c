package import Platform

/// What the sandbox is to be.
package struct SandboxOptions: ConfigurationSection {
    package var market = MarketOptions()
    package var access = ExchangeAccess()
    package var telegram = TelegramRules()
    package var broker = BrokerAccess()
    /// The bots that may call, the first of them the team's.
    ///
    /// Default one, `7000000001:sandbox`.
    package var tokens: [Secret<String>] = [Secret("7000000001:sandbox")]
    /// Id of the team's group: `-100…` is a supergroup, another negative number a basic group.
    ///
    /// Default -1001234500001.
    package var groupChatID: Int64 = -1_001_234_500_001
    /// Numeric address to listen on.
    ///
    /// Default this machine only.
    package var host = "127.0.0.1"
    /// 0 lets the system choose.
    ///
    /// Default 0; the configuration's is ``usualPort``.
    package var port: UInt16 = 0
    /// How many received requests are kept for `GET /sandbox/recorded`.
    ///
    /// Default 5000, the newest.
    package var recordedRequests = 5_000

    /// The folder of the page's files.
    package var pageFolder = "static/sandbox"

    package init() {}

    /// Where people look for the sandbox that they have started.
    package static let usualPort: UInt16 = 8_484

    /// The section `sandbox`; everything else is up to the flags of `mayak sandbox`.
    package mutating func read(from reader: inout ConfigurationReader) {
        host = reader.text(
            "sandbox.host",
            "MAYAK_SANDBOX_HOST",
            default: host,
            "Address on which the sandbox listens"
        )
        port = UInt16(
            reader.integer(
                "sandbox.port",
                "MAYAK_SANDBOX_PORT",
                default: Int(Self.usualPort),
                in: 0...65_535,
                "Port of the sandbox; 0 takes a free one"
            )
        )
    }
}
