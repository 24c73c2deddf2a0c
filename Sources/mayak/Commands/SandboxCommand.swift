import Bot
import Market
import Platform
import Sandbox
import Store

/// `mayak sandbox`: the embedded exchange and Telegram on one port.
enum SandboxCommand: Command {
    static let spec = CommandSpec(
        "sandbox",
        summary: "Serve the embedded exchange, Telegram and broker, with a page to try them",
        details: """
            Prints {"port": N} as its first line; the page is at http://127.0.0.1:N/. Point Mayak at it with MOEX_BASE_URL,
            MOEX_PUBLIC_BASE_URL, MOEX_PASSPORT_BASE_URL, KRX_BASE_URL, TELEGRAM_BASE_URL (all http://127.0.0.1:N) and
            MAYAK_CLOCK=http://127.0.0.1:N/sandbox/clock. docs/sandbox.md describes faults and the control surface.

            Routes of the exchange, with .json, .csv, .xml or .html (docs/sandbox.md lists blocks and parameters):
              /authenticate
              /iss/datashop/algopack/{eq,fx,fo}/{tradestats,orderstats,obstats,hi2,alerts}[/SECID]
              /iss/analyticalproducts/futoi/securities[/TICKER]
              /iss/engines/ENGINE/markets/MARKET[/boards/BOARD]/securities[/SECID[/candles | /candleborders]]
              /iss/history/engines/ENGINE/markets/MARKET[/boards/BOARD]/securities[/SECID]
              /iss/securities/SECID, /iss/engines/ENGINE
              /iss/calendars[/ENGINE[/session]], /iss/calendars/futures/securities
            Korea Exchange: /comm/bldAttendant/getJsonData.cmd (MDCSTAT01501, MDCSTAT03501), /contents/MDC/COMS/client/… (login)
            Broker: /rest/tinkoff.public.invest.api.contract.v1.SERVICE/METHOD, /ws/… (streams; TINVEST_BASE_URL, token t.sandbox)
            Others: /bot<token>/METHOD and /file/bot<token>/PATH (Telegram), / (the page), /sandbox/… (control surface)

            Exit 65: the data directory or the faults file cannot be used.

            mayak sandbox --port 8484 --date 2024-07-15 --time 09:55 --speed 60
            """,
        options: [
            .value("port", "N", "Port; 0 takes a free one, sandbox.port of the configuration where it is not given"),
            .value("seed", "N", "Equal seeds give equal markets", default: "1"),
            .value("date", "D", "The day it begins on, or last: the last trading day; MAYAK_CLOCK or today without it"),
            .value("time", "T", "Moscow time it begins at, with --date", default: "09:50"),
            .value("speed", "S", "Seconds per second, 0 to 100000", default: "1"),
            .value("token", "T", "Accept this bot token", default: "7000000001:sandbox"),
            .value("data", "DIR", "Replay the recorded rows there"),
            .value(
                "unrecorded",
                "WHAT",
                "With --data: what fills the rest",
                default: "generated",
                allowed: ["generated", "empty"]
            ),
            .value("shares", "N", "Shares on the market", default: "252"),
            .value("futures", "N", "Futures contracts", default: "384"),
            .value("faults", "FILE", "Faults and people's actions by the clock, in JSON"),
        ] + Settings.options
    )

    static func run(_ arguments: Arguments) async throws {
        let settings = try Settings.load(arguments, isOwn: true)
        var options = try options(arguments, settings)
        let log = Log(component: "sandbox", threshold: settings.general.logLevel, clock: SystemClock())
        // The bundled calendar is the exchange's own plan here.
        let calendar = try CalendarFile.bundled(settings.calendar).calendar
        let clock = try clock(arguments, settings, calendar)
        // On a fast clock those who press buttons are still as slow as people are.
        options.telegram.callbackLifetime *= Int(clock.speedUp)
        options.telegram.pressRetention *= Int(clock.speedUp)
        let server: SandboxServer
        do throws(RecordingError) {
            server = try SandboxServer(options: options, calendar: calendar, clock: clock, log: log)
        } catch {
            throw CommandFailure(.data, "mayak sandbox: \(error)")
        }
        let script = try script(arguments, date: MoscowTime.date(of: clock.now))
        for fault in script.faults { _ = server.setFault(fault) }
        let port = try server.start()
        // Not print: the first line must be there at once, also in a pipe.
        try FileBytes.writeStandardOutput(Array("{\"port\": \(port)}\n".utf8))
        log.info(
            "Sandbox started",
            ["port": "\(port)", "clock": RFC3339.text(clock.now), "seed": "\(options.market.seed)"]
        )
        do {
            try await runTogether([
                ScriptedPeople(script: script, server: server, clock: clock, log: log), StopOnSignal(log: log),
            ])
        } catch is CancellationError {
            // A wanted stop.
        }
        await server.stop()
    }

    private static func options(_ arguments: Arguments, _ settings: Settings) throws -> SandboxOptions {
        var options = SandboxOptions()
        options.host = settings.sandbox.host
        options.pageFolder = InstalledFile.locate(options.pageFolder)
        let port = arguments.given("port") == nil ? nil : try arguments.integer("port", in: 0...65_535)
        options.port = port.map { UInt16($0) } ?? settings.sandbox.port
        options.market.seed = UInt64(try arguments.integer("seed", in: 0...Int.max) ?? 1)
        options.market.shareCount = try arguments.integer("shares", in: 1...600) ?? options.market.shareCount
        options.market.futuresCount = try arguments.integer("futures", in: 1...400) ?? options.market.futuresCount
        options.market.dataDirectory = arguments.string("data")
        options.market.unrecorded = arguments.string("unrecorded").flatMap { .init(rawValue: $0) } ?? .generated
        if let token = arguments.string("token") {
            SecretRegistry.shared.add(token: token)
            options.tokens = [Secret(token)]
        }
        if let group = settings.telegram.group, group < 0 { options.groupChatID = group }
        return options
    }

    private static func clock(
        _ arguments: Arguments,
        _ settings: Settings,
        _ calendar: TradingCalendar
    ) throws -> ScaledClock {
        let speed = try arguments.number("speed", in: 0...100_000) ?? 1
        let date = try arguments.value("date", expecting: "last, or \(DateReader.allowed)") { text in
            text == "last"
                ? lastTradingDay(calendar) : DateReader(today: MoscowTime.date(of: SystemClock().now)).date(text)
        }
        if let date {
            let time = try arguments.value("time", expecting: "HH:MM or HH:MM:SS", { TimeOfDay($0) }) ?? .midnight
            return ScaledClock(start: MoscowTime.instant(date, time), speed: speed)
        }
        switch settings.general.clock {
        case .scaled(let start, let ownSpeed):
            return ScaledClock(start: start, speed: arguments.given("speed") == nil ? ownSpeed : speed)
        // A clock to follow is this process's own: it has nobody to follow.
        case .system, .followed: return ScaledClock(start: SystemClock().now, speed: speed)
        }
    }

    /// The last day before today on which all markets trade normally: there is something to see at any hour and weekend.
    private static func lastTradingDay(_ calendar: TradingCalendar) -> CivilDate? {
        let today = MoscowTime.date(of: SystemClock().now)
        return (1...60).lazy.map { today.adding(days: -$0) }.first { date in
            AlgoPackSegment.allCases.allSatisfy { calendar.day(date, $0).kind == .normal }
        }
    }

    private static func script(_ arguments: Arguments, date: CivilDate) throws -> FaultScript {
        guard let path = arguments.string("faults") else { return FaultScript() }
        do {
            return try FaultScript(FileBytes.read(path, limit: 1 << 20), date: date)
        } catch let error as FaultScriptError {
            throw CommandFailure(.data, "\(path):\(error)")
        } catch let error as FileError {
            throw CommandFailure(.data, error.detail)
        }
    }
}
