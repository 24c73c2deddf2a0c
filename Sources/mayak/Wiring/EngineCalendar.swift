import Engine
import Execution
import Market
import Platform
import Store

/// By whose calendar the engine's trading days end, and a backtest's venue opens.
enum EngineCalendar {
    /// Of a backtest: by the file that its plan names, or the bundled one; nothing changes where the plan says nothing of a calendar.
    ///
    /// The store has no say: the same plan gives the same run everywhere.
    ///
    /// - Throws: ``CommandFailure`` with exit code 78.
    static func apply(to plan: inout BacktestPlan) throws {
        guard let choice = plan.calendar else { return }
        let calendar = try file(choice.file ?? CalendarFile.defaultName).calendar
        plan.tradingDays = TradingDayClock(calendar, choice.market)
        plan.venueHours = VenueHours(calendar, choice.market, auctions: choice.auctions)
    }

    /// Of a running engine: by the file that its plan names, else by the store as it is now, else by the bundled file.
    ///
    /// - Throws: ``CommandFailure`` with exit code 78.
    static func tradingDays(
        _ plan: BacktestPlan,
        _ settings: Settings,
        clock: any MarketClock,
        log: Log
    ) async throws -> TradingDayClock {
        let market = plan.calendar?.market ?? .equities
        if let path = plan.calendar?.file { return TradingDayClock(try file(path).calendar, market) }
        let bundled = try CalendarFile.bundled(settings.calendar)
        var statements = bundled.statements
        if FileBytes.exists(settings.general.storePath) {
            do {
                let store = try StateStore(path: settings.general.storePath, clock: clock, log: log)
                let kept = try await store.calendar.statements()
                await store.close()
                // A store that no scheduler has begun knows no day yet.
                if !kept.isEmpty { statements = kept }
            } catch {
                // Trading needs no store: what edits the bundled file does not know of is all that is lost.
                log.warning("The store's calendar cannot be read; the bundled one counts", ["error": "\(error)"])
            }
        }
        let pin = settings.calendar.pin(bundled)
        return TradingDayClock(TradingCalendar(profiles: bundled.profiles, statements: statements, pin: pin), market)
    }

    private static func file(_ path: String) throws -> CalendarFile {
        do {
            return try CalendarFile.load(InstalledFile.locate(path))
        } catch {
            throw CommandFailure(.configuration, "calendar.file: \(error.detail)")
        }
    }
}
