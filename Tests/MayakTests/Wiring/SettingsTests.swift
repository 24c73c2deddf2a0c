import Bot
import Exchange
import Market
import Monitor
import Platform
import Sandbox
import Store
import Testing
import Trading
import TestKit
import Web

@testable import mayak

@Suite("Settings")
struct SettingsTests {
    static func load(
        yaml: String? = nil,
        json: String? = nil,
        env: String? = nil,
        environment: [String: String] = [:],
        overrides: [(path: String, text: String)] = []
    ) throws -> Settings {
        let directory = try TemporaryFolder()
        if let yaml { _ = try directory.file("mayak.yaml", yaml) }
        if let json { _ = try directory.file("mayak.json", json) }
        if let env { _ = try directory.file(".env", env) }
        return try Settings.load(overrides: overrides, environment: environment, directory: directory.path + "/")
    }

    @Test("flag before environment before .env before file before default")
    func precedence() throws {
        let yaml = "monitor: {delay: 100, interval: 7}\n"
        #expect(try Self.load().monitor.timing.limit == .seconds(600))
        #expect(try Self.load(yaml: yaml).monitor.timing.limit == .seconds(100))
        #expect(try Self.load(yaml: yaml, env: "DELAY=200").monitor.timing.limit == .seconds(200))
        #expect(
            try Self.load(yaml: yaml, env: "DELAY=200", environment: ["DELAY": "300"]).monitor.timing.limit
                == .seconds(300)
        )
        let settings = try Self.load(
            yaml: yaml,
            env: "DELAY=200",
            environment: ["DELAY": "300"],
            overrides: [("monitor.delay", "400")]
        )
        #expect(settings.monitor.timing.limit == .seconds(400))
        #expect(settings.monitor.interval == .minutes(7))
        let shown = Dictionary(uniqueKeysWithValues: settings.shown.map { ($0.declaration.path, "\($0.origin)") })
        #expect(shown["monitor.delay"] == "flag")
        #expect(shown["monitor.interval"] == "mayak.yaml:1")
        #expect(shown["language"] == "default")
    }

    @Test("an empty value is an absent one")
    func emptyValues() throws {
        let settings = try Self.load(
            yaml: "monitor:\nlog:\n  level:\n",
            env: "TELEGRAM_BOT_TOKEN=\nDELAY=",
            environment: ["DELAY": ""]
        )
        #expect(settings.telegram.token == nil)
        #expect(settings.monitor.timing.limit == .seconds(600))
    }

    @Test("every name of the seeds works")
    func seeds() throws {
        let settings = try Self.load(
            env: """
                TELEGRAM_BOT_TOKEN=1:abc
                TELEGRAM_GROUP_CHATID=-1001234567890
                MOEX_PASSPORT_LOGIN=me@example.org
                MOEX_PASSPORT_PASSWORD="p#w"
                DELAY=601
                INTERVAL_REQUEST=1
                MOEX_API_KEY=k
                LOG_LEVEL=DEBUG
                GAP_SCANNER_URL=http://gap_scanner:8000/scan
                VWAP_LEVELS_URL=http://vwap_levels:8001/vwap
                MIN_GAP=0.05
                TZ=UTC
                ORCHESTRATOR_TIMEZONE=Europe/Moscow
                ORCHESTRATOR_USER_ID=trader1
                ORCHESTRATOR_DRY_RUN=false
                ORCHESTRATOR_PORTFOLIO_VALUE=50000000
                ORCHESTRATOR_DATA_COLLECTION_TIME=16:30
                ORCHESTRATOR_POSITION_MONITOR_INTERVAL=20
                ORCHESTRATOR_ENABLE_RISK_CHECKS=false
                ORCHESTRATOR_MAX_POSITION_SIZE_PCT=12.5
                ORCHESTRATOR_MAX_POSITIONS=3
                MAYAK_ADMINS=1, 2
                MAYAK_CLOCK=2026-11-20T09:55:00+03:00@60
                """
        )
        #expect(settings.telegram.token?.reveal() == "1:abc")
        #expect(settings.telegram.group == -1_001_234_567_890)
        #expect(settings.moex.login?.reveal() == "me@example.org")
        #expect(settings.moex.password?.reveal() == "p#w")
        #expect(settings.monitor.timing.limit == .seconds(601))
        #expect(settings.monitor.interval == .minutes(1))
        #expect(settings.moex.apiKey?.reveal() == "k")
        #expect(settings.general.logLevel == .debug)
        #expect(settings.gaps.scannerURL == "http://gap_scanner:8000/scan")
        #expect(settings.gaps.levelsURL == "http://vwap_levels:8001/vwap")
        #expect(settings.gaps.minimumGap == 0.05)
        #expect(settings.gaps.zone == "UTC")
        #expect(settings.general.zone == "Europe/Moscow", "the host's zone must not matter")
        #expect(settings.orchestrator.zone == "Europe/Moscow")
        #expect(settings.orchestrator.userID == "trader1")
        #expect(!settings.orchestrator.isDryRun)
        #expect(settings.orchestrator.portfolioValue == 50_000_000)
        #expect(settings.orchestrator.dataCollectionTime.shortDescription == "16:30")
        #expect(settings.orchestrator.positionMonitorInterval == .minutes(20))
        #expect(settings.orchestrator.disabled == [.riskChecks])
        #expect(settings.orchestrator.maximumPositionSize == 12.5)
        #expect(settings.orchestrator.maximumPositions == 3)
        #expect(settings.telegram.admins == [1, 2])
        #expect(settings.general.clock == ClockSpec("2026-11-20T06:55:00Z@60"))
    }

    @Test("every key keeps the default of its part's property")
    func defaults() throws {
        let settings = try Self.load()
        func compare<Section: ConfigurationSection>(_ section: Section) {
            #expect("\(section)" == "\(Section())")
        }
        compare(settings.general)
        compare(settings.telegram)
        compare(settings.moex)
        compare(settings.monitor)
        compare(settings.calendar)
        compare(settings.reports)
        compare(settings.plots)
        compare(settings.dashboard)
        compare(settings.health)
        compare(settings.gaps)
        compare(settings.orchestrator)
        compare(settings.krx)
        compare(settings.broker)
        compare(settings.watchlist)
        compare(settings.portfolio)
        // What the parts share comes from one place as well.
        var bot = BotOptions()
        bot.dashboard = DashboardOptions().address
        #expect("\(settings.botOptions)" == "\(bot)")
        #expect("\(settings.monitorOptions)" == "\(MonitorOptions())")
        #expect(settings.sandbox.port == SandboxOptions.usualPort, "a test's sandbox takes a free port")
    }

    @Test("what the seeds fix, and what the reference leaves open, is so without a configuration")
    func fixedDefaults() throws {
        let settings = try Self.load()
        #expect(settings.monitor.timing.limit == .seconds(600))
        #expect(settings.monitor.interval == .minutes(5))
        let reports = settings.reports
        let times = [reports.hi2, reports.hi2Recheck, reports.plots, reports.day, reports.evening, reports.week]
        #expect(times.map { $0?.shortDescription } == ["19:01", "19:30", "19:02", "19:03", "23:55", "23:57"])
        #expect(settings.telegram.pollTimeout == .seconds(50))
        #expect(settings.orchestrator.positionMonitorInterval == .minutes(15))
    }

    @Test("a file of init-config for the real services writes down the defaults and changes none")
    func productionTemplate() throws {
        func values(_ settings: Settings) -> [String] {
            settings.shown.map { "\($0.declaration.path) = \($0.text ?? "nothing")" }
        }
        let written = try Self.load(yaml: ConfigurationTemplate.production)
        #expect(values(written) == values(try Self.load()))
        let named = written.shown.filter { "\($0.origin)".hasPrefix("mayak.yaml") }.map(\.declaration.path)
        #expect(named.contains("reports.hi2_recheck_time") && named.contains("monitor.delay") && named.count >= 9)
    }

    @Test("the market decides the defaults of the trading jobs, and Asia/Seoul alone is the Korean one")
    func market() throws {
        let moex = try Self.load().orchestrator
        #expect(moex.market == .moex && moex.zone == "Europe/Moscow")
        #expect(moex.marketOpenTime.shortDescription == "09:50")
        for names in [["ORCHESTRATOR_TIMEZONE": "Asia/Seoul"], ["ORCHESTRATOR_MARKET": "krx"]] {
            let krx = try Self.load(environment: names).orchestrator
            #expect(krx.market == .krx && krx.zone == "Asia/Seoul")
            let times = [
                krx.dataCollectionTime, krx.indicatorCalculationTime, krx.watchlistUpdateTime,
                krx.signalGenerationTime, krx.marketOpenTime, krx.marketCloseTime,
            ]
            #expect(times.map(\.shortDescription) == ["16:00", "17:00", "18:00", "08:45", "09:00", "15:30"])
        }
        let abroad = try Self.load(
            environment: ["ORCHESTRATOR_TIMEZONE": "Asia/Seoul", "ORCHESTRATOR_MARKET": "MOEX"]
        ).orchestrator
        #expect(abroad.market == .moex && abroad.zone == "Asia/Seoul")
        #expect(abroad.marketOpenTime.shortDescription == "09:50", "times are those of the market")
    }

    @Test("of two markets the first has the section's times, the second its own, with its own money and job ids")
    func twoMarkets() throws {
        let both = try Self.load(
            environment: [
                "ORCHESTRATOR_MARKET": "moex, krx", "ORCHESTRATOR_DATA_COLLECTION_TIME": "19:30",
                "ORCHESTRATOR_MAX_POSITIONS": "7", "ORCHESTRATOR_SECOND_PORTFOLIO_VALUE": "5000000",
                "ORCHESTRATOR_ENABLE_RISK_CHECKS": "false",
            ]
        ).orchestrator.all
        #expect(both.map(\.market) == [.moex, .krx] && both.map(\.zone) == ["Europe/Moscow", "Asia/Seoul"])
        #expect(both.map(\.dataCollectionTime.shortDescription) == ["19:30", "16:00"])
        #expect(both.map(\.portfolioValue) == [100_000_000, 5_000_000] && both.map(\.maximumPositions) == [7, 7])
        #expect(both.map { $0.jobID(.dataCollection) } == ["data_collection", "data_collection_krx"])
        #expect(both.allSatisfy { $0.disabled == [.riskChecks] })
        #expect(both.map(\.portfolio).map(\.market) == [.moex, .krx])
        let seoul = try Self.load(environment: ["ORCHESTRATOR_MARKET": "KRX,MOEX"]).orchestrator.all
        #expect(seoul.map { $0.jobID(.riskChecks) } == ["risk_checks", "risk_checks_moex"])
        #expect(seoul.first?.marketOpenTime.shortDescription == "09:00" && seoul.first?.zone == "Asia/Seoul")
        for wrong in ["MOEX,MOEX", "NYSE", "MOEX,"] {
            let error = #expect(throws: ConfigurationError.self) {
                try Self.load(environment: ["ORCHESTRATOR_MARKET": wrong])
            }
            #expect(error.map { "\($0)".contains("MOEX, KRX, or both") } == true, "\(wrong)")
        }
    }

    struct Mistake: CustomTestStringConvertible, Sendable {
        let name: String
        var yaml: String?
        var json: String?
        var env: String?
        var environment: [String: String] = [:]
        var set: String?
        let says: String
        var testDescription: String { name }
    }

    static let mistakes = [
        Mistake(
            name: "unknown key",
            yaml: "monitor:\n  dealy: 5\n",
            says: "mayak.yaml:2: monitor.dealy: unknown key; did you mean 'monitor.delay'?"
        ),
        Mistake(
            name: "unknown key in JSON",
            json: "{\n \"calendar\": {\n  \"profil\": \"classic\"}}",
            says: "mayak.json:3: calendar.profil: unknown key; did you mean 'calendar.profile'?"
        ),
        Mistake(
            name: "unknown name in .env",
            env: "TELEGRAM_TOKEN=1",
            says: ".env:1: TELEGRAM_TOKEN: unknown key; did you mean 'TELEGRAM_BOT_TOKEN'?"
        ),
        Mistake(
            name: "unknown key of --set",
            set: "delay=5",
            says: "--set: delay: unknown key; did you mean 'monitor.delay'?"
        ),
        Mistake(
            name: "not a number",
            yaml: "monitor:\n  delay: ten\n",
            says: "mayak.yaml:2: monitor.delay: cannot be 'ten'; allowed: a whole number from 1 to 86400, in seconds"
        ),
        Mistake(
            name: "out of range",
            env: "\nINTERVAL_REQUEST=0",
            says: ".env:2: INTERVAL_REQUEST: cannot be '0'; allowed: a whole number from 1 to 240, in minutes"
        ),
        Mistake(
            name: "not one of the words",
            environment: ["LOG_LEVEL": "loud"],
            says: "environment: LOG_LEVEL: cannot be 'loud'; allowed: trace, debug, info, warning, error, critical"
        ),
        Mistake(
            name: "a URL without a scheme",
            environment: ["MOEX_BASE_URL": "apim.moex.com"],
            says: "environment: MOEX_BASE_URL: cannot be 'apim.moex.com'; allowed: http:// or https:// with a host"
        ),
        Mistake(
            name: "a secret URL is not shown",
            environment: ["MAYAK_DEAD_MAN_URL": "hc.example/abc"],
            says:
                "environment: MAYAK_DEAD_MAN_URL: cannot be what is written there; allowed: http:// or https:// with a host"
        ),
        Mistake(
            name: "a token with the address's word",
            env: "TELEGRAM_BOT_TOKEN=bot110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw",
            says: ".env:1: TELEGRAM_BOT_TOKEN: cannot be what is written there; allowed: the bot's number, a colon"
        ),
        Mistake(
            name: "a token broken by a blank",
            environment: ["TELEGRAM_BOT_TOKEN": "110201543: AAHdqTcvCH1v"],
            says: "environment: TELEGRAM_BOT_TOKEN: cannot be what is written there; allowed: the bot's number"
        ),
        Mistake(
            name: "a section with a value",
            yaml: "monitor: 5\n",
            says: "mayak.yaml:1: monitor: is a section; write its keys below it"
        ),
        Mistake(
            name: "a value with a section",
            yaml: "monitor:\n  delay:\n    seconds: 5\n",
            says: "mayak.yaml:3: monitor.delay.seconds: unknown key; did you mean 'monitor.delay'?"
        ),
        Mistake(
            name: "twice",
            yaml: "monitor: {delay: 60}\nmonitor.delay: 70\n",
            says: "mayak.yaml:2: monitor.delay: is given twice, first in mayak.yaml:1"
        ),
        Mistake(
            name: "a key that is no more",
            yaml: "reports:\n  rollover_time: '00:30'\n",
            says: "mayak.yaml:2: reports.rollover_time: is no key any more: the jobs of a new day are always planned at"
        ),
        Mistake(
            name: "its name in the environment",
            environment: ["MAYAK_ROLLOVER_TIME": "00:30"],
            says: "environment: MAYAK_ROLLOVER_TIME: is no key any more"
        ),
        Mistake(name: "broken YAML", yaml: "a: [\n", says: "mayak.yaml:2: not valid YAML"),
        Mistake(name: "a list as file", yaml: "- a\n", says: "mayak.yaml:1: the file must be a mapping"),
        Mistake(
            name: "half a login",
            environment: ["MOEX_PASSPORT_LOGIN": "me"],
            says: "moex.passport_password: is missing"
        ),
        Mistake(
            name: "a clock",
            environment: ["MAYAK_CLOCK": "tomorrow"],
            says: "environment: MAYAK_CLOCK: cannot be 'tomorrow'; allowed: `system`"
        ),
        Mistake(
            name: "enc: without a key file",
            yaml: "telegram: {token: 'enc:gAAAA'}\n",
            says: "mayak.yaml:1: telegram.token: an enc: value needs MAYAK_KEY_FILE"
        ),
    ]

    @Test("says where a mistake is and what is allowed", arguments: mistakes)
    func mistake(_ mistake: Mistake) throws {
        let error = try #require(throws: ConfigurationError.self) {
            let override = mistake.set.map { [($0.split(separator: "=")[0].description, "5")] } ?? []
            _ = try Self.load(
                yaml: mistake.yaml,
                json: mistake.json,
                env: mistake.env,
                environment: mistake.environment,
                overrides: override.map { (path: $0.0, text: $0.1) }
            )
        }
        #expect(error.problems.count == 1)
        #expect("\(error)".contains(mistake.says), "\(error)")
        #expect(ExitCode(of: error) == .configuration)
    }

    @Test("all mistakes are told at once, in the order of the file")
    func several() throws {
        let error = try #require(throws: ConfigurationError.self) {
            _ = try Self.load(yaml: "bad: 1\nmonitor: {delay: x}\nworse: 2\n")
        }
        #expect(error.problems.map(\.key) == ["bad", "worse", "monitor.delay"])
    }

    @Test("enc: values are decrypted with the key file and stay secret")
    func encrypted() throws {
        let directory = try TemporaryFolder()
        let key = try Fernet.makeKey()
        let keyPath = try directory.file("key", key.reveal() + "\n")
        let token = try Fernet(key: key).encrypt(Array("1:abc\n".utf8), now: SystemClock().now)
        let yaml = "key_file: \(keyPath)\ntelegram: {token: \"enc:\(token)\"}\n"
        let settings = try Self.load(yaml: yaml)
        #expect(settings.telegram.token?.reveal() == "1:abc")
        #expect(!"\(settings)".contains("abc"))
        #expect(settings.shown.first { $0.declaration.path == "telegram.token" }?.text == "‹secret›")
        let other = try directory.file("other", Fernet.makeKey().reveal())
        let error = try #require(throws: ConfigurationError.self) {
            _ = try Self.load(yaml: yaml, environment: ["MAYAK_KEY_FILE": other])
        }
        #expect("\(error)".contains("mayak.yaml:2: telegram.token: the enc: value is refused"))
    }

    @Test("a wrong secret is never shown")
    func hiddenMistake() throws {
        for name in ["MAYAK_DEAD_MAN_URL"] {
            let error = try #require(throws: ConfigurationError.self) {
                _ = try Self.load(environment: [name: "hunter2"])
            }
            #expect(!"\(error)".contains("hunter2"))
        }
    }

    @Test("a file that is named must be there, and is named once")
    func missingFile() throws {
        let error = try #require(throws: ConfigurationError.self) {
            _ = try Settings.load(overrides: [], environment: ["MAYAK_CONFIG": "/nowhere/mayak.yaml"])
        }
        #expect(error.description == "/nowhere/mayak.yaml: cannot be opened: No such file or directory")
    }
}
