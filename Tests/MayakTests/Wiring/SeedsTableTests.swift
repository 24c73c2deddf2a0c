import Foundation
import Market
import Platform
import TestKit
import Testing
import Trading

@testable import mayak

@Suite("docs/from-the-seeds.md")
struct SeedsTableTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        .standardizedFileURL

    /// The cells of every row of the page's tables whose first cell is code.
    private static func rows() throws -> [[String]] {
        try String(contentsOf: root.appending(path: "docs/from-the-seeds.md"), encoding: .utf8).split(separator: "\n")
            .filter { $0.hasPrefix("| `") }
            .map { line in
                line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            }
    }

    private static func code(_ cell: String) -> String {
        cell.trimmingCharacters(in: CharacterSet(charactersIn: "`"))
    }

    @Test("each command line is one that Mayak takes")
    func commands() throws {
        let commands = try Self.rows().map { Self.code($0[1]) }.filter { $0.hasPrefix("mayak ") }
        #expect(commands.count >= 20)
        for command in commands {
            let words = command.split(separator: " ").dropFirst().map(String.init)
            guard case .run(let index, let arguments) = try Commands.directory.request(words) else {
                Issue.record("\(command) runs nothing")
                continue
            }
            if Commands.all[index] == SchedulerRunCommand.self { _ = try OrchestratorFlags.overrides(arguments) }
        }
        let named = commands.joined(separator: " ")
        for kind in TradingJobKind.allCases {
            #expect(named.contains("--\(kind.disablingFlag)") && named.contains("run-job \(kind)"))
        }
    }

    @Test("each variable is a key of the configuration by that name, and none of the orchestrator's is missing")
    func variables() throws {
        let shown = try Settings(ConfigurationReader(ConfigurationSources()) { $0 }).shown
        let keys = Dictionary(
            uniqueKeysWithValues: shown.map { ($0.declaration.environmentName, $0.declaration.path) }
        )
        let programs = ["mayak ", "make ", "docker "]
        let rows = try Self.rows().filter { row in !programs.contains { Self.code(row[1]).hasPrefix($0) } }
        for row in rows {
            let (name, key) = (Self.code(row[0]), Self.code(row[1]))
            // A name in small letters is the seed's own for what a key of ours says.
            #expect(name.lowercased() == name ? keys.values.contains(key) : keys[name] == key, "\(row)")
        }
        // What came later has no place in the seeds.
        let own: Set = [
            "ORCHESTRATOR_MARKET", "ORCHESTRATOR_LIVE", "ORCHESTRATOR_HISTORY_DAYS", "ORCHESTRATOR_DIVIDEND_REQUESTS",
            "ORCHESTRATOR_SECOND_PORTFOLIO_VALUE",
        ]
        let listed = Set(rows.map { Self.code($0[0]) })
        for name in keys.keys where name.hasPrefix("ORCHESTRATOR_") && !own.contains(name) {
            #expect(listed.contains(name), "\(name)")
        }
    }

    @Test("each target of make is one")
    func targets() throws {
        let makefile = try String(contentsOf: Self.root.appending(path: "Makefile"), encoding: .utf8)
        let targets = makefile.split(separator: "\n").compactMap { $0.split(separator: ":").first }
        for row in try Self.rows() where Self.code(row[1]).hasPrefix("make ") {
            let target = Self.code(row[1]).dropFirst("make ".count)
            #expect(targets.contains(target), "\(target)")
        }
    }

    @Test(
        "each command line, variable and flag of the seeds has a row",
        .enabled(if: SeedDocument.all != nil, "shared/seeds is not here")
    )
    func nothingLeftOut() throws {
        let documents = try #require(SeedDocument.all)
        #expect(documents.map(\.name.first) == ["0", "0", "0", "0", "0"], "\(documents.map(\.name))")
        let rows = try Self.rows()
        let listed = Set(rows.map { Self.code($0[0]) })
        let page = rows.map { $0.joined(separator: "|") }.joined(separator: "\n")
        for document in documents {
            #expect(document.unread == [], "\(document.name): a line of a shell that is neither command nor output")
            for command in document.commands {
                #expect(listed.contains(command), "\(document.name): no row for the command \(command)")
            }
            for name in document.variables {
                #expect(listed.contains(name), "\(document.name): no row for the variable \(name)")
            }
            for flag in document.flags {
                #expect(page.contains(flag), "\(document.name): no row with the flag \(flag)")
            }
        }
        // What the reading finds is what it looks for.
        let found = documents.map { [$0.commands.count, $0.variables.count, $0.flags.count] }
        #expect(found == [[5, 4, 0], [14, 23, 11], [10, 6, 0], [9, 0, 8], [0, 0, 0]])
    }

    /// A value of each variable that is not its default.
    private static let values = [
        "GAP_SCANNER_URL": "http://gap-scanner:8000/scan", "VWAP_LEVELS_URL": "http://vwap-levels:8001/vwap",
        "MIN_GAP": "0.03", "TZ": "Asia/Tokyo", "ORCHESTRATOR_TIMEZONE": "Asia/Seoul", "ORCHESTRATOR_USER_ID": "trader1",
        "ORCHESTRATOR_DRY_RUN": "false", "ORCHESTRATOR_PORTFOLIO_VALUE": "50000000",
        "ORCHESTRATOR_DATA_COLLECTION_TIME": "16:01", "ORCHESTRATOR_INDICATOR_CALCULATION_TIME": "17:02",
        "ORCHESTRATOR_WATCHLIST_UPDATE_TIME": "18:03", "ORCHESTRATOR_SIGNAL_GENERATION_TIME": "08:46",
        "ORCHESTRATOR_MARKET_OPEN_TIME": "09:05", "ORCHESTRATOR_MARKET_CLOSE_TIME": "15:35",
        "ORCHESTRATOR_POSITION_MONITOR_INTERVAL": "16", "ORCHESTRATOR_RISK_CHECK_INTERVAL": "31",
        "ORCHESTRATOR_ENABLE_DATA_COLLECTION": "false", "ORCHESTRATOR_ENABLE_INDICATOR_CALCULATION": "false",
        "ORCHESTRATOR_ENABLE_WATCHLIST_UPDATE": "false", "ORCHESTRATOR_ENABLE_SIGNAL_GENERATION": "false",
        "ORCHESTRATOR_ENABLE_POSITION_MONITORING": "false", "ORCHESTRATOR_ENABLE_RISK_CHECKS": "false",
        "ORCHESTRATOR_MAX_POSITION_SIZE_PCT": "11.5", "ORCHESTRATOR_MAX_POSITIONS": "21", "LOG_LEVEL": "debug",
        "TELEGRAM_BOT_TOKEN": "123456:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "TELEGRAM_GROUP_CHATID": "-100123",
        "MOEX_PASSPORT_LOGIN": "anna@example.org", "MOEX_PASSPORT_PASSWORD": "a-password-of-anna", "DELAY": "700",
        "INTERVAL_REQUEST": "7",
    ]

    @Test("each variable, set to something else, is what the configuration then says")
    func effects() throws {
        let listed = Set(try Self.rows().map { Self.code($0[0]) }.filter { $0.uppercased() == $0 && !$0.contains("-") })
        #expect(listed == Set(Self.values.keys))
        let settings = try SettingsTests.load(environment: Self.values)
        for (name, value) in Self.values {
            let shown = try #require(settings.shown.first { $0.declaration.environmentName == name }, "\(name)")
            #expect(shown.origin == .environment, "\(name)")
            #expect(shown.declaration.isSecret || shown.text == value, "\(name): \(shown.text ?? "nothing")")
            #expect(shown.declaration.defaultText != value, "\(name)")
        }
        let options = settings.orchestrator
        #expect(options.market == .krx && options.userID == "trader1" && !options.isDryRun)
        #expect(options.portfolioValue == 50_000_000 && options.maximumPositionSize == 11.5)
        #expect(options.maximumPositions == 21 && options.disabled.count == TradingJobKind.allCases.count)
        #expect(options.positionMonitorInterval == .seconds(16 * 60) && options.riskCheckInterval == .seconds(31 * 60))
        #expect(options.dataCollectionTime.shortDescription == "16:01")
        #expect(options.indicatorCalculationTime.shortDescription == "17:02")
        #expect(options.watchlistUpdateTime.shortDescription == "18:03")
        #expect(options.signalGenerationTime.shortDescription == "08:46")
        #expect(
            options.marketOpenTime.shortDescription == "09:05" && options.marketCloseTime.shortDescription == "15:35"
        )
        #expect(settings.gaps.minimumGap == 0.03 && settings.gaps.zone == "Asia/Tokyo")
        #expect(settings.gaps.scannerURL == Self.values["GAP_SCANNER_URL"])
        #expect(settings.gaps.levelsURL == Self.values["VWAP_LEVELS_URL"])
    }
}
