import Market
import Platform
import Store

/// Ends the process within seconds when the store's file is no longer the one that it has open.
///
/// Every write looks as well; this one also notices where nothing is written.
struct StorePlaceWatch: Service {
    let store: StateStore

    func run() async throws {
        while true {
            try await SystemClock().sleep(for: .seconds(3))
            try await store.verifyPlace()
        }
    }
}
