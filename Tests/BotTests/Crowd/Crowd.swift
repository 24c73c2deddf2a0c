import Market
import Platform
import Sandbox
import Store
import TestKit
import Testing

@testable import Bot

/// People of every role, a bot, an anonymous administrator and strangers, who act at random in every chat.
struct Crowd {
    let sandbox: SandboxServer
    let service: BotService
    let store: StateStore
    let clock: ManualClock
    private(set) var judge = EffectJudge()
    private var random: SeededRandom
    private var scheduler: PretendScheduler
    private(set) var actions = 0
    /// Numbers of the presses that reached the bot.
    private(set) var presses: [String] = []
    /// Payloads that were on a screen once.
    private var seen: [String] = []
    private var untilStep = 0

    /// Name, id, role; nil is a stranger.
    static let people: [(name: String, id: Int64, role: Role?)] = [
        ("anna", 1001, .admin), ("boris", 1002, .viewer), ("carol", 1003, .operator), ("tanya", 2001, .trader),
        ("oleg", 2002, .operator), ("pavel", 1999, nil), ("robot", 2003, nil),
    ]

    init(_ sandbox: SandboxServer, _ service: BotService, _ store: StateStore, _ clock: ManualClock, seed: UInt64)
        async throws
    {
        self.sandbox = sandbox
        self.service = service
        self.store = store
        self.clock = clock
        random = SeededRandom(seed: seed)
        scheduler = PretendScheduler(store: store, clock: clock)
        try await store.jobs.savePlan([
            JobPlan(id: "EQ1", trigger: "interval[0:05:00]", function: "check", nextRun: nil, zone: "Europe/Moscow"),
            JobPlan(
                id: "hi2_check",
                trigger: "cron",
                function: "hi2",
                nextRun: nil,
                zone: "Europe/Moscow",
                position: 1
            ),
        ])
        for (name, id, role) in Self.people {
            if sandbox.userID(name) == nil {
                sandbox.add(user: SandboxUser(id: id, firstName: name, isBot: name == "robot"), name: name)
            }
            if let role { try await store.people.setRole(Person(id: id, name: name, role: role)) }
            for chat in ["group", "forum"] { try sandbox.set(.member, of: name, in: chat) }
        }
    }

    /// One thing that somebody does; now and then time goes on and the bot gets to work.
    mutating func act() async throws {
        actions += 1
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<58: try press()
        case 58..<84: try say(command(), as: person())
        case 84..<90: try forge()
        case 90..<96: try sayOddly()
        default: try await scheduler.act(&random)
        }
        untilStep -= 1
        guard untilStep <= 0 else { return }
        untilStep = Int.random(in: 1...8, using: &random)
        try await settle()
        // Mostly seconds, sometimes longer than a menu lives, rarely a night.
        let pause = Int.random(in: 0..<1000, using: &random)
        clock.advance(by: pause < 960 ? .seconds(1 + pause % 9) : pause < 998 ? .minutes(pause - 955) : .hours(13))
    }

    /// Lets the bot work, then judges what it did.
    mutating func settle() async throws {
        let before = try await roles()
        _ = try await service.step()
        try await scheduler.work()
        _ = try await service.step()
        try await judge.look(store, roles: [before, try await roles()])
    }

    private func roles() async throws -> [Int64: Role] {
        Dictionary(try await store.people.all().map { ($0.id, $0.role) }) { $1 }
    }

    // MARK: - What people do

    private mutating func person() -> String { Self.people.randomElement(using: &random)?.name ?? "anna" }

    private mutating func chat(of person: String) -> String {
        let own = sandbox.userID(person).map { "\($0)" } ?? "private"
        return ["group", "group", "group", own, own, "forum", "1001"].randomElement(using: &random) ?? "group"
    }

    private mutating func press() throws {
        let person = person()
        // A few looks around for something to press.
        for _ in 0..<6 {
            let chat = chat(of: person)
            let shown = (sandbox.messages(chat) ?? []).suffix(60).filter { $0.keyboard != nil }
            guard let message = shown.suffix(12).randomElement(using: &random),
                let data = message.keyboard?.buttons.compactMap(\.data).randomElement(using: &random)
            else { continue }
            seen.append(data)
            return try push(data, on: message.id, in: chat, by: person, forged: false)
        }
        try say(command(), as: person)
    }

    /// Data that is on no screen there: of another message, changed by hand, or nonsense.
    private mutating func forge() throws {
        var data = seen.randomElement(using: &random) ?? "v1:noop"
        switch Int.random(in: 0..<4, using: &random) {
        case 0: break
        case 1:
            var words = data.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            let other = seen.randomElement(using: &random)?.split(separator: ":").last.map(String.init) ?? "0"
            words[Int.random(in: 0..<words.count, using: &random)] = other
            data = words.joined(separator: ":")
        case 2: data = String(data.dropLast(Int.random(in: 1...9, using: &random)))
        default:
            data = String(decoding: (0..<20).map { _ in UInt8.random(in: 32...126, using: &random) }, as: UTF8.self)
        }
        let person = person()
        let chat = chat(of: person)
        guard let message = sandbox.messages(chat)?.last(where: { $0.keyboard != nil }) else { return }
        try push(data.isEmpty ? "x" : data, on: message.id, in: chat, by: person, forged: true)
    }

    private mutating func push(_ data: String, on message: Int, in chat: String, by user: String, forged: Bool) throws {
        do throws(SandboxError) {
            presses.append(try sandbox.press(chat: chat, user: user, message: message, button: data, forged: forged))
        } catch {
            // Another person's private chat is closed to them, as in life.
            guard error.kind == .notAMember else { throw error }
        }
    }

    private mutating func say(_ text: String, as person: String, _ options: SayOptions = SayOptions()) throws {
        do throws(SandboxError) {
            try sandbox.say(chat: chat(of: person), user: person, text: text, options: options)
        } catch {
            guard error.kind == .notAMember else { throw error }
        }
    }

    /// Forwarded, anonymous, edited, for another bot, or no command at all.
    private mutating func sayOddly() throws {
        var options = SayOptions()
        switch Int.random(in: 0..<4, using: &random) {
        case 0:
            options.isForwarded = true
            try say(command(), as: person(), options)
        case 1:
            options.isAnonymous = true
            try sandbox.say(chat: "group", user: "anna", text: command(), options: options)
        case 2:
            let person = person()
            options.edits = try sandbox.say(chat: "group", user: person, text: "hello")
            try sandbox.say(chat: "group", user: person, text: command(), options: options)
        default:
            try say(
                ["/run@other_bot EQ1", "привет", "/", "/nonsense", "//"].randomElement(using: &random) ?? "",
                as: person()
            )
        }
    }

    private mutating func command() -> String {
        let name = ChatCommands.all.randomElement(using: &random)?.name ?? "help"
        let address = Bool.random(using: &random) ? "@mayak_sandbox_bot" : ""
        let words = (0..<Int.random(in: 0...4, using: &random)).compactMap { _ in
            Self.words.randomElement(using: &random)
        }
        return (["/\(name)\(address)"] + words).joined(separator: " ")
    }

    private static let words = [
        "EQ", "fo", "all", "obstats", "hi2", "30", "-5", "99999999999999999999", "session", "open", "EQ1", "FO2", "ru",
        "en", "2024-07-16", "2024-07-20..2024-08-02", "today", "closed", "short", "14:00", "auto", "as", "viewer",
        "admin", "operator", "1002", "1999", "@boris_duty", "<b>", "'; DROP TABLE people", "день", "off", "on",
        "22:00-07:00",
        "\u{202E}", "#A1", "1", "set", "add", "remove", "list", "week",
    ]

    // MARK: - What must hold

    /// The sandbox refused nothing, and every press was answered.
    func checkRequests() throws {
        let refused = sandbox.recorded.filter { $0.status != 200 }
        #expect(refused.isEmpty, "\(refused.prefix(3))")
        let answered = Set(
            sandbox.recorded.filter { $0.path.hasSuffix("/answerCallbackQuery") }.flatMap(\.arguments)
        )
        let silent = presses.filter { !answered.contains("callback_query_id=\($0)") }
        #expect(silent.isEmpty, "\(silent.count) of \(presses.count) presses unanswered, first \(silent.prefix(3))")
    }

    /// Nobody was told of a failure, nothing was given up.
    func checkTexts() async throws {
        for chat in ["group", "forum"] + Self.people.map({ "\($0.id)" }) {
            let broken = (sandbox.messages(chat) ?? []).filter {
                $0.formatted?.text.contains("номер сбоя") == true
                    || $0.formatted?.text.contains("incident number") == true
            }
            #expect(broken.isEmpty, "\(chat): \(broken.first?.formatted?.text ?? "")")
        }
        let dead = try await store.outbox.messages(.dead, limit: 3)
        #expect(dead.isEmpty, "\(dead.map { ($0.lastError ?? "", $0.draft.content) })")
    }
}
