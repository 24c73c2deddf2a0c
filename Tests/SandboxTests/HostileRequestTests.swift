import Market
import Platform
import Sandbox
import TestKit
import Testing

/// Every field of a request to the sandbox, found in its sources, with numbers and dates that have ended programs.
@Suite("Hostile requests", .timeLimit(.minutes(5)))
struct HostileRequestTests {
    private static let pages = [
        "/iss/datashop/algopack/eq/tradestats.json", "/iss/datashop/algopack/fo/obstats/SBER.csv",
        "/iss/datashop/algopack/fx/orderstats.xml", "/iss/datashop/algopack/eq/hi2.json",
        "/iss/datashop/algopack/eq/alerts.json",
        "/iss/analyticalproducts/futoi/securities.json", "/iss/analyticalproducts/futoi/securities/Si.json",
        "/iss/calendars.json", "/iss/calendars/stock.json", "/iss/calendars/futures/session.json",
        "/iss/calendars/futures/securities.json", "/iss/securities/SBER.json", "/iss/engines/stock.json",
        "/iss/engines/stock/markets/shares/securities.json", "/iss/engines/stock/markets/shares/securities/SBER.json",
        "/iss/engines/stock/markets/shares/securities/SBER/candles.json",
        "/iss/engines/stock/markets/shares/boards/TQBR/securities/SBER/candleborders.json",
        "/iss/history/engines/stock/markets/shares/securities.json",
        "/iss/history/engines/stock/markets/shares/securities/SBER.json",
        "/iss/history/engines/stock/markets/shares/dates.json",
        "/sandbox/page", "/sandbox/page/history", "/sandbox/chat/group", "/sandbox/feeds", "/sandbox/clock",
        "/sandbox/faults", "/sandbox/recorded", "/sandbox/state", "/sandbox/file/1",
    ]

    private static func fixture() throws -> SandboxFixture {
        try SandboxFixture { options in
            options.market.shareCount = 4
            options.market.futuresCount = 4
            options.telegram.holdsPolls = false
            options.telegram.guardsHotLoops = false
        }
    }

    private static let shared = Result { try fixture() }

    @Test("no query field ends the exchange or the page", arguments: pages)
    func query(_ path: String) async throws {
        let fixture = try Self.shared.get()
        let names = try HostileValues.names(
            in: "Sources/Sandbox",
            matching: #"(?:queryValue|query\.(?:text|date|instant)|[ (]value)\("([a-z_.]+)"\)"#
        )
        #expect(names.contains("start") && names.contains("from") && names.contains("events"))
        var random = SeededRandom(seed: 11)
        for name in names {
            let isNumeric = ["start", "limit", "from", "till", "date", "interval", "events", "revision", "message"]
                .contains(name)
            for value in HostileValues.texts.shuffled(using: &random).prefix(
                isNumeric ? 1 : Int.random(in: 0...3, using: &random) / 3
            )
                + (name == "start" ? ["9223372036854775807"] : [])
            {
                var query = [(name, value)]
                // A second one, since spans need two ends.
                if let other = names.randomElement(using: &random), other != name {
                    query.append((other, HostileValues.texts.randomElement(using: &random) ?? ""))
                }
                let response = await fixture.get(path, query)
                #expect(response.status < 500, "\(path) \(query)")
            }
        }
    }

    @Test("no field of a Bot API call ends it")
    func methods() async throws {
        let fixture = try Self.fixture()
        let methods =
            try HostileValues.names(
                in: "Sources/Sandbox/Telegram",
                matching: #"case (?:"[a-z]+", )*"([a-z]+)"(?:, "[a-z]+")*: "#
            ) + ["getupdates", "sendmessage"]
        let fields = try HostileValues.names(
            in: "Sources/Sandbox/Telegram",
            matching: #"call\.(?:number|text|flag|json|list|object)\("([a-z_]+)""#
        )
        #expect(methods.count > 10 && fields.contains("offset"))
        var random = SeededRandom(seed: 12)
        for method in methods {
            for field in fields {
                for value in [HostileValues.numbers, HostileValues.json].compactMap({ $0.randomElement(using: &random) }
                )
                    + (field == "offset" || field == "limit" || field == "timeout" ? HostileValues.numbers : [])
                {
                    var arguments = [
                        ("chat_id", String(SandboxFixture.group)), ("text", "x"), ("message_id", "1"),
                        ("user_id", "1001"),
                    ]
                    arguments.removeAll { $0.0 == field }
                    _ = try await fixture.call(method, arguments + [(field, value)])
                }
            }
        }
    }

    @Test("no field of the control surface ends it")
    func control() async throws {
        let deeds = try HostileValues.names(in: "Sources/Sandbox/Server", matching: #"\.deed\("/sandbox/([a-z]+)"\)"#)
        let fields = try HostileValues.names(
            in: "Sources/Sandbox",
            matching: #"(?:body|value|(?:number|instant|text|texts|name)\(value,) ?\[?"([a-z_]+)""#
        )
        #expect(
            deeds.contains("react") && deeds.contains("say") && fields.contains("jump")
                && fields.contains("retry_after")
        )
        let base: [String: [String: String]] = [
            "say": ["text": "\"/info\""], "press": ["button": "\"x\"", "message_id": "1"],
            "fault": ["kind": "\"stuck\"", "target": "\"FO obstats\""], "clock": [:],
        ]
        var random = SeededRandom(seed: 13)
        for deed in deeds {
            let clock = ScaledClock(start: SandboxFixture.at("12:00"), speed: 1)
            let server = try SandboxFixture.server(clock: clock) { options in
                options.market.shareCount = 4
                options.market.futuresCount = 4
            }
            for field in fields {
                let all = HostileValues.json + ["\"2262-04-12 00:00:00\"", "\"+3660d\"", "\"next-session\""]
                let isTried = deed == "clock" || ["at", "for", "until", "message_id"].contains(field)
                for value in isTried ? all : Array(all.shuffled(using: &random).prefix(5)) {
                    var body = base[deed] ?? [:]
                    body[field] = value
                    let text = "{" + body.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",") + "}"
                    let response = await server.respond(
                        to: WebRequest(method: "POST", path: "/sandbox/\(deed)", body: Array(text.utf8))
                    )
                    #expect(response.status < 500, "\(deed) \(text)")
                    // It may run on from the last second that it can be set to.
                    #expect(MoscowTime.date(of: clock.now).year <= 2200, "\(deed) \(text)")
                }
            }
            // Wherever the clock has been moved to, everything answers.
            for path in Self.pages where deed == "clock" {
                let response = await server.respond(
                    to: WebRequest(path: path, headers: [("Authorization", "Bearer key")])
                )
                #expect(response.status < 500, "\(path) after \(deed)")
            }
        }
    }

    @Test(
        "the exchange answers on any day that a clock may show",
        arguments: ["1900-01-01", "2199-12-31"]
    )
    func days(_ text: String) async throws {
        let date = try #require(CivilDate(text))
        let server = try SandboxFixture.server(clock: ManualClock(SandboxFixture.at("12:00", on: date))) { options in
            options.market.shareCount = 4
            options.market.futuresCount = 4
        }
        for path in Self.pages {
            let response = await server.respond(to: WebRequest(path: path, headers: [("Authorization", "Bearer key")]))
            #expect(response.status < 500, "\(path) on \(text)")
        }
    }
}
