package import Platform

/// What the sandbox is to be.
package struct SandboxOptions: Sendable {
    package var market = MarketOptions()
    package var access = ExchangeAccess()
    package var telegram = TelegramRules()
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
    /// Default 0.
    package var port: UInt16 = 0
    /// How many received requests are kept for `GET /sandbox/recorded`.
    ///
    /// Default 5000, the newest.
    package var recordedRequests = 5_000

    package init() {}
}
