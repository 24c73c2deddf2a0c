package import Exchange
import Execution
package import Market

/// The broker's account to which a portfolio sends its orders (docs/trading.md, "Orders for real money").
package actor BrokerDesk {
    private let client: TInvestClient
    private let directory: TInvestDirectory
    private let clock: any MarketClock
    private var account: TInvestAccount?

    package init(client: TInvestClient, clock: any MarketClock) {
        self.client = client
        self.clock = clock
        directory = TInvestDirectory(client: client)
    }

    /// Asks the broker for the account, once.
    ///
    /// - Returns: its number.
    /// - Throws: `TInvestError`, of kind `misconfigured` where the token may trade on none, or on several and none is named.
    @discardableResult
    package func connect() async throws -> String { try await chosen().id }

    func venue() async throws -> any VenueConnection {
        TInvestVenue(account: try await chosen(), client: client, directory: directory, clock: clock)
    }

    /// Lot and price step, as the broker has them.
    func facts(of instrument: InstrumentID) async throws -> InstrumentFacts {
        try await directory.instrument(instrument).facts
    }

    private func chosen() async throws -> TInvestAccount {
        if let account { return account }
        try await client.readTariff()
        let chosen = try await TInvestAccount.choose(client)
        account = chosen
        return chosen
    }
}
