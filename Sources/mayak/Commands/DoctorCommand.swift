import Bot
import Market
import Platform

/// `mayak doctor`: everything a set-up can have wrong, one line each with what to do.
enum DoctorCommand: Command {
    static let spec = CommandSpec(
        "doctor",
        summary: "Look at everything a set-up can have wrong; a line each, with what to do",
        details: """
            Looks at the token, the chats and the bot's rights in them, privacy mode, webhook, the exchange's key or login and the
            subscription for each data set, clock, time zone, calendar, store, backups, disk, files, fonts, and what else runs. Each
            look has a time limit; nothing is changed and no secret is shown. Exit 0: nothing fails; 1: something does; 78: the
            configuration has to be changed for it.

            --send-test posts a test incident into the chat and resolves it: through the bot's outbox where the bot runs, so that the
            whole path is tested, and directly where it does not.

            mayak doctor
            mayak doctor --send-test --language en
            """,
        options: Settings.options + [
            .flag("json", "Print one JSON object"),
            .flag("send-test", "Also post a test incident that resolves itself"),
            .value("language", "LANG", "Language of the lines; the configured one by default", allowed: ["ru", "en"]),
        ]
    )

    static func run(_ arguments: Arguments) async throws {
        let settings = try Settings.load(arguments)
        let clock = try await clock(of: settings)
        let room = DoctorRoom(settings: settings, clock: clock.clock)
        let isRussian = (arguments.string("language") ?? settings.general.language.rawValue) == "ru"
        let language: Language = isRussian ? .russian : .english
        var findings = [clock.finding].compactMap(\.self) + (await Doctor().findings(in: room))
        if arguments.flag("send-test") { findings += await Doctor([TestIncident.check]).findings(in: room) }
        await room.leave()
        let report = DoctorReport(findings: findings, language: language, secrets: room.secrets)
        print(arguments.flag("json") ? try report.json() : report.text, terminator: "")
        if report.exitCode != .success { throw CommandFailure(report.exitCode) }
    }

    /// The clock the product lives by, and the machine's where that one does not answer: the other checks go on.
    private static func clock(of settings: Settings) async throws -> (clock: any MarketClock, finding: Finding?) {
        let http = HTTPClient()
        let spec = settings.general.clock
        let started = await within(.seconds(5)) { () async -> (any MarketClock)? in
            // Why it does not answer is in the finding: the sandbox is not there.
            try? await spec.start(http: http).clock
        }
        await http.shutdown()
        if case .some(.some(let clock)) = started { return (clock, nil) }
        var finding = Finding.fail(
            Said("часы песочницы не отвечают", "the sandbox's clock does not answer"),
            Said("запустите песочницу или уберите MAYAK_CLOCK", "start the sandbox, or remove MAYAK_CLOCK")
        )
        finding.check = "clock"
        return (SystemClock(), finding)
    }
}
