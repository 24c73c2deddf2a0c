import Foundation
import Glibc
import Market
import Platform
import Store
import TestKit
import Testing

extension EndToEnd {
    /// `mayak doctor` as a person runs it, against a sandbox with each fault.
    @Suite("The doctor", .timeLimit(.minutes(10)))
    struct DoctorTests {
        private struct Report: Decodable {
            struct Row: Decodable {
                let check: String
                let subject: String?
                let state: String
                let text: String
                let advice: String?
            }

            let findings: [Row]
            let status: Int32

            private enum CodingKeys: String, CodingKey { case findings }

            init(from decoder: any Decoder) throws {
                findings = try decoder.container(keyedBy: CodingKeys.self).decode([Row].self, forKey: .findings)
                status = 0
            }

            func failing() -> [String] {
                findings.filter { $0.state == "fail" }.map {
                    [$0.check, $0.subject].compactMap(\.self).joined(separator: " ")
                }
            }

            func state(_ check: String) -> String? { findings.first { $0.check == check }?.state }
        }

        private func doctor(_ rig: Rig, _ words: String...) async throws -> (status: Int32, report: Report) {
            let outcome = try await rig.run(["doctor", "--json", "--language", "en"] + words)
            let report = try JSONDecoder().decode(Report.self, from: Data(outcome.output))
            #expect(!outcome.text.contains("7000000001:"), "the token is shown")
            for row in report.findings where row.state == "fail" {
                #expect(row.advice != nil, "\(row.check) has no advice")
            }
            return (outcome.status, report)
        }

        @Test("nothing fails where nothing is wrong; lines in both languages; no store is made")
        func well() async throws {
            let rig = try await Rig()
            let (status, report) = try await doctor(rig)
            #expect(status == 0 && report.failing().isEmpty, "\(report.failing())")
            #expect(Set(report.findings.map(\.check)).count == 16)
            #expect(report.findings.count { $0.check == "exchange" && $0.subject != nil } == 12)
            #expect(report.state("privacy") == "warn")
            #expect(access(rig.storePath, F_OK) != 0)
            let russian = try await rig.run(["doctor"])
            #expect(russian.text.contains("бот пишет и правит") && russian.text.contains("0 fail"))
            #expect(
                russian.text.split(separator: "\n").allSatisfy {
                    $0.hasPrefix("ok ") || $0.hasPrefix("warn ") || $0.first?.isNumber == true
                }
            )
        }

        @Test("a wrong token, another chat, a removed and a muted bot, a webhook")
        func telegram() async throws {
            let rig = try await Rig()
            let token = try await doctor(rig, "--set", "telegram.token=7000000001:wrong-token")
            #expect(token.status == 78 && token.report.failing() == ["token"])
            let chat = try await doctor(rig, "--set", "telegram.group_chat=-1009999")
            #expect(chat.status == 78 && chat.report.failing() == ["chat group"])
            let topics = try await doctor(rig, "--set", "telegram.topics=EQ=2")
            #expect(topics.status == 1 && topics.report.failing() == ["chat group"])
            let http = HTTPClient()
            let hook = URLEncoding.url(
                "http://127.0.0.1:\(rig.port)/bot7000000001:sandbox/setWebhook",
                query: [("url", "https://user:password@tool.example/secret-path")]
            )
            _ = try await http.send(HTTPRequest(url: hook))
            let webhook = try await doctor(rig, "--set", "language=en")
            #expect(webhook.status == 1 && webhook.report.failing() == ["webhook"])
            let words = webhook.report.findings.first { $0.check == "webhook" }?.text ?? ""
            #expect(words.contains("tool.example") && !words.contains("secret-path") && !words.contains("password"))
            _ = try await http.send(
                HTTPRequest(url: "http://127.0.0.1:\(rig.port)/bot7000000001:sandbox/deleteWebhook")
            )
            await http.shutdown()
            try await rig.post(
                "member",
                ["chat": .text("group"), "user": .text("bot"), "standing": .text("restricted")]
            )
            #expect(try await doctor(rig).report.failing() == ["chat group"])
            try await rig.post("member", ["chat": .text("group"), "user": .text("bot"), "standing": .text("kicked")])
            #expect(try await doctor(rig).report.failing() == ["chat group"])
        }

        @Test("the key, and the subscription of one data set")
        func exchange() async throws {
            let rig = try await Rig()
            try await rig.post("fault", ["kind": .text("403"), "target": .text("FO obstats")])
            let one = try await doctor(rig)
            #expect(one.status == 1 && one.report.failing() == ["exchange FO obstats"])
            try await rig.post("fault", ["kind": .text("401"), "target": .text("EQ hi2")])
            #expect(Set(try await doctor(rig).report.failing()) == ["exchange FO obstats", "exchange EQ hi2"])
            try await rig.post("fault", ["kind": .text("401"), "target": .text("exchange")])
            #expect(try await doctor(rig).report.failing() == ["exchange"])
            let text = try String(contentsOfFile: "\(rig.directory.path)/mayak.yaml", encoding: .utf8)
            let bare = try rig.directory.file("bare.yaml", text.replacing("api_key: sandbox", with: "api_key:"))
            let none = try await doctor(rig, "--config", bare)
            #expect(none.status == 78 && none.report.failing() == ["exchange"])
        }

        @Test("servers that never answer make it slow, not endless")
        func hanging() async throws {
            let rig = try await Rig()
            try await rig.post("fault", ["kind": .text("hang"), "target": .text("telegram")])
            try await rig.post("fault", ["kind": .text("hang"), "target": .text("exchange")])
            let clock = SystemClock()
            let started = clock.now
            let (status, report) = try await doctor(rig)
            #expect(status == 1)
            #expect(Set(report.failing()).isSuperset(of: ["token", "webhook", "chat group", "exchange"]))
            #expect(started.duration(to: clock.now) < .seconds(60))
        }

        @Test("a clock that is wrong is told with the figure")
        func clock() async throws {
            let rig = try await Rig()
            let server = try WebServer { _ in
                WebResponse(status: 404, headers: [("Date", "Fri, 20 Nov 2026 07:00:00 GMT")], body: [])
            }
            let wrong = try await doctor(
                rig,
                "--set",
                "clock=2026-11-20T10:02:00+03:00@1",
                "--set",
                "telegram.base_url=\(server.baseURL)",
                "--set",
                "moex.public_base_url=\(server.baseURL)"
            )
            #expect(
                wrong.report.failing().contains("clock telegram") && wrong.report.failing().contains("clock exchange")
            )
            let words = wrong.report.findings.first { $0.check == "clock" }?.text ?? ""
            #expect(words.contains("ahead") && words.contains { $0.isNumber })
            await server.stop()
        }

        @Test("store: damaged, newer, not writable; a calendar that ends, no font, an open file")
        func local() async throws {
            let rig = try await Rig()
            try Data(String(repeating: "no database ", count: 500).utf8).write(to: URL(filePath: rig.storePath))
            let damaged = try await doctor(rig)
            #expect(damaged.status == 1 && damaged.report.failing() == ["store"])
            try FileManager.default.removeItem(atPath: rig.storePath)
            try await rig.store().close()
            #expect(try await doctor(rig).report.failing() == [])
            let database = try Connection(path: rig.storePath)
            try database.script("PRAGMA user_version = 9999")
            database.close()
            #expect(try await doctor(rig).report.failing() == ["store"])
            #expect(try await doctor(rig, "--set", "calendar.horizon=365").report.state("calendar") == "warn")
            let gone = try await doctor(rig, "--set", "calendar.file=/nowhere/calendar.json")
            #expect(gone.status == 78 && gone.report.failing().contains("calendar"))
            _ = try rig.directory.file(".env", "LOG_LEVEL=info\n")
            chmod("\(rig.directory.path)/.env", 0o644)
            #expect(try await doctor(rig).report.state("files") == "warn")
            let empty = try rig.directory.file("fonts.conf", "<?xml version=\"1.0\"?><fontconfig></fontconfig>")
            let blind = try await MayakProcess.run(
                ["doctor", "--json", "--language", "en", "--config", "mayak.yaml"],
                environment: ["FONTCONFIG_FILE": empty],
                directory: rig.directory.path
            )
            let report = try JSONDecoder().decode(Report.self, from: Data(blind.output))
            #expect(report.failing().contains("fonts"))
        }

        @Test("--send-test goes directly without a bot and through its outbox beside one, and resolves")
        func sendTest() async throws {
            let rig = try await Rig()
            let direct = try await doctor(rig, "--send-test")
            #expect(direct.status == 0)
            #expect(direct.report.findings.last?.text.contains("sent directly") == true)
            var said = try await rig.messages().filter { $0.from.isBot }.map(\.words)
            #expect(said.count == 1 && said[0].contains("Закрыто"), "\(said)")
            let bot = try rig.start(.bot)
            try await bot.says("Bot signed in", within: .seconds(60))
            let through = try await doctor(rig, "--send-test")
            #expect(
                through.report.findings.last?.text.contains("through the bot's outbox") == true,
                "\(through.report.findings.last?.text ?? "")"
            )
            said = try await rig.messages().filter { $0.from.isBot }.map(\.words)
            #expect(said.count == 2 && said[1].contains("Закрыто"), "\(said)")
            bot.signal(SIGTERM)
            try await bot.end(within: .seconds(60))
        }

        @Test("the processes look at their start and warn in the log, without waiting for it")
        func atStart() async throws {
            let rig = try await Rig()
            try await rig.post("fault", ["kind": .text("403"), "target": .text("EQ tradestats")])
            try await rig.post(
                "member",
                ["chat": .text("group"), "user": .text("bot"), "standing": .text("restricted")]
            )
            let scheduler = try rig.start(.scheduler)
            let bot = try rig.start(.bot)
            try await scheduler.says("event=\"Set-up is not right\" check=exchange", within: .seconds(60))
            try await bot.says("event=\"Set-up is not right\" check=chat", within: .seconds(60))
            #expect(!bot.log.contains("7000000001:sandbox"))
            for process in [scheduler, bot] {
                process.signal(SIGTERM)
                #expect(try await process.end(within: .seconds(60)) == 0)
            }
        }
    }
}
