import Platform

/// `mayak status`: what is configured and what goes on.
enum StatusShowCommand: Command {
    static let spec = CommandSpec(
        "status",
        summary: "Show configuration, heartbeats, schedule, trading jobs, portfolio and risk, open alerts and outbox",
        details: "Secrets are masked. --key prints one value of the configuration; exit 1 when it has none.",
        options: Settings.options + [
            OrchestratorFlags.userID,
            .flag("json", "Print one JSON object"),
            .value("key", "PATH", "Print the value of this key only, such as store.path"),
        ]
    )

    static func run(_ arguments: Arguments) async throws {
        let flags = [("orchestrator.user_id", try OrchestratorFlags.userID(arguments))]
        let settings = try Settings.load(arguments, flags: flags)
        if let key = arguments.string("key") {
            try printValue(of: key, in: settings, arguments)
            return
        }
        let http = HTTPClient()
        let clock = try await settings.general.clock.start(http: http).clock
        await http.shutdown()
        let status = try await ProductStatus(settings: settings, clock: clock)
        print(Redaction.text(arguments.flag("json") ? try status.json() : status.text), terminator: "")
    }

    private static func printValue(of key: String, in settings: Settings, _ arguments: Arguments) throws {
        guard
            let shown = settings.shown.first(where: {
                $0.declaration.path == key || $0.declaration.environmentName == key
            })
        else {
            let hint = nearest(to: key, among: settings.shown.map(\.declaration.path)) ?? ""
            throw UsageError(.invalidValue, "mayak status: --key: unknown key '\(key)'; did you mean '\(hint)'?")
        }
        guard let text = shown.text, !text.isEmpty else { throw CommandFailure(.failure) }
        print(Redaction.text(text))
    }
}
