import Market
import Platform
import Store

/// How far ahead the trading calendar is certain.
enum CalendarCheck {
    static let check = DoctorCheck("calendar", atStart: [.scheduler], limit: .seconds(10)) { room in
        let settings = room.settings.calendar
        let file: CalendarFile
        do {
            file = try await DoctorQueue().run { try CalendarFile.bundled(settings) }
        } catch let error as CommandFailure {
            return [
                .fail(
                    Said(both: error.description),
                    Said(
                        "верните файл или укажите MAYAK_CALENDAR_FILE",
                        "put the file back, or name it in MAYAK_CALENDAR_FILE"
                    ),
                    isConfiguration: true
                )
            ]
        }
        let statements = await stored(room) ?? file.statements
        let calendar = TradingCalendar(profiles: file.profiles, statements: statements, pin: settings.pin(file))
        let today = MoscowTime.date(of: room.clock.now)
        return AlgoPackSegment.allCases.map { market in
            judge(
                calendar.confirmedDaysAhead(from: today, market: market, limit: 365),
                wanted: settings.horizonDays,
                of: market.rawValue
            )
        }
    }

    /// The store's calendar; nil where there is no store that this version could read without changing it.
    private static func stored(_ room: DoctorRoom) async -> [CalendarStatement]? {
        let path = room.settings.general.storePath
        let sight = await DoctorQueue().run { StoreCheck.look(path, isThorough: false) }
        guard case .readable(let look) = sight, look.schemaVersion == look.knownSchemaVersion else { return nil }
        let log = Log(component: "doctor", threshold: .critical, clock: room.clock)
        // What is wrong with the store is its own check's word.
        guard let store = try? StateStore(path: path, clock: room.clock, log: log) else { return nil }
        // Here too.
        let statements = try? await store.calendar.statements()
        await store.close()
        return statements?.contains { $0.layer == .bundled } == true ? statements : nil
    }

    static func judge(_ days: Int, wanted: Int, of market: String) -> Finding {
        let said = Said("дней вперёд подтверждено: \(days)", "confirmed days ahead: \(days)")
        let advice = Said(
            "mayak calendar sync, либо новый trading_calendar.json",
            "mayak calendar sync, or a newer trading_calendar.json"
        )
        if days == 0, wanted > 0 { return .fail(said, advice, of: market) }
        return days < wanted ? .warn(said, advice, of: market) : .ok(said, of: market)
    }
}
