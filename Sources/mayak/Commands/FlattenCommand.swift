import Market
import Operations
import Platform
import Store

/// `mayak flatten`: the kill switch of the scheduler's trading engine, as `/flatten` in the chat.
enum FlattenCommand: Command {
    static let spec = CommandSpec(
        "flatten",
        summary: "Have the scheduler's trading engine cancel everything and close every position",
        details: """
            It stays stopped, over restarts and days, until /resume in the chat or mayak override resume killSwitch. The audit trail keeps who did it.
            Without --yes nothing is done. An engine of its own (mayak run) is closed by mayak override flatten.

            Exit 1: no scheduler runs, or the engine refused.

            mayak flatten --reason 'exchange outage' --yes
            """,
        options: [
            .value("reason", "TEXT", "Why, for everybody who asks; at most \(PortfolioHalting.reasonLimit) characters"),
            .flag("yes", "Do it"),
            .value("store", "FILE", "The store; the configured one where it is not given"),
        ] + Settings.options
    )

    static func run(_ arguments: Arguments) async throws {
        let reason = arguments.string("reason") ?? ""
        guard reason.count <= PortfolioHalting.reasonLimit else {
            throw UsageError(
                .invalidValue,
                "mayak flatten: --reason has \(reason.count) characters, \(PortfolioHalting.reasonLimit) are allowed"
            )
        }
        guard arguments.flag("yes") else {
            throw CommandFailure(
                .failure,
                "mayak flatten: nothing was done; with --yes the engine closes every position"
            )
        }
        let settings = try Settings.load(arguments, flags: [("store.path", arguments.string("store"))])
        let http = HTTPClient()
        let clock = try await settings.general.clock.start(http: http).clock
        await http.shutdown()
        let line = try SchedulerLine(settings)
        do {
            let user = CommandCalendar.terminalUser
            let audit = AuditEntry(
                at: clock.now,
                actor: user,
                action: .engineFlatten,
                object: "engine",
                after: reason
            )
            let record = try await line.send(.engine(.flatten(reason: reason)), author: user, audit: audit)
            guard record.state == .done else {
                let result = record.result ?? record.state.rawValue
                let hint =
                    result == EngineRefusal.absent.rawValue
                    ? "; an engine of its own (mayak run) is closed by mayak override flatten" : ""
                throw CommandFailure(.failure, "mayak flatten: \(result)\(hint)")
            }
            print("taken: the engine cancels its orders and closes its positions")
            await line.store.close()
        } catch {
            await line.store.close()
            throw error
        }
    }
}
