package import Market
package import Platform

/// Lets the people of a faults file speak and press when their time comes, then waits for the end of the process.
package struct ScriptedPeople: Service {
    private let script: FaultScript
    private let server: SandboxServer
    private let clock: any MarketClock
    private let log: Log

    package init(script: FaultScript, server: SandboxServer, clock: any MarketClock, log: Log) {
        self.script = script
        self.server = server
        self.clock = clock
        self.log = log
    }

    package func run() async throws {
        for action in script.actions {
            try await clock.sleep(until: action.at, tolerance: nil)
            do throws(SandboxError) {
                try server.perform(action)
            } catch {
                log.warning("A scripted action did nothing", ["at": RFC3339.text(action.at), "reason": error.detail])
            }
        }
        while true { try await clock.sleep(for: .hours(1)) }
    }
}
