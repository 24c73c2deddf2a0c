import Foundation
import Market
import Platform
import Store
import TestKit

/// A sandbox, and what bot and scheduler need to run against it: a configuration and a store of their own.
struct Rig {
    /// The sandbox as it is to be.
    struct World {
        var date = "2024-07-15"
        var time = "09:50"
        var speed = 1.0
    }

    enum Role: String, CaseIterable {
        case bot, scheduler
    }

    let directory: TemporaryFolder
    let sandbox: RunningMayak
    let port: Int
    private let http = HTTPClient()
    /// Kept as long as the rig is: a process ends with the last reference to it.
    private let started = Lock<[RunningMayak]>([])

    var storePath: String { "\(directory.path)/mayak.db" }

    init(_ world: World = World()) async throws {
        directory = try TemporaryFolder()
        sandbox = try RunningMayak(
            ["sandbox", "--port", "0", "--date", world.date, "--time", world.time, "--speed", "\(world.speed)"],
            environment: Self.calendar,
            directory: directory.path,
            logFile: "\(directory.path)/sandbox.log"
        )
        try await sandbox.says("\n", within: .seconds(60))
        let first = sandbox.log.split(separator: "\n").first { $0.hasPrefix("{\"port\"") }
        guard let port = first.flatMap({ Int($0.filter(\.isNumber)) }) else {
            throw RigError(detail: "the sandbox's first line is \(sandbox.log)")
        }
        self.port = port
        let written = try await MayakProcess.run(
            ["init-config", "--env", "sandbox", "--port", "\(port)", "--out", "mayak.yaml"],
            directory: directory.path
        )
        guard written.status == 0 else { throw RigError(detail: written.errors) }
    }

    /// Starts the bot or the scheduler; a restarted one goes on in the same log.
    func start(_ role: Role, environment extra: [String: String] = [:]) throws -> RunningMayak {
        try start([role.rawValue], environment: extra)
    }

    /// Starts a command that takes its time, with the same configuration.
    func start(_ arguments: String...) throws -> RunningMayak {
        try start(arguments)
    }

    func start(_ arguments: [String], environment extra: [String: String] = [:]) throws -> RunningMayak {
        let process = try RunningMayak(
            arguments,
            environment: environment.merging(extra) { $1 },
            directory: directory.path,
            logFile: "\(directory.path)/\(arguments.first ?? "mayak").log"
        )
        started.withLock { $0.append(process) }
        return process
    }

    /// Runs a command of `mayak` to its end, with the same configuration.
    func run(_ arguments: [String]) async throws -> MayakProcess.Outcome {
        try await MayakProcess.run(arguments, environment: environment, directory: directory.path)
    }

    /// The store, opened beside the processes that use it.
    ///
    /// - Parameter path: of another than the rig's own.
    func store(at path: String? = nil) throws -> StateStore {
        let clock = SystemClock()
        return try StateStore(
            path: path ?? storePath,
            clock: clock,
            log: Log(component: "test", threshold: .critical, clock: clock)
        )
    }

    private var environment: [String: String] {
        Self.calendar.merging(
            [
                "MAYAK_CONFIG": "\(directory.path)/mayak.yaml", "MAYAK_STORE": storePath,
                "MAYAK_PLOTS_FOLDER": "\(directory.path)/plots",
                // On a fast clock a command is minutes old when it arrives.
                "MAYAK_STALE_COMMAND_AFTER": "86400",
            ]
        ) { $1 }
    }

    private static let calendar = ["MAYAK_CALENDAR_FILE": packageRoot + "/trading_calendar.json"]

    static let packageRoot = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    // MARK: - The sandbox's control surface

    /// - Parameter path: behind `/sandbox/`.
    func get<Answer: Decodable>(_ path: String, _: Answer.Type = Answer.self) async throws -> Answer {
        let response = try await http.send(HTTPRequest(url: "http://127.0.0.1:\(port)/sandbox/\(path)"))
        guard response.status == 200 else { throw RigError(detail: "\(path): \(response.status) \(response.text)") }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(Answer.self, from: Data(response.body))
    }

    func post(_ path: String, _ fields: [String: JSONValue]) async throws {
        let body = try JSONEncoder().encode(fields)
        let response = try await http.send(
            HTTPRequest(
                url: "http://127.0.0.1:\(port)/sandbox/\(path)",
                body: .bytes(Array(body), contentType: "application/json")
            )
        )
        guard response.status == 200 else { throw RigError(detail: "\(path): \(response.status) \(response.text)") }
    }

    /// Lets every silent feed publish again; what slows Telegram stays.
    func endOutages() async throws {
        for fault in try await get("faults", FaultsPage.self).faults where fault.kind == "stuck" && fault.active {
            try await post("fault", ["end": .number(fault.id)])
        }
    }

    func say(_ text: String, user: String = "anna", in chat: String = "group") async throws {
        try await post("say", ["chat": .text(chat), "user": .text(user), "text": .text(text)])
    }

    func press(_ button: String, user: String = "anna") async throws {
        try await post("press", ["chat": .text("group"), "user": .text(user), "button": .text(button)])
    }

    /// A chat's messages as they stand now, the oldest first.
    func messages(in chat: String = "group") async throws -> [ChatMessage] {
        try await get("chat/\(chat)", ChatPage.self).messages
    }

    /// How many updates the bot has not confirmed yet.
    func pendingUpdates() async throws -> Int {
        try await get("../bot7000000001:sandbox/getWebhookInfo", WebhookInfo.self).result.pendingUpdateCount
    }

    /// How many requests the faults have hit, all together.
    func faultHits() async throws -> Int {
        try await get("faults", FaultsPage.self).faults.reduce(0) { $0 + $1.hits }
    }

    /// The time on the sandbox's clock.
    func now() async throws -> Timestamp {
        Timestamp(milliseconds: try await get("clock", ClockPage.self).nowMs)
    }
}

struct RigError: Error, CustomStringConvertible {
    let detail: String
    var description: String { detail }
}

/// A field of a request to the control surface.
enum JSONValue: Encodable {
    case text(String)
    case number(Double)
    case flag(Bool)

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .number(let number): try container.encode(number)
        case .flag(let flag): try container.encode(flag)
        }
    }
}

/// A message of `GET /sandbox/chat/group`.
struct ChatMessage: Decodable, Hashable {
    struct Sender: Decodable, Hashable {
        var isBot: Bool
    }

    struct Keyboard: Decodable, Hashable {
        struct Button: Decodable, Hashable {
            var text: String
            var callbackData: String?
        }

        var inlineKeyboard: [[Button]]?
    }

    var messageId: Int64
    var from: Sender
    var text: String?
    var caption: String?
    var replyMarkup: Keyboard?

    var words: String { text ?? caption ?? "" }
    var buttons: [String] { replyMarkup?.inlineKeyboard?.flatMap(\.self).map(\.text) ?? [] }
    /// What the buttons carry.
    var payloads: [String] { replyMarkup?.inlineKeyboard?.flatMap(\.self).compactMap(\.callbackData) ?? [] }
}

private struct ChatPage: Decodable {
    var messages: [ChatMessage]
}

private struct FaultsPage: Decodable {
    struct Fault: Decodable {
        var id: Double
        var kind: String
        var active: Bool
        var hits: Int
    }

    var faults: [Fault]
}

private struct WebhookInfo: Decodable {
    struct Result: Decodable {
        var pendingUpdateCount: Int
    }

    var result: Result
}

private struct ClockPage: Decodable {
    var nowMs: Int64
}
