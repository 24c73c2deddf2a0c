import Market
import Operations
import Platform
import Store

/// Looks after the command lists: at the start, and whenever people or languages may have changed.
struct CommandMenuWatch: Service {
    let menus: CommandMenus
    let store: OperationsStore
    let pollClock: any MarketClock

    func run() async throws {
        var seen: CommandMenuPlan?
        var version: Int64?
        while true {
            let present = try await store.dataVersion()
            guard present != version else {
                try await pollClock.sleep(for: .seconds(5))
                continue
            }
            version = present
            let wanted = try await menus.wanted()
            // What could not be sent is not tried again until something changes: a person may never open a chat.
            if wanted != seen { try await menus.step() }
            seen = wanted
            try await pollClock.sleep(for: .seconds(5))
        }
    }
}
