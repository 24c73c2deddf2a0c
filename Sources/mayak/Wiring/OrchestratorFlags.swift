import Platform
import Trading

/// The flags of seed 001, which override the section `orchestrator` for one start or one look.
enum OrchestratorFlags {
    static let userID: OptionSpec = .value("user-id", "NAME", OrchestratorOptions.userIDHelp)

    static let options: [OptionSpec] =
        [
            userID,
            .value("portfolio-value", "AMOUNT", OrchestratorOptions.portfolioValueHelp),
            .value("timezone", "ZONE", "Time zone of the trading jobs; Asia/Seoul means the Korean market"),
            .flag(
                "dry-run",
                "Keep orders on paper, the default; --no-dry-run needs a confirmed broker",
                negatable: true
            ),
        ]
        + TradingJobKind.allCases.map { .flag($0.disablingFlag, "Leave out the job \($0)") }

    /// The flags that were given, by key of the configuration.
    ///
    /// - Throws: `UsageError` for a value that the key does not take.
    static func overrides(_ arguments: Arguments) throws(UsageError) -> [(path: String, text: String?)] {
        _ = try arguments.number("portfolio-value", in: OrchestratorOptions.portfolioValues)
        let zone = try arguments.value("timezone", expecting: "a zone such as Europe/Moscow or Asia/Seoul") { name in
            KnownZone.known(name) == nil ? nil : name
        }
        var overrides: [(path: String, text: String?)] = [
            ("orchestrator.user_id", try userID(arguments)),
            ("orchestrator.portfolio_value", arguments.string("portfolio-value")),
            ("orchestrator.timezone", zone),
            ("orchestrator.dry_run", arguments.choice("dry-run").map { "\($0)" }),
        ]
        for kind in TradingJobKind.allCases where arguments.flag(kind.disablingFlag) {
            overrides.append((kind.enablingKey, "false"))
        }
        return overrides
    }

    /// - Throws: `UsageError` for an empty name.
    static func userID(_ arguments: Arguments) throws(UsageError) -> String? {
        try arguments.value("user-id", expecting: "a name such as trader1") { $0.isEmpty ? nil : $0 }
    }
}
